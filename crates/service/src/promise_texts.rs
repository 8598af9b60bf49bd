//! What an applicant signs (容缺受理承诺书、告知承诺书), made from the plan of the case in the words of the
//! catalogue: 事项名称、设定依据、证明内容、承诺方式、不实承诺的责任、核查、公开 (国办发〔2020〕42号).

use casework::{
    CasePlan,
    promise::{CheckWithin, WantedPromise},
};
use catalog::Catalog;

/// A promise as somebody reads it before signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseOffer {
    /// Its id within the application.
    pub id: String,
    /// 容缺受理承诺书, 告知承诺书.
    pub title: String,
    /// What follows where it is not kept: to be read first.
    pub consequence: String,
    /// Which papers are handed in instead by whoever does not want to promise.
    pub instead: String,
    /// The exact text, part by part.
    pub text: Vec<(String, String)>,
}

/// What the application asks to be signed.
pub(crate) fn offers(catalog: &Catalog, plan: &CasePlan, wanted: &[WantedPromise]) -> Vec<PromiseOffer> {
    wanted.iter().map(|one| offer(catalog, plan, one)).collect()
}

fn offer(catalog: &Catalog, plan: &CasePlan, wanted: &WantedPromise) -> PromiseOffer {
    let names: Vec<_> = wanted.materials.iter().map(|id| catalog.material_name(id)).collect();
    let names = names.join("、");
    match &wanted.item {
        Some(item) => {
            let planned = plan.item(item);
            let department = planned.map_or("", |planned| {
                catalog.departments.get(&planned.department).map_or("", |known| known.name.as_str())
            });
            let terms = planned.and_then(|planned| planned.commitment.as_ref());
            let content = terms.map(|terms| terms.content.join("；")).unwrap_or_default();
            let check = terms.map(|terms| terms.check.clone()).unwrap_or_default();
            let basis = terms.map(|terms| terms.basis.clone()).unwrap_or_default();
            let within =
                terms.and_then(|terms| terms.check_within.as_ref()).map_or_else(String::new, until_checked);
            let liability = "承诺不实的，终止办理、责令限期改正，或者撤销已经作出的决定；由此造成损失的依法承担民事责任，违法的依法给予行政处罚，构成犯罪的依法追究刑事责任；并记入诚信记录，修复以前不再适用告知承诺。";
            PromiseOffer {
                id: wanted.id.clone(),
                title: format!("告知承诺书：{}", catalog.item_name(item)),
                consequence: liability.to_owned(),
                instead: names.clone(),
                text: vec![
                    part("事项名称", catalog.item_name(item)),
                    part("办理部门", department),
                    part("设定依据", &basis),
                    part("承诺的内容", &format!("我符合下面的条件：{content}。")),
                    part("代替的材料", &names),
                    part(
                        "承诺方式",
                        "由申请人本人书面承诺，网上签署与纸质签署效力相同。承诺自愿；不愿承诺的，提交上面的材料，按一般程序办。决定作出以前可以撤回承诺。",
                    ),
                    part("不实承诺的责任", liability),
                    part("核查", &format!("{check}。{within}办理部门有权通过数据核对、现场检查等方式核查。")),
                    part("是否公开", "承诺书不对外公开，只供办理和核查的部门使用，随办件归档保存。"),
                    part(
                        "申请人承诺",
                        "我已经知晓以上告知的全部内容；我认为自己符合上面的条件；我愿意承担不实承诺的法律责任；以上承诺是我的真实意思。",
                    ),
                ],
            }
        }
        None => {
            let days = wanted.within.unwrap_or(1);
            let consequence = format!(
                "材料没有补齐以前不会发证。到期没有补齐的，由牵头部门决定宽限一次或者终止办理；终止的记入诚信记录，修复以前不再适用容缺受理。期限：受理之日起{days}个工作日内。"
            );
            PromiseOffer {
                id: wanted.id.clone(),
                title: "容缺受理承诺书".to_owned(),
                instead: names.clone(),
                text: vec![
                    part("以后补交的材料", &names),
                    part(
                        "补交期限",
                        &format!("受理之日起{days}个工作日内，具体日期写在受理通知书和办件页面上。"),
                    ),
                    part("依据", "国发〔2022〕5号；重庆市江津区政务服务“一件事一次办”工作实施方案"),
                    part("不按期补交的后果", &consequence),
                    part("申请人承诺", "我自愿申请容缺受理，按上面的期限补齐材料；我知晓不按期补交的后果。"),
                ],
                consequence,
            }
        }
    }
}

/// When what is decided on a commitment is checked, as a sentence.
fn until_checked(within: &CheckWithin) -> String {
    match within {
        CheckWithin::WorkingDays(days) => format!("最晚在决定之日起{days}个工作日内核查。"),
        CheckWithin::Months(months) => format!("最晚在决定之日起{months}个月内核查。"),
        CheckWithin::Exempt(why) => format!("经风险评估不再专门核查：{why}。"),
    }
}

fn part(heading: &str, words: &str) -> (String, String) {
    (heading.to_owned(), words.to_owned())
}
