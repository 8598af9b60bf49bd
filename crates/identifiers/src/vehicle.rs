//! Number plates and vehicle identification numbers.

use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    mask_middle,
    normal::compact,
    problem::{Kind, Problem},
};

const PROVINCES: &str = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新";
/// Last characters of trailers, driving schools, the police, and cars that cross to Hong Kong and Macao.
const SPECIAL: &str = "挂学警港澳";

/// A number plate (机动车号牌, GA 36-2018).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Plate(String);

identifier!(Plate, personal);

/// Which form a plate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlateKind {
    /// Five characters after the office's letter, at most two of them letters.
    Fuel,
    /// 小型新能源汽车: a letter first, then four digits at the end.
    NewEnergySmall,
    /// 大型新能源汽车: five digits, then a letter.
    NewEnergyLarge,
    /// Ends in 挂, 学, 警, 港 or 澳.
    Special,
}

impl Plate {
    fn normalise(text: &str) -> String {
        compact(text, &['·', '•', '・', '．', '.'])
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        let first = text.chars().next().ok_or(Problem::Empty(Kind::Plate))?;
        if !PROVINCES.contains(first) {
            return Err(Problem::PlateProvince);
        }
        plate_kind(text).map(|_| Self(text.to_owned())).ok_or(Problem::PlateForm)
    }

    /// Which form it has.
    pub fn kind(&self) -> PlateKind {
        plate_kind(&self.0).expect("checked when it was read")
    }

    /// As shown on screens: `渝C***00`.
    pub fn masked(&self) -> String {
        mask_middle(&self.0, 2, 2)
    }
}

fn plate_kind(text: &str) -> Option<PlateKind> {
    let rest: Vec<char> = text.chars().skip(1).collect();
    let (office, serial) = rest.split_first()?;
    let letter = |c: &char| c.is_ascii_uppercase() && !matches!(c, 'I' | 'O');
    let digit = |c: &char| c.is_ascii_digit();
    let either = |c: &char| letter(c) || digit(c);
    let energy = |c: &char| matches!(c, 'A'..='H' | 'J' | 'K');
    if !letter(office) {
        return None;
    }
    match serial {
        [body @ .., last] if body.len() == 4 && SPECIAL.contains(*last) => {
            body.iter().all(either).then_some(PlateKind::Special)
        }
        [..] if serial.len() == 5 => {
            let digits = serial.iter().filter(|c| digit(c)).count();
            (serial.iter().all(either) && digits >= 3).then_some(PlateKind::Fuel)
        }
        [first, second, digits @ ..] if digits.len() == 4 && energy(first) => {
            (either(second) && digits.iter().all(digit)).then_some(PlateKind::NewEnergySmall)
        }
        [digits @ .., last] if digits.len() == 5 && energy(last) => {
            digits.iter().all(digit).then_some(PlateKind::NewEnergyLarge)
        }
        _ => None,
    }
}

/// A vehicle identification number (车辆识别代号, 车架号, GB 16735-2019).
///
/// The ninth character is a check digit on vehicles made in China (first letter
/// L) and refused when wrong. Makers elsewhere may put anything there: see
/// [`Vin::check_digit_holds`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Vin(String);

identifier!(Vin, personal);

impl Vin {
    fn normalise(text: &str) -> String {
        compact(text, &['-'])
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        let rule =
            |rule, passes: &dyn Fn(usize, u8) -> bool| check::characters(Kind::Vin, text, rule, passes);
        check::length(Kind::Vin, text, 17)?;
        rule("只有数字和大写字母", &|_, byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())?;
        rule("不用字母I、O、Q，请看清是不是数字1或0", &|_, byte| {
            !matches!(byte, b'I' | b'O' | b'Q')
        })?;
        let domestic = text.starts_with('L');
        rule("第9位是数字或X", &|at, byte| {
            at != 8 || !domestic || byte.is_ascii_digit() || byte == b'X'
        })?;
        rule("第10位不用字母U、Z和数字0", &|at, byte| {
            at != 9 || !matches!(byte, b'U' | b'Z' | b'0')
        })?;
        rule("最后四位是数字", &|at, byte| at < 13 || byte.is_ascii_digit())?;
        let vin = Self(text.to_owned());
        if domestic && !vin.check_digit_holds() {
            return Err(Problem::CheckDigit(Kind::Vin));
        }
        Ok(vin)
    }

    /// Whether the ninth character is the check digit; where it is not, on a vehicle
    /// from abroad, ask the person to look again, but take it.
    pub fn check_digit_holds(&self) -> bool {
        let bytes = self.0.as_bytes();
        let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        let sum: u32 = bytes.iter().zip(weights).map(|(byte, weight)| vin_value(*byte) * weight).sum();
        let expected = match sum % 11 {
            10 => b'X',
            digit => b'0' + u8::try_from(digit).expect("below ten"),
        };
        bytes[8] == expected
    }

    /// As shown on screens: maker and serial number only.
    pub fn masked(&self) -> String {
        mask_middle(&self.0, 3, 4)
    }
}

/// A to H count 1 to 8, J to R 1 to 9 with gaps, S to Z 2 to 9.
fn vin_value(byte: u8) -> u32 {
    u32::from(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'H' => byte - b'A' + 1,
        b'J'..=b'R' => byte - b'J' + 1,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => 0,
    })
}
