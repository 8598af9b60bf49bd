//! What departments say of an application (同步评估), going out and coming in.

use casework::case::{CorrectionNotice, FieldRemark, Form, MaterialRemark};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use service::{AssessmentView, Elsewhere, FindingLine};
use store::DutyRow;
use utoipa::ToSchema;

use super::commands::form_of;
use crate::api::{
    problem::Problem,
    times::{Day, Moment},
};

/// 一个部门的同步评估
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AssessmentBody {
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 最晚哪天
    due: Day,
    /// open 还没说、complete 齐全、missing 有要补正的、deemed 视为受理
    verdict: String,
    /// 文字
    label: String,
    /// 评估的时刻
    at: Option<Moment>,
    /// 来访者可以替这个部门评估
    own: bool,
}

impl From<AssessmentView> for AssessmentBody {
    fn from(view: AssessmentView) -> Self {
        Self {
            department: view.department.to_string(),
            department_name: view.name,
            due: Day(view.due),
            verdict: view.verdict.to_owned(),
            label: view.label,
            at: view.at.map(Moment),
            own: view.own,
        }
    }
}

/// 要评估的一件申请
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AssessmentLine {
    /// 办件编号
    number: String,
    /// 部门 id
    department: String,
    /// 最晚哪天
    due: Day,
    /// 主题名称
    theme_name: String,
    /// 申请人姓名
    applicant_name: String,
    /// 提交时刻
    submitted_at: Moment,
}

impl From<DutyRow> for AssessmentLine {
    fn from(row: DutyRow) -> Self {
        Self {
            number: row.case.to_string(),
            department: row.department.to_string(),
            due: Day(row.due),
            theme_name: row.theme_name,
            applicant_name: row.applicant_name,
            submitted_at: Moment(row.submitted_at),
        }
    }
}

/// 一页要评估的申请
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AssessmentListPage {
    /// 申请，最急的在前
    pub(in crate::api) assessments: Vec<AssessmentLine>,
    /// 下一页从哪里起；最后一页为空
    pub(in crate::api) next: Option<String>,
}

/// 督查要看的一处
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FindingBody {
    /// 时刻
    at: Moment,
    /// 办件编号
    number: String,
    /// 主题名称
    theme_name: String,
    /// department_deemed 视为受理、correction_unmet 补正内容未达要求、correction_asked_again 再次要求补正、
    /// deferral_missed 容缺逾期、promise_broken 承诺不实、result_revoked 撤销决定
    kind: String,
    /// 叫什么
    title: String,
    /// 部门简称
    department_name: String,
    /// 经过
    text: String,
}

impl From<FindingLine> for FindingBody {
    fn from(line: FindingLine) -> Self {
        Self {
            at: Moment(line.at),
            number: line.case,
            theme_name: line.theme_name,
            kind: line.kind.to_owned(),
            title: line.title.to_owned(),
            department_name: line.department_name,
            text: line.text,
        }
    }
}

/// 一页督查要看的
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FindingPage {
    /// 各处，最近的在前
    pub(in crate::api) findings: Vec<FindingBody>,
    /// 下一页从哪里起；最后一页为空
    pub(in crate::api) next: Option<String>,
}

/// 要改的一处：哪里不对，怎么改
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct FieldToMend {
    /// 数据项 id
    element: String,
    /// 哪里不对
    #[serde(default)]
    remark: String,
    /// 怎么改
    #[serde(default)]
    how: String,
}

/// 要补的一份材料：哪里不对，怎么补
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct MaterialToMend {
    /// 材料 id
    material: String,
    /// 哪里不对
    #[serde(default)]
    remark: String,
    /// 怎么补
    #[serde(default)]
    how: String,
}

/// 一个部门的评估：要改的、要补的；都不写就是齐全
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({
    "department": "public_security_bureau",
    "materials": [{"material": "marriage_certificate", "remark": "照片看不清", "how": "在亮处重新拍"}]
}))]
pub(in crate::api) struct AssessBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 替哪个部门评估
    pub(in crate::api) department: String,
    /// 要改的数据项
    #[serde(default)]
    pub(in crate::api) fields: Vec<FieldToMend>,
    /// 要补的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialToMend>,
}

/// 再次告知：补正内容未达要求的，或者牵头部门签字再次要求补正的
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(in crate::api) struct AskAgainBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 要改的数据项
    #[serde(default)]
    pub(in crate::api) fields: Vec<FieldToMend>,
    /// 要补的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialToMend>,
    /// 给申请人的话
    #[serde(default)]
    pub(in crate::api) message: String,
    /// 为什么第一次没有说；只有再次要求补正才要写
    #[serde(default)]
    pub(in crate::api) why: String,
}

/// What is to be mended, as the case takes it.
pub(in crate::api) fn notice_of(
    fields: Vec<FieldToMend>,
    materials: Vec<MaterialToMend>,
    message: String,
) -> CorrectionNotice {
    let fields = fields.into_iter().map(|field| FieldRemark {
        element: field.element.into(),
        remark: field.remark,
        how: field.how,
        ..FieldRemark::default()
    });
    let materials = materials.into_iter().map(|material| MaterialRemark {
        material: material.material.into(),
        remark: material.remark,
        how: material.how,
        ..MaterialRemark::default()
    });
    CorrectionNotice { fields: fields.collect(), materials: materials.collect(), message }
}

/// 当场更正
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"form": {"mother.employer": "江津区人民医院"}, "confirmed_by": "李娜"}))]
pub(in crate::api) struct CorrectOnSpotBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 更正后的值
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    form: Map<String, Value>,
    /// 申请人签的姓名
    #[serde(default)]
    pub(in crate::api) confirmed_by: String,
}

impl CorrectOnSpotBody {
    pub(in crate::api) fn form(&self) -> Result<Form, Problem> {
        form_of(self.form.clone())
    }
}

/// 不属于本机关职权
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"authority": "重庆市公安局", "reason": "由市级办理", "handed_over": "已转市局窗口"}))]
pub(in crate::api) struct ElsewhereBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 应当向哪个机关申请
    #[serde(default)]
    authority: String,
    /// 理由
    #[serde(default)]
    reason: String,
    /// 怎么转过去的；不转的不写
    #[serde(default)]
    handed_over: String,
    /// 救济途径；不写用通常的话
    #[serde(default)]
    remedy: String,
}

impl From<ElsewhereBody> for Elsewhere {
    fn from(body: ElsewhereBody) -> Self {
        Self {
            authority: body.authority,
            reason: body.reason,
            handed_over: body.handed_over,
            remedy: body.remedy,
        }
    }
}
