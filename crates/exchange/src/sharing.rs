//! Data sharing (数据共享): what departments already know of a person.
//!
//! Look-ups carry the person's identity number in the request body, never in an
//! address that could end up in a log.

use std::{collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use serde::{Deserialize, Serialize};

use crate::ExchangeError;

/// A value that a department knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharedValue {
    /// The data element's id, such as `applicant.address`.
    pub element: String,
    /// Its value.
    pub value: serde_json::Value,
    /// The department that it came from.
    pub department: String,
}

/// What departments are asked about one person.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Asked<'a> {
    /// The identity number of whom the values are.
    pub id_number: &'a str,
    /// The data elements that are wanted.
    pub elements: &'a [String],
    /// What for, in words: the values serve that and nothing else (数据共享只用于本次目的).
    pub purpose: &'a str,
}

/// How two people are related, one of whom has died.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct AskedKinship<'a> {
    /// The identity number of whoever asks.
    pub id_number: &'a str,
    /// The identity number of whoever has died.
    pub deceased: &'a str,
    /// What for, in words.
    pub purpose: &'a str,
}

/// A future that tells what the first of two people is to the second.
pub type FindingKinship<'a> =
    Pin<Box<dyn Future<Output = Result<Option<String>, ExchangeError>> + Send + 'a>>;

/// A future that a trait object gives.
pub type LookingUp<'a> = Pin<Box<dyn Future<Output = Result<Vec<SharedValue>, ExchangeError>> + Send + 'a>>;

/// A future that tells which papers cannot be supplied.
pub type FindingMissing<'a> = Pin<Box<dyn Future<Output = Result<Vec<String>, ExchangeError>> + Send + 'a>>;

/// Something that knows what departments know.
pub trait DataSharing: Send + Sync {
    /// What is known of a person.
    fn look_up<'a>(&'a self, asked: Asked<'a>) -> LookingUp<'a>;

    /// What whoever asks is to somebody who has died (子女、配偶 …); none where they are not known as
    /// close relatives, where the dead person arranged otherwise, and where the platform does not tell.
    fn kinship<'a>(&'a self, _asked: AskedKinship<'a>) -> FindingKinship<'a> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Which of these materials the departments cannot supply for the person: those must be handed in
    /// after all. A platform that does not know says that none is missing.
    fn missing_papers<'a>(&'a self, _id_number: &'a str, _materials: &'a [String]) -> FindingMissing<'a> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

/// No department shares anything yet.
#[derive(Debug, Clone, Copy)]
pub struct NoSharing;

impl DataSharing for NoSharing {
    fn look_up<'a>(&'a self, _asked: Asked<'a>) -> LookingUp<'a> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

/// The district's data sharing platform, over HTTP.
#[derive(Debug)]
pub struct HttpSharing {
    client: reqwest::Client,
    address: String,
}

#[derive(Serialize)]
struct FindPapers<'a> {
    id_number: &'a str,
    materials: &'a [String],
}

#[derive(Deserialize)]
struct MissingPapers {
    missing: Vec<String>,
}

#[derive(Deserialize)]
struct Kinship {
    relation: Option<String>,
}

impl HttpSharing {
    /// Asks the platform at the address, waiting at most three seconds: a person is waiting too.
    ///
    /// # Errors
    /// When no HTTP client can be set up on this machine.
    pub fn new(address: String) -> Result<Self, ExchangeError> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(3))
            .build()
            .map_err(ExchangeError::Unreachable)?;
        Ok(Self { client, address })
    }

    /// The answer of one of the platform's places, such as `<address>/papers`; none where it has no such
    /// place.
    async fn ask(
        &self,
        place: &str,
        asked: &impl Serialize,
    ) -> Result<Option<reqwest::Response>, ExchangeError> {
        let address = format!("{}/{place}", self.address.trim_end_matches('/'));
        let answer =
            self.client.post(address).json(asked).send().await.map_err(ExchangeError::Unreachable)?;
        match answer.status() {
            reqwest::StatusCode::NOT_FOUND => Ok(None),
            status if status.is_success() => Ok(Some(answer)),
            status => Err(ExchangeError::Refused { status: status.as_u16() }),
        }
    }
}

impl DataSharing for HttpSharing {
    fn look_up<'a>(&'a self, asked: Asked<'a>) -> LookingUp<'a> {
        Box::pin(async move {
            let asked = self.client.post(&self.address).json(&asked).send();
            let answer = asked.await.map_err(ExchangeError::Unreachable)?;
            if !answer.status().is_success() {
                return Err(ExchangeError::Refused { status: answer.status().as_u16() });
            }
            answer.json().await.map_err(ExchangeError::Unreachable)
        })
    }

