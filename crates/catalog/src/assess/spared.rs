//! What spares the applicant a paper, read from the author's words.

use crate::assessment::SparedBy;

/// Words that speak of the result of an earlier item, or of a paper already handed in to one.
const EARLIER: [&str; 3] = ["上一环节", "本主题", "系统内结果"];
/// Words that speak of a paper that the one form or the system makes.
const GENERATED: [&str; 12] = [
    "综合申请表",
    "生成",
    "网上填报",
    "网上逐人填报",
    "在线签名",
    "线上签署",
    "在线选用",
    "填写",
    "填报",
    "同表",
    "刷脸",
    "模板",
];
/// Words that speak of something that the government looks up or records itself.
const SHARING: [&str; 20] = [
    "电子证照",
    "核验",
    "共享",
    "推送",
    "调取",
    "读取",
    "读卡",
    "带出",
    "比对",
    "核对",
    "代扣",
    "优先",
    "转入",
    "数据",
    "实名认证",
    "拍摄",
    "采集",
    "照片",
    "系统",
    "电子",
];
/// Words that speak of a commitment or a signed statement.
const COMMITMENT: [&str; 2] = ["承诺", "声明"];

/// How the words of `instead_of` spare a paper. `EarlierResult` holds only
/// where the earlier item is part of the same case; the caller looks for it.
pub(super) fn spared_by(words: &str) -> SparedBy {
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if says(&EARLIER) && !words.contains("电子证照") {
        SparedBy::EarlierResult
    } else if says(&GENERATED) {
        SparedBy::Generated
    } else if says(&COMMITMENT) && !["核验", "共享", "推送", "调取"].iter().any(|word| words.contains(word))
    {
        SparedBy::Commitment
    } else if says(&SHARING) {
        SparedBy::Sharing
    } else if says(&COMMITMENT) {
        SparedBy::Commitment
    } else {
        SparedBy::Sharing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authors_words_tell_how_a_paper_is_spared() {
        use SparedBy::{Commitment, EarlierResult, Generated, Sharing};
        let table = [
            ("上一环节已交的自动复用", EarlierResult),
            ("上一环节结果自动带出", EarlierResult),
            ("本主题办理结果自动带出", EarlierResult),
            ("系统内结果", EarlierResult),
            ("由上一环节电子证照自动调取", Sharing),
            ("不动产登记数据共享核验", Sharing),
            ("公安数据核验或告知承诺", Sharing),
            ("就业登记和参保数据核验，也可以告知承诺", Sharing),
            ("电子营业执照自动调取", Sharing),
            ("实名认证", Sharing),
            ("读卡或电子证照", Sharing),
            ("查验员采集，申请人不提交", Sharing),
            ("登记处现场拍摄", Sharing),
            ("社保卡账户优先", Sharing),
            ("评估后转入", Sharing),
            ("授权银行代扣", Sharing),
            ("部门核验", Sharing),
            ("系统自动带出", Sharing),
            ("税务发票系统自动带出，不收纸质件", Sharing),
            ("综合申请表生成", Generated),
            ("综合申请表带出后母亲签名", Generated),
            ("综合申请表填写", Generated),
            ("系统生成，全体投资人电子签名", Generated),
            ("用人单位网上填报，线上主动推送的免填", Generated),
            ("勾选示范制度清单生成", Generated),
            ("与营业执照申请同步填写", Generated),
            ("与社保同表", Generated),
            ("在线签名", Generated),
            ("线上签署", Generated),
            ("线上委托由委托人刷脸确认代替", Generated),
            ("线上勾选声明", Commitment),
            ("本人签名声明，事后抽查", Commitment),
            ("公示系统免费声明", Commitment),
        ];
        for (words, expected) in table {
            assert_eq!(spared_by(words), expected, "{words}");
        }
    }
}
