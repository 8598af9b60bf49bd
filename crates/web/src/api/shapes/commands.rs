//! What comes in with a call: applications and commands.

use casework::case::{Form, MetPrerequisite};
use catalog::ElementId;
use serde::Deserialize;
use serde_json::{Map, Value};
use service::{Complaint, SubmittedMaterial};
use utoipa::ToSchema;

use super::{delivery::DeliveryBody, outgoing::ExitName, privacy::GuardianInput, promised::SignatureInput};
use crate::api::problem::{Problem, escape_pointer};

/// 登录
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"login": "applicant", "password": "demo-1234"}))]
pub(in crate::api) struct SignInBody {
    /// 登录名
    pub(in crate::api) login: String,
    /// 密码
    #[schema(format = Password)]
    pub(in crate::api) password: String,
}

/// 申请
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "theme": "birth",
    "answers": {"declarant": "mother", "birth_place": "hospital", "children_count": 1},
    "form": {"applicant.name": "李娜", "child.name": ["李小满"]},
    "materials": [{"material": "birth_hospital_record", "files": ["文件 id"]}],
    "delivery": {"method": "counter", "place": "admin_service_centre"},
    "submit": true
}))]
pub(in crate::api) struct SubmitBody {
    /// 主题 id
    pub(in crate::api) theme: String,
    /// 情形 id → 回答
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) answers: Map<String, Value>,
    /// 数据项 id → 值；有几行的是数组
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) form: Map<String, Value>,
    /// 交的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialInput>,
    /// 纸质结果怎么取；没有时按表上填的
    #[serde(default)]
    pub(in crate::api) delivery: Option<DeliveryBody>,
    /// 纸质结果等齐了一起送，还是办好一样送一样
    #[serde(default)]
    pub(in crate::api) exit: ExitName,
    /// 已经看清楚、书面确认的提醒的 id（障碍里 kind 是 acknowledge 的）；没有确认的为 422 `not_acknowledged`
    #[serde(default)]
    pub(in crate::api) acknowledged: Vec<String>,
    /// 要先在别处办好的，已经办好的
    #[serde(default)]
    pub(in crate::api) prerequisites: Vec<PrerequisiteInput>,
    /// 任选的材料选哪一条路：组 id → 路 id；不写的，按交了哪一份来定
    #[serde(default)]
    pub(in crate::api) any_of: std::collections::BTreeMap<String, String>,
    /// 承诺书上的签名，用承诺、容缺代替材料的逐份写（帮代办还要写特别授权），缺一份为 422 `promise_unsigned`；
    /// 整个不写的，用本人账户提交就是签名，姓名按账户
    #[serde(default)]
    pub(in crate::api) signatures: Option<Vec<SignatureInput>>,
    /// 调用方给申请人看过的个人信息处理告知的版本；不写的，随收件凭证告知
    #[serde(default)]
    pub(in crate::api) privacy_notice: Option<String>,
    /// 孩子不满十四周岁的，监护人的同意；不写的，请监护人在办件页面补签
    #[serde(default)]
    pub(in crate::api) guardian_consent: Option<GuardianInput>,
    /// 替谁办（窗口、帮代办）：账户 id、登录名或身份证号
    #[serde(default)]
    pub(in crate::api) on_behalf_of: Option<String>,
    /// false 只存草稿
    #[serde(default = "yes")]
    pub(in crate::api) submit: bool,
}

/// 要先在别处办好的一件事，办好了
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"id": "parentage", "number": "渝鉴2026-118", "on": "2026-02-20"}))]
pub(in crate::api) struct PrerequisiteInput {
    /// 编号，见主题的 prerequisites
    id: String,
    /// 办好拿到的编号，没有的不写
    #[serde(default)]
    number: String,
    /// 哪天办好的
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<jiff::civil::Date>,
}

impl From<PrerequisiteInput> for MetPrerequisite {
    fn from(input: PrerequisiteInput) -> Self {
        Self { id: input.id, number: input.number.trim().to_owned(), on: input.on }
    }
}

/// 办好了要先在别处办的一件事
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct MeetPrerequisiteBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪一件
    #[serde(flatten)]
    pub(in crate::api) prerequisite: PrerequisiteInput,
}

/// 撤回其中一份
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct WithdrawRowBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 第几份，从 0 数起
    pub(in crate::api) row: u32,
    /// 原因，可以不说
    #[serde(default)]
    pub(in crate::api) reason: String,
}

fn yes() -> bool {
    true
}

