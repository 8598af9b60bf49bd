//! Keys: sealing (AES-256-GCM-SIV), finding again and chaining by keyed hash (HMAC-SHA-256).
//!
//! All keys are derived from one master key. A sealed value is bound to its
//! table, its row and its version, so it cannot be moved to another place.

use std::{
    fmt, fs,
    io::{self, Read, Write},
    path::Path,
    sync::Arc,
};

use aes_gcm_siv::{
    Aes256GcmSiv, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;

use crate::StoreError;

const NONCE: usize = 12;

/// The keys of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<Derived>);

struct Derived {
    seal: Aes256GcmSiv,
    find: Hmac<Sha256>,
    chain: Hmac<Sha256>,
}

/// The place of a sealed value.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Table (and column, where the table has several sealed ones).
    pub table: &'static str,
    /// Key of the row.
    pub row: &'a str,
    /// Version of the row; 0 where it has none.
    pub version: u64,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        format!("{}\0{}\0{}", self.table, self.row, self.version).into_bytes()
    }
}

impl Keys {
    /// Keys derived from these 32 secret bytes.
    pub fn from_bytes(master: &[u8; 32]) -> Self {
        let derive = |label: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(master).expect("HMAC takes keys of any length");
            mac.update(label);
            mac.finalize().into_bytes()
        };
        let seal = Aes256GcmSiv::new_from_slice(&derive(b"yijianshi: seal 1")).expect("the key has 32 bytes");
        let hash =
            |label: &[u8]| Hmac::new_from_slice(&derive(label)).expect("HMAC takes keys of any length");
        Self(Arc::new(Derived { seal, find: hash(b"yijianshi: find 1"), chain: hash(b"yijianshi: chain 1") }))
    }

    /// Reads the key file; makes it, readable by its owner alone, where there is none.
    pub fn load_or_create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        match fs::File::open(path) {
            Ok(mut file) => {
                let mut text = String::new();
                file.read_to_string(&mut text)?;
                let mut master = [0; 32];
                hex::decode_to_slice(text.trim(), &mut master)
                    .map_err(|_| StoreError::BadKeyFile(path.display().to_string()))?;
                Ok(Self::from_bytes(&master))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(error.into()),
        }
    }

    fn create(path: &Path) -> Result<Self, StoreError> {
        let mut master = [0; 32];
        getrandom::fill(&mut master).map_err(io::Error::other)?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(path) {
            // Another process made it at the same moment: its key counts.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Self::load_or_create(path),
            opened => opened?,
        };
        writeln!(file, "{}", hex::encode(master))?;
        file.sync_all()?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(Self::from_bytes(&master))
    }

    /// Seals a value as JSON.
    pub(crate) fn seal(&self, place: Place<'_>, value: &impl Serialize) -> Vec<u8> {
        self.seal_bytes(place, &serde_json::to_vec(value).expect("the store's values have text keys alone"))
    }

    /// Seals bytes as they are.
    pub(crate) fn seal_bytes(&self, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).expect("the system gives random numbers");
        let aad = place.bytes();
        let sealed = self
            .0
            .seal
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
            .expect("a row is far below the cipher's bound of 64 GiB");
        let mut out = Vec::with_capacity(NONCE + sealed.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        out
    }

    /// Opens a sealed value; [`StoreError::Corrupt`] where it was changed, moved
    /// or sealed with another key.
    pub(crate) fn unseal<T: DeserializeOwned>(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<T, StoreError> {
        serde_json::from_slice(&self.unseal_bytes(place, sealed)?)
            .map_err(|_| StoreError::Corrupt(place.table))
    }

    /// Opens sealed bytes, likewise.
    pub(crate) fn unseal_bytes(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let corrupt = || StoreError::Corrupt(place.table);
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(corrupt)?;
        let aad = place.bytes();
        self.0.seal.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: &aad }).map_err(|_| corrupt())
    }

    /// The keyed hash under which an exact value is found again. Values of
    /// different kinds do not meet.
    pub(crate) fn find(&self, kind: &str, value: &str) -> Vec<u8> {
        let mut mac = self.0.find.clone();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.trim().as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// The keyed hash that binds these parts, in this order, to each other. What differs in kind
    /// (an event, a commit) does not meet.
    pub(crate) fn bind(&self, kind: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.chain.clone();
        for part in [kind.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Whether these are the first bytes of the keyed hash of a value; it takes as long for wrong ones as
    /// for right ones.
    pub(crate) fn begins(&self, kind: &str, value: &str, bytes: &[u8]) -> bool {
        let mut mac = self.0.find.clone();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.trim().as_bytes());
        mac.verify_truncated_left(bytes).is_ok()
    }

    /// Tells this key from others without giving it away.
    pub(crate) fn mark(&self) -> String {
        hex::encode(self.find("key", ""))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'static> = Place { table: "events", row: "50011620260302000017", version: 3 };

    #[test]
    fn a_sealed_value_opens_only_in_its_own_place_and_with_its_own_key() {
        let keys = Keys::from_bytes(&[7; 32]);
        let sealed = keys.seal(PLACE, &"身份证");
        assert_eq!(keys.unseal::<String>(PLACE, &sealed).unwrap(), "身份证");
        assert!(keys.unseal::<String>(Place { version: 4, ..PLACE }, &sealed).is_err());
        assert!(keys.unseal::<String>(Place { table: "drafts", ..PLACE }, &sealed).is_err());
        assert!(Keys::from_bytes(&[8; 32]).unseal::<String>(PLACE, &sealed).is_err());
        assert!(keys.unseal::<String>(PLACE, &sealed[..5]).is_err());
    }

    #[test]
    fn the_same_value_is_sealed_differently_each_time_and_found_by_the_same_hash() {
        let keys = Keys::from_bytes(&[7; 32]);
        assert_ne!(keys.seal(PLACE, &"x"), keys.seal(PLACE, &"x"));
        assert_eq!(keys.find("mobile", "13800000000"), keys.find("mobile", " 13800000000"));
        assert_ne!(keys.find("mobile", "13800000000"), keys.find("name", "13800000000"));
    }

    #[test]
    fn the_key_file_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/key");
        let first = Keys::load_or_create(&path).unwrap();
        let again = Keys::load_or_create(&path).unwrap();
        assert_eq!(first.find("x", "y"), again.find("x", "y"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&path, "not a key").unwrap();
        assert!(matches!(Keys::load_or_create(&path), Err(StoreError::BadKeyFile(_))));
    }
}
