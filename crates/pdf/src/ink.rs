//! How letters and lines look: colours, sizes, the steps between lines.

/// A colour in red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour(pub(crate) f32, pub(crate) f32, pub(crate) f32);

impl Colour {
    /// Running text.
    pub(crate) const INK: Self = Self(0.08, 0.145, 0.17);
    /// What explains the rest.
    pub(crate) const SOFT: Self = Self(0.29, 0.37, 0.4);
    /// The one colour of headings and actions: deep blue-teal.
    pub(crate) const TEAL: Self = Self(0.043, 0.365, 0.42);
    /// The same, deeper, for the largest letters and for grounds.
    pub(crate) const DEEP: Self = Self(0.031, 0.29, 0.345);
    /// A ground for what stands out.
    pub(crate) const TINT: Self = Self(0.918, 0.953, 0.957);
    /// Hairlines.
    pub(crate) const LINE: Self = Self(0.78, 0.835, 0.845);
    /// The seal's place, and what must not be overlooked.
    pub(crate) const SEAL: Self = Self(0.7, 0.15, 0.12);
    /// A ground for warnings.
    pub(crate) const WARM: Self = Self(0.992, 0.949, 0.941);
    /// On the deep ground.
    pub(crate) const WHITE: Self = Self(1.0, 1.0, 1.0);
    /// On the deep ground, softer.
    pub(crate) const PALE: Self = Self(0.81, 0.9, 0.91);
}

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Size in points.
    pub(crate) size: f32,
    /// Bold.
    pub(crate) bold: bool,
    /// Colour.
    pub(crate) colour: Colour,
    /// From line to line, in sizes.
    pub(crate) leading: f32,
    /// Room between letters, in ems.
    pub(crate) tracking: f32,
}

impl Style {
    /// Running text.
    pub(crate) const BODY: Self = Self::plain(10.5, 1.62);
    /// What stands in tables and particulars.
    pub(crate) const SMALL: Self = Self::plain(9.25, 1.5);
    /// Small print.
    pub(crate) const TINY: Self = Self::plain(8.0, 1.5).in_colour(Colour::SOFT);

    /// Plain text of that size.
    pub(crate) const fn plain(size: f32, leading: f32) -> Self {
        Self { size, bold: false, colour: Colour::INK, leading, tracking: 0.0 }
    }

    /// The same in bold.
    pub(crate) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another colour.
    pub(crate) const fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same in another size.
    pub(crate) const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same with room between letters.
    pub(crate) const fn spaced(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }

    /// From line to line, in points.
    pub(crate) fn step(self) -> f32 {
        self.size * self.leading
    }

    /// From the top of a line to the foot of its letters: Chinese letters stand in the middle of
    /// the line, 0.88 of their height above their foot.
    pub(crate) fn baseline(self) -> f32 {
        (self.step() - self.size) / 2.0 + 0.88 * self.size
    }
}
