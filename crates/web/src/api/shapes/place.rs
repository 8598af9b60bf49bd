//! A counter and what it takes.

use catalog::model::Place;
use serde::Serialize;
use utoipa::ToSchema;

use super::texts;

/// 综合窗口
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PlaceBody {
    /// 地点 id
    id: String,
    /// 名称
    name: String,
    /// 管理单位 id
    department: String,
    /// comprehensive 综合、special 专科、hospital 医院、town 镇街
    kind: String,
    /// 能办的主题；null 为全部（全区通办）
    themes: Option<Vec<String>>,
    /// 办得最多的主题
    main_themes: Vec<String>,
    /// 每个镇街各有一处
    each_division: bool,
    /// 地址
    address: Option<String>,
    /// 电话
    phone: Option<String>,
    /// 办公时间
    hours: Option<String>,
    /// 是否已经核实
    certain: bool,
}

impl PlaceBody {
    /// A place of the catalogue.
    pub(in crate::api) fn of(place: &Place) -> Self {
        Self {
            id: place.id.to_string(),
            name: place.name.clone(),
            department: place.department.to_string(),
            kind: place.kind.clone(),
            themes: place.themes.as_deref().map(texts),
            main_themes: texts(&place.main_themes),
            each_division: place.each_division,
            address: place.address.clone(),
            phone: place.phone.clone(),
            hours: place.hours.clone(),
            certain: place.certain,
        }
    }
}
