//! What belongs to one person: a session, the wallet, messages.

use casework::Role;
use catalog::Catalog;
use serde::Serialize;
use service::words;
use utoipa::ToSchema;

use super::case::FileBody;
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
}

impl From<store::Message> for MessageLine {
    fn from(message: store::Message) -> Self {
        Self {
            id: message.id,
            at: Moment(message.at),
            case: message.case.to_string(),
            kind: message.kind,
            text: message.text,
            read: message.read,
        }
    }
}
