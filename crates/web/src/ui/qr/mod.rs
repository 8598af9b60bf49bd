//! A QR code as SVG, with the address beside it in words for those who cannot scan.

use askama::Template;
use qrcode::{Color, EcLevel, QrCode};

/// A QR code.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/qr/qr.html")]
pub(crate) struct Qr {
    side: usize,
    path: String,
    label: String,
}

component!(Qr);

impl Qr {
    /// The code for an address; nothing where it is too long for a code.
    pub(crate) fn of(address: &str, label: impl Into<String>) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M)
            .or_else(|_| QrCode::with_error_correction_level(address.as_bytes(), EcLevel::L))
            .ok()?;
        let side = code.width();
        let mut path = String::new();
        for (index, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            path.push_str(&format!("M{} {}h1v1h-1z", index % side, index / side));
        }
        Some(Self { side, path, label: label.into() })
    }
}
