//! P056 风险大的事项不能告知承诺
//!
//! 直接涉及国家安全、国家秘密、公共安全、金融业审慎监管、生态环境保护，直接关系人身健康、生命财产安全，
//! 以及重要涉外的事项（risk_class），风险较大、纠错成本较高、损害难以挽回，不适用告知承诺
//! （国办发〔2020〕42号）。法律、法规、规章自己规定可以承诺的（例如消防法第十五条），写 commitment_by_law: true，
//! 批后必须核查。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in draft.items.iter().filter(|item| item.value.commitment) {
        let Some(class) = item.value.risk_class else { continue };
        if !item.value.commitment_by_law {
            let message = format!("这一项直接关系{}，不能告知承诺", class.name());
            out.error("P056", item.at.name("commitment"), message).hint(
                "请去掉 commitment；法律、法规、规章自己规定可以承诺的，补上一行 commitment_by_law: true",
            );
        }
        if item.value.commitment_check.as_ref().is_some_and(|check| check.exempt.is_some()) {
            let message = format!("这一项直接关系{}，凭承诺办的不能免予核查", class.name());
            out.error("P056", item.at.key("commitment_check").name("exempt"), message)
                .hint("请写 working_days 或者 months：决定以后多久核查");
        }
    }
}
