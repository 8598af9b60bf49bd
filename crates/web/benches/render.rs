//! How long a page takes from request to bytes, without the network: the thing's page with
//! its notice, its printed form, and the assessment alone as the API gives it.

use axum::{Router, body::Body, http::Request};
use divan::Bencher;
use http_body_util::BodyExt;
use jiff::civil::date;
use testkit::Town;
use tokio::runtime::Runtime;
use tower::ServiceExt;

const ANSWERS: &str = "declarant=mother&by_agent=false&birth_place=hospital&children_count=2&parents_marriage=married\
    &parents_nationality=both_mainland&birth_registered=true&household_wanted=true&household_follow=mother\
    &household_place=jiangjin&household_type=family&over_one_month=false&insurance_wanted=true\
    &maternity_insured=none&vaccination_wanted=true&subsidy_wanted=true";

fn main() {
    divan::main();
}

struct Ground {
    runtime: Runtime,
    router: Router,
    // The town keeps its folder as long as it lives.
    _town: Town,
}

impl Ground {
    fn new() -> Self {
        let runtime = Runtime::new().expect("a runtime starts");
        let town = runtime.block_on(Town::open(date(2026, 3, 2)));
        let router = web::router(town.app().clone(), web::WebOptions::default());
        Self { runtime, router, _town: town }
    }

    fn get(&self, path: &str) -> usize {
        let request = Request::get(path).body(Body::empty()).expect("a request is made");
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("the router answers");
            assert!(answer.status().is_success(), "{path} answered {}", answer.status());
            answer.into_body().collect().await.expect("the body comes whole").to_bytes().len()
        })
    }
}

#[divan::bench(args = ["/", "/things/birth", "/search?q=生了娃儿要办啥子手续"])]
fn page(bencher: Bencher<'_, '_>, path: &str) {
    let ground = Ground::new();
    let path = path.replace("生了娃儿要办啥子手续", "%E7%94%9F%E4%BA%86%E5%A8%83%E5%84%BF");
    bencher.bench_local(|| ground.get(&path));
}

#[divan::bench(args = ["/things/birth", "/things/birth/notice"])]
fn answered(bencher: Bencher<'_, '_>, path: &str) {
    let ground = Ground::new();
    let path = format!("{path}?{ANSWERS}");
    bencher.bench_local(|| ground.get(&path));
}
