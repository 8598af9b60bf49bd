//! 个人信息处理告知: one sentence to read, the whole behind a fold.

use askama::Template;
use service::PrivacyNotice;

/// The notice on a page on which somebody is about to give data.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/privacy_notice/privacy_notice.html")]
pub(crate) struct PrivacyBox {
    pub(crate) notice: PrivacyNotice,
}

component!(PrivacyBox);
