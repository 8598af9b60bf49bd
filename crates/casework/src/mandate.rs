//! 授权: what one person lets another do for them, in what, and until when.
//!
//! A mandate says which things or which one case, and which acts. Whatever it does not name is not
//! allowed; judging (评价) can never be named. Knows nothing of codes and papers by which it comes
//! about, and asks no clock: those that somebody acts under come in as being in force.

use std::collections::BTreeSet;

use catalog::ThemeId;
use identifiers::CaseNumber;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    actor::{AccountId, Actor},
    case::Case,
    policy::Action,
};

/// A mandate in force, as whoever acts under it carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Its id, a uuid.
    pub id: String,
    /// Who gave it (委托人).
    pub principal: AccountId,
    /// In what.
    pub scope: MandateScope,
    /// Which acts.
    pub acts: BTreeSet<MandatedAct>,
    /// The day on which it came into force: what was handed in before is none of its business.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

/// In what somebody may act for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", rename_all = "snake_case")]
pub enum MandateScope {
    /// Applications for these things, and the cases that come of them.
    Themes {
        /// Which.
        themes: Vec<ThemeId>,
    },
    /// One case that is under way already.
    Case {
        /// Which.
        case: CaseNumber,
    },
}

/// What somebody may do for another. Judging is not among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandatedAct {
    /// 填写: fills in the application.
    Fill,
    /// 提交: hands it in.
    HandIn,
    /// 补正、补交: answers a correction, hands in what was to follow.
    Correct,
    /// 撤回: takes the application back.
    Withdraw,
    /// 查收结果: sees and receives the results.
    Receive,
}

impl MandatedAct {
    /// Every act, in the order of a case's life.
    pub const ALL: &[Self] = &[Self::Fill, Self::HandIn, Self::Correct, Self::Withdraw, Self::Receive];

    /// The word in the API and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::HandIn => "hand_in",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Receive => "receive",
        }
    }

    /// The act of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.as_str() == word)
    }

    /// What an action on a case has to be covered by; none where seeing the case is enough.
    pub(crate) fn of(action: Action) -> Option<Self> {
        match action {
            Action::ReturnCorrection | Action::Supply | Action::MeetPrerequisite => Some(Self::Correct),
            Action::Withdraw | Action::WithdrawRow => Some(Self::Withdraw),
            _ => None,
        }
    }
}

/// A mandate that was shown in a case: who acted under it, and until when it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownMandate {
    /// The mandate's id.
    pub mandate: String,
    /// Who acted.
    pub agent: AccountId,
    /// The name, to show.
    pub agent_name: String,
    /// The last day of the mandate.
    pub until: Date,
}

impl Mandate {
    /// Whether it lets its holder do this in an application for that thing.
    pub fn lets(&self, act: MandatedAct, theme: &ThemeId) -> bool {
        let covered = match &self.scope {
            MandateScope::Themes { themes } => themes.contains(theme),
            MandateScope::Case { .. } => false,
        };
        covered && self.acts.contains(&act)
    }

    /// Whether the case is one of those that it is about.
    pub fn covers(&self, case: &Case) -> bool {
        self.principal == case.applicant
            && match &self.scope {
                MandateScope::Themes { themes } => {
                    themes.contains(&case.plan.theme) && case.received_on() >= self.from
                }
                MandateScope::Case { case: number } => *number == case.number,
            }
    }

    /// It is shown by this actor.
    pub(crate) fn shown_by(&self, actor: &Actor) -> Option<ShownMandate> {
        let Actor::Account { account, name, .. } = actor else { return None };
        Some(ShownMandate {
            mandate: self.id.clone(),
            agent: account.clone(),
            agent_name: name.clone(),
            until: self.until,
        })
    }
}
