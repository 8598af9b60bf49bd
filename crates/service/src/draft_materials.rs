//! The materials of a draft: files come and go, the wallet serves, a way of several is chosen.

use casework::{case::HandedIn, policy};
use catalog::{
    Assessment, MaterialId,
    assessment::{AssessedGroup, AssessedMaterial, State},
    model::CHOICE,
};

use crate::{App, Application, Failure, Visitor};

impl App {
    /// Hands in a file for a material.
    ///
    /// # Errors
    /// `Invalid` where the file or the material is not part of this application.
    pub async fn attach(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        file: &str,
    ) -> Result<Application, Failure> {
        let files = self.own_files(visitor, &[file.to_owned()], &format!("/materials/{material}")).await?;
        self.change_material(visitor, id, material, &|handed| {
            for file in &files {
                if !handed.files.iter().any(|known| known.id == file.id) {
                    handed.files.push(file.clone());
                }
            }
            handed.deferred = false;
        })
        .await
    }

    /// Takes a file back.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft.
    pub async fn detach(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        file: &str,
    ) -> Result<Application, Failure> {
        self.change_material(visitor, id, material, &|handed| handed.files.retain(|known| known.id != file))
            .await
    }

    /// Uses a result of the wallet as a material.
    ///
    /// # Errors
    /// `Invalid` where the result is not the applicant's, has run out or is something else.
    pub async fn use_wallet(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        result: &str,
    ) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        if !policy::sees_what_is_known(&visitor.actor, &applicant.id) {
            return Err(Failure::Forbidden);
        }
        self.usable_result(&applicant.id, material, result).await?;
        self.change_material(visitor, id, material, &|handed| {
            handed.from_wallet = Some(result.to_owned());
            handed.deferred = false;
        })
        .await
    }

    /// The clerk has seen the material on paper.
    ///
    /// # Errors
    /// `Forbidden` for anyone but clerks.
    pub async fn set_on_paper(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        seen: bool,
    ) -> Result<Application, Failure> {
        policy::may(&visitor.actor, policy::Action::ReceiveWalkIn, None)?;
        self.change_material(visitor, id, material, &|handed| {
            handed.on_paper = seen;
            handed.deferred &= !seen;
        })
        .await
    }

    /// The material is to follow later (容缺).
    ///
    /// # Errors
    /// `Invalid` where it may not.
    pub async fn set_deferred(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        deferred: bool,
    ) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        let assessment = draft.assess()?;
        let listed = assessment.materials.iter().find(|listed| listed.id == *material);
        if deferred && !listed.is_some_and(|listed| listed.deferrable) {
            let message = "这份材料是核心要件，不能以后再交";
            return Err(Failure::invalid(format!("/materials/{material}"), "not_deferrable", message));
        }
        self.change_material(visitor, id, material, &|handed| handed.deferred = deferred).await
    }

    /// Chooses a way of a group of which one is enough; without a way, what is handed in says it again.
    ///
    /// # Errors
    /// `Invalid` for a group or a way that there is not.
    pub async fn choose_way(
        &self,
        visitor: &Visitor,
        id: &str,
        group: &str,
        way: &str,
    ) -> Result<Application, Failure> {
        self.change(visitor, id, &|draft| {
            let assessment = draft.assess()?;
            let known = assessment.any_of.iter().find(|known| known.id == *group);
            let fits = known.is_some_and(|group| group.ways.iter().any(|known| known.id == *way));
            if !way.is_empty() && !fits {
                let message = "请从列出的几种里选一种";
                return Err(Failure::invalid(format!("/any_of/{group}"), "unknown_way", message));
            }
            let ways = &mut draft.body.input.ways;
            if way.is_empty() {
                ways.remove(group);
            } else {
                ways.insert(group.to_owned(), way.to_owned());
            }
            Ok(())
        })
        .await
    }

    async fn change_material(
        &self,
        visitor: &Visitor,
        id: &str,
        material: &str,
        change: &(dyn Fn(&mut HandedIn) + Sync),
    ) -> Result<Application, Failure> {
        self.change(visitor, id, &|draft| {
            let assessment = draft.assess()?;
            if !assessment.materials.iter().any(|listed| listed.id == *material) {
                let message = "这件事用不着这份材料";
                return Err(Failure::invalid(format!("/materials/{material}"), "foreign_materials", message));
            }
            let materials = &mut draft.body.input.materials;
            let position = materials.iter().position(|handed| handed.material == *material);
            let position = position.unwrap_or_else(|| {
                materials.push(nothing_yet(material.into()));
                materials.len() - 1
            });
            change(&mut materials[position]);
            Ok(())
        })
        .await
    }
}

/// A material of which nothing was handed in yet.
pub(crate) fn nothing_yet(material: MaterialId) -> HandedIn {
    HandedIn {
        material,
        files: Vec::new(),
        on_paper: false,
        deferred: false,
        from_wallet: None,
        signed: false,
    }
}

/// Whether anything was handed in for a material, or promised for later.
pub(crate) fn is_handed_in(handed: &HandedIn) -> bool {
    !handed.files.is_empty() || handed.on_paper || handed.deferred || handed.from_wallet.is_some()
}

/// Materials of the list that the applicant has to bring and did not. Of a group of which no way is
/// the usual one and none was begun, the first way stands for all.
pub(crate) fn missing<'a>(
    assessment: &'a Assessment,
    handed: &'a [HandedIn],
) -> impl Iterator<Item = &'a AssessedMaterial> {
    let first: Vec<&MaterialId> =
        assessment.any_of.iter().filter_map(|group| first_way(assessment, group)).flatten().collect();
    // The commitment itself is signed at the end, and so handed in.
    let signed_here = |id: &MaterialId| {
        let items = assessment.items.iter().filter(|item| item.state == State::In);
        items.filter_map(|item| item.commitment_paper.as_ref()).any(|paper| paper == id)
    };
    assessment.materials.iter().filter(move |material| {
        !signed_here(&material.id)
            && (material.state == State::In || first.contains(&&material.id))
            && material.spared.is_none()
            && !handed.iter().any(|handed| handed.material == material.id && is_handed_in(handed))
    })
}

/// What the first way of a group asks for, where nothing says which way is taken.
fn first_way<'a>(assessment: &'a Assessment, group: &'a AssessedGroup) -> Option<&'a Vec<MaterialId>> {
    let of_group =
        |material: &&AssessedMaterial| material.any_of.as_ref().is_some_and(|one| one.group == group.id);
    let begun = assessment.materials.iter().filter(of_group).any(|material| material.state == State::In);
    let by_itself = group.choice.starts_with(CHOICE) && group.chosen.is_none() && group.ways.len() > 1;
    let way = group.ways.first().filter(|_| by_itself && !begun)?;
    Some(&way.to_bring)
}
