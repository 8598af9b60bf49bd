//! What anybody may ask: themes, their packages, assessments, search, counters.

use axum::{Json, extract::State};
use catalog::{Answer, Answers, ElementId, Number, SituationId};
use serde::Deserialize;
use serde_json::{Map, Value};
use service::{App, Complaint, Failure};
use utoipa::IntoParams;

use super::{
    body::{Body, Id, Query, rows_of},
    problem::{Problem, Problems, escape_pointer},
    rules::{self, RulesQuery},
    shapes::{
        assessment::{AssessBody, Assessment},
        explained::{WhatIfAnswer, WhatIfBody},
        package::{ThemeLine, ThemePackage},
        place::PlaceBody,
        search::SearchAnswer,
    },
};
use crate::proxies::Peer;

/// Hits of a search when the caller does not say.
const DEFAULT_HITS: u32 = 10;

/// 全部一件事主题
#[utoipa::path(
    get, path = "/api/v1/themes", tag = "themes", operation_id = "list_themes",
    summary = "全部一件事主题",
    responses((status = 200, description = "按方案附件的顺序", body = Vec<ThemeLine>), Problems)
)]
pub(super) async fn list_themes(State(app): State<App>) -> Json<Vec<ThemeLine>> {
    let catalog = app.catalog();
    Json(catalog.themes.iter().map(|theme| ThemeLine::of(theme, &catalog)).collect())
}

/// 一个主题的已发布服务包
#[utoipa::path(
    get, path = "/api/v1/themes/{id}", tag = "themes", operation_id = "get_theme",
    summary = "已发布的服务包",
    description = "情形、事项、材料、数据项、依据、时限、对比基准和版本。条件用 CEL 表达式写出。可以要以前的或以后的版本。",
    params(("id" = String, Path, description = "主题 id", example = "birth"), RulesQuery),
    responses((status = 200, description = "服务包", body = ThemePackage), Problems)
)]
pub(super) async fn get_theme(
    State(app): State<App>,
    Id(id): Id,
    Query(query): Query<RulesQuery>,
) -> Result<Json<ThemePackage>, Problem> {
    let rules = query.rules(&app).await?;
    let theme = rules.theme(&id).ok_or(Failure::NotFound)?;
    Ok(Json(ThemePackage::of(theme, &rules, rules.on)))
}

/// 按回答算出一次告知
#[utoipa::path(
    post, path = "/api/v1/themes/{id}/assess", tag = "themes", operation_id = "assess_theme",
    summary = "按回答算出一次告知",
    description = "回答可以不全：`next` 是还要问的问题，`complete` 为 true 时不用再问。`ledger` 是合并账，`why` 是每一项的理由（回答、条款、依据），`explain` 为 false 时不给这两项。不认识的情形、选项或类型不对的回答为 422，指向 `/answers/<情形 id>`。",
    params(("id" = String, Path, description = "主题 id", example = "birth")),
    request_body(content = AssessBody, description = "对情形的回答"),
    responses((status = 200, description = "一次告知的全部内容", body = Assessment), Problems)
)]
pub(super) async fn assess_theme(
    State(app): State<App>,
    Id(id): Id,
    Body(body): Body<AssessBody>,
) -> Result<Json<catalog::assess::Explained>, Problem> {
    // An unknown theme comes before wrong answers, which could not be judged.
    let rules = rules::asked(&app, body.on.as_deref(), body.version).await?;
    rules.theme(&id).ok_or(Failure::NotFound)?;
    let mut answers = answers_of(body.answers, body.elements)?;
    answers.acknowledged = body.acknowledged.into_iter().collect();
    let explained =
        if body.explain { rules.explain(&id, &answers)? } else { rules.assess(&id, &answers)?.into() };
    Ok(Json(explained))
}

/// 换个答案会怎样
#[utoipa::path(
    post, path = "/api/v1/themes/{id}/what-if", tag = "themes", operation_id = "what_if",
    summary = "换个答案会怎样",
    description = "对每个已经回答的问题，逐个算出换一个回答会多出什么、少掉什么。`question` 只问一个问题。",
    params(("id" = String, Path, description = "主题 id", example = "birth")),
    request_body(content = WhatIfBody, description = "现在的回答"),
    responses((status = 200, description = "每个问题的别的回答", body = WhatIfAnswer), Problems)
)]
pub(super) async fn what_if(
    State(app): State<App>,
    Id(id): Id,
    Body(body): Body<WhatIfBody>,
) -> Result<Json<Value>, Problem> {
    let rules = rules::asked(&app, body.on.as_deref(), body.version).await?;
    rules.theme(&id).ok_or(Failure::NotFound)?;
    let answers = answers_of(body.answers, body.elements)?;
    let mut questions = rules.what_if(&id, &answers)?;
    if let Some(question) = &body.question {
        questions.retain(|one| one.id == **question);
    }
    Ok(Json(serde_json::json!({ "questions": questions })))
}

