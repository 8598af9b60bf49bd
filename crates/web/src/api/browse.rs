//! The page `/api`: the OpenAPI document for people, on a phone as on a desk.
//! Everything on it comes from the document and the table of problem codes.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{
    openapi,
    problem::{KnownCode, known_codes},
};
use crate::ui::{self, Page};

/// How deep an example goes; deeper shapes are found by their link.
const EXAMPLE_DEPTH: usize = 4;

/// `GET /api`
pub(super) async fn page(page: Page) -> Response {
    static MANUAL: LazyLock<Manual> = LazyLock::new(|| Manual::of(openapi::whole()));
    let page = page.titled(t!("api.page.title"));
    ui::html(&BrowsePage { page, manual: &MANUAL, codes: known_codes() })
}

#[derive(Template)]
#[template(path = "api/browse.html")]
struct BrowsePage<'a> {
    page: Page,
    manual: &'a Manual,
    codes: Vec<KnownCode>,
}

/// The document in the order in which it is read.
struct Manual {
    title: String,
    version: String,
    description: String,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// Calls that belong together.
struct Group {
    name: String,
    description: String,
    calls: Vec<Call>,
}

/// One call.
struct Call {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    needs_token: bool,
    parameters: Vec<Parameter>,
    body: Option<Content>,
    answers: Vec<Answer>,
}

/// A parameter in the address or the head.
struct Parameter {
    name: String,
    place: String,
    kind: Kind,
    required: bool,
    description: String,
}

/// What is sent.
struct Content {
    media_type: String,
    kind: Kind,
    example: Option<String>,
}

/// One way in which a call is answered.
struct Answer {
    status: String,
    description: String,
    content: Option<Content>,
}

/// A type in words, and the shape that it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kind {
    text: String,
    shape: Option<String>,
}

/// A named shape.
struct Shape {
    name: String,
    description: String,
    parts: Vec<Part>,
    kind: Kind,
}

/// The fields of a shape, or of one of its variants.
struct Part {
    heading: String,
    fields: Vec<Field>,
}

/// A field of a shape.
struct Field {
    name: String,
    kind: Kind,
    required: bool,
    description: String,
}

