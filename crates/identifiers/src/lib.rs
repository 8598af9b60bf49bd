//! Numbers and names that identify people, bodies and things: parse, check, mask.
//!
//! Every type here can only hold a value that is right in itself: well formed
//! and, where there is one, with the check digit that belongs to it. Whether
//! such a person or body exists is for others to say. Knows nothing else: no
//! clock (today comes in as an argument), no register, no storage.
//!
//! `parse` is kind: it trims, turns full-width characters into half-width ones
//! and mends case before it looks. `parse_exact` takes the text as it stands.
//! Types that tell of a person show themselves masked under `{:?}`, so that a
//! slip of the pen cannot put a number into a log.

mod birth_certificate;
mod case_number;
mod check;
mod mobile;
mod normal;
mod person_name;
mod problem;
mod resident_id;
mod uscc;
mod vehicle;

pub use birth_certificate::BirthCertificateNumber;
pub use case_number::CaseNumber;
pub use mobile::{Mobile, mask_mobile};
pub use normal::{mask_middle, normalise};
pub use person_name::{PersonName, mask_name};
pub use problem::{Kind, Problem};
pub use resident_id::{ResidentId, Sex, mask_resident_id};
pub use uscc::{BodyKind, Uscc};
pub use vehicle::{Plate, PlateKind, Vin};
