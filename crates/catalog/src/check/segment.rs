//! Chinese words: where a vague word is a word of its own.
//!
//! A sentence is cut into the fewest words; of two ways to cut it that have equally
//! many, the one with fewer letters that are no word is taken, then the one with
//! fewer vague words. So 等 is found in 身份证等材料 and not in 高等学校, and 有关 in
//! 有关部门 and not in 没有关系. The words are data: `words/vague.txt` and, for what merely looks vague, `words/exact.txt`.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// A word that leaves open what is meant.
#[derive(Debug)]
pub(super) struct Vague {
    pub(super) word: &'static str,
    /// What is to be written in its place.
    pub(super) advice: &'static str,
    /// It stands in laws as well: worth a warning, no more.
    pub(super) weak: bool,
}

struct Entry {
    letters: Vec<char>,
    vague: Option<Vague>,
}

/// Words by their first letter.
static WORDS: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Entry>> = HashMap::new();
    let mut add = |text: &str, vague: Option<Vague>| {
        let letters: Vec<char> = text.chars().collect();
        words.entry(letters[0]).or_default().push(Entry { letters, vague });
    };
    for line in lines(include_str!("words/vague.txt")) {
        let (word, advice) = line.split_once(" | ").expect("the list has a word and an advice in each line");
        let (word, weak) = word.strip_prefix('~').map_or((word, false), |word| (word, true));
        add(word, Some(Vague { word, advice, weak }));
    }
    for word in lines(include_str!("words/exact.txt")).flat_map(str::split_whitespace) {
        add(word, None);
    }
    words
});

/// The lines of a list of words, without remarks.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The vague words of a text that are words of their own, with their bytes.
pub(super) fn vague_words(text: &str) -> Vec<(Range<usize>, &'static Vague)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_vague = |at: usize| matching(&letters, at).any(|entry| entry.vague.is_some());
    if !(0..letters.len()).any(is_vague) {
        return Vec::new();
    }
    let end = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    words(&letters)
        .into_iter()
        .filter_map(|(at, length, entry)| {
            let vague = entry?.vague.as_ref()?;
            let is_etc = vague.word != "等" || !is_waiting(&letters, at) && !is_counted(&letters, at);
            (is_etc && !is_title(&letters, at)).then(|| (end(at)..end(at + length), vague))
        })
        .collect()
}

fn matching<'a>(letters: &'a [(usize, char)], at: usize) -> impl Iterator<Item = &'static Entry> + 'a {
    let entries = letters.get(at).and_then(|(_, first)| WORDS.get(first)).map_or(&[][..], Vec::as_slice);
    entries.iter().filter(move |entry| {
        let there = letters[at..].iter().map(|(_, letter)| letter);
        entry.letters.len() <= letters.len() - at
            && there.zip(&entry.letters).all(|(one, other)| one == other)
    })
}

/// The text cut into words: where each begins, how long it is, and what is known of it.
fn words(letters: &[(usize, char)]) -> Vec<(usize, usize, Option<&'static Entry>)> {
    // From each place to the end: how many words, unknown letters and vague words; and the first word.
    type Way = ((usize, usize, usize), Option<&'static Entry>);
    let mut ways: Vec<Way> = vec![((0, 0, 0), None); letters.len() + 1];
    for at in (0..letters.len()).rev() {
        let known = matching(letters, at).map(|entry| {
            let (words, unknown, vague) = ways[at + entry.letters.len()].0;
            ((words + 1, unknown, vague + usize::from(entry.vague.is_some())), Some(entry))
        });
        let best = known.min_by_key(|(cost, _)| *cost);
        let (words, unknown, vague) = ways[at + 1].0;
        let letter: Way = ((words + 1, unknown + 1, vague), None);
        ways[at] = best.filter(|best| best.0 <= letter.0).unwrap_or(letter);
    }
    let mut cut = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let entry = ways[at].1;
        let length = entry.map_or(1, |entry| entry.letters.len());
        cut.push((at, length, entry));
        at += length;
    }
    cut
}

/// Marks that end a clause.
const ENDS: &str = "，。；：！？（）“”‘’《》「」,.;:!?() \n\t";

/// Inside the title of a document, which is quoted as it is.
fn is_title(letters: &[(usize, char)], at: usize) -> bool {
    let before = letters[..at].iter().rev().map(|(_, letter)| *letter);
    before.into_iter().find(|letter| "《》".contains(*letter)) == Some('《')
}

/// 等 at the head of a clause follows no list: it means waiting.
fn is_waiting(letters: &[(usize, char)], at: usize) -> bool {
    at == 0 || ENDS.contains(letters[at - 1].1)
}

