//! Stories of programs that use the API, through the real router.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use service::{App, Clock, DEMO_PASSWORD, Settings, Setup, sample::Sample};
use store::{Database, Keys, Store, StoreConfig};
use testkit::Contract;
use tower::ServiceExt;

use super::calls_and_document;
use crate::Web;

/// A Monday morning.
const NOW: &str = "2026-03-02T01:30:00Z";

struct Standing(Timestamp);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// An installation with demonstration accounts, reached by its API alone.
struct Town {
    app: App,
    api: Router,
    _folder: tempfile::TempDir,
}

/// An answer of the API.
#[derive(Debug)]
struct Told {
    status: StatusCode,
    headers: HeaderMap,
    json: Value,
    bytes: Vec<u8>,
}

impl Told {
    /// The code of a problem, after checking that it has the shape of one.
    fn problem(&self) -> &str {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{self:?}");
        assert_eq!(self.json["status"], self.status.as_u16());
        assert!(
            self.json["type"].is_string() && self.json["title"].is_string() && self.json["errors"].is_array()
        );
        self.json["code"].as_str().expect("a problem has a code")
    }

    fn pointers(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().expect("a problem has errors");
        errors.iter().map(|error| error["pointer"].as_str().expect("an error has a pointer")).collect()
    }
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig {
            database: Database::Sqlite(folder.path().join("town.db")),
            files: folder.path().join("files"),
            keys: Keys::from_bytes(&[7; 32]),
        };
        let (edition, findings) = catalog::Edition::read(catalog_files::jiangjin());
        let edition = edition.unwrap_or_else(|| panic!("{findings:?}"));
        let app = App::new(Setup {
            catalog: Arc::new(catalog::Editions::new(vec![edition]).unwrap()),
            store: Store::open(config).await.unwrap(),
            clock: Arc::new(Standing(NOW.parse().unwrap())),
            settings: Settings { demo: true, max_file_bytes: 4 << 20, ..Settings::default() },
            sharing: Arc::new(exchange::NoSharing),
            messenger: Arc::new(exchange::LogMessenger),
        });
        app.fill_demo().await.unwrap();
        // As in the whole router, something else answers wrong methods on the pages.
        let api = calls_and_document()
            .method_not_allowed_fallback(|| async { "a page" })
            .with_state(Web { app: app.clone(), options: Arc::default() });
        Self { app, api, _folder: folder }
    }

    async fn send(&self, request: Request<Body>) -> Told {
        static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::of(super::openapi::whole()));
        let (method, address) = (request.method().clone(), request.uri().to_string());
        let response = self.api.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.unwrap().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        CONTRACT.holds(method.as_str(), &address, parts.status, &json);
        Told { status: parts.status, headers: parts.headers, json, bytes }
    }

    async fn get(&self, path: &str, token: &str) -> Told {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> Told {
        self.post_with_key(path, token, "", body).await
    }

    async fn post_with_key(&self, path: &str, token: &str, key: &str, body: &Value) -> Told {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn token(&self, login: &str) -> String {
        let told =
            self.post("/api/v1/sessions", "", &json!({"login": login, "password": DEMO_PASSWORD})).await;
        assert_eq!(told.status, StatusCode::CREATED, "{told:?}");
        told.json["token"].as_str().unwrap().to_owned()
    }

    async fn upload(&self, token: &str, content: &[u8]) -> Told {
        let head = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"证件.pdf\"\r\n\r\n";
        let body = [head.as_bytes(), content, b"\r\n--cut--\r\n"].concat();
        let request = Request::post("/api/v1/files")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A complete application as JSON, whose files were uploaded by the same person.
    async fn application(&self, login: &str, theme: &str) -> Value {
        let signed_in =
            self.app.sign_in(login, DEMO_PASSWORD, "local", store::SessionKind::Api).await.unwrap();
        let catalog = self.app.catalog();
        let mut sample = Sample::new(3);
        let answers = sample.answers(&catalog, catalog.theme(theme).unwrap());
        let request = self.app.sample_request(&signed_in.visitor, theme, answers, &mut sample).await.unwrap();
        let materials = request.materials.iter();
        json!({
            "theme": theme,
            "answers": request.answers.situations,
            "form": request.form,
            "signatures": request.signatures.iter().map(|one| json!({"promise": one.promise, "name": one.name})).collect::<Vec<_>>(),
            "materials": materials.map(|one| json!({"material": one.material, "files": one.files})).collect::<Vec<_>>(),
            "submit": true,
        })
    }
}

/// Every field that an answer holds stands in the document with its name, and none is left out but
/// what the document says may be absent.
fn follows(document: &Value, schema: &Value, answer: &Value, at: &str) {
    let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    let schema = target.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema);
    if let Some(kinds) = schema["oneOf"].as_array() {
        let kind = kinds.iter().find(|kind| kind["type"] != "null").expect("one kind says something");
        if !answer.is_null() {
            follows(document, kind, answer, at);
        }
        return;
    }
    match answer {
        Value::Array(rows) => rows.iter().for_each(|row| follows(document, &schema["items"], row, at)),
        Value::Object(fields) if schema["properties"].is_object() => {
            let described = schema["properties"].as_object().unwrap();
            let required: Vec<_> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            // What may be null is sent as null.
            let sent = |name: &&String| {
                fields.contains_key(*name)
                    || required.contains(&name.as_str())
                    || described[*name]["type"].is_array()
                    || described[*name]["oneOf"].is_array()
            };
            let (mut told, mut known): (Vec<_>, Vec<_>) =
                (fields.keys().collect(), described.keys().filter(sent).collect());
            told.sort();
            known.sort();
            assert_eq!(told, known, "{at}");
            for (name, field) in fields {
                follows(document, &described[name], field, &format!("{at}/{name}"));
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn a_program_walks_a_thing_from_search_to_rating() {
    let town = Town::open().await;
    let found = town.get("/api/v1/search?q=%E5%B0%8F%E5%AD%A9%E4%B8%8A%E6%88%B7%E5%8F%A3", "").await;
    assert_eq!(found.json["hits"][0]["theme"], "birth");
    assert_eq!(found.json["none"], false);

    let (applicant, clerk) = (town.token("applicant").await, town.token("clerk").await);
    let application = town.application("applicant", "birth").await;
    let submitted = town.post_with_key("/api/v1/cases", &applicant, "first", &application).await;
    assert_eq!(submitted.status, StatusCode::CREATED, "{submitted:?}");
    let number = submitted.json["number"].as_str().unwrap().to_owned();
    let again = town.post_with_key("/api/v1/cases", &applicant, "first", &application).await;
    assert_eq!((again.status, &again.json["number"]), (StatusCode::CREATED, &submitted.json["number"]));

    let path = format!("/api/v1/cases/{number}");
    let accepted = town.post(&format!("{path}/accept"), &clerk, &json!({"version": 1})).await;
    assert_eq!((accepted.status, accepted.json["stage"].as_str()), (StatusCode::OK, Some("in_progress")));
    let stale = town.post(&format!("{path}/accept"), &clerk, &json!({"version": 1})).await;
    assert_eq!((stale.status, stale.problem()), (StatusCode::CONFLICT, "stale"));

    for _ in 0..20 {
        let case = town.get(&path, &applicant).await.json;
        let ready = case["tasks"].as_array().unwrap().iter().find(|task| task["stage"] == "ready").cloned();
        let Some(task) = ready else { break };
        let approver = town.token(&format!("approver.{}", task["department"].as_str().unwrap())).await;
        let list = town.get("/api/v1/tasks?state=ready", &approver).await;
        assert!(list.json["tasks"].as_array().unwrap().iter().any(|line| line["id"] == task["id"]));
        let grant = format!("/api/v1/tasks/{}/grant", task["id"].as_str().unwrap());
        let granted = town.post(&grant, &approver, &json!({"result": {"valid_from": "2026-03-02"}})).await;
        assert_eq!(
            (granted.status, granted.json["stage"].as_str()),
            (StatusCode::OK, Some("granted")),
            "{granted:?}"
        );
    }
    let case = town.get(&path, &applicant).await.json;
    if case["stage"] == "completed" {
        let delivered = town.post(&format!("{path}/deliver"), &clerk, &json!({"note": "本人领取"})).await;
        assert_eq!(delivered.json["stage"], "delivered", "{delivered:?}");
    }
    let rated = town.post(&format!("{path}/rate"), &applicant, &json!({"level": 5, "reasons": []})).await;
    assert_eq!(
        (rated.status, rated.json["rating"]["level"].as_u64()),
        (StatusCode::OK, Some(5)),
        "{rated:?}"
    );
    let twice = town.post(&format!("{path}/rate"), &applicant, &json!({"level": 1})).await;
    assert_eq!((twice.status, twice.problem()), (StatusCode::CONFLICT, "already_rated"));

    let wallet = town.get("/api/v1/wallet", &applicant).await;
    assert!(
        wallet.json["results"].as_array().unwrap().iter().any(|result| result["case"] == number.as_str())
    );
    let list = town.get("/api/v1/cases?limit=1", &applicant).await;
    assert_eq!(list.json["cases"].as_array().unwrap().len(), 1);
    assert!(list.json["next"].is_string());
}

#[tokio::test]
async fn every_theme_is_listed_and_its_package_says_nothing_that_is_for_counters_alone() {
    let town = Town::open().await;
    let themes = town.get("/api/v1/themes", "").await.json;
    assert_eq!(themes.as_array().unwrap().len(), town.app.catalog().themes.len());
    for theme in themes.as_array().unwrap() {
        let id = theme["id"].as_str().unwrap();
        let package = town.get(&format!("/api/v1/themes/{id}"), "").await;
        assert_eq!(package.status, StatusCode::OK);
        for key in ["situations", "items", "materials", "fields", "stops", "notices", "baseline", "version"] {
            assert!(!package.json[key].is_null(), "{id} lacks {key}");
        }
        assert!(package.json["stops"].as_array().unwrap().iter().all(|stop| stop.get("note").is_none()));
    }
}

#[tokio::test]
async fn what_goes_out_has_the_fields_that_the_document_promises() {
    let town = Town::open().await;
    let document = super::openapi::whole();
    let shape = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    for theme in &town.app.catalog().themes {
        let path = format!("/api/v1/themes/{}/assess", theme.id);
        let answers = Sample::new(5).answers(&town.app.catalog(), theme);
        let bodies = [
            json!({}),
            json!({"answers": answers.situations}),
            json!({"answers": answers.situations, "explain": false}),
        ];
        for body in bodies {
            let told = town.post(&path, "", &body).await;
            assert_eq!(told.status, StatusCode::OK, "{told:?}");
            follows(document, &shape("Assessment"), &told.json, theme.id.as_str());
        }
    }
    let found = town.get("/api/v1/search?q=%E5%BC%80%E5%BA%97", "").await;
    follows(document, &shape("SearchAnswer"), &found.json, "search");
    let applicant = town.token("applicant").await;
    let cases = town.get("/api/v1/cases", &applicant).await;
    follows(document, &shape("CasePage"), &cases.json, "cases");
    for line in cases.json["cases"].as_array().unwrap() {
        let case = town.get(&format!("/api/v1/cases/{}", line["number"].as_str().unwrap()), &applicant).await;
        assert_eq!(case.status, StatusCode::OK);
    }
    let figures = town.get("/api/v1/supervision", &town.token("supervisor").await).await;
    follows(document, &shape("SupervisionBody"), &figures.json, "supervision");
    let uploaded = town.upload(&applicant, b"%PDF-1.4\n%%EOF\n").await;
    assert_eq!(uploaded.status, StatusCode::CREATED, "{uploaded:?}");
    follows(document, &shape("FileAnswer"), &uploaded.json, "files");
}

#[tokio::test]
async fn what_held_on_another_day_is_told_and_every_version_opens() {
    let town = Town::open().await;
    let document = super::openapi::whole();
    let items = |told: &Told| told.json["items"].as_array().unwrap().len();
    let past = town.post("/api/v1/themes/birth/assess", "", &json!({"on": "2021-06-30"})).await;
    assert_eq!((past.status, &past.json["on"]), (StatusCode::OK, &json!("2021-06-30")), "{past:?}");
    let now = town.post("/api/v1/themes/birth/assess", "", &json!({})).await;
    assert_eq!(items(&past) + 1, items(&now));
    let versions = town.get("/api/v1/versions", "").await;
    let version = versions.json[0]["version"].as_str().unwrap();
    follows(document, &json!({"$ref": "#/components/schemas/VersionBody"}), &versions.json[0], "version");
    let package = town.get(&format!("/api/v1/themes/birth?version={version}"), "").await;
    assert_eq!(package.json["version"], version, "{package:?}");
    let old = town.get("/api/v1/themes/birth?on=2021-06-30", "").await;
    assert_eq!(old.json["items"].as_array().unwrap().len(), items(&past));
    for (path, pointer) in [("version=1999-01-01.0", "/version"), ("on=30.6.2021", "/on")] {
        let wrong = town.get(&format!("/api/v1/themes/birth?{path}"), "").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert_eq!(wrong.json["errors"][0]["pointer"], pointer);
    }
    let path = "/api/v1/versions/differences?from=2025-05-09&to=2025-05-10&theme=marriage";
    let differences = town.get(path, "").await.json;
    follows(document, &json!({"$ref": "#/components/schemas/DifferencesBody"}), &differences, "differences");
    assert!(differences.to_string().contains("少交一份材料：当事人居民户口簿"), "{differences}");
    let parameters = town.get("/api/v1/parameters?on=2021-06-30", "").await;
    let parameters = parameters.json.as_array().unwrap().clone();
    let days = parameters.iter().find(|one| one["id"] == "simple_publicity_days").unwrap();
    assert_eq!((&days["value"], days["values"].as_array().unwrap().len()), (&json!(45), 2));
    follows(document, &json!({"$ref": "#/components/schemas/ParameterBody"}), days, "parameter");
}

#[tokio::test]
async fn bad_answers_are_pointed_at_and_unknown_themes_are_not_found() {
    let town = Town::open().await;
    let bad = json!({"answers": {"no_such_question": true, "birth_place": "on_the_moon"}});
    let told = town.post("/api/v1/themes/birth/assess", "", &bad).await;
    assert_eq!((told.status, told.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let mut pointers = told.pointers();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/answers/birth_place", "/answers/no_such_question"]);
    assert_eq!(town.post("/api/v1/themes/wedding-cake/assess", "", &json!({})).await.problem(), "not_found");
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_and_a_wrong_password_is_told() {
    let town = Town::open().await;
    let told = town.get("/api/v1/cases", "made-up").await;
    assert_eq!((told.status, told.problem()), (StatusCode::UNAUTHORIZED, "sign_in_needed"));
    assert_eq!(told.headers[header::WWW_AUTHENTICATE], "Bearer");
    let wrong = json!({"login": "applicant", "password": "guess"});
    let mut last = town.post("/api/v1/sessions", "", &wrong).await;
    assert_eq!((last.status, last.problem()), (StatusCode::UNAUTHORIZED, "wrong_password"));
    for _ in 0..10 {
        last = town.post("/api/v1/sessions", "", &wrong).await;
    }
    assert_eq!((last.status, last.problem()), (StatusCode::TOO_MANY_REQUESTS, "too_many_tries"));
    assert!(last.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn a_token_is_worthless_after_signing_out() {
    let town = Town::open().await;
    let token = town.token("applicant").await;
    let request =
        Request::delete("/api/v1/sessions").header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(town.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(town.get("/api/v1/wallet", &token).await.problem(), "sign_in_needed");
}

#[tokio::test]
async fn somebody_elses_case_is_as_absent_as_none_at_all() {
    let town = Town::open().await;
    let own = town.token("applicant2").await;
    let cases = town.get("/api/v1/cases", &own).await.json;
    let number = cases["cases"][0]["number"].as_str().unwrap().to_owned();
    let other = town.token("applicant").await;
    let theirs = town.get(&format!("/api/v1/cases/{number}"), &other).await;
    let none = town.get("/api/v1/cases/JJ0000000000", &other).await;
    assert_eq!((theirs.status, theirs.problem()), (StatusCode::NOT_FOUND, "not_found"));
    assert_eq!(theirs.json, none.json);
    assert_eq!(town.get("/api/v1/cases/a%00b", &other).await.problem(), "not_found");
}

#[tokio::test]
async fn an_application_needs_a_key_and_names_everything_that_is_wrong() {
    let town = Town::open().await;
    let token = town.token("applicant").await;
    let application = json!({"theme": "birth", "answers": {}, "form": {}, "materials": []});
    let told = town.post("/api/v1/cases", &token, &application).await;
    assert_eq!((told.status, told.problem()), (StatusCode::BAD_REQUEST, "idempotency_key_missing"));
    let told = town.post_with_key("/api/v1/cases", &token, "k", &json!({"theme": "moon"})).await;
    assert_eq!((told.status, told.pointers()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["/theme"]));

    let mut application = town.application("applicant", "birth").await;
    application["form"]["mother.id_number"] = json!("123");
    application["materials"] = json!([]);
    let told = town.post_with_key("/api/v1/cases", &token, "k", &application).await;
    assert_eq!((told.status, told.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    assert!(
        told.pointers().iter().any(|pointer| pointer.starts_with("/form/mother.id_number")),
        "{:?}",
        told.json
    );
    assert!(told.pointers().iter().any(|pointer| pointer.starts_with("/materials/")), "{:?}", told.json);
}

#[tokio::test]
async fn hostile_bodies_get_a_clear_problem() {
    let town = Town::open().await;
    let token = town.token("applicant").await;
    let send = async |kind: &str, body: Vec<u8>| {
        let request = Request::post("/api/v1/cases")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind)
            .header("idempotency-key", "k");
        town.send(request.body(Body::from(body)).unwrap()).await
    };
    let huge = json!({"theme": "x".repeat(10 << 20)}).to_string().into_bytes();
    let deep = [vec![b'['; 50_000], vec![b']'; 50_000]].concat();
    let nul = br#"{"theme": "birth", "form": {"applicant.name": "a\u0000"}}"#.to_vec();
    for (kind, body, status, code) in [
        ("application/json", huge, 413, "body_too_large"),
        ("application/json", deep, 400, "malformed_json"),
        ("application/json", b"{\"theme\": \xff\xfe}".to_vec(), 400, "malformed_json"),
        ("application/json", nul, 422, "invalid"),
        ("application/json", b"[]".to_vec(), 422, "invalid"),
        ("application/json", b"{\"theme\": {}}".to_vec(), 422, "invalid"),
        ("text/plain", b"{}".to_vec(), 415, "unsupported_media_type"),
    ] {
        let told = send(kind, body).await;
        assert_eq!((told.status.as_u16(), told.problem()), (status, code));
    }
}

#[tokio::test]
async fn files_are_known_by_their_content_and_kept_small() {
    let town = Town::open().await;
    let (token, other) = (town.token("applicant").await, town.token("applicant2").await);
    let stored = town.upload(&token, b"%PDF-1.4\n%%EOF\n").await;
    assert_eq!(stored.json["type"], "application/pdf");
    assert_eq!(stored.json["name"], "证件.pdf");
    let path = format!("/api/v1/files/{}", stored.json["id"].as_str().unwrap());
    let read = town.get(&path, &token).await;
    assert_eq!((read.status, read.bytes.as_slice()), (StatusCode::OK, &b"%PDF-1.4\n%%EOF\n"[..]));
    assert_eq!(read.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(town.get(&path, &other).await.problem(), "not_found");
    assert_eq!(town.upload(&token, b"").await.problem(), "invalid");
    assert_eq!(town.upload(&token, b"<script>alert(1)</script>").await.problem(), "invalid");
    let sized = |bytes: usize| [b"%PDF-1.4\n".to_vec(), vec![b' '; bytes]].concat();
    assert_eq!(town.upload(&token, &sized(3 << 20)).await.status, StatusCode::CREATED);
    let large = town.upload(&token, &sized(5 << 20)).await;
    assert_eq!((large.status.as_u16(), large.problem()), (413, "file_too_large"));
    assert_eq!(town.post("/api/v1/files", &token, &json!({})).await.problem(), "unsupported_media_type");
}

#[tokio::test]
async fn wrong_addresses_and_methods_are_problems_too() {
    let town = Town::open().await;
    assert_eq!(town.get("/api/v1/no/such/call", "").await.problem(), "not_found");
    assert_eq!(town.get("/api/v1", "").await.problem(), "not_found");
    let told = town.post("/api/v1/themes", "", &json!({})).await;
    assert_eq!((told.status, told.problem()), (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"));
    assert!(told.headers.contains_key(header::ALLOW));
    let token = town.token("applicant").await;
    let told = town.get("/api/v1/cases?limit=0", &token).await;
    assert_eq!((told.problem(), told.pointers()), ("invalid", vec!["/limit"]));
    assert_eq!(town.get("/api/v1/cases?stage=asleep", &token).await.pointers(), ["/stage"]);
    assert_eq!(town.get("/api/v1/cases?after=garbage", &token).await.pointers(), ["/after"]);
}

#[tokio::test]
async fn nobody_does_what_belongs_to_another_role() {
    let town = Town::open().await;
    let applicant = town.token("applicant").await;
    assert_eq!(town.get("/api/v1/supervision", &applicant).await.problem(), "not_allowed");
    let number =
        town.get("/api/v1/cases?stage=submitted", &applicant).await.json["cases"][0]["number"].clone();
    let path =
        format!("/api/v1/cases/{}/accept", number.as_str().expect("the demonstration has a submitted case"));
    let told = town.post(&path, &applicant, &json!({})).await;
    assert_eq!((told.status, told.problem()), (StatusCode::FORBIDDEN, "not_allowed"));
}

#[tokio::test]
async fn the_document_is_served_as_json() {
    let town = Town::open().await;
    let told = town.get("/api/v1/openapi.json", "").await;
    assert_eq!(told.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(told.json["info"]["title"], "一件事 API");
}
