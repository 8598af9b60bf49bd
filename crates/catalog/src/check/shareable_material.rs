//! P055 部门能共享的材料还要群众交
//!
//! 能通过数据共享取得的，不得要求群众重复提交（政务数据共享条例）。材料写了 shared_by（哪个部门能共享），
//! 事项用它时就要写 instead_of：怎样核验、怎样调取，群众因此免交。
//! 只有纸件、没有电子件的，共享不了；纸件本身要收回、交回、密封转递的，在 note 里写明，也不算。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

/// Words that say why the paper itself is wanted.
const ITSELF: [&str; 7] = ["收回", "交回", "缴回", "退回", "注销原", "密封", "换发"];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        for (index, used) in item.value.materials.iter().enumerate() {
            let Some(material) = draft.material(&used.material) else { continue };
            let Some(department) = &material.value.shared_by else { continue };
            let wanted =
                used.note.as_deref().is_some_and(|note| ITSELF.iter().any(|word| note.contains(word)));
            let travels =
                material.value.e_licence || material.value.carrier.iter().any(|one| one == "electronic");
            if used.instead_of.is_some() || used.spared_by.is_some() || wanted || !travels {
                continue;
            }
            let name =
                draft.department(department).map_or(&**department, |department| &department.value.short_name);
            let spot = item.at.key("materials").index(index).key("material").spot();
            out.warning("P055", spot, format!("“{}”{name}能共享，却还要群众交", material.value.name))
                .hint("请写上 instead_of：怎样核验或调取；纸件本身要收回的，在 note 里写明");
        }
    }
}
