//! A signature drawn by hand, beside the typed one that counts: strokes of points in a fixed box, so that it
//! prints sharp on paper of any size.

use serde::{Deserialize, Serialize};

/// Strokes of a pen, each a row of points, in a box of [`Handwriting::WIDTH`] by [`Handwriting::HEIGHT`]
/// with its origin at the top left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handwriting(Vec<Vec<(u16, u16)>>);

impl Handwriting {
    /// Width of the box.
    pub const WIDTH: u16 = 600;
    /// Height of the box.
    pub const HEIGHT: u16 = 180;
    /// No name has more strokes.
    const MOST_STROKES: usize = 200;
    /// No name is drawn with more points.
    const MOST_POINTS: usize = 6000;

    /// The strokes as handwriting; none where nothing was drawn, where there is more than a name, and where
    /// a point lies outside the box.
    pub fn of(strokes: Vec<Vec<(u16, u16)>>) -> Option<Self> {
        let points = || strokes.iter().flatten();
        let is_name = strokes.iter().any(|stroke| stroke.len() > 1)
            && strokes.len() <= Self::MOST_STROKES
            && points().count() <= Self::MOST_POINTS
            && points().all(|(x, y)| *x <= Self::WIDTH && *y <= Self::HEIGHT);
        is_name.then_some(Self(strokes))
    }

    /// The strokes.
    pub fn strokes(&self) -> &[Vec<(u16, u16)>] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_drawn_within_its_box_and_nothing_else_is_taken() {
        assert!(Handwriting::of(vec![vec![(0, 0), (600, 180)], vec![(3, 3)]]).is_some());
        assert_eq!(Handwriting::of(Vec::new()), None, "nothing");
        assert_eq!(Handwriting::of(vec![vec![(3, 3)]]), None, "a dot");
        assert_eq!(Handwriting::of(vec![vec![(0, 0), (601, 3)]]), None, "beside the box");
        assert_eq!(Handwriting::of(vec![vec![(1, 1); 7000]]), None, "a novel");
        assert_eq!(Handwriting::of(vec![vec![(1, 1), (2, 2)]; 201]), None, "a scribble");
    }
}