impl Manual {
    fn of(document: &Value) -> Self {
        let tags = document["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
        let groups = tags.iter().map(|tag| Group {
            name: text(&tag["name"]),
            description: text(&tag["description"]),
            calls: calls_of(document, &tag["name"]),
        });
        let schemas = members(&document["components"]["schemas"]);
        Self {
            title: text(&document["info"]["title"]),
            version: text(&document["info"]["version"]),
            description: text(&document["info"]["description"]),
            groups: groups.collect(),
            shapes: schemas.map(|(name, schema)| Shape::of(document, name, schema)).collect(),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn calls_of(document: &Value, tag: &Value) -> Vec<Call> {
    let operations = members(&document["paths"])
        .flat_map(|(path, item)| members(item).map(move |(method, call)| (path, method, call)));
    operations
        .filter(|(_, _, call)| call["tags"].as_array().is_some_and(|tags| tags.contains(tag)))
        .map(|(path, method, call)| Call::of(document, path, method, call))
        .collect()
}

impl Call {
    fn of(document: &Value, path: &str, method: &str, call: &Value) -> Self {
        let parameters = call["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            id: text(&call["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&call["summary"]),
            description: text(&call["description"]),
            needs_token: call["security"].as_array().is_some_and(|security| !security.is_empty()),
            parameters: parameters.iter().map(Parameter::of).collect(),
            body: Content::of(document, &call["requestBody"]["content"]),
            answers: members(&call["responses"])
                .map(|(status, answer)| Answer {
                    status: if status == "default" { "4xx 5xx".to_owned() } else { status.clone() },
                    description: text(&answer["description"]),
                    content: Content::of(document, &answer["content"]),
                })
                .collect(),
        }
    }
}

impl Parameter {
    fn of(parameter: &Value) -> Self {
        let place = match parameter["in"].as_str() {
            Some("path") => t!("api.page.in_path"),
            Some("header") => t!("api.page.in_header"),
            _ => t!("api.page.in_query"),
        };
        Self {
            name: text(&parameter["name"]),
            place: place.into_owned(),
            kind: Kind::of(&parameter["schema"]),
            required: parameter["required"] == true,
            description: text(&parameter["description"]),
        }
    }
}

impl Content {
    fn of(document: &Value, content: &Value) -> Option<Self> {
        let (media_type, content) = members(content).next()?;
        let json = media_type.ends_with("json");
        let example = match &content["example"] {
            Value::Null => sample(document, &content["schema"], 0),
            given => given.clone(),
        };
        Some(Self {
            media_type: media_type.clone(),
            kind: Kind::of(&content["schema"]),
            example: json.then(|| format!("{example:#}")),
        })
    }
}

impl Kind {
    fn of(schema: &Value) -> Self {
        if let Some(name) = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
            return Self { text: name.to_owned(), shape: Some(name.to_owned()) };
        }
        for choice in ["oneOf", "anyOf", "allOf"] {
            if let Some(kinds) = schema[choice].as_array() {
                return Self::any_of(kinds);
            }
        }
        match &schema["type"] {
            Value::Array(types) => {
                let types: Vec<_> = types.iter().filter_map(Value::as_str).collect();
                let main = types.iter().find(|name| **name != "null").copied().unwrap_or("null");
                let mut kind = Self::plain(main, schema);
                if types.contains(&"null") {
                    kind.text.push_str(" | null");
                }
                kind
            }
            Value::String(name) => Self::plain(name, schema),
            _ => Self { text: "any".into(), shape: None },
        }
    }

    fn plain(name: &str, schema: &Value) -> Self {
        match name {
            "array" => {
                let items = Self::of(&schema["items"]);
                Self { text: format!("{}[]", items.text), shape: items.shape }
            }
            "object" if schema["additionalProperties"].is_object() => {
                let values = Self::of(&schema["additionalProperties"]);
                Self { text: format!("{{ id: {} }}", values.text), shape: values.shape }
            }
            _ => {
                let format = schema["format"].as_str().filter(|format| !format.starts_with("int"));
                let text = format.map_or_else(|| name.to_owned(), |format| format!("{name} ({format})"));
                Self { text, shape: None }
            }
        }
    }

    fn any_of(kinds: &[Value]) -> Self {
        let kinds: Vec<_> = kinds.iter().map(Self::of).collect();
        let text = kinds.iter().map(|kind| kind.text.as_str()).collect::<Vec<_>>().join(" | ");
        Self { text, shape: kinds.into_iter().find_map(|kind| kind.shape) }
    }
}

impl Shape {
    fn of(document: &Value, name: &str, schema: &Value) -> Self {
        let variants = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
        let parts = if variants.is_empty() {
            vec![Part { heading: String::new(), fields: fields_of(document, schema) }]
        } else {
            let part = |variant: &Value| Part {
                heading: text(&variant["description"]),
                fields: fields_of(document, variant),
            };
            variants.iter().map(part).collect()
        };
        let parts = parts.into_iter().filter(|part| !part.fields.is_empty()).collect();
        Self {
            name: name.to_owned(),
            description: text(&schema["description"]),
            parts,
            kind: Kind::of(schema),
        }
    }
}

/// The fields of a shape, those of the shapes that it includes first.
fn fields_of(document: &Value, schema: &Value) -> Vec<Field> {
    let schema = resolved(document, schema);
    let included = schema["allOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut fields: Vec<_> = included.iter().flat_map(|part| fields_of(document, part)).collect();
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    fields.extend(members(&schema["properties"]).map(|(name, property)| Field {
        name: name.clone(),
        kind: Kind::of(property),
        required: required.iter().any(|given| given == name),
        description: described(document, property),
    }));
    fields
}

/// The field's own description, or that of the shape that it leads to.
fn described(document: &Value, property: &Value) -> String {
    let kinds = property["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let places = std::iter::once(property).chain(kinds);
    let texts = places.clone().map(|place| text(&place["description"]));
    let shapes = places.map(|place| text(&resolved(document, place)["description"]));
    texts.chain(shapes).find(|text| !text.is_empty()).unwrap_or_default()
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

/// An example made from a schema where none is given.
fn sample(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| sample(document, part, depth));
        let fields = parts.filter_map(|part| part.as_object().cloned()).flatten();
        return Value::Object(fields.collect());
    }
    if let Some(kinds) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let kind = kinds.iter().find(|kind| kind["type"] != "null");
        return kind.map_or(Value::Null, |kind| sample(document, kind, depth));
    }
    let name = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        name => name.as_str(),
    };
    match name {
        Some("object") if depth < EXAMPLE_DEPTH => {
            let fields = members(&schema["properties"]);
            Value::Object(
                fields.map(|(name, field)| (name.clone(), sample(document, field, depth + 1))).collect(),
            )
        }
        Some("array") if depth < EXAMPLE_DEPTH => json!([sample(document, &schema["items"], depth + 1)]),
        Some("object") => json!({}),
        Some("array") => json!([]),
        Some("string") => json!("…"),
        Some("integer") => json!(1),
        Some("number") => json!(1.5),
        Some("boolean") => json!(true),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_of_the_document_stands_in_one_group() {
        let manual = Manual::of(openapi::whole());
        let shown: usize = manual.groups.iter().map(|group| group.calls.len()).sum();
        let listed: usize = members(&openapi::whole()["paths"]).map(|(_, item)| members(item).count()).sum();
        assert_eq!(shown, listed);
    }

    #[test]
    fn every_type_leads_to_a_shape_on_the_page() {
        let manual = Manual::of(openapi::whole());
        let calls = manual.groups.iter().flat_map(|group| &group.calls);
        let contents = calls.flat_map(|call| {
            call.body.iter().chain(call.answers.iter().filter_map(|answer| answer.content.as_ref()))
        });
        let fields = manual.shapes.iter().flat_map(|shape| &shape.parts).flat_map(|part| &part.fields);
        let kinds = contents.map(|content| &content.kind).chain(fields.map(|field| &field.kind));
        for name in kinds.filter_map(|kind| kind.shape.as_ref()) {
            assert!(manual.shapes.iter().any(|shape| shape.name == *name), "{name} is not on the page");
        }
    }

    #[test]
    fn a_type_is_said_in_few_words() {
        let of = |schema: Value| Kind::of(&schema).text;
        assert_eq!(of(json!({"type": ["string", "null"]})), "string | null");
        assert_eq!(of(json!({"type": "array", "items": {"$ref": "#/components/schemas/Case"}})), "Case[]");
        assert_eq!(
            of(json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Day"}]})),
            "null | Day"
        );
        assert_eq!(of(json!({"type": "integer", "format": "int32"})), "integer");
    }

    #[test]
    fn an_example_follows_the_shape() {
        let document = json!({"components": {"schemas": {"A": {"type": "object", "properties": {
            "n": {"type": "integer"}, "day": {"type": "string", "example": "2026-11-23"}, "more": {"type": ["string", "null"]}
        }}}}});
        let example = sample(&document, &json!({"$ref": "#/components/schemas/A"}), 0);
        assert_eq!(example, json!({"n": 1, "day": "2026-11-23", "more": "…"}));
    }
}
