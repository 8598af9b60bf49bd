//! What the API's own document says of an answer, held against every answer that a program gets in a story.

use std::collections::HashMap;

use axum::http::StatusCode;
use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::Value;

/// A name for the document, so that its parts find each other.
const HERE: &str = "http://document/openapi.json";

/// What the document says of every answer.
pub struct Contract {
    /// By route and method, in lower case: by status the shape of the answer; none where it is no JSON.
    calls: HashMap<(String, String), HashMap<String, Option<SchemaIndex>>>,
    schemas: Schemas,
}

impl Contract {
    /// The document, as it is served.
    ///
    /// # Panics
    /// Where it is none.
    pub fn of(document: &Value) -> Self {
        let mut compiler = Compiler::new();
        compiler.set_default_draft(Draft::V2020_12);
        compiler.add_resource(HERE, document.clone()).expect("the document is JSON");
        let mut schemas = Schemas::new();
        let mut calls = HashMap::new();
        for (route, methods) in members(&document["paths"]) {
            for (method, call) in members(methods) {
                let answers = members(&call["responses"]).map(|(status, answer)| {
                    let json =
                        members(&answer["content"]).map(|(kind, _)| kind).find(|kind| kind.ends_with("json"));
                    let shape = json.map(|kind| {
                        let parts = ["paths", route, method, "responses", status, "content", kind, "schema"];
                        let pointer: String =
                            parts.iter().map(|part| format!("/{}", escaped(part))).collect();
                        let shape = compiler.compile(&format!("{HERE}#{pointer}"), &mut schemas);
                        shape.unwrap_or_else(|error| panic!("{pointer}: {error:#}"))
                    });
                    (status.clone(), shape)
                });
                calls.insert((route.clone(), method.clone()), answers.collect());
            }
        }
        Self { calls, schemas }
    }

    /// Holds an answer against it.
    ///
    /// # Panics
    /// Where the document knows no such answer to the call, or one of another shape.
    pub fn holds(&self, method: &str, address: &str, status: StatusCode, told: &Value) {
        let path = address.split('?').next().unwrap_or_default();
        let Some((route, answers)) = self.call(path, &method.to_lowercase()) else {
            // The document tells of everything but itself.
            let itself = path == "/api/v1/openapi.json";
            assert!(
                status.is_client_error() || itself,
                "{method} {path} is not in the document, and answers {status}"
            );
            return;
        };
        let shape = answers.get(status.as_str()).or_else(|| answers.get("default"));
        let shape = shape.unwrap_or_else(|| panic!("{method} {route}: the document has no word of {status}"));
        if let Some(shape) = *shape
            && let Err(error) = self.schemas.validate(told, shape)
        {
            panic!("{method} {route} answers {status} other than the document says: {error:#}\n{told:#}");
        }
    }

    /// The call of an address: of those that fit, the one with the fewest parts left open.
    fn call(&self, path: &str, method: &str) -> Option<(&str, &HashMap<String, Option<SchemaIndex>>)> {
        let parts: Vec<_> = path.split('/').collect();
        let fits = |route: &str| {
            route.split('/').count() == parts.len()
                && route.split('/').zip(&parts).all(|(want, part)| want.starts_with('{') || want == *part)
        };
        let calls = self.calls.iter().filter(|((route, of), _)| of == method && fits(route));
        let call = calls.min_by_key(|((route, _), _)| route.matches('{').count());
        call.map(|((route, _), answers)| (route.as_str(), answers))
    }
}

/// The members of an object; none of anything else.
fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A name as part of a JSON pointer in an address (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1").replace('{', "%7B").replace('}', "%7D")
}