    /// Asks at `<address>/kinship`; a platform without that place knows of nobody.
    fn kinship<'a>(&'a self, asked: AskedKinship<'a>) -> FindingKinship<'a> {
        Box::pin(async move {
            let Some(answer) = self.ask("kinship", &asked).await? else { return Ok(None) };
            let found: Kinship = answer.json().await.map_err(ExchangeError::Unreachable)?;
            Ok(found.relation)
        })
    }

    /// Asks at `<address>/papers`; a platform without that place says nothing.
    fn missing_papers<'a>(&'a self, id_number: &'a str, materials: &'a [String]) -> FindingMissing<'a> {
        Box::pin(async move {
            let asked = FindPapers { id_number, materials };
            let Some(answer) = self.ask("papers", &asked).await? else { return Ok(Vec::new()) };
            let found: MissingPapers = answer.json().await.map_err(ExchangeError::Unreachable)?;
            Ok(found.missing)
        })
    }
}

/// The stand-in of the demonstration: a small register of invented people.
#[derive(Debug, Default)]
pub struct StandInSharing {
    people: BTreeMap<String, Vec<SharedValue>>,
    relatives: BTreeMap<(String, String), String>,
}

impl StandInSharing {
    /// The register knows this of the person with the identity number.
    #[must_use]
    pub fn knowing(mut self, id_number: &str, values: Vec<SharedValue>) -> Self {
        self.people.entry(id_number.to_owned()).or_default().extend(values);
        self
    }

    /// What the register knows of the person.
    pub fn values(&self, asked: &Asked<'_>) -> Vec<SharedValue> {
        let known = self.people.get(asked.id_number).map(Vec::as_slice).unwrap_or_default();
        known.iter().filter(|value| asked.elements.contains(&value.element)).cloned().collect()
    }

    /// What the register says that the one is to the other.
    pub fn relation(&self, asked: &AskedKinship<'_>) -> Option<String> {
        let people = (asked.id_number.to_owned(), asked.deceased.to_owned());
        self.relatives.get(&people).cloned()
    }

    /// The register knows what one person is to another, such as 子女.
    #[must_use]
    pub fn relating(mut self, id_number: &str, deceased: &str, relation: &str) -> Self {
        self.relatives.insert((id_number.to_owned(), deceased.to_owned()), relation.to_owned());
        self
    }
}

impl DataSharing for StandInSharing {
    fn look_up<'a>(&'a self, asked: Asked<'a>) -> LookingUp<'a> {
        Box::pin(std::future::ready(Ok(self.values(&asked))))
    }

    fn kinship<'a>(&'a self, asked: AskedKinship<'a>) -> FindingKinship<'a> {
        Box::pin(std::future::ready(Ok(self.relation(&asked))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The JSON of the contract that operators read, in its order.
    fn told() -> Vec<serde_json::Value> {
        let text = include_str!("../../../docs/sharing.md");
        let blocks = text.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
        blocks.map(|block| serde_json::from_str(block).expect("is JSON")).collect()
    }

    #[test]
    fn what_is_asked_is_what_the_contract_says() {
        let id_number = "500116199003021234";
        let elements = ["applicant.address", "applicant.mobile"].map(str::to_owned);
        let materials = ["kinship_proof", "marriage_certificate"].map(str::to_owned);
        let asked = Asked { id_number, elements: &elements, purpose: "办理“出生一件事”" };
        assert_eq!(serde_json::to_value(asked).expect("is plain data"), told()[0]);
        let deceased = "510225193811073310";
        let asked = AskedKinship { id_number, deceased, purpose: "办理“身后一件事”" };
        assert_eq!(serde_json::to_value(asked).expect("is plain data"), told()[4]);
        let asked = FindPapers { id_number, materials: &materials };
        assert_eq!(serde_json::to_value(asked).expect("is plain data"), told()[2]);
    }

    #[test]
    fn what_the_contract_lets_a_platform_answer_is_understood() {
        let values: Vec<SharedValue> = serde_json::from_value(told()[1].clone()).expect("is understood");
        assert_eq!(values[0].element, "applicant.address");
        let papers: MissingPapers = serde_json::from_value(told()[3].clone()).expect("is understood");
        assert_eq!(papers.missing, ["kinship_proof"]);
        let kinship: Kinship = serde_json::from_value(told()[5].clone()).expect("is understood");
        assert_eq!(kinship.relation.as_deref(), Some("子女"));
    }
}
