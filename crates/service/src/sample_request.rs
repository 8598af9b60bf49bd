//! A complete application with invented values, as a program hands it in: for the demonstration, the
//! benchmark and the tests.

use bytes::Bytes;
use casework::case::{HandedIn, MetPrerequisite};
use catalog::{Answers, Assessment, Theme};
use jiff::civil::Date;

use crate::{
    App, ApplicationInput, Failure, Rules, Signature, Upload, Visitor,
    assess_application::{Applied, assess_application},
    plan_case,
    prefill::KnownValues,
    sample::Sample,
    submit::{SubmitRequest, SubmittedMaterial},
};

impl App {
    /// A complete application with invented values and one file for each material that has to be brought.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme.
    pub async fn sample_request(
        &self,
        visitor: &Visitor,
        theme: &str,
        answers: Answers,
        sample: &mut Sample,
    ) -> Result<SubmitRequest, Failure> {
        let rules = self.rules();
        let package = rules.theme(theme).ok_or(Failure::NotFound)?;
        rules.assess(theme, &answers)?;
        let mut input = ApplicationInput { answers, ..ApplicationInput::default() };
        // What the form says may open further fields, and these others again.
        let assessment = loop {
            let applied = Applied { input: &input, known: &KnownValues::default(), unfound: &[] };
            let assessment = assess_application(&rules, package, &applied, self.today());
            let known = input.form.len();
            for (id, value) in sample.form(&assessment, self.today()) {
                input.form.entry(id).or_insert(value);
            }
            if input.form.len() == known {
                break assessment;
            }
        };
        let upload = Upload { name: "示例.pdf".into(), bytes: Bytes::from_static(SAMPLE_PDF.as_bytes()) };
        let stored = self.upload(visitor, upload).await?;
        let materials = crate::draft_materials::missing(&assessment, &[]).map(|material| SubmittedMaterial {
            material: material.id.to_string(),
            files: vec![stored.file.id.clone()],
            ..SubmittedMaterial::default()
        });
        let materials: Vec<SubmittedMaterial> = materials.collect();
        let signatures = signatures(&rules, package, &assessment, &materials, &visitor.account.name);
        Ok(SubmitRequest {
            theme: theme.into(),
            materials,
            signatures,
            answers: input.answers,
            form: input.form,
            submit: true,
            acknowledged: package.can_be_noted().map(str::to_owned).collect(),
            met: had_first(&assessment, self.today()),
            ..SubmitRequest::default()
        })
    }
}

/// A page with one word on it.
const SAMPLE_PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj\n4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n5 0 obj<</Length 44>>stream\nBT /F 36 Tf 70 90 Td (SAMPLE) Tj ET         \nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A signature under everything that is promised instead of papers.
fn signatures(
    rules: &Rules,
    theme: &Theme,
    assessment: &Assessment,
    materials: &[SubmittedMaterial],
    name: &str,
) -> Vec<Signature> {
    let Ok(plan) = plan_case::plan(rules, theme, assessment) else { return Vec::new() };
    let handed = materials.iter().map(|one| HandedIn {
        material: one.material.as_str().into(),
        files: Vec::new(),
        on_paper: true,
        deferred: false,
        from_wallet: None,
        signed: false,
    });
    let wanted = plan.promises_wanted(&handed.collect::<Vec<_>>());
    let signed = |id| Signature { promise: id, name: name.to_owned(), authority: None, drawn: None };
    wanted.into_iter().map(|wanted| signed(wanted.id)).collect()
}

/// Everything that has to be had elsewhere first is there.
fn had_first(assessment: &Assessment, today: Date) -> Vec<MetPrerequisite> {
    let had = assessment.prerequisites.iter().map(|one| MetPrerequisite {
        id: one.id.clone(),
        number: String::new(),
        on: Some(today),
    });
    had.collect()
}
