//! 决定公开: the licences that everybody may read of, with the words of the catalogue.

use catalog::Catalog;
use store::{Page, PublicLicence};

use crate::{App, Failure};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;
/// The longest words that are searched for.
const LONGEST_WORDS: usize = 60;

/// A licence as everybody may read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicDecisionLine {
    /// What the store keeps.
    pub licence: PublicLicence,
    /// The item's name.
    pub item_name: String,
    /// The department that decided, by its full name.
    pub department_name: String,
}

impl App {
    /// The public record, the latest first; those whose holder, number or name contains the words.
    ///
    /// # Errors
    /// `Invalid` for a page that there is not.
    pub async fn public_decisions(
        &self,
        words: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<PublicDecisionLine>, Failure> {
        let words: String = words.trim().chars().take(LONGEST_WORDS).collect();
        let page = self.store().public_decisions(&words, after, limit.clamp(1, MOST_ROWS)).await?;
        let catalog = self.catalog();
        Ok(Page {
            rows: page.rows.into_iter().map(|licence| line(&catalog, licence)).collect(),
            next: page.next,
        })
    }
}

fn line(catalog: &Catalog, licence: PublicLicence) -> PublicDecisionLine {
    let department = catalog.departments.get(&licence.decision.department);
    PublicDecisionLine {
        item_name: catalog.item_name(&licence.decision.item).to_owned(),
        department_name: department
            .map_or_else(|| licence.decision.department.to_string(), |department| department.name.clone()),
        licence,
    }
}
