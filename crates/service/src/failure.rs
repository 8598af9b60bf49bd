//! Why a use case came to nothing: ordinary answers, and faults.

use casework::Refusal;

/// Something wrong with one value that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Complaint {
    /// Where: a JSON pointer into what was sent, such as `/form/child.name/0`.
    pub pointer: String,
    /// Stable code, for programs.
    pub code: &'static str,
    /// What is wrong and how to mend it, in plain Chinese.
    pub message: String,
}

impl Complaint {
    /// A complaint about the value at the pointer.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, message: message.into() }
    }
}

/// Why a use case came to nothing.
#[derive(Debug)]
pub enum Failure {
    /// There is no such thing, or it is not for this person to know of.
    NotFound,
    /// Somebody has to sign in first.
    SignInNeeded,
    /// Login or password do not fit.
    WrongPassword,
    /// Too many tries; wait this many seconds.
    TooManyTries {
        /// How long to wait.
        wait_seconds: u32,
    },
    /// The person may not do this.
    Forbidden,
    /// The law or the state of the case stands against it.
    Refused(Refusal),
    /// Values are wrong; every one is named.
    Invalid(Vec<Complaint>),
    /// A file is larger than allowed.
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The machinery failed; the operator is told, the person gets a reference.
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotAllowed => Self::Forbidden,
            other => Self::Refused(other),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Stale => Self::Refused(Refusal::Stale),
            store::StoreError::BadCursor => {
                Self::invalid("/after", "bad_cursor", "这个翻页位置认不出来，请从第一页看起")
            }
            other => Self::Fault(Box::new(other)),
        }
    }
}

impl Failure {
    /// One complaint.
    pub fn invalid(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Complaint::new(pointer, code, message)])
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::SignInNeeded => "sign_in_needed",
            Self::WrongPassword => "wrong_password",
            Self::TooManyTries { .. } => "too_many_tries",
            Self::Forbidden => "not_allowed",
            Self::Refused(refusal) => refusal.code(),
            Self::Invalid(_) => "invalid",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::Fault(_) => "fault",
        }
    }
}
