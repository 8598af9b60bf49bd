//! A command as a program gives it: by whom, on what, under which key. It is carried out and answered with the
//! case or the task; a handler says only which command its body is.

use axum::{Json, extract::FromRequestParts, http::request::Parts};
use casework::TaskId;
use service::{App, CaseCommand};
use utoipa::{
    IntoParams, IntoResponses, ToSchema,
    openapi::{ContentBuilder, Ref, RefOr, Response as Answer, ResponseBuilder},
};

use super::{
    body::{Id, Key},
    problem::{Problem, Problems},
    shapes::{case::CaseBody, task::TaskAnswer},
    who::Caller,
};
use crate::Web;

/// Everything of a command but what its body says.
pub(super) struct Order {
    app: App,
    caller: Caller,
    key: Key,
    id: String,
}

impl FromRequestParts<Web> for Order {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, web).await?;
        let key = Key::from_request_parts(parts, web).await?;
        let Id(id) = Id::from_request_parts(parts, web).await?;
        Ok(Self { app: web.app.clone(), caller, key, id })
    }
}

impl Order {
    /// The task in the address.
    pub(super) fn task(&self) -> String {
        self.id.clone()
    }

    /// Carried out on the case in the address.
    pub(super) async fn on_case(
        &self,
        command: CaseCommand,
        version: Option<u64>,
    ) -> Result<Json<CaseBody>, Problem> {
        self.on(&self.id, command, version).await
    }

    /// Carried out on the case of the task in the address, and answered with the case.
    pub(super) async fn on_case_of_task(
        &self,
        command: CaseCommand,
        version: Option<u64>,
    ) -> Result<Json<CaseBody>, Problem> {
        self.on(TaskId(self.id.clone()).case(), command, version).await
    }

    async fn on(
        &self,
        number: &str,
        command: CaseCommand,
        version: Option<u64>,
    ) -> Result<Json<CaseBody>, Problem> {
        let Self { app, caller, key, .. } = self;
        let done = app.carry_out(&caller.visitor, number, command, version, key.as_deref()).await;
        Ok(Json(done.map_err(Problem::in_words_of(app))?.into()))
    }

    /// Carried out on the task in the address, and answered with the task.
    pub(super) async fn on_task(
        &self,
        command: CaseCommand,
        version: Option<u64>,
    ) -> Result<Json<TaskAnswer>, Problem> {
        let Self { app, caller, key, id } = self;
        let done = app.carry_out_task(&caller.visitor, id, command, version, key.as_deref()).await;
        Ok(Json(done.map_err(Problem::in_words_of(app))?.into()))
    }
}

/// In the document: the case in the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes; `Order` reads")]
pub(super) struct CaseNumber {
    /// 办件编号
    number: String,
}

/// In the document: the task in the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes; `Order` reads")]
pub(super) struct OfTask {
    /// 子办件 id
    id: String,
}

/// In the document: the key of a command that may go without.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes; `Order` reads")]
pub(super) struct MayKey {
    /// 可以不带
    #[param(rename = "Idempotency-Key")]
    key: Option<String>,
}

/// In the document: a command is answered with the case, or a problem.
pub(super) struct CaseOrProblem;

impl IntoResponses for CaseOrProblem {
    fn responses() -> std::collections::BTreeMap<String, RefOr<Answer>> {
        answered_with::<CaseBody>("办件")
    }
}

/// In the document: a command is answered with the task, or a problem.
pub(super) struct TaskOrProblem;

impl IntoResponses for TaskOrProblem {
    fn responses() -> std::collections::BTreeMap<String, RefOr<Answer>> {
        answered_with::<TaskAnswer>("子办件")
    }
}

fn answered_with<T: ToSchema>(what: &str) -> std::collections::BTreeMap<String, RefOr<Answer>> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build();
    let answer = ResponseBuilder::new().description(what).content("application/json", content).build();
    let mut answers = Problems::responses();
    answers.insert("200".to_owned(), answer.into());
    answers
}
