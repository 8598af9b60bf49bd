//! 证照材料库: what one case gave is what the next case needs, without uploading.

use jiff::civil::date;
use service::{SubmittedMaterial, sample::Sample};
use testkit::{Person, Town, code_of};

/// A result in the wallet that some theme asks the applicant to bring, with that theme's answers.
async fn wanted(town: &Town, person: &Person) -> (String, String, String, catalog::Answers) {
    let catalog = town.catalog();
    for source in &catalog.themes {
        let Some(case) = walked(town, person, &source.id).await else { continue };
        let entries = town.app().wallet(person.visitor()).await.unwrap();
        for entry in entries.iter().filter(|entry| entry.case.as_str() == case) {
            let Some(material) = &entry.material else { continue };
            for theme in &catalog.themes {
                for seed in 0..8 {
                    let answers = Sample::new(seed).answers(&catalog, theme);
                    let assessment = town.app().assess(&theme.id, &answers).unwrap();
                    let asked = assessment.materials.iter().any(|asked| {
                        asked.id == *material && asked.spared.is_none() && asked.any_of.is_none()
                    });
                    let something =
                        assessment.items.iter().any(|item| item.state == catalog::assessment::State::In);
                    if asked && something {
                        return (entry.number.clone(), material.to_string(), theme.id.to_string(), answers);
                    }
                }
            }
        }
    }
    panic!("no result of any theme is a material that another asks for");
}

async fn walked(town: &Town, person: &Person, theme: &str) -> Option<String> {
    let catalog = town.catalog();
    let answers = Sample::new(3).answers(&catalog, catalog.theme(theme)?);
    let request = person.sampled(theme, answers, &mut Sample::new(3)).await;
    let case = person.hands_in(request).await.ok()?.number;
    town.walk_to_the_end(person, &case).await;
    Some(case)
}

#[tokio::test]
async fn a_result_serves_as_a_material_of_the_next_case_without_uploading() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (result, material, theme, answers) = wanted(&town, &li_na).await;
    let mut request = li_na.sampled(&theme, answers, &mut Sample::new(5)).await;
    request.materials.retain(|handed| handed.material != material);
    request.materials.push(SubmittedMaterial {
        material: material.clone(),
        from_wallet: Some(result.clone()),
        ..SubmittedMaterial::default()
    });
    let taken = li_na.hands_in(request.clone()).await.unwrap();
    let shown = taken.materials.iter().find(|shown| *shown.id == *material).expect("it is listed");
    assert_eq!(shown.from_wallet.as_deref(), Some(result.as_str()));
    town.walk_to_the_end(&li_na, &taken.number).await;

    // Nobody uses what is in another person's wallet.
    let zhou = town.applicant("周建国").await;
    for handed in &mut request.materials {
        handed.files.clear();
        handed.on_paper = false;
    }
    let refused = zhou.hands_in(request).await;
    assert_eq!(code_of(&refused), "invalid");
}
