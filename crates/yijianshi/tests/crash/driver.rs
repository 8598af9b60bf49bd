//! People who work until the server is gone, and remember what they sent and what they were told.

use std::{collections::BTreeMap, sync::Arc};

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{server::Server, story::story};

/// So many people at once.
const PEOPLE: usize = 8;

/// Who sends something.
#[derive(Debug, Clone)]
pub enum Who {
    Applicant,
    Clerk,
    Approver(String),
}

/// Something that was sent, under a key of its own, and what came back.
#[derive(Debug, Clone)]
pub struct Sent {
    pub who: Who,
    pub path: String,
    pub key: String,
    pub body: Value,
    /// None where the server was gone before it answered.
    pub answer: Option<Value>,
}

/// A file that the server said it had.
#[derive(Debug, Clone)]
pub struct Upload {
    pub id: String,
    pub bytes: Vec<u8>,
}

/// One case as its people know it: the submission, and what was done to it after.
#[derive(Debug, Clone, Default)]
pub struct Filed {
    pub sent: Vec<Sent>,
    pub file: Option<Upload>,
}

/// What speaks with the server.
pub struct Line {
    client: Client,
    url: String,
    applicant: String,
    clerk: String,
    approvers: BTreeMap<String, String>,
    submission: Value,
}

/// All people, and all that they remember.
pub struct Driver {
    pub line: Arc<Line>,
    /// Cases of the last round.
    pub recent: Vec<Filed>,
    /// Keys under which anything was handed in so far.
    pub keys: u64,
    /// Cases that the applicant had before.
    pub before: u64,
}

impl Driver {
    /// Everybody signs in.
    pub async fn open(server: &Server) -> Self {
        let today = casework::case::day_of(jiff::Timestamp::now());
        let editions = testkit::editions();
        let catalog = editions.on(today).on(today).expect("today's rules can be read");
        let story = story(&catalog).expect("the case of the benchmark");
        println!("{}", story.described);
        let client = Client::new();
        let sign_in = async |login: &str| {
            let sent = json!({ "login": login, "password": service::DEMO_PASSWORD });
            let answer = client.post(format!("{}/api/v1/sessions", server.url)).json(&sent).send().await;
            let session: Value = answer.expect("an answer").json().await.expect("a session");
            session["token"].as_str().expect("a token").to_owned()
        };
        let mut approvers = BTreeMap::new();
        for department in &story.departments {
            approvers.insert(department.clone(), sign_in(&format!("approver.{department}")).await);
        }
        let (applicant, clerk) = (sign_in("applicant").await, sign_in("clerk").await);
        let line = Line {
            client: client.clone(),
            url: server.url.clone(),
            applicant,
            clerk,
            approvers,
            submission: story.submission,
        };
        let before = line.count_cases().await;
        Self { line: Arc::new(line), recent: Vec::new(), keys: 0, before }
    }

    /// Everybody works until the server is gone.
    pub fn load(&self) -> JoinSet<Vec<Filed>> {
        let mut people = JoinSet::new();
        for _ in 0..PEOPLE {
            let line = Arc::clone(&self.line);
            people.spawn(async move {
                let mut filed = Vec::new();
                loop {
                    let mut case = Filed::default();
                    let went_on = line.work_on(&mut case).await.is_some();
                    filed.push(case);
                    if !went_on {
                        return filed;
                    }
                }
            });
        }
        people
    }

    /// What everybody remembers of this round.
    pub async fn take(&mut self, load: JoinSet<Vec<Filed>>) {
        self.recent = load.join_all().await.into_iter().flatten().collect();
        self.keys += self.recent.iter().filter(|case| !case.sent.is_empty()).count() as u64;
    }
}

