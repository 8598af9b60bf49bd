//! Times and days as the API writes them: ISO 8601, moments with +08:00.

use jiff::{Timestamp, civil::Date};
use serde::{Serialize, Serializer};
use service::words;
use utoipa::ToSchema;

/// 时刻，北京时间，如 `2026-11-23T22:41:58+08:00`
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-11-23T22:41:58+08:00")]
pub(super) struct Moment(pub Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&words::iso(self.0))
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

/// 日期，如 `2026-11-23`
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-11-23")]
pub(super) struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_beijing_time_to_the_second() {
        let moment = Moment("2026-11-23T14:41:58.123Z".parse().unwrap());
        assert_eq!(serde_json::to_value(moment).unwrap(), "2026-11-23T22:41:58+08:00");
    }

    #[test]
    fn a_day_is_written_without_a_time() {
        assert_eq!(serde_json::to_value(Day(jiff::civil::date(2026, 3, 1))).unwrap(), "2026-03-01");
    }
}
