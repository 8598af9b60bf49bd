//! What could not be done, as fields: the same in the portal and at the counter.

use service::{Complaint, GrievanceInput};

use super::field::{self, Control, Field};
use crate::{
    Web,
    csrf::{Pairs, value},
};

/// As it was typed.
pub(crate) fn read(pairs: &Pairs) -> GrievanceInput {
    let text = |name| value(pairs, name).to_owned();
    GrievanceInput { place: text("place"), theme: text("theme"), text: text("text") }
}

/// Where, what one wanted, what happened.
pub(crate) fn fields(web: &Web, given: &GrievanceInput, complaints: &[Complaint]) -> [Field; 3] {
    let error = |name: &str| field::wrong(complaints, name);
    let catalog = web.app.catalog();
    let places = catalog.places.iter().map(|place| (place.id.to_string(), place.name.clone())).collect();
    let themes = catalog.themes.iter().map(|theme| (theme.id.to_string(), theme.name.clone())).collect();
    let choose = |name: &str, label: String, choices| Field {
        control: Control::Select,
        ..Field::choose(name, label, choices)
    };
    [
        choose("place", t!("ui.undone.place").into(), places)
            .optional()
            .value(&given.place)
            .error(error("place")),
        choose("theme", t!("ui.undone.theme").into(), themes).optional().value(&given.theme),
        Field::lines("text", t!("ui.undone.what"))
            .help(t!("ui.undone.help"))
            .value(&given.text)
            .error(error("text")),
    ]
}
