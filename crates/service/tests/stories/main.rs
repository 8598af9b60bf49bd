//! The service as stories: what people and departments do with it, told through the use cases.

mod every_theme;
