//! 个人信息处理告知: who processes which data, why, how, how long, and what one can do about it (个人信息保护法
//! 第十七条、第三十条、第三十五条), made from what the answers come to, so that it names no more and no less
//! than what is asked.

use casework::{CasePlan, NoticeShown, ShownBy, YoungChild};
use catalog::{Answers, Assessment, Catalog, Theme, assessment::State};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{App, Application, CaseView, Failure, Rules};

/// The notice for certain answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyNotice {
    /// Which version: the catalogue's, and a mark of the text itself.
    pub version: String,
    /// In one sentence.
    pub summary: String,
    /// Heading and text, part by part.
    pub parts: Vec<(String, String)>,
    /// Sensitive kinds, each with the items that need it.
    pub sensitive: Vec<SensitiveKind>,
}

/// A kind of sensitive data (敏感个人信息), and why it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveKind {
    /// The element's id.
    pub element: String,
    /// Its label.
    pub label: String,
    /// Names of the items that cannot be done without it.
    pub items: Vec<String>,
}

/// How the applicant of a case was told, for whoever reads the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// Which version.
    pub version: String,
    /// `page`, `counter`, `calling_system`, `with_receipt`.
    pub by: &'static str,
    /// In words.
    pub label: &'static str,
    /// When.
    pub at: Timestamp,
}

impl App {
    /// The notice for an application with these answers, before anything is asked.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for answers that the theme does not know.
    pub fn privacy_notice(&self, theme: &str, answers: &Answers) -> Result<PrivacyNotice, Failure> {
        let rules = self.rules();
        let assessment = rules.assess(theme, answers)?;
        let theme = rules.theme(theme).ok_or(Failure::NotFound)?;
        Ok(notice(&rules, &theme.name, &assessment))
    }

    /// The notice for an account alone, before its name and numbers are given.
    pub fn account_notice(&self) -> PrivacyNotice {
        let office = documents::office_of(&self.catalog());
        let parts = vec![
            part("谁来处理", format!("{office}。")),
            part("为什么", "核对您是谁，让您办自己的事、别人办不了您的事；不作别的用途。".to_owned()),
            part("哪些信息", "姓名、身份证号码、手机号码和登录密码。身份证号码是敏感个人信息：没有它核不了身份；加密存放，显示时遮盖。".to_owned()),
            part("保存多久", "没有办过事的账号，您可以随时注销，信息马上删除；办过事的跟着办件归档保存。".to_owned()),
            part("您的权利", RIGHTS.to_owned()),
        ];
        let summary = format!("{office}用您的姓名、身份证号码和手机号码核对身份，不作别的用途。");
        PrivacyNotice { version: version("account", &parts), summary, parts, sensitive: Vec::new() }
    }
}

impl Rules {
    /// The notice for what an assessment by these rules asks.
    pub fn privacy_notice(&self, theme: &Theme, assessment: &Assessment) -> PrivacyNotice {
        notice(self, &theme.name, assessment)
    }
}

impl Application {
    /// The notice for what the application asks as it stands.
    pub fn privacy_notice(&self) -> PrivacyNotice {
        notice(&self.rules, &self.theme_name, &self.assessment)
    }
}

/// How long data are kept, as the law on archives has it.
const KEPT: &str = "草稿在您提交或者删除以前保留。办结的办件连同材料归档，按《政务服务电子文件归档和电子档案管理办法》和档案保管期限表保存，期满由档案部门鉴定销毁；法定期限没有满的不能删除，但除了存放和保护以外不再使用。查看记录保存不少于三年。";

/// What everybody can do about it.
const RIGHTS: &str = "您可以在“我的个人信息”里查阅、下载、更正，看谁看过您的信息，要求删除可以删除的；也可以到任一综合窗口提出。不同意处理结果的，可以向网信部门投诉，也可以申请行政复议或者提起行政诉讼。";

/// The notice for what an assessment asks.
pub(crate) fn notice(catalog: &Catalog, theme_name: &str, assessment: &Assessment) -> PrivacyNotice {
    let wanted = || assessment.items.iter().filter(|item| item.state != State::Out);
    let items: Vec<&str> = wanted().map(|item| catalog.item_name(&item.id)).collect();
    let mut departments: Vec<&str> = Vec::new();
    for item in wanted() {
        let name = catalog.items.get(&item.id).map(|known| catalog.department_name(&known.department));
        departments.extend(name.filter(|name| !departments.contains(name)));
    }
    let office = documents::office_of(catalog);
    let sensitive = sensitive(catalog, assessment);
    let mut parts = vec![
        part(
            "谁来处理",
            format!(
                "{office}统一收件；{}办理各自的事项，只能看到自己的事项要用的内容。",
                departments.join("、")
            ),
        ),
        part(
            "为什么",
            format!(
                "只为办理“{theme_name}”：{}。这是行政机关履行法定职责所必需（《个人信息保护法》第十三条第一款第三项、第三十四条），不作别的用途。",
                items.join("、")
            ),
        ),
        part("怎么处理", how(catalog, assessment)),
        part("哪些信息", kinds(catalog, assessment)),
    ];
    if !sensitive.is_empty() {
        let lines = sensitive.iter().map(|one| format!("{}（{}要用）", one.label, one.items.join("、")));
        let lines: Vec<_> = lines.collect();
        parts.push(part(
            "敏感个人信息",
            format!(
                "{}。没有这些办不了上面的事项；泄露了可能被人冒名或者骚扰，所以加密存放、列表里遮盖、每次查看都有记录。",
                lines.join("；")
            ),
        ));
    }
    if tells_of_children(catalog, assessment) {
        parts.push(part(
            "不满十四周岁的孩子",
            "孩子的信息要由父母或者其他监护人同意。只有正在办这件事的人能看，每次查看都记下是谁、为了办什么（《未成年人网络保护条例》第三十六条）。".to_owned(),
        ));
    }
    parts.push(part("保存多久", KEPT.to_owned()));
    parts.push(part("您的权利", RIGHTS.to_owned()));
    let summary =
        format!("{office}和{}个部门为办“{theme_name}”处理您的个人信息，不作别的用途。", departments.len());
    PrivacyNotice { version: version(&assessment.version, &parts), summary, parts, sensitive }
}

