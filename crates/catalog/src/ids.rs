//! The names by which things of the catalogue refer to each other.
//!
//! An id is stable for ever: cases, links and other systems keep it. Each kind
//! has its own type, so a material can never be passed where an item is meant.

use std::{borrow::Borrow, fmt, ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it stands in the files and in the API.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }
    };
}

id!(
    /// A theme (一件事主题), such as `birth`.
    ThemeId
);
id!(
    /// A government service item (政务服务事项), such as `birth_medical_certificate`.
    ItemId
);
id!(
    /// A material (申请材料), such as `marriage_certificate`.
    MaterialId
);
id!(
    /// A data element (数据项), dotted, such as `child.birth_date`.
    ElementId
);
id!(
    /// A situation (情形): one question of a theme, such as `birth_place`.
    SituationId
);
id!(
    /// A department or body (部门、承办机构), such as `public_security`.
    DepartmentId
);
id!(
    /// A place with a comprehensive counter (综合窗口), such as `admin_service_centre`.
    PlaceId
);
