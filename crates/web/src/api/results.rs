//! Results as others see them: whether a certificate is genuine and in force.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::App;
use utoipa::IntoParams;

use super::{
    body::{Id, Query},
    problem::{Problem, Problems},
    shapes::result::VerifiedBody,
};

/// 查验的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CodeQuery {
    /// 印在办理结果上的16位查验码
    #[serde(default)]
    code: String,
}

/// 查验证照
#[utoipa::path(
    get, path = "/api/v1/results/{id}", tag = "inbox", operation_id = "verify_result",
    summary = "查验一张办理结果的真伪和效力",
    description = "不用登录。编号和查验码都印在办理结果上，对得上才有回答；没有这样的结果和查验码不对，一样是 404。",
    params(("id" = String, Path, description = "查验码前面的编号"), CodeQuery),
    responses((status = 200, description = "名称、编号、部门、有效期和今天是否有效", body = VerifiedBody), Problems)
)]
pub(super) async fn verify_result(
    State(app): State<App>,
    Id(id): Id,
    Query(query): Query<CodeQuery>,
) -> Result<Json<VerifiedBody>, Problem> {
    Ok(Json(app.verify_result(&id, &query.code).await?.into()))
}