/// Answers from JSON; null counts as not answered.
pub(super) fn answers_of(
    situations: Map<String, Value>,
    elements: Map<String, Value>,
) -> Result<Answers, Problem> {
    let mut answers = Answers::default();
    let mut complaints = Vec::new();
    for (id, value) in situations {
        match answer_of(&value) {
            Ok(None) => {}
            Ok(Some(answer)) => {
                answers.situations.insert(SituationId::from(id), answer);
            }
            Err(()) => {
                let pointer = format!("/answers/{}", escape_pointer(&id));
                complaints.push(Complaint::new(pointer, "wrong_type", t!("api.wrong_answer")));
            }
        }
    }
    let elements = elements.into_iter().filter(|(_, value)| !value.is_null());
    answers.elements = elements.map(|(id, value)| (ElementId::from(id), value)).collect();
    if complaints.is_empty() { Ok(answers) } else { Err(Problem::invalid(complaints)) }
}

fn answer_of(value: &Value) -> Result<Option<Answer>, ()> {
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Bool(yes) => Answer::Bool(*yes),
        Value::Number(number) => Answer::Number(match number.as_i64() {
            Some(whole) => Number::Whole(whole),
            None => Number::Fraction(number.as_f64().ok_or(())?),
        }),
        Value::String(option) => Answer::One(option.clone()),
        Value::Array(options) => Answer::Many(
            options
                .iter()
                .map(|option| option.as_str().map(str::to_owned).ok_or(()))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(_) => return Err(()),
    }))
}

/// 搜索的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// 用自己的话说想办什么事
    #[serde(default)]
    #[param(example = "生了娃儿要办啥子手续")]
    q: String,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 用自己的话找一件事
#[utoipa::path(
    get, path = "/api/v1/search", tag = "themes", operation_id = "search_themes",
    summary = "用自己的话找一件事",
    description = "`none` 为 true 表示本区没有这件事；`near` 是相近但不是要找的。",
    params(SearchQuery),
    responses((status = 200, description = "找到的事", body = SearchAnswer), Problems)
)]
pub(super) async fn search_themes(
    State(app): State<App>,
    peer: Peer,
    Query(query): Query<SearchQuery>,
) -> Result<Json<search::Found>, Problem> {
    let limit = match &query.limit {
        Some(limit) => rows_of(Some(limit))?,
        None => DEFAULT_HITS,
    };
    let found = app.search(&query.q, limit as usize).await;
    if found.none {
        app.count_missed_search(&query.q, &peer.0).await;
    }
    Ok(Json(found))
}

/// 全部综合窗口
#[utoipa::path(
    get, path = "/api/v1/places", tag = "themes", operation_id = "list_places",
    summary = "全部综合窗口",
    responses((status = 200, description = "综合窗口和能办的主题", body = Vec<PlaceBody>), Problems)
)]
pub(super) async fn list_places(State(app): State<App>) -> Json<Vec<PlaceBody>> {
    Json(app.catalog().places.iter().map(PlaceBody::of).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answers(value: Value) -> Result<Answers, Problem> {
        let Value::Object(values) = value else { panic!("answers are an object") };
        answers_of(values, Map::new())
    }

    #[test]
    fn answers_are_read_by_their_json_type() {
        let answers =
            answers(json!({"a": true, "b": 3, "c": 2.5, "d": "x", "e": ["x", "y"], "f": null})).unwrap();
        let of = |id: &str| answers.situations.get(id).cloned();
        assert_eq!(of("a"), Some(Answer::Bool(true)));
        assert_eq!(of("b"), Some(Answer::Number(Number::Whole(3))));
        assert_eq!(of("c"), Some(Answer::Number(Number::Fraction(2.5))));
        assert_eq!(of("d"), Some(Answer::One("x".into())));
        assert_eq!(of("e"), Some(Answer::Many(vec!["x".into(), "y".into()])));
        assert_eq!(of("f"), None);
    }

    #[test]
    fn an_answer_that_is_an_object_is_pointed_at() {
        let problem = format!("{:?}", answers(json!({"a": {"b": 1}, "c": ["x", 1]})).unwrap_err());
        assert!(problem.contains("/answers/a") && problem.contains("/answers/c"), "{problem}");
    }
}
