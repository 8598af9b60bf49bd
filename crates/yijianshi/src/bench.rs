//! `bench`: drives whole cases against a running demonstration server and says how fast it is.
//!
//! One case is: submit (a form of 23 fields, 6 materials), accept, three grants in three
//! departments side by side, rate. Sign-in and validation are on; the
//! clients sign in once, before the clock starts.

mod story;

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use clap::Args;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use self::story::{Story, story};
use crate::files;

#[derive(Args)]
pub struct BenchArguments {
    /// The server, in demonstration mode and with the built-in catalogue
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// How many clients at once
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// For how long
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

struct Tokens {
    applicant: String,
    clerk: String,
    approvers: BTreeMap<String, String>,
}

#[derive(Default)]
struct Tally {
    cases: u64,
    submit: Vec<Duration>,
    whole: Vec<Duration>,
}

/// Runs the benchmark and prints the figures.
pub fn run(arguments: BenchArguments) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(bench(arguments))?;
    Ok(ExitCode::SUCCESS)
}

async fn bench(arguments: BenchArguments) -> anyhow::Result<()> {
    let client = Client::builder().pool_max_idle_per_host(arguments.clients.max(1)).build()?;
    let url = arguments.url.trim_end_matches('/').to_owned();
    let story = story(&*files::read_on(&[], files::today())?)?;
    say!("{}", story.described);
    let tokens = sign_in_all(&client, &url, &story).await?;
    let file = upload(&client, &url, &tokens.applicant).await?;
    let mut submission = story.submission.clone();
    for material in submission["materials"].as_array_mut().into_iter().flatten() {
        material["files"] = json!([file]);
    }
    let driver = Arc::new(Driver { client, url, tokens, submission });
    let before = driver.measured().await?;
    let started = Instant::now();
    let until = started + Duration::from_secs(arguments.seconds);
    let clients = (0..arguments.clients).map(|nth| {
        let driver = Arc::clone(&driver);
        tokio::spawn(async move { driver.drive(nth, until).await })
    });
    let clients: Vec<_> = clients.collect();
    let mut total = Tally::default();
    for one in clients {
        let tally = one.await??;
        total.cases += tally.cases;
        total.submit.extend(tally.submit);
        total.whole.extend(tally.whole);
    }
    let elapsed = started.elapsed();
    let after = driver.measured().await?;
    print(&arguments, &mut total, elapsed, before, after);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn print(
    arguments: &BenchArguments,
    total: &mut Tally,
    elapsed: Duration,
    before: Measured,
    after: Measured,
) {
    let cases = total.cases.max(1) as f64;
    say!(
        "{} clients, {:.1} s: {} cases, {:.1} cases/s",
        arguments.clients,
        elapsed.as_secs_f64(),
        total.cases,
        cases / elapsed.as_secs_f64()
    );
    say!(
        "submit  p50 {:.2} ms  p99 {:.2} ms",
        percentile(&mut total.submit, 50),
        percentile(&mut total.submit, 99)
    );
    say!(
        "case    p50 {:.2} ms  p99 {:.2} ms",
        percentile(&mut total.whole, 50),
        percentile(&mut total.whole, 99)
    );
    say!(
        "server  {:.2} CPU ms/case  {:.2} flushes/case  RSS {:.0} MiB",
        (after.cpu_seconds - before.cpu_seconds) * 1000.0 / cases,
        (after.flushes - before.flushes) / cases,
        after.resident_bytes / (1024.0 * 1024.0)
    );
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    let index = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(index).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

#[derive(Clone, Copy)]
struct Measured {
    cpu_seconds: f64,
    flushes: f64,
    resident_bytes: f64,
}

struct Driver {
    client: Client,
    url: String,
    tokens: Tokens,
    submission: Value,
}

impl Driver {
    async fn drive(&self, nth: usize, until: Instant) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        while Instant::now() < until {
            let started = Instant::now();
            let key = format!("bench-{nth}-{}", uuid::Uuid::now_v7());
            let case = self.submit(&key).await?;
            tally.submit.push(started.elapsed());
            self.finish(&case).await?;
            tally.whole.push(started.elapsed());
            tally.cases += 1;
        }
        Ok(tally)
    }

    async fn submit(&self, key: &str) -> anyhow::Result<String> {
        let answer = self
            .client
            .post(format!("{}/api/v1/cases", self.url))
            .bearer_auth(&self.tokens.applicant)
            .header("Idempotency-Key", key)
            .json(&self.submission)
            .send()
            .await?;
        let case = body(answer, StatusCode::CREATED).await?;
        Ok(case["number"].as_str().context("a case without a number")?.to_owned())
    }

    async fn finish(&self, number: &str) -> anyhow::Result<()> {
        let accepted = self.post(&self.tokens.clerk, &format!("cases/{number}/accept"), json!({})).await?;
        let accepted: Value = serde_json::from_str(&accepted)?;
        let tasks = accepted["tasks"].as_array().context("an accepted case without tasks")?;
        for task in tasks {
            let department = task["department"].as_str().unwrap_or_default();
            let token = self.tokens.approvers.get(department).context("a department without an approver")?;
            let id = task["id"].as_str().unwrap_or_default();
            self.post(token, &format!("tasks/{id}/grant"), json!({})).await?;
        }
        self.post(&self.tokens.applicant, &format!("cases/{number}/rate"), json!({ "level": 5 })).await?;
        Ok(())
    }

    /// The answer is read to its end, and understood only where something in it is wanted: the
    /// client shares the machine with the server that it measures.
    async fn post(&self, token: &str, path: &str, sent: Value) -> anyhow::Result<String> {
        let request = self.client.post(format!("{}/api/v1/{path}", self.url)).bearer_auth(token).json(&sent);
        text(request.send().await?, StatusCode::OK).await
    }

    async fn measured(&self) -> anyhow::Result<Measured> {
        let text = self.client.get(format!("{}/metrics", self.url)).send().await?.text().await?;
        let gauge = |name: &str| {
            let line = text.lines().find(|line| line.split([' ', '{']).next() == Some(name));
            line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(f64::NAN)
        };
        Ok(Measured {
            cpu_seconds: gauge("process_cpu_seconds_total"),
            flushes: gauge("yijianshi_store_flushes"),
            resident_bytes: gauge("process_resident_memory_bytes"),
        })
    }
}

async fn body(answer: reqwest::Response, expected: StatusCode) -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&text(answer, expected).await?)?)
}

