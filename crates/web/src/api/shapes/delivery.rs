//! How results on paper are wanted.

use casework::case::Delivery;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// 纸质结果怎么取
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "method", rename_all = "snake_case")]
pub(in crate::api) enum DeliveryBody {
    /// 只要电子结果
    Online,
    /// 到窗口领取
    Counter {
        /// 窗口 id
        place: String,
    },
    /// 邮寄
    Post {
        /// 收件人
        recipient: String,
        /// 手机号
        mobile: String,
        /// 地址
        address: String,
    },
}

impl From<Delivery> for DeliveryBody {
    fn from(delivery: Delivery) -> Self {
        match delivery {
            Delivery::Online => Self::Online,
            Delivery::Counter { place } => Self::Counter { place: place.to_string() },
            Delivery::Post { recipient, mobile, address } => Self::Post { recipient, mobile, address },
        }
    }
}

impl From<DeliveryBody> for Delivery {
    fn from(body: DeliveryBody) -> Self {
        match body {
            DeliveryBody::Online => Self::Online,
            DeliveryBody::Counter { place } => Self::Counter { place: place.into() },
            DeliveryBody::Post { recipient, mobile, address } => Self::Post { recipient, mobile, address },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_read_as_it_is_written() {
        let json = serde_json::json!({"method": "counter", "place": "admin_service_centre"});
        let body: DeliveryBody = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&body).unwrap(), json);
        assert_eq!(DeliveryBody::from(Delivery::from(body.clone())), body);
    }
}
