//! The five levels of the rating with their faces, from the best down.

/// Level and picture.
pub(crate) const FACES: [(u8, &str); 5] =
    [(5, "face5"), (4, "face4"), (3, "face3"), (2, "face2"), (1, "face1")];