impl Line {
    /// A whole case from its file to its rating; none where the server was gone in between.
    async fn work_on(&self, case: &mut Filed) -> Option<()> {
        let file = self.upload().await?;
        let mut submission = self.submission.clone();
        for material in submission["materials"].as_array_mut().into_iter().flatten() {
            material["files"] = json!([file.id]);
        }
        case.file = Some(file);
        let filed = self.send(case, Who::Applicant, "cases".into(), submission).await?;
        let number = filed["number"].as_str().expect("a case has a number").to_owned();
        let accepted = self.send(case, Who::Clerk, format!("cases/{number}/accept"), json!({})).await?;
        for task in accepted["tasks"].as_array().into_iter().flatten() {
            let (id, department) = (task["id"].as_str()?, task["department"].as_str()?);
            let who = Who::Approver(department.to_owned());
            self.send(case, who, format!("tasks/{id}/grant"), json!({})).await?;
        }
        let rating = json!({ "level": 4 });
        self.send(case, Who::Applicant, format!("cases/{number}/rate"), rating).await.map(drop)
    }

    async fn send(&self, case: &mut Filed, who: Who, path: String, body: Value) -> Option<Value> {
        let key = uuid::Uuid::new_v4().to_string();
        case.sent.push(Sent { who, path, key, body, answer: None });
        let sent = case.sent.last_mut()?;
        sent.answer = self.say(sent).await;
        sent.answer.clone()
    }

    /// Sends it and reads the answer to its end; none where the server was gone.
    pub async fn say(&self, sent: &Sent) -> Option<Value> {
        let token = match &sent.who {
            Who::Applicant => &self.applicant,
            Who::Clerk => &self.clerk,
            Who::Approver(department) => &self.approvers[department],
        };
        let request = self.client.post(format!("{}/api/v1/{}", self.url, sent.path)).bearer_auth(token);
        let answer = request.header("Idempotency-Key", &sent.key).json(&sent.body).send().await.ok()?;
        let status = answer.status();
        let text = answer.text().await.ok()?;
        assert!(status.is_success(), "{} as {:?}: {status} {text}", sent.path, sent.who);
        Some(serde_json::from_str(&text).expect("an answer is JSON"))
    }

    async fn upload(&self) -> Option<Upload> {
        let boundary = "yijianshi-crash";
        let bytes = format!("%PDF-1.4 {}", uuid::Uuid::new_v4()).into_bytes();
        let mut sent = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"paper.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n"
        )
        .into_bytes();
        sent.extend_from_slice(&bytes);
        sent.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let request = self.client.post(format!("{}/api/v1/files", self.url)).bearer_auth(&self.applicant);
        let kind = format!("multipart/form-data; boundary={boundary}");
        let answer = request.header("content-type", kind).body(sent).send().await.ok()?;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let stored: Value = answer.json().await.ok()?;
        Some(Upload { id: stored["id"].as_str()?.to_owned(), bytes })
    }

    /// A case as its applicant sees it.
    pub async fn case(&self, number: &str) -> Value {
        let text = self.read(&format!("cases/{number}")).await;
        serde_json::from_slice(&text).expect("a case")
    }

    /// A file's content.
    pub async fn file(&self, id: &str) -> Vec<u8> {
        self.read(&format!("files/{id}")).await
    }

    /// How many cases the applicant has.
    pub async fn count_cases(&self) -> u64 {
        let (mut count, mut after) = (0, String::new());
        loop {
            let page = self.read(&format!("cases?limit=200&after={after}")).await;
            let page: Value = serde_json::from_slice(&page).expect("a page");
            count += page["cases"].as_array().expect("cases").len() as u64;
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut after),
                None => return count,
            }
        }
    }

    /// A figure of the operator's.
    pub async fn gauge(&self, name: &str) -> Option<f64> {
        let answer = self.client.get(format!("{}/metrics", self.url)).send().await.expect("an answer");
        let text = answer.text().await.expect("figures");
        text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    }

    async fn read(&self, path: &str) -> Vec<u8> {
        let request = self.client.get(format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.applicant);
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let bytes = answer.bytes().await.expect("to its end");
        assert!(status.is_success(), "{path}: {status} {}", String::from_utf8_lossy(&bytes));
        bytes.to_vec()
    }
}