/// 等 behind a list whose number follows, such as 身份证、户口簿等两样: the list is whole.
fn is_counted(letters: &[(usize, char)], at: usize) -> bool {
    let begin = letters[..at].iter().rposition(|(_, letter)| ENDS.contains(*letter)).map_or(0, |end| end + 1);
    let marks = letters[begin..at].iter().filter(|(_, letter)| "、和及或与".contains(*letter));
    let listed = marks.count() + 1;
    let number = letters[at + 1..].iter().map(|(_, letter)| *letter);
    number_at(number) == Some(listed) && listed > 1
}

/// The number at the head of some letters, where it is written in full.
fn number_at(letters: impl Iterator<Item = char>) -> Option<usize> {
    let mut number = None;
    for letter in letters {
        let digit = letter.to_digit(10).map(|digit| digit as usize);
        let word = "〇一二三四五六七八九".chars().position(|one| one == letter);
        number = match (number, digit.or(word), letter) {
            (known, Some(digit), _) => Some(known.unwrap_or(0) * 10 + digit),
            (None, None, '两') => Some(2),
            (None, None, '十') => Some(10),
            (known, ..) => return known,
        };
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&'static str> {
        vague_words(text).into_iter().map(|(_, vague)| vague.word).collect()
    }

    /// Each sentence with the one vague word in it.
    const VAGUE: [(&str, &str); 84] = [
        ("身份证、户口簿等材料", "等"),
        ("居民身份证等", "等"),
        ("食品、药品等3类", "等"),
        ("公安、民政、卫健等部门", "等"),
        ("有高等学校出具的证明等材料", "等"),
        ("张三等人提出异议的", "等"),
        ("取得许可等材料后再来", "等"),
        ("性别等信息与证件一致", "等"),
        ("级别等要求见公告", "等"),
        ("摘要等文件一并提交", "等"),
        ("爷爷奶奶等亲属", "等"),
        ("营业执照等证照", "等"),
        ("身份证等证件", "等"),
        ("许可等审批事项", "等"),
        ("短信、电话等方式", "等"),
        ("不得写性别、民族等歧视性要求", "等"),
        ("房产证、租赁合同等等", "等等"),
        ("以及其他材料", "其他"),
        ("法律法规规定的其他条件", "其他"),
        ("其他部门要求的", "其他"),
        ("其它证明", "其它"),
        ("其余材料后补", "其余"),
        ("向有关部门申请", "有关"),
        ("和有关单位联系", "有关"),
        ("按照有关规定办理", "有关"),
        ("没有有关证明的", "有关"),
        ("提供相关证明", "相关"),
        ("到相关窗口办理", "相关"),
        ("与本人相关的材料", "相关"),
        ("必要时到场核查", "必要时"),
        ("没有必要的营业设施", "必要的"),
        ("必要的证明", "必要的"),
        ("确有必要的话可以延期", "确有必要"),
        ("如有需要请联系", "如有需要"),
        ("根据需要补充", "根据需要"),
        ("视情况减免", "视情况"),
        ("视情处理", "视情"),
        ("视具体情况决定", "视具体情况"),
        ("酌情减免", "酌情"),
        ("原则上不予受理", "原则上"),
        ("一般三天办好", "一般"),
        ("一般由父母申请", "一般"),
        ("贷款的一般要做抵押登记", "一般"),
        ("登记一般纳税人后，一般不能转回", "一般"),
        ("一般情况下当场办结", "一般情况下"),
        ("通常一周寄到", "通常"),
        ("往往要两次", "往往"),
        ("适当延长", "适当"),
        ("给予适当补助", "适当"),
        ("带适量现金", "适量"),
        ("适时通知", "适时"),
        ("及时告知申请人", "及时"),
        ("应当及时补交", "及时"),
        ("请尽快来领取", "尽快"),
        ("尽早预约", "尽早"),
        ("尽量带原件", "尽量"),
        ("尽可能当天办完", "尽可能"),
        ("特殊情况可以延期", "特殊情况"),
        ("因特殊原因不能到场的", "特殊原因"),
        ("个别情况除外", "个别情况"),
        ("超过一定面积的", "一定面积"),
        ("在一定期限内", "一定期限"),
        ("达到一定条件的", "一定条件"),
        ("三十天左右", "左右"),
        ("大约五天", "大约"),
        ("大概跑一次", "大概"),
        ("差不多一个月", "差不多"),
        ("交若干份复印件", "若干"),
        ("某些材料可以免交", "某些"),
        ("材料包括但不限于以下几种", "包括但不限于"),
        ("发票之类", "之类"),
        ("另行通知", "另行通知"),
        ("时间待定", "待定"),
        ("按规定缴费", "按规定"),
        ("按有关规定执行", "按有关规定"),
        ("材料符合要求的", "符合要求"),
        ("近期照片", "近期"),
        ("数额较大的", "较大"),
        ("有足够的资金", "足够"),
        ("合理安排时间", "合理"),
        ("提前合适的时间来", "合适"),
        ("妥善保管", "妥善"),
        ("准备所需材料", "所需"),
        ("类似情形照此办理", "类似"),
    ];

    /// Sentences in which the same letters mean something definite.
    const EXACT: [&str; 92] = [
        "高等学校毕业证书",
        "高等院校和中等专业学校",
        "普通高等教育学历",
        "初等教育阶段",
        "伤残等级鉴定",
        "职业技能等级证书",
        "三级甲等医院",
        "一等奖、二等奖",
        "甲等残疾军人",
        "男女平等",
        "同等条件下先到先得",
        "具有同等学力的",
        "折合成等额人民币",
        "面积等于三百平方米",
        "金额不等",
        "欠债不等于不能当老板",
        "每人领取均等的份额",
        "医保有等待期",
        "请在等候区稍等",
        "不用等，当场办完",
        "备案当场办完，不用等。",
        "要等户口上好再来",
        "需要等公告期满",
        "回家等短信",
        "等孩子满月再来",
        "拿到执照后，等三天再来刻章",
        "一直等到审核通过",
        "身份证、户口簿等两样",
        "身份证、户口簿和结婚证等三份",
        "食品、药品、医疗器械等3类",
        "登记、变更、注销、换发、补领、查询、公示、备案、归档、送达等十项",
        "相关系数大于零点八",
        "两份记录没有相关性",
        "与申请人不相关",
        "互相关心",
        "和死者有关系的人",
        "没有关系证明的",
        "存在关联关系",
        "所有关联企业",
        "在海关办理",
        "机关单位集体户",
        "关于户口的规定",
        "国有关停企业",
        "没有关闭的账户",
        "登记为一般纳税人",
        "一般纳税人不能随便转回",
        "走一般程序",
        "一般注销要四十五天公告",
        "公司的一般经营项目",
        "开立一般存款账户",
        "按一般计税方法计税",
        "一般事故由区里调查",
        "其他继承人都放弃的",
        "其他股东过半数同意",
        "其他行政权力",
        "法人和其他组织",
        "其他应收款",
        "和其他共有人一起签名",
        "不适当履行",
        "投资者适当性管理",
        "适用简易程序",
        "适龄儿童",
        "来得及",
        "以及本人照片",
        "涉及外国人的",
        "现在来不及时可以改期",
        "一定要带原件",
        "不一定当天办完",
        "必定为本人",
        "固定场所",
        "特殊医学用途配方食品",
        "特殊工种提前退休",
        "孩子需要特殊教育",
        "特殊普通合伙企业",
        "必要条件写在第三条",
        "不必要的费用不收",
        "门的左右两侧",
        "多次往返签证",
        "数天然气用户",
        "少数民族成分",
        "由多数票决定",
        "满三十日后失效",
        "三个工作日后领取",
        "节假日后第一天",
        "普通话水平",
        "交通常识",
        "近期免冠照片一张",
        "双方近期半身免冠合影",
        "不符合条件的撤销许可",
        "未按规定申报的",
        "符合条件之一",
        "发生较大事故的",
    ];

    #[test]
    fn a_vague_word_is_found_where_it_is_a_word_of_its_own() {
        let missed = VAGUE.iter().filter(|(text, word)| found(text) != [*word]);
        let missed: Vec<_> = missed.map(|(text, _)| (text, found(text))).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn words_that_merely_contain_a_vague_one_are_let_pass() {
        let blamed = EXACT.iter().filter(|text| !found(text).is_empty());
        let blamed: Vec<_> = blamed.map(|text| (text, found(text))).collect();
        assert!(blamed.is_empty(), "{blamed:?}");
    }

    #[test]
    fn the_place_of_a_word_is_its_bytes() {
        let text = "带身份证等材料，必要时再来";
        let places: Vec<&str> = vague_words(text).into_iter().map(|(place, _)| &text[place]).collect();
        assert_eq!(places, ["等", "必要时"]);
    }

    #[test]
    fn a_title_is_quoted_as_it_is_and_what_follows_is_read_again() {
        assert_eq!(found("按《关于优化有关要求的通知》办理"), [""; 0]);
        assert_eq!(found("按《关于优化有关要求的通知》和有关规定办理"), ["有关"]);
    }

    #[test]
    fn no_word_stands_in_both_lists() {
        let exact: Vec<&str> =
            lines(include_str!("words/exact.txt")).flat_map(str::split_whitespace).collect();
        for line in lines(include_str!("words/vague.txt")) {
            let word = line.split(" | ").next().unwrap_or_default().trim_start_matches('~');
            assert!(!exact.contains(&word), "{word}");
        }
    }
}
