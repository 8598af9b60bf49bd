//! What can be wrong with a value, said so that a person knows what to do.

use std::fmt;

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 公民身份号码
    ResidentId,
    /// 统一社会信用代码
    Uscc,
    /// 手机号码
    Mobile,
    /// 车牌号码
    Plate,
    /// 车辆识别代号
    Vin,
    /// 姓名
    PersonName,
    /// 出生医学证明编号
    BirthCertificateNumber,
    /// 办件编号
    CaseNumber,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::ResidentId => "身份证号码",
            Kind::Uscc => "统一社会信用代码",
            Kind::Mobile => "手机号码",
            Kind::Plate => "车牌号码",
            Kind::Vin => "车架号",
            Kind::PersonName => "姓名",
            Kind::BirthCertificateNumber => "出生医学证明编号",
            Kind::CaseNumber => "办件编号",
        })
    }
}

/// Why a value cannot be taken. Its text is one plain sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was given.
    #[error("请填写{0}")]
    Empty(Kind),
    /// The wrong number of characters.
    #[error("{kind}是{expected}位，现在填了{found}位，请对照证件检查")]
    Length {
        /// Of what.
        kind: Kind,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A character that cannot occur, or cannot occur where it stands.
    #[error("{kind}{rule}，请对照证件检查")]
    Character {
        /// Of what.
        kind: Kind,
        /// What may stand there.
        rule: &'static str,
    },
    /// The check digit belongs to another number: most often a slip in one digit.
    #[error("{}", check_digit(*.0))]
    CheckDigit(Kind),
    /// The organisation code inside a 统一社会信用代码 has the wrong check digit.
    #[error("统一社会信用代码的第9至17位对不上，请对照营业执照或登记证书检查")]
    OrganisationCode,
    /// No province begins with these digits.
    #[error("身份证号码的前两位不是省份代码，请对照证件检查")]
    Province,
    /// The date of birth does not exist.
    #[error("身份证号码第7至14位的出生日期不存在，请对照证件检查")]
    NoSuchBirthDate,
    /// The date of birth is before 1900.
    #[error("身份证号码里的出生日期早于1900年，请对照证件检查")]
    BornTooEarly,
    /// The date of birth is still to come.
    #[error("身份证号码里的出生日期还没有到，请对照证件检查")]
    BornInFuture,
    /// Sequence 000 is never given out.
    #[error("身份证号码第15至17位不会是000，请对照证件检查")]
    Sequence,
    /// A number of the old kind with 15 digits.
    #[error("这是15位的旧身份证号码，请填写现在身份证上的18位号码")]
    LegacyResidentId,
    /// A fixed line.
    #[error("这像是座机号码，请填写1开头的11位手机号码")]
    Landline,
    /// Not a mobile number.
    #[error("手机号码以13至19开头，请检查前两位")]
    MobilePrefix,
    /// A plate with a sign that no province has.
    #[error("车牌号码要从省份简称写起，例如渝C12345，请检查第一个字")]
    PlateProvince,
    /// A plate in no known form.
    #[error("车牌号码的格式不对，请对照行驶证检查；没有上牌的新车不用填")]
    PlateForm,
    /// The name is too long.
    #[error("姓名最多50个字，请按证件上的姓名填写")]
    NameTooLong,
    /// A digit in a name.
    #[error("姓名里不能有数字，请按证件上的姓名填写")]
    NameDigit,
    /// A character that no name has.
    #[error("姓名里有不能用的符号，请按证件上的姓名填写，少数民族和外国人姓名中间的点写成·")]
    NameCharacter,
    /// A dot, dash or blank at an end or doubled.
    #[error("姓名的开头、结尾不能是点或横线，中间的点只写一个，请按证件上的姓名填写")]
    NameSeparator,
    /// The date inside a case number does not exist.
    #[error("办件编号里的日期不存在，请对照受理凭证检查")]
    CaseDate,
    /// A letter that case numbers avoid since it looks like a digit.
    #[error("办件编号后半段不用字母I、L、O、U，请看清是不是数字1或0")]
    CaseLetter,
}

impl Problem {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Empty(_) => "empty",
            Problem::Length { .. } => "wrong_length",
            Problem::Character { .. } => "wrong_character",
            Problem::CheckDigit(_) | Problem::OrganisationCode => "check_digit",
            Problem::Province => "unknown_province",
            Problem::NoSuchBirthDate => "no_such_birth_date",
            Problem::BornTooEarly => "born_too_early",
            Problem::BornInFuture => "born_in_future",
            Problem::Sequence => "wrong_sequence",
            Problem::LegacyResidentId => "legacy_resident_id",
            Problem::Landline => "landline",
            Problem::MobilePrefix => "mobile_prefix",
            Problem::PlateProvince => "plate_province",
            Problem::PlateForm => "plate_form",
            Problem::NameTooLong => "name_too_long",
            Problem::NameDigit => "name_digit",
            Problem::NameCharacter => "name_character",
            Problem::NameSeparator => "name_separator",
            Problem::CaseDate => "no_such_date",
            Problem::CaseLetter => "ambiguous_letter",
        }
    }
}

fn check_digit(kind: Kind) -> &'static str {
    match kind {
        Kind::ResidentId => "身份证号码的最后一位对不上，请对照证件检查",
        Kind::Uscc => "统一社会信用代码的最后一位对不上，请对照营业执照或登记证书检查",
        Kind::Vin => "车架号的第9位对不上，请对照车辆合格证或行驶证检查",
        Kind::CaseNumber => "办件编号对不上，可能抄错了一位，请对照受理凭证检查",
        Kind::Mobile | Kind::Plate | Kind::PersonName | Kind::BirthCertificateNumber => {
            "号码对不上，请对照证件检查"
        }
    }
}
