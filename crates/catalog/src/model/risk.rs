//! What is at stake in an item: for the public, for other people, and where it is decided on a commitment.

use serde::{Deserialize, Serialize};

/// A class of risk for which a commitment does not stand in the place of papers (国办发〔2020〕42号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskClass {
    /// 国家安全、国家秘密
    NationalSecurity,
    /// 公共安全
    PublicSafety,
    /// 金融业审慎监管
    FinancialPrudential,
    /// 生态环境保护
    Ecology,
    /// 人身健康、生命财产安全
    LifeHealth,
    /// 重要涉外
    ForeignRelatedMajor,
}

impl RiskClass {
    /// Every class with the word in the files.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("national_security", Self::NationalSecurity),
        ("public_safety", Self::PublicSafety),
        ("financial_prudential", Self::FinancialPrudential),
        ("ecology", Self::Ecology),
        ("life_health", Self::LifeHealth),
        ("foreign_related_major", Self::ForeignRelatedMajor),
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::NationalSecurity => "国家安全、国家秘密",
            Self::PublicSafety => "公共安全",
            Self::FinancialPrudential => "金融业审慎监管",
            Self::Ecology => "生态环境保护",
            Self::LifeHealth => "人身健康、生命财产安全",
            Self::ForeignRelatedMajor => "重要涉外",
        }
    }

    /// False materials close the way to such an item for a time (行政许可法 第七十八条、第七十九条).
    pub fn is_safety(self) -> bool {
        matches!(self, Self::PublicSafety | Self::LifeHealth)
    }
}

/// When what was granted on a commitment is checked (承诺核查); one of the three is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommitmentCheck {
    /// Within so many working days of the decision.
    pub working_days: Option<u32>,
    /// Within so many months of it.
    pub months: Option<u32>,
    /// Not at all (免核), and why.
    pub exempt: Option<String>,
}

impl CommitmentCheck {
    /// How many of the three are written.
    pub fn written(&self) -> usize {
        usize::from(self.working_days.is_some())
            + usize::from(self.months.is_some())
            + usize::from(self.exempt.is_some())
    }
}