async fn text(answer: reqwest::Response, expected: StatusCode) -> anyhow::Result<String> {
    let (status, path) = (answer.status(), answer.url().path().to_owned());
    let text = answer.text().await?;
    if status != expected {
        bail!("{path} answered {status}: {text}");
    }
    Ok(text)
}

async fn sign_in(client: &Client, url: &str, login: &str) -> anyhow::Result<String> {
    let sent = json!({ "login": login, "password": service::DEMO_PASSWORD });
    let answer = client.post(format!("{url}/api/v1/sessions")).json(&sent).send().await?;
    let session =
        body(answer, StatusCode::CREATED).await.with_context(|| format!("signing in as {login}"))?;
    Ok(session["token"].as_str().context("a session without a token")?.to_owned())
}

async fn sign_in_all(client: &Client, url: &str, story: &Story) -> anyhow::Result<Tokens> {
    let mut approvers = BTreeMap::new();
    for department in &story.departments {
        let token = sign_in(client, url, &format!("approver.{department}")).await?;
        approvers.insert(department.clone(), token);
    }
    Ok(Tokens {
        applicant: sign_in(client, url, "applicant").await?,
        clerk: sign_in(client, url, "clerk").await?,
        approvers,
    })
}

async fn upload(client: &Client, url: &str, token: &str) -> anyhow::Result<String> {
    // The multipart body is small and fixed, so it is written out here.
    let boundary = "yijianshi-bench";
    let sent = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sample.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n%PDF-1.4 sample\r\n--{boundary}--\r\n"
    );
    let answer = client
        .post(format!("{url}/api/v1/files"))
        .bearer_auth(token)
        .header("content-type", format!("multipart/form-data; boundary={boundary}"))
        .body(sent)
        .send()
        .await?;
    let file = body(answer, StatusCode::CREATED).await?;
    Ok(file["id"].as_str().context("a file without an id")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::story;
    use crate::files;

    #[test]
    fn the_case_of_the_benchmark_is_as_rich_as_it_says() {
        let story = story(&files::read_first_day(None).unwrap()).unwrap();
        assert_eq!(story.described, "birth: 3 tasks in 3 departments, none waiting, 23 fields, 6 materials");
    }
}
