//! 个人信息处理告知、监护人同意, going out and coming in.

use serde::{Deserialize, Serialize};
use service::{
    ConsentOffer, ConsentView, GuardianSignature, NoticeView, PrivacyNotice, PromiseOffer, ToSign,
};
use utoipa::ToSchema;

use crate::api::times::Moment;

/// 个人信息处理告知
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PrivacyNoticeBody {
    /// 版本；提交时写在 `privacy_notice` 里，就是说已经给申请人看过这一版
    version: String,
    /// 一句话
    summary: String,
    /// 各部分：谁来处理、为什么、怎么处理、哪些信息、保存多久、您的权利……
    parts: Vec<TextPart>,
    /// 敏感个人信息，每种哪些事项要用
    sensitive: Vec<SensitiveBody>,
}

/// 一段文字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TextPart {
    /// 标题
    heading: String,
    /// 文字
    text: String,
}

fn parts(parts: Vec<(String, String)>) -> Vec<TextPart> {
    parts.into_iter().map(|(heading, text)| TextPart { heading, text }).collect()
}

/// 一种敏感个人信息
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SensitiveBody {
    /// 数据项 id
    element: String,
    /// 名称
    label: String,
    /// 哪些事项要用
    items: Vec<String>,
}

impl From<PrivacyNotice> for PrivacyNoticeBody {
    fn from(notice: PrivacyNotice) -> Self {
        let sensitive = notice.sensitive.into_iter();
        Self {
            version: notice.version,
            summary: notice.summary,
            parts: parts(notice.parts),
            sensitive: sensitive
                .map(|one| SensitiveBody { element: one.element, label: one.label, items: one.items })
                .collect(),
        }
    }
}

/// 办件的个人信息处理告知
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NoticeShownBody {
    /// 版本；全文在收件凭证上
    version: String,
    /// page 页面、counter 窗口、calling_system 对接的系统、with_receipt 随收件凭证
    by: String,
    /// 怎么告知的文字
    label: String,
    /// 什么时候
    at: Moment,
}

impl From<NoticeView> for NoticeShownBody {
    fn from(view: NoticeView) -> Self {
        let (by, label) = (view.by.to_owned(), view.label.to_owned());
        Self { version: view.version, by, label, at: Moment(view.at) }
    }
}

/// 监护人同意书
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConsentOfferBody {
    /// 不满十四周岁的孩子
    children: Vec<String>,
    /// 告知书版本
    version: String,
    /// 全文
    text: Vec<TextPart>,
}

impl From<ConsentOffer> for ConsentOfferBody {
    fn from(offer: ConsentOffer) -> Self {
        Self { children: offer.children, version: offer.version, text: parts(offer.text) }
    }
}

/// 办件的监护人同意
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConsentBody {
    /// 不满十四周岁的孩子
    children: Vec<String>,
    /// 已经同意的：谁、什么人、什么时候
    given: Option<ConsentGivenBody>,
    /// 来访者现在可以签的
    offer: Option<ConsentOfferBody>,
}

/// 监护人的同意
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConsentGivenBody {
    /// 签的姓名
    name: String,
    /// 是孩子的什么人
    relation: String,
    /// 什么时候
    at: Moment,
}

impl From<ConsentView> for ConsentBody {
    fn from(view: ConsentView) -> Self {
        Self {
            children: view.children,
            given: view.given.map(|(name, relation, at)| ConsentGivenBody { name, relation, at: Moment(at) }),
            offer: view.offer.map(ConsentOfferBody::from),
        }
    }
}

/// 监护人的签名
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"name": "李娜", "relation": "母亲"}))]
pub(in crate::api) struct GuardianInput {
    /// 监护人自己的姓名，要和申请人姓名一样
    #[serde(default)]
    name: String,
    /// 是孩子的什么人：母亲、父亲、其他监护人
    #[serde(default)]
    relation: String,
}

impl From<GuardianInput> for GuardianSignature {
    fn from(input: GuardianInput) -> Self {
        Self { name: input.name, relation: input.relation }
    }
}

/// 监护人同意
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"name": "李娜", "relation": "母亲"}))]
pub(in crate::api) struct GuardianConsentBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 签名
    #[serde(flatten)]
    pub(in crate::api) signature: GuardianInput,
}

/// 提交以前要给申请人看、要签的
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ToSignBody {
    /// 个人信息处理告知；看过的写在提交的 `privacy_notice`
    privacy_notice: PrivacyNoticeBody,
    /// 承诺书；签名写在提交的 `signatures`
    promises: Vec<PromiseOfferBody>,
    /// 监护人同意书；签名写在提交的 `guardian_consent`
    guardian_consent: Option<ConsentOfferBody>,
}

/// 一份承诺书
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PromiseOfferBody {
    /// 编号，签名时写在 `promise`
    id: String,
    /// 名称
    title: String,
    /// 没有做到的后果，先看
    consequence: String,
    /// 不承诺的交哪些材料
    instead: String,
    /// 全文
    text: Vec<TextPart>,
}

impl From<PromiseOffer> for PromiseOfferBody {
    fn from(offer: PromiseOffer) -> Self {
        Self {
            id: offer.id,
            title: offer.title,
            consequence: offer.consequence,
            instead: offer.instead,
            text: parts(offer.text),
        }
    }
}

impl From<ToSign> for ToSignBody {
    fn from(to_sign: ToSign) -> Self {
        Self {
            privacy_notice: to_sign.notice.into(),
            promises: to_sign.promises.into_iter().map(PromiseOfferBody::from).collect(),
            guardian_consent: to_sign.guardian.map(ConsentOfferBody::from),
        }
    }
}
