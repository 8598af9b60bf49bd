//! Sums that can be worked out beforehand.

/// By how much the purchase tax of a vehicle is reduced, as it stands on the day of the invoice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseTax {
    /// The rate, such as 0.10 (车辆购置税法第四条).
    pub rate: f64,
    /// The part of the tax that is waived, such as 0.5.
    pub waived: f64,
    /// The most that is waived for one vehicle, in yuan.
    pub most_waived: f64,
}

/// The purchase tax (车辆购置税) on a price without value added tax, in yuan and full fen.
pub fn vehicle_purchase_tax(price_without_tax: f64, terms: PurchaseTax) -> f64 {
    let full = price_without_tax.max(0.0) * terms.rate;
    let waived = (full * terms.waived).min(terms.most_waived);
    ((full - waived) * 100.0).round() / 100.0
}
