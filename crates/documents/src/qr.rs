//! QR codes as SVG: one path over a grid of modules, so that they print sharp at any size.

use qrcode::{Color, EcLevel, QrCode};

use crate::print::escape;

/// Light modules around the code, as the standard asks (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;

/// The code for a text, with a label for those who do not see it. A text too
/// long for any code gives the label and the text in words instead.
pub fn qr_svg(text: &str, label: &str) -> String {
    // M survives a crease or a thumb; L is for addresses that carry many answers.
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L));
    let label = escape(label);
    let Ok(code) = code else {
        return format!(r#"<span class="qr qr-words">{label} {}</span>"#, escape(text));
    };
    let side = code.width() + 2 * QUIET_MODULES;
    format!(
        r##"<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges"><title>{label}</title><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{}"/></svg>"##,
        dark_modules(&code)
    )
}

/// Runs of dark modules, row by row.
fn dark_modules(code: &QrCode) -> String {
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let dark = line[column..].iter().take_while(|color| **color == Color::Dark).count();
            if dark > 0 {
                let (x, y) = (column + QUIET_MODULES, row + QUIET_MODULES);
                path.push_str(&format!("M{x} {y}h{dark}v1h-{dark}z"));
            }
            column += dark.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number of dark modules in the path.
    fn area(svg: &str) -> usize {
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        path.split('M')
            .skip(1)
            .map(|run| {
                let wide = run.split('h').nth(1).unwrap().split('v').next().unwrap();
                wide.parse::<usize>().unwrap()
            })
            .sum()
    }

    #[test]
    fn every_dark_module_of_the_code_is_drawn_once() {
        let address = "https://ywj.example/cases/JJ20260302ABCDEF1";
        let code = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        assert_eq!(area(&qr_svg(address, "办件")), dark);
    }

    #[test]
    fn the_label_is_said_and_cannot_become_markup() {
        let svg = qr_svg("x", "<b>\"办件\"</b>");
        assert!(svg.contains("role=\"img\" aria-label=\"&lt;b&gt;&quot;办件&quot;&lt;/b&gt;\""));
        assert!(!svg.contains("<b>") && !svg.contains("style="));
    }

    #[test]
    fn a_text_too_long_for_a_code_is_given_in_words() {
        let long = "长".repeat(3000);
        assert!(qr_svg(&long, "告知书").contains(&long));
    }
}
