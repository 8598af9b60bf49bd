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

/// A future that a trait object gives.
pub type LookingUp<'a> = Pin<Box<dyn Future<Output = Result<Vec<SharedValue>, ExchangeError>> + Send + 'a>>;

/// A future that tells which papers cannot be supplied.
pub type FindingMissing<'a> = Pin<Box<dyn Future<Output = Result<Vec<String>, ExchangeError>> + Send + 'a>>;

/// Something that knows what departments know.
pub trait DataSharing: Send + Sync {
    /// What is known of the person with this identity number about these elements.
    fn look_up<'a>(&'a self, id_number: &'a str, elements: &'a [String]) -> LookingUp<'a>;

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
    fn look_up<'a>(&'a self, _id_number: &'a str, _elements: &'a [String]) -> LookingUp<'a> {
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

#[derive(Serialize)]
struct LookUp<'a> {
    id_number: &'a str,
    elements: &'a [String],
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
}

impl DataSharing for HttpSharing {
    fn look_up<'a>(&'a self, id_number: &'a str, elements: &'a [String]) -> LookingUp<'a> {
        Box::pin(async move {
            let answer = self
                .client
                .post(&self.address)
                .json(&LookUp { id_number, elements })
                .send()
                .await
                .map_err(ExchangeError::Unreachable)?;
            if !answer.status().is_success() {
                return Err(ExchangeError::Refused { status: answer.status().as_u16() });
            }
            answer.json().await.map_err(ExchangeError::Unreachable)
        })
    }

    /// Asks at `<address>/papers`; a platform without that place says nothing.
    fn missing_papers<'a>(&'a self, id_number: &'a str, materials: &'a [String]) -> FindingMissing<'a> {
        Box::pin(async move {
            let address = format!("{}/papers", self.address.trim_end_matches('/'));
            let asked = self.client.post(address).json(&FindPapers { id_number, materials }).send();
            let answer = asked.await.map_err(ExchangeError::Unreachable)?;
            if answer.status() == reqwest::StatusCode::NOT_FOUND {
                return Ok(Vec::new());
            }
            if !answer.status().is_success() {
                return Err(ExchangeError::Refused { status: answer.status().as_u16() });
            }
            let found: MissingPapers = answer.json().await.map_err(ExchangeError::Unreachable)?;
            Ok(found.missing)
        })
    }
}

/// The stand-in of the demonstration: a small register of invented people.
#[derive(Debug, Default)]
pub struct StandInSharing {
    people: BTreeMap<String, Vec<SharedValue>>,
}

impl StandInSharing {
    /// A register with what is known of each identity number.
    pub fn new(people: BTreeMap<String, Vec<SharedValue>>) -> Self {
        Self { people }
    }
}

impl DataSharing for StandInSharing {
    fn look_up<'a>(&'a self, id_number: &'a str, elements: &'a [String]) -> LookingUp<'a> {
        let known = self.people.get(id_number).map(Vec::as_slice).unwrap_or_default();
        let found = known.iter().filter(|value| elements.contains(&value.element)).cloned().collect();
        Box::pin(std::future::ready(Ok(found)))
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
        let asked = LookUp { id_number, elements: &elements };
        assert_eq!(serde_json::to_value(asked).expect("is plain data"), told()[0]);
        let asked = FindPapers { id_number, materials: &materials };
        assert_eq!(serde_json::to_value(asked).expect("is plain data"), told()[2]);
    }

    #[test]
    fn what_the_contract_lets_a_platform_answer_is_understood() {
        let values: Vec<SharedValue> = serde_json::from_value(told()[1].clone()).expect("is understood");
        assert_eq!(values[0].element, "applicant.address");
        let papers: MissingPapers = serde_json::from_value(told()[3].clone()).expect("is understood");
        assert_eq!(papers.missing, ["kinship_proof"]);
    }
}
