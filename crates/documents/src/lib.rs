//! What is handed to people on paper: the notice, receipts, decisions, posters.
//!
//! A paper is first a [`Paper`]: headings, facts, lists and tables in reading
//! order, without markup. [`print()`] makes HTML for an A4 page of it; another
//! form (PDF, say) can be made from the same value. Pictures are SVG made here,
//! with a title and words for those who do not see them.
//!
//! Knows the catalogue and the case. Knows nothing of storage, of pages around
//! it, or of the clock: days come in.

mod afterwards;
mod case_papers;
mod guide;
mod intake_papers;
mod mandate_paper;
mod notice;
mod own_form;
mod paper;
mod poster;
mod print;
mod process;
mod promise_papers;
mod qr;
mod spreadsheet;
mod words;

pub use afterwards::Duty;
pub use case_papers::{
    Acceptance, AcceptedTask, CaseFacts, NotAcceptance, PrivacyTold, Receipt, ReceivedMaterial, RefusalPaper,
    ResultPaper, acceptance, not_acceptance, receipt, refusal, result,
};
pub use guide::{GuideFacts, guide};
pub use intake_papers::{
    CorrectionKind, CorrectionPaper, ElsewherePaper, Mend, Mended, SpotChangeLine, corrected_on_spot,
    correction, not_our_authority, not_required,
};
pub use mandate_paper::{MandateFacts, mandate};
pub use notice::{NoticeFacts, notice};
pub use own_form::{OwnFormLine, OwnFormPaper, OwnFormPart, own_form};
pub use paper::{Body, Code, DRAWN_BOX, Entry, Fact, Figure, Key, Kind, Paper, Part, Row, Seal, Table};
pub use poster::poster;
pub use print::{escape, print};
pub use process::{
    Picture, PictureArrow, PictureBox, Process, Together, arrow_head, process_picture, process_svg,
    process_svg_tall, process_words,
};
pub use promise_papers::{PromisePaper, RevocationPaper, promise, revocation};
pub use qr::{Modules, qr_modules, qr_svg};
pub use rust_xlsxwriter::XlsxError;
pub use spreadsheet::{Column, Sheet, SheetCell, spreadsheet};
pub use words::{day, joint_word, obstacle_words, office_of, part_taken, working_days};
