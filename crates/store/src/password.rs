//! Passwords: argon2id with 19 MiB of memory and two passes.

use std::{fmt, sync::OnceLock};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc},
};

/// A password's hash as a PHC string. Making and checking one takes tens of
/// milliseconds of one core: call them where blocking is allowed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Hashes a password with a salt of its own.
    pub fn of(password: &str) -> Self {
        let params =
            Params::new(19 * 1024, 2, 1, None).expect("19 MiB and two passes are within argon2's bounds");
        let hash: phc::PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(password.as_bytes())
            .expect("argon2 fails only without the system's random numbers");
        Self(hash.to_string())
    }

    /// Whether this is the password.
    pub fn matches(&self, password: &str) -> bool {
        phc::PasswordHash::new(&self.0)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    }

    /// A hash that no password matches, to be checked where the login is unknown,
    /// so that an unknown login takes as long as a wrong password.
    pub fn decoy() -> Self {
        static DECOY: OnceLock<PasswordHash> = OnceLock::new();
        DECOY
            .get_or_init(|| {
                let mut random = [0; 32];
                getrandom::fill(&mut random).expect("the system gives random numbers");
                Self::of(&hex::encode(random))
            })
            .clone()
    }

    pub(crate) fn as_text(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_text(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::PasswordHash;

    #[test]
    fn only_the_right_password_matches_and_the_decoy_matches_none() {
        let hash = PasswordHash::of("demo-1234");
        assert!(hash.matches("demo-1234"));
        assert!(!hash.matches("demo-1235"));
        assert!(!PasswordHash::decoy().matches(""));
        assert!(!format!("{hash:?}").contains("argon2"));
    }
}
