//! QR codes as SVG: one path over a grid of modules, so that they print sharp at any size.

use qrcode::{Color, EcLevel, QrCode};

use crate::print::escape;

/// Light modules around the code, as the standard asks (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;

/// A code as a grid of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// Modules along a side, with the light ones around the code.
    pub side: usize,
    /// Runs of dark modules, row by row: column, row, length.
    pub dark: Vec<(usize, usize, usize)>,
}

/// The modules of the code for a text; none where it is too long for any code.
pub fn qr_modules(text: &str) -> Option<Modules> {
    // M survives a crease or a thumb; L is for addresses that carry many answers.
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L))
        .ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut dark = Vec::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = line[column..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                dark.push((column + QUIET_MODULES, row + QUIET_MODULES, run));
            }
            column += run.max(1);
        }
    }
    Some(Modules { side: width + 2 * QUIET_MODULES, dark })
}

/// The code for a text, with a label for those who do not see it; none where the text is too long
/// for any code.
pub fn qr_svg(text: &str, label: &str) -> Option<String> {
    let label = escape(label);
    let Modules { side, dark } = qr_modules(text)?;
    let path: String = dark.iter().map(|(x, y, run)| format!("M{x} {y}h{run}v1h-{run}z")).collect();
    Some(format!(
        r##"<svg class="qr-code" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges"><title>{label}</title><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##
    ))
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
        assert_eq!(area(&qr_svg(address, "办件").unwrap()), dark);
    }

    #[test]
    fn the_label_is_said_and_cannot_become_markup() {
        let svg = qr_svg("x", "<b>\"办件\"</b>").unwrap();
        assert!(svg.contains("role=\"img\" aria-label=\"&lt;b&gt;&quot;办件&quot;&lt;/b&gt;\""));
        assert!(!svg.contains("<b>") && !svg.contains("style="));
    }

    #[test]
    fn a_text_too_long_for_any_code_has_none() {
        assert_eq!(qr_svg(&"长".repeat(3000), "告知书"), None);
    }
}
