//! What has to be shown and signed before an application is handed in: for programs, which have no pages of
//! ours to show it on.

use crate::{
    App, ConsentOffer, Failure, PrivacyNotice, PromiseOffer, SubmitRequest, Visitor,
    assess_application::{Applied, assess_application},
    guardian_consent, plan_case, prefill, privacy_notice, promise_texts,
    submit::ProgramsApplication,
};

/// What has to be shown and signed.
#[derive(Debug, Clone)]
pub struct ToSign {
    /// How the data are used.
    pub notice: PrivacyNotice,
    /// What is promised instead of papers, each with its exact text.
    pub promises: Vec<PromiseOffer>,
    /// What the guardian of a child under fourteen agrees to.
    pub guardian: Option<ConsentOffer>,
}

impl App {
    /// What this application asks to be shown and signed. Nothing is kept of it.
    ///
    /// # Errors
    /// As [`App::submit`]; `Invalid` while questions are open.
    pub async fn to_sign(&self, visitor: &Visitor, mut request: SubmitRequest) -> Result<ToSign, Failure> {
        request.submit = true;
        let ProgramsApplication { rules, theme, input, known, unfound, .. } =
            self.read_application(visitor, &mut request).await?;
        let theme = rules.theme(&theme).ok_or(Failure::NotFound)?;
        let applied = Applied { input: &input, known: &known, unfound: &unfound };
        let assessment = assess_application(&rules, theme, &applied, self.today());
        let plan = plan_case::plan(&rules, theme, &assessment)?;
        let form = prefill::filled_in(&assessment, &input.form, &known);
        let notice = privacy_notice::notice(&rules, &theme.name, &assessment);
        let wanted = plan.promises_wanted(&input.materials);
        Ok(ToSign {
            promises: promise_texts::offers(&rules, &plan, &wanted),
            guardian: guardian_consent::offer(&rules, &plan, &form, &notice.version, self.today()),
            notice,
        })
    }
}
