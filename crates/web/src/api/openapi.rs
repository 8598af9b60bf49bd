//! The OpenAPI document: its frame here, its calls from their handlers.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use super::{
    problem::{ProblemBody, ProblemError},
    times::{Day, Moment},
};

/// Everything of the document that belongs to no single call.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "一件事 API",
        description = "一件事一次办的接口。内容为 JSON（UTF-8），时刻为带 +08:00 的 ISO 8601，id 与目录一致。没有办成时为 application/problem+json（RFC 9457），代码稳定不变。",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "本站")),
    tags(
        (name = "themes", description = "一件事：主题、服务包、一次告知、搜索、窗口"),
        (name = "sessions", description = "会话：登录和退出"),
        (name = "files", description = "文件：上传和取回"),
        (name = "cases", description = "办件：提交、查看和各步指令"),
        (name = "tasks", description = "子办件：部门审批"),
        (name = "mandates", description = "授权：委托、接受、收回"),
        (name = "inbox", description = "我的：证照材料库和消息"),
        (name = "supervision", description = "监督：数字"),
        (name = "searches", description = "搜索：没找到的话和说法")
    ),
    components(schemas(ProblemBody, ProblemError, Moment, Day)),
    modifiers(&Token)
)]
struct Frame;

/// The bearer token of a session.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("用 `POST /api/v1/sessions` 取得的令牌"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The document without its calls.
pub(super) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The whole document as JSON, made once.
pub(super) fn whole() -> &'static Value {
    static WHOLE: LazyLock<Value> = LazyLock::new(|| {
        let (_, document) = super::calls().split_for_parts();
        serde_json::to_value(document).expect("the document is plain data")
    });
    &WHOLE
}