/// 交的一种材料
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct MaterialInput {
    /// 材料 id
    material: String,
    /// 文件 id，先用 `POST /api/v1/files` 上传
    #[serde(default)]
    files: Vec<String>,
    /// 容缺，以后补
    #[serde(default)]
    deferred: bool,
    /// 窗口已看纸质原件
    #[serde(default)]
    on_paper: bool,
    /// 取自证照材料库的结果编号
    #[serde(default)]
    from_wallet: Option<String>,
}

impl From<MaterialInput> for SubmittedMaterial {
    fn from(input: MaterialInput) -> Self {
        Self {
            material: input.material,
            files: input.files,
            deferred: input.deferred,
            on_paper: input.on_paper,
            from_wallet: input.from_wallet,
        }
    }
}

/// The form as the use cases take it: single values, or one a row. Null counts as left empty.
pub(in crate::api) fn form_of(values: Map<String, Value>) -> Result<Form, Problem> {
    let mut form = Form::new();
    let mut complaints = Vec::new();
    for (element, value) in values {
        let pointer = format!("/form/{}", escape_pointer(&element));
        match &value {
            Value::Null => continue,
            Value::Object(_) => complaints.push(wrong_value(pointer)),
            Value::Array(rows) => {
                let wrong = rows.iter().enumerate().filter(|(_, row)| nested(row));
                complaints.extend(wrong.map(|(row, _)| wrong_value(format!("{pointer}/{row}"))));
                form.insert(ElementId::from(element), value);
            }
            _ => {
                form.insert(ElementId::from(element), value);
            }
        }
    }
    if complaints.is_empty() { Ok(form) } else { Err(Problem::invalid(complaints)) }
}

/// A row holds one value, or a list of plain values where the field takes several.
fn nested(row: &Value) -> bool {
    match row {
        Value::Object(_) => true,
        Value::Array(values) => values.iter().any(|value| value.is_array() || value.is_object()),
        _ => false,
    }
}

fn wrong_value(pointer: String) -> Complaint {
    Complaint::new(pointer, "wrong_type", t!("api.wrong_form_value"))
}

/// 不需要内容的指令
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(in crate::api) struct PlainCommand {
    /// 看到的版本；已被别人改动则返回 409 `stale`
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
}

/// 一次性补正告知
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "version": 1,
    "fields": [{"element": "child.name", "remark": "姓名与出生医学证明不一致，请改成一致"}],
    "materials": [{"material": "marriage_certificate", "remark": "照片看不清，请重新拍"}],
    "message": "改好后在网上交回即可，不用到窗口"
}))]
pub(in crate::api) struct CorrectionBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 要改的数据项
    #[serde(default)]
    pub(in crate::api) fields: Vec<FieldRemarkInput>,
    /// 要补的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialRemarkInput>,
    /// 给申请人的话
    #[serde(default)]
    pub(in crate::api) message: String,
}

/// 要改的数据项
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct FieldRemarkInput {
    /// 数据项 id
    pub(in crate::api) element: String,
    /// 哪里不对、怎么改
    #[serde(default)]
    pub(in crate::api) remark: String,
}

/// 要补的材料
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct MaterialRemarkInput {
    /// 材料 id
    pub(in crate::api) material: String,
    /// 哪里不对、怎么补
    #[serde(default)]
    pub(in crate::api) remark: String,
}

/// 交回补正
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct ReturnCorrectionBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 改过的数据项
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) form: Map<String, Value>,
    /// 重新交的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialInput>,
}

/// 理由和救济途径
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"reason": "申请人户口不在本区，应由户口所在地办理", "remedy": "六十日内可以申请行政复议"}))]
pub(in crate::api) struct ReasonedCommand {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 理由
    #[serde(default)]
    pub(in crate::api) reason: String,
    /// 救济途径
    #[serde(default)]
    pub(in crate::api) remedy: String,
}

/// 撤回
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct WithdrawBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 原因，可以不说
    #[serde(default)]
    pub(in crate::api) reason: String,
}

/// 补交容缺的材料
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct SupplyBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 补交的材料
    #[serde(default)]
    pub(in crate::api) materials: Vec<MaterialInput>,
}

/// 改取件方式
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"delivery": {"method": "post", "recipient": "李娜", "mobile": "13800138000", "address": "重庆市江津区鼎山街道"}}))]
pub(in crate::api) struct ChooseDeliveryBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 取件方式
    pub(in crate::api) delivery: DeliveryBody,
}

/// 送达
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct DeliverBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 领取人或邮件编号
    #[serde(default)]
    pub(in crate::api) note: String,
}

/// 评价
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"level": 5, "reasons": ["一次就办好了"], "comment": ""}))]
pub(in crate::api) struct RateBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 5 非常满意、4 满意、3 基本满意、2 不满意、1 非常不满意
    #[schema(minimum = 1, maximum = 5)]
    pub(in crate::api) level: u8,
    /// 原因
    #[serde(default)]
    pub(in crate::api) reasons: Vec<String>,
    /// 留言
    #[serde(default)]
    pub(in crate::api) comment: String,
}

