//! An obstacle to take note of in writing: what it says, the ways out, and the words to sign.

use askama::Template;
use catalog::model::StopKind;
use service::{Application, Complaint, words};

/// An obstacle with its box to tick.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/warning/warning.html")]
pub(crate) struct Warning {
    /// Its id within the theme; the value of the box.
    pub(crate) stop: String,
    /// What it says.
    pub(crate) message: String,
    /// On what it rests.
    pub(crate) law: Option<String>,
    /// Ways out, in words.
    pub(crate) ways: Vec<String>,
    /// What is signed.
    pub(crate) signed: String,
    /// Ticked already.
    pub(crate) ticked: bool,
    /// What is wrong.
    pub(crate) error: Option<String>,
}

component!(Warning);

/// The name of the boxes.
pub(crate) const ACKNOWLEDGE: &str = "acknowledge";

impl Warning {
    /// Those of an application, with what is wrong with them.
    pub(crate) fn of(application: &Application, complaints: &[Complaint]) -> Vec<Self> {
        let stops = application.assessment.stops.iter().filter(|stop| stop.kind == StopKind::Acknowledge);
        let warnings = stops.filter_map(|stop| {
            let id = stop.id.clone()?;
            let pointer = format!("/acknowledged/{id}");
            Some(Self {
                message: stop.message.clone(),
                law: stop.law.clone(),
                ways: stop.ways.iter().map(|way| way.text.clone()).collect(),
                signed: words::acknowledgement(&stop.message),
                ticked: stop.acknowledged,
                error: complaints
                    .iter()
                    .find(|one| one.pointer == pointer)
                    .map(|_| t!("ui.warning.tick").into()),
                stop: id,
            })
        });
        warnings.collect()
    }

    /// The box's id, by the obstacle's id.
    pub(crate) fn control(stop: &str) -> String {
        super::control_id(&format!("{ACKNOWLEDGE}.{stop}"))
    }

    fn id(&self) -> String {
        Self::control(&self.stop)
    }
}