/// `GET /api/v1/openapi.json`
pub(super) async fn document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}", whole()));
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The calls of the contract and their natural additions, by address and method.
    const CALLS: &str = "
        GET /api/v1/themes
        GET /api/v1/themes/{id}
        POST /api/v1/themes/{id}/assess
        POST /api/v1/themes/{id}/what-if
        POST /api/v1/themes/{id}/privacy-notice
        GET /api/v1/search
        GET /api/v1/places
        GET /api/v1/versions
        GET /api/v1/versions/differences
        GET /api/v1/parameters
        POST /api/v1/sessions
        DELETE /api/v1/sessions
        POST /api/v1/files
        GET /api/v1/files/{id}
        POST /api/v1/cases
        POST /api/v1/cases/to-sign
        GET /api/v1/cases
        GET /api/v1/cases/{number}
        POST /api/v1/cases/{number}/accept
        POST /api/v1/cases/{number}/correction
        POST /api/v1/cases/{number}/return-correction
        POST /api/v1/cases/{number}/not-accept
        POST /api/v1/cases/{number}/withdraw
        POST /api/v1/cases/{number}/withdraw-row
        POST /api/v1/cases/{number}/prerequisites
        POST /api/v1/cases/{number}/supply
        POST /api/v1/cases/{number}/choose-delivery
        POST /api/v1/cases/{number}/choose-exit
        POST /api/v1/cases/{number}/ready-to-collect
        POST /api/v1/cases/{number}/hand-out
        POST /api/v1/cases/{number}/post
        POST /api/v1/cases/{number}/parcel-arrived
        POST /api/v1/cases/{number}/parcel-returned
        POST /api/v1/tasks/{id}/slip
        POST /api/v1/tasks/{id}/correct
        POST /api/v1/cases/{number}/deliver
        POST /api/v1/cases/{number}/rate
        POST /api/v1/cases/{number}/rate-parts
        POST /api/v1/cases/{number}/data-request
        GET /api/v1/my-data
        PUT /api/v1/my-data/profile
        DELETE /api/v1/my-data/drafts
        DELETE /api/v1/my-data/account
        GET /api/v1/public/decisions
        GET /api/v1/archives
        GET /api/v1/archives/{number}
        GET /api/v1/appraisal
        GET /api/v1/certificates
        POST /api/v1/grievances
        GET /api/v1/grievances
        GET /api/v1/grievances/{number}
        POST /api/v1/grievances/{number}/acts
        GET /api/v1/assessments
        POST /api/v1/cases/{number}/assessments
        POST /api/v1/cases/{number}/correction-unmet
        POST /api/v1/cases/{number}/second-correction
        POST /api/v1/cases/{number}/correct-on-spot
        POST /api/v1/cases/{number}/not-required
        POST /api/v1/cases/{number}/not-our-authority
        GET /api/v1/findings
        POST /api/v1/cases/{number}/withdraw-promise
        POST /api/v1/cases/{number}/check-promise
        POST /api/v1/cases/{number}/ask-repair
        POST /api/v1/cases/{number}/decide-repair
        POST /api/v1/cases/{number}/extend-deferral
        POST /api/v1/cases/{number}/end-deferral
        POST /api/v1/tasks/{id}/announce-revocation
        POST /api/v1/tasks/{id}/revoke
        POST /api/v1/cases/{number}/guardian-consent
        POST /api/v1/tasks/{id}/interested
        POST /api/v1/tasks/{id}/false-material
        POST /api/v1/cases/{number}/false-material
        POST /api/v1/cases/{number}/complain
        POST /api/v1/cases/{number}/urge
        POST /api/v1/cases/{number}/matters
        POST /api/v1/cases/{number}/ask-party
        POST /api/v1/cases/{number}/record-parties
        POST /api/v1/cases/{number}/take-back-confirmation
        GET /api/v1/cases/{number}/confirmation
        POST /api/v1/cases/{number}/confirm
        GET /api/v1/mandates
        POST /api/v1/mandates
        POST /api/v1/mandates/take-up
        POST /api/v1/mandates/{id}/end
        GET /api/v1/matters
        GET /api/v1/ratings
        GET /api/v1/tasks
        GET /api/v1/tasks/{id}
        POST /api/v1/tasks/{id}/start
        POST /api/v1/tasks/{id}/release
        POST /api/v1/tasks/{id}/hand-over
        GET /api/v1/leave
        POST /api/v1/leave
        DELETE /api/v1/leave
        POST /api/v1/tasks/{id}/ask
        POST /api/v1/cases/{number}/answer
        GET /api/v1/questions
        POST /api/v1/cases/{number}/extend
        POST /api/v1/tasks/{id}/check
        POST /api/v1/tasks/{id}/check-record
        POST /api/v1/tasks/{id}/certificate
        POST /api/v1/tasks/{id}/grant
        POST /api/v1/tasks/{id}/refuse
        POST /api/v1/tasks/{id}/suspend
        POST /api/v1/tasks/{id}/resume
        POST /api/v1/tasks/{id}/extend
        GET /api/v1/wallet
        GET /api/v1/messages
        GET /api/v1/messages/outside
        POST /api/v1/messages/outside
        GET /api/v1/sendings
        GET /api/v1/results/{id}
        GET /api/v1/supervision
        GET /api/v1/missed-searches
        GET /api/v1/aliases
        POST /api/v1/aliases
        DELETE /api/v1/aliases/{id}
    ";

    fn operations() -> Vec<(String, String, Value)> {
        let paths = whole()["paths"].as_object().unwrap();
        let each = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(|(method, call)| (method.to_uppercase(), path.clone(), call.clone()))
        });
        each.collect()
    }

    fn references(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member) {
                        ("$ref", Value::String(target)) => {
                            out.insert(target.clone());
                        }
                        _ => references(member, out),
                    }
                }
            }
            Value::Array(members) => members.iter().for_each(|member| references(member, out)),
            _ => {}
        }
    }

    #[test]
    fn the_document_lists_exactly_the_calls_of_the_contract() {
        let listed: BTreeSet<_> =
            operations().iter().map(|(method, path, _)| format!("{method} {path}")).collect();
        let agreed: BTreeSet<_> =
            CALLS.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        assert_eq!(listed, agreed);
    }

    #[test]
    fn the_document_is_openapi_3_1_with_its_own_title() {
        assert!(whole()["openapi"].as_str().unwrap().starts_with("3.1"));
        assert_eq!(whole()["info"]["title"], "一件事 API");
        assert_eq!(whole()["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    }

    #[test]
    fn every_reference_in_the_document_leads_somewhere() {
        let mut targets = BTreeSet::new();
        references(whole(), &mut targets);
        assert!(!targets.is_empty());
        for target in targets {
            let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leads outside"));
            assert!(whole().pointer(pointer).is_some(), "{target} leads nowhere");
        }
    }

    #[test]
    fn every_call_says_what_it_does_and_how_it_fails() {
        let mut ids = BTreeSet::new();
        for (method, path, call) in operations() {
            assert!(call["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{method} {path}");
            assert!(ids.insert(call["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            let problem =
                &call["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{method} {path}");
        }
    }

    #[test]
    fn every_part_of_an_address_is_a_described_parameter() {
        for (method, path, call) in operations() {
            for name in path.split(['{', '}']).skip(1).step_by(2) {
                let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
                let found = parameters.iter().any(|parameter| {
                    parameter["name"] == name && parameter["in"] == "path" && parameter["required"] == true
                });
                assert!(found, "{method} {path} does not describe {name}");
            }
        }
    }

    #[test]
    fn every_field_of_every_shape_is_described() {
        for (name, schema) in whole()["components"]["schemas"].as_object().unwrap() {
            let Some(fields) = schema["properties"].as_object() else { continue };
            for (field, schema) in fields {
                let described =
                    |schema: &Value| schema["description"].is_string() || !schema["$ref"].is_null();
                let kinds = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
                assert!(
                    described(schema) || kinds.iter().any(described),
                    "{name}.{field} has no description"
                );
            }
        }
    }
}
