//! What belongs to one person: a session, the wallet, messages.

use casework::Role;
use catalog::Catalog;
use serde::{Deserialize, Serialize};
use service::words;
use utoipa::ToSchema;

use super::file::FileBody;
use crate::api::times::{Day, Moment};

/// 会话
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SessionBody {
    /// 令牌，放在请求头 `Authorization: Bearer …`
    pub(in crate::api) token: String,
    /// 失效时刻
    pub(in crate::api) expires_at: Moment,
    /// 角色：applicant、agent、clerk、lead、approver、office、supervisor、admin
    pub(in crate::api) roles: Vec<String>,
    /// 姓名
    pub(in crate::api) name: String,
    /// 角色的范围
    pub(in crate::api) scopes: Vec<ScopeBody>,
}

/// 角色的范围
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ScopeBody {
    /// 角色
    role: String,
    /// 文字
    label: String,
    /// 部门 id
    department: Option<String>,
    /// 窗口 id
    place: Option<String>,
}

impl ScopeBody {
    /// A role with its scope.
    pub(in crate::api) fn of(role: &Role, catalog: &Catalog) -> Self {
        let (department, place) = match role {
            Role::Lead { department } | Role::Approver { department } | Role::Head { department } => {
                (Some(department.to_string()), None)
            }
            Role::Clerk { place } => (None, Some(place.to_string())),
            Role::Applicant
            | Role::Agent
            | Role::GovernmentHead
            | Role::Office
            | Role::Supervisor
            | Role::Admin => (None, None),
        };
        Self { role: role.name().to_owned(), label: words::role(role, catalog), department, place }
    }
}

/// 证照材料库
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WalletBody {
    /// 结果，新的在前
    pub(in crate::api) results: Vec<WalletLine>,
}

/// 证照材料库的一项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WalletLine {
    /// 编号
    number: String,
    /// 名称
    name: String,
    /// licence 许可证、certificate 证明、approval 批准、record 备案登记、payment 给付
    kind: String,
    /// 作为材料时的 id
    material: Option<String>,
    /// 来自哪个办件
    case: String,
    /// 来自哪个子办件
    task: String,
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 有效期自
    valid_from: Day,
    /// 有效期至；长期有效为 null
    valid_until: Option<Day>,
    /// 文字内容
    text: Option<String>,
    /// 文件
    file: Option<FileBody>,
    /// 准予的时刻
    granted_at: Moment,
    /// 第几版；更正一次多一版
    edition: u32,
    /// 已经被更正的新版代替的时刻；有效的一版为 null
    replaced_at: Option<Moment>,
    /// 撤销的时刻；没有撤销为 null
    revoked_at: Option<Moment>,
    /// 任何人可以在这个地址查验真伪和效力
    verify: String,
}

impl WalletLine {
    /// An entry of the wallet, with names from the catalogue.
    pub(in crate::api) fn of(entry: store::WalletEntry, catalog: &Catalog, verify: String) -> Self {
        Self {
            verify,
            department_name: catalog.department_name(&entry.department).to_owned(),
            number: entry.number,
            name: entry.name,
            kind: entry.kind,
            material: entry.material.map(|material| material.to_string()),
            case: entry.case.to_string(),
            task: entry.task.to_string(),
            department: entry.department.to_string(),
            valid_from: Day(entry.valid_from),
            valid_until: entry.valid_until.map(Day),
            text: entry.text,
            file: entry.file.map(FileBody::from),
            granted_at: Moment(entry.granted_at),
            edition: entry.edition,
            replaced_at: entry.replaced_at.map(Moment),
            revoked_at: entry.revoked_at.map(Moment),
        }
    }
}

/// 一页消息
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MessagePage {
    /// 消息，新的在前
    pub(in crate::api) messages: Vec<MessageLine>,
    /// 下一页的 `after`；没有下一页为 null
    pub(in crate::api) next: Option<String>,
    /// 未读数
    pub(in crate::api) unread: u32,
}

/// 消息
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MessageLine {
    /// 消息 id
    id: String,
    /// 时刻
    at: Moment,
    /// 办件编号
    case: String,
    /// 因为什么
    kind: String,
    /// 文字
    text: String,
    /// 已读
    read: bool,
    /// 站外的通知，每种方式一条
    outside: Vec<SendingBody>,
}

/// 一条消息在站外的通知
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SendingBody {
    /// sms 短信、mail 电子邮件
    channel: String,
    /// queued 等待发送、sent 已发出、failed 没有发成
    state: &'static str,
    /// 试了几次
    tries: u32,
    /// 最近一次的时刻
    at: Moment,
    /// 为什么没有发成
    error: Option<String>,
}

impl From<store::Sending> for SendingBody {
    fn from(sending: store::Sending) -> Self {
        let store::Sending { channel, state, tries, at, error, .. } = sending;
        Self { channel, state: state.as_str(), tries, at: Moment(at), error }
    }
}

impl MessageLine {
    /// A message with what became of it outside.
    pub(in crate::api) fn of(message: store::Message, told: Vec<store::Sending>) -> Self {
        Self {
            outside: told.into_iter().map(SendingBody::from).collect(),
            id: message.id,
            at: Moment(message.at),
            case: message.case.to_string(),
            kind: message.kind,
            text: message.text,
            read: message.read,
        }
    }
}

/// 一页发送情况
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SendingPage {
    /// 最近的在前
    pub(in crate::api) sendings: Vec<SendingBody>,
    /// 下一页的 `after`；没有下一页为 null
    pub(in crate::api) next: Option<String>,
}

/// 站外的通知方式
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WaysBody {
    /// 短信和电子邮件
    pub(in crate::api) ways: Vec<WayBody>,
    /// 从几点起不打扰
    pub(in crate::api) quiet_from: u8,
    /// 到几点为止；两个一样就是随时都发
    pub(in crate::api) quiet_until: u8,
}

/// 一种通知方式
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WayBody {
    /// sms 短信、mail 电子邮件
    channel: &'static str,
    /// 这里开通了
    set_up: bool,
    /// 号码或地址
    address: Option<String>,
    /// 用验证码确认过
    confirmed: bool,
    /// 要这样通知
    wanted: bool,
}

impl From<service::WaysOutside> for WaysBody {
    fn from(outside: service::WaysOutside) -> Self {
        let ways = outside.ways.into_iter().map(|(channel, set_up, contact)| WayBody {
            channel: channel.as_str(),
            set_up,
            confirmed: contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_some()),
            wanted: contact.as_ref().is_some_and(|contact| contact.wanted),
            address: contact.map(|contact| contact.address),
        });
        Self { ways: ways.collect(), quiet_from: outside.quiet.from, quiet_until: outside.quiet.until }
    }
}

/// 改通知方式：发验证码写 `channel` 和 `address`，确认写 `channel` 和 `code`，选方式写 `wanted` 和两个钟点
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"channel": "sms", "address": "13800138000"}))]
pub(in crate::api) struct ChangeWaysBody {
    /// sms 短信、mail 电子邮件
    #[serde(default)]
    pub(in crate::api) channel: String,
    /// 号码或地址
    #[serde(default)]
    pub(in crate::api) address: Option<String>,
    /// 收到的验证码
    #[serde(default)]
    pub(in crate::api) code: Option<String>,
    /// 要用的方式
    #[serde(default)]
    pub(in crate::api) wanted: Vec<String>,
    /// 从几点起不打扰
    #[serde(default)]
    pub(in crate::api) quiet_from: Option<u8>,
    /// 到几点为止
    #[serde(default)]
    pub(in crate::api) quiet_until: Option<u8>,
}
