//! Results on paper on their way, as stories need them.

use casework::{
    case::Delivery,
    exit::{Exit, Receiver},
};
use jiff::civil::Date;
use service::{CaseCommand, CaseView, ExitInput, SubmitRequest};

use crate::{Person, Town, births};

/// An address that exists.
pub fn by_post() -> Delivery {
    Delivery::Post {
        recipient: "李娜".into(),
        mobile: "13800138000".into(),
        address: "重庆市江津区几江街道滨江路1号".into(),
    }
}

/// Results on paper are wanted so; by post with the address on the form too.
pub fn wants(request: &mut SubmitRequest, delivery: Delivery) {
    if let Delivery::Post { recipient, mobile, address } = &delivery {
        let typed =
            [("delivery.recipient", recipient), ("delivery.mobile", mobile), ("delivery.address", address)];
        request.form.extend(typed.map(|(id, value)| (id.into(), value.as_str().into())));
    }
    request.delivery = Some(delivery);
}

/// Everything that is to go out is sent; today where no day is said.
pub fn sent(on: Option<Date>) -> CaseCommand {
    let (carrier, tracking) = ("中国邮政".into(), "EA123456789CN".into());
    CaseCommand::Exit(ExitInput::Post { tasks: Vec::new(), carrier, tracking, on })
}

/// That person takes all that is to go out, with the code that was said or the document that was shown.
pub fn taken_by(name: &str, mandate: Option<&str>, code: &str, document: &str) -> CaseCommand {
    let receiver = Receiver { name: name.into(), mandate: mandate.map(Into::into), signed_as: name.into() };
    let (code, document) = (code.into(), document.into());
    CaseCommand::Exit(ExitInput::HandOut { tasks: Vec::new(), receiver, code, document })
}

impl Town {
    /// A case of one child's birth whose results on paper are wanted so, with everything granted.
    pub async fn granted_on_paper(&self, applicant: &Person, delivery: Delivery, exit: Exit) -> CaseView {
        let case = self.accepted_on_paper(applicant, delivery, exit).await;
        self.grant_everything(applicant, &case).await;
        applicant.sees(&case).await
    }

    /// The same, just accepted; its number.
    pub async fn accepted_on_paper(&self, applicant: &Person, delivery: Delivery, exit: Exit) -> String {
        let mut request = applicant.application("birth", &births::one_child()).await;
        wants(&mut request, delivery);
        request.exit = exit;
        let case = applicant.hands_in(request).await.expect("is handed in").number;
        self.clerk("三号窗口").await.accepts(&case).await;
        case
    }
}