fn part(heading: &str, text: String) -> (String, String) {
    (heading.to_owned(), text)
}

/// The version of a text: another text has another.
fn version(catalog: &str, parts: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for (heading, text) in parts {
        hash.update(heading.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    format!("{catalog}-{}", &hex::encode(hash.finalize())[..8])
}

/// What is typed, what is read from elsewhere, and that nobody else gets it.
fn how(catalog: &Catalog, assessment: &Assessment) -> String {
    let mut sources: Vec<&str> = Vec::new();
    for material in assessment.materials.iter().filter(|one| one.spared.is_some()) {
        let shared = catalog.materials.get(&material.id).and_then(|known| known.shared_by.as_ref());
        let name = shared.map(|department| catalog.department_name(department));
        sources.extend(name.filter(|name| !sources.contains(name)));
    }
    let read = match sources.as_slice() {
        [] => String::new(),
        sources => format!("能从{}共享的不用您再交；", sources.join("、")),
    };
    format!(
        "您填写、上传，窗口代为录入；{read}存放在境内，按事项分给办理部门，不提供给别人，不公开，不用来自动决定。"
    )
}

/// The kinds of data, section by section.
fn kinds(catalog: &Catalog, assessment: &Assessment) -> String {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for field in &assessment.fields {
        match sections.iter_mut().find(|(section, _)| *section == field.section) {
            Some((_, labels)) => labels.push(&field.label),
            None => sections.push((&field.section, vec![&field.label])),
        }
    }
    let title = |id: &str| {
        let known = catalog.sections.iter().find(|section| section.id == id);
        known.map_or_else(|| id.to_owned(), |section| section.title.clone())
    };
    let mut lines: Vec<String> =
        sections.into_iter().map(|(id, labels)| format!("{}：{}", title(id), labels.join("、"))).collect();
    let brought = assessment.materials.iter().filter(|one| one.spared.is_none());
    let names: Vec<&str> = brought.map(|one| one.name.as_str()).collect();
    if !names.is_empty() {
        lines.push(format!("材料：{}", names.join("、")));
    }
    format!("{}。", lines.join("；"))
}

fn sensitive(catalog: &Catalog, assessment: &Assessment) -> Vec<SensitiveKind> {
    let fields = assessment.fields.iter().filter(|field| field.sensitive);
    let kinds = fields.map(|field| SensitiveKind {
        element: field.id.to_string(),
        label: field.label.clone(),
        items: field.items.iter().map(|item| catalog.item_name(item).to_owned()).collect(),
    });
    kinds.filter(|kind| !kind.items.is_empty()).collect()
}

fn tells_of_children(catalog: &Catalog, assessment: &Assessment) -> bool {
    let children = |id: &str| catalog.sections.iter().any(|section| section.children && section.id == id);
    assessment.fields.iter().any(|field| children(&field.section))
}

/// What a guardian agrees to, part by part.
pub(crate) fn consent_text(
    catalog: &Catalog,
    plan: &CasePlan,
    children: &[YoungChild],
    version: &str,
    relation: &str,
) -> Vec<(String, String)> {
    let names: Vec<&str> = children.iter().map(|child| child.name.as_str()).collect();
    let labels: Vec<&str> = plan
        .elements
        .iter()
        .filter(|element| plan.tells_of_child(element))
        .map(|element| catalog.element_label(element))
        .collect();
    let users = plan.items.iter().filter(|item| item.elements.iter().any(|one| plan.tells_of_child(one)));
    let items: Vec<&str> = users.map(|item| catalog.item_name(&item.item)).collect();
    let relation = if relation.is_empty() { "监护人" } else { relation };
    vec![
        part("孩子", names.join("、")),
        part("处理的信息", labels.join("、")),
        part("用途", format!("只为办理：{}", items.join("、"))),
        part("谁能看", "只有正在办这些事项的人，每次查看都有记录。".to_owned()),
        part("告知书版本", version.to_owned()),
        part(
            "监护人声明",
            format!(
                "我是上面孩子的{relation}，看过个人信息处理告知，同意为办理上面的事项处理孩子的个人信息（《个人信息保护法》第三十一条）。"
            ),
        ),
    ]
}

/// The notice as it is kept with the case.
pub(crate) fn shown(notice: &PrivacyNotice, by: ShownBy, at: Timestamp) -> NoticeShown {
    NoticeShown { version: notice.version.clone(), text: notice.parts.clone(), by, at }
}

/// How the applicant was told, in words.
pub(crate) fn view(shown: &NoticeShown) -> NoticeView {
    NoticeView { version: shown.version.clone(), by: shown.by.as_str(), label: label(shown.by), at: shown.at }
}

/// In which way, in words.
pub(crate) fn label(by: ShownBy) -> &'static str {
    match by {
        ShownBy::Page => "开始填写以前在页面上告知",
        ShownBy::Counter => "在窗口告知",
        ShownBy::CallingSystem => "由对接的系统告知",
        ShownBy::WithReceipt => "随收件凭证告知",
    }
}

impl CaseView {
    /// Whether the applicant was told before anything was collected.
    pub fn was_told_before(&self) -> bool {
        self.privacy_notice.as_ref().is_some_and(|notice| notice.by != ShownBy::WithReceipt.as_str())
    }
}