/// 准予，结果可以写在 `result` 里，也可以直接写
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"result": {"name": "出生医学证明", "number": "Z500000001", "valid_from": "2026-11-23"}}))]
pub(in crate::api) struct GrantBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 给申请人的结果
    #[serde(default)]
    pub(in crate::api) result: Option<ResultInput>,
    /// 结果名称；没有时用事项的第一个结果
    #[serde(default)]
    pub(in crate::api) name: Option<String>,
    /// 结果编号；没有时由系统编
    #[serde(default)]
    pub(in crate::api) number: Option<String>,
    /// 文字内容
    #[serde(default)]
    pub(in crate::api) text: Option<String>,
    /// 文件 id
    #[serde(default)]
    pub(in crate::api) file: Option<String>,
    /// 有效期自，如 `2026-11-23`
    #[serde(default)]
    pub(in crate::api) valid_from: Option<String>,
    /// 有效期至
    #[serde(default)]
    pub(in crate::api) valid_until: Option<String>,
}

/// 给申请人的结果
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(in crate::api) struct ResultInput {
    /// 名称
    #[serde(default)]
    pub(in crate::api) name: Option<String>,
    /// 编号
    #[serde(default)]
    pub(in crate::api) number: Option<String>,
    /// 文字内容
    #[serde(default)]
    pub(in crate::api) text: Option<String>,
    /// 文件 id
    #[serde(default)]
    pub(in crate::api) file: Option<String>,
    /// 有效期自，如 `2026-11-23`
    #[serde(default)]
    pub(in crate::api) valid_from: Option<String>,
    /// 有效期至
    #[serde(default)]
    pub(in crate::api) valid_until: Option<String>,
}

impl GrantBody {
    /// The version seen, the result, and where in the body it stood.
    pub(in crate::api) fn parts(self) -> (Option<u64>, ResultInput, &'static str) {
        match self.result {
            Some(result) => (self.version, result, "/result"),
            None => {
                let result = ResultInput {
                    name: self.name,
                    number: self.number,
                    text: self.text,
                    file: self.file,
                    valid_from: self.valid_from,
                    valid_until: self.valid_until,
                };
                (self.version, result, "")
            }
        }
    }
}

/// 暂停
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"procedure": "专家评审", "expected_end": "2026-03-20", "evidence": "专家评审通知书〔2026〕3号"}))]
pub(in crate::api) struct SuspendBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 特别程序，须是法律规定的八种或者事项列明的一种
    #[serde(default)]
    pub(in crate::api) procedure: String,
    /// 预计哪天结束，书面告知申请人的日子
    #[serde(default)]
    pub(in crate::api) expected_end: Option<String>,
    /// 依据的文书
    #[serde(default)]
    pub(in crate::api) evidence: String,
}

/// 延长办理期限
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"working_days": 5, "reason": "需要向外省核对档案"}))]
pub(in crate::api) struct ExtendBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 延长几个工作日，1 到 10
    #[serde(default)]
    pub(in crate::api) working_days: u32,
    /// 原因，会告知申请人
    #[serde(default)]
    pub(in crate::api) reason: String,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(value: Value) -> Result<Form, Problem> {
        let Value::Object(values) = value else { panic!("a form is an object") };
        form_of(values)
    }

    #[test]
    fn a_form_holds_values_and_rows_of_values() {
        let form =
            form(json!({"a.b": "x", "c.d": ["1", "2"], "e.f": null, "g.h": [["k", "l"], []]})).unwrap();
        assert_eq!(form.keys().map(ToString::to_string).collect::<Vec<_>>(), ["a.b", "c.d", "g.h"]);
    }

    #[test]
    fn objects_in_a_form_are_refused_where_they_stand() {
        let problem = format!("{:?}", form(json!({"a.b": {}, "c.d": ["1", {"x": 1}]})).unwrap_err());
        assert!(problem.contains("/form/a.b") && problem.contains("/form/c.d/1"), "{problem}");
    }

    #[test]
    fn a_result_may_stand_in_its_own_object_or_beside_the_version() {
        let nested: GrantBody = serde_json::from_value(json!({"result": {"number": "7"}})).unwrap();
        let flat: GrantBody = serde_json::from_value(json!({"version": 3, "number": "7"})).unwrap();
        assert_eq!(nested.parts().1.number, Some("7".into()));
        let (version, result, pointer) = flat.parts();
        assert_eq!((version, result.number, pointer), (Some(3), Some("7".into()), ""));
    }
}
