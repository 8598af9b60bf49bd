//! What is in a case: the form, the materials, the results.

use serde::Serialize;
use service::{MaterialView, ResultView, SectionView};
use utoipa::ToSchema;

use super::{
    corrected::{ReplacedBody, SlipBody},
    file::FileBody,
};
use crate::api::times::Day;

/// 表的一部分
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SectionBody {
    /// 部分 id
    id: String,
    /// 标题
    title: String,
    /// 内容
    values: Vec<ValueBody>,
}

/// 填的一项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ValueBody {
    /// 数据项 id
    element: String,
    /// 名称
    label: String,
    /// 值；不必看全的已遮挡
    value: String,
    /// 补正时改过
    changed: bool,
}

impl From<SectionView> for SectionBody {
    fn from(view: SectionView) -> Self {
        let values = view.values.into_iter().map(|value| ValueBody {
            element: value.element.to_string(),
            label: value.label,
            value: value.value,
            changed: value.changed,
        });
        Self { id: view.id, title: view.title, values: values.collect() }
    }
}

/// 办件的材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseMaterialBody {
    /// 材料 id
    id: String,
    /// 名称
    name: String,
    /// 核心要件
    key: bool,
    /// 可以容缺后补
    deferrable: bool,
    /// 免交
    spared: bool,
    /// 免交不成时怎么办
    fallback: Option<String>,
    /// 任选的一种：证明什么
    one_way_of: Option<String>,
    /// 文件
    files: Vec<FileBody>,
    /// 窗口已看纸质原件
    on_paper: bool,
    /// 容缺，还没补来
    deferred: bool,
    /// 取自材料库的结果编号
    from_wallet: Option<String>,
    /// 补正时改过
    changed: bool,
    /// 要用的事项名称
    needed_by: Vec<String>,
}

impl From<MaterialView> for CaseMaterialBody {
    fn from(view: MaterialView) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name,
            key: view.key,
            deferrable: view.deferrable,
            spared: view.spared,
            fallback: view.fallback,
            one_way_of: view.one_way_of,
            files: view.files.into_iter().map(FileBody::from).collect(),
            on_paper: view.on_paper,
            deferred: view.deferred,
            from_wallet: view.from_wallet,
            changed: view.changed,
            needed_by: view.needed_by,
        }
    }
}

/// 办理结果
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseResultBody {
    /// 子办件 id
    task: String,
    /// 名称
    name: String,
    /// 编号
    number: String,
    /// 部门简称
    department_name: String,
    /// 有效期自
    valid_from: Day,
    /// 有效期至；长期有效为 null
    valid_until: Option<Day>,
    /// 文字内容
    text: Option<String>,
    /// 文件
    file: Option<FileBody>,
    /// 第几版；更正一次多一版
    edition: u32,
    /// 反映的错处和部门答复的最后一天
    slip: Option<SlipBody>,
    /// 被更正代替的各版
    replaced: Vec<ReplacedBody>,
}

impl From<ResultView> for CaseResultBody {
    fn from(view: ResultView) -> Self {
        Self {
            task: view.task.to_string(),
            name: view.name,
            number: view.number,
            department_name: view.department_name,
            valid_from: Day(view.valid_from),
            valid_until: view.valid_until.map(Day),
            text: view.text,
            file: view.file.map(FileBody::from),
            edition: view.aftercare.edition,
            slip: view.aftercare.slip.map(|(text, due)| SlipBody { text, due: Day(due) }),
            replaced: view.aftercare.replaced.into_iter().map(ReplacedBody::from).collect(),
        }
    }
}
