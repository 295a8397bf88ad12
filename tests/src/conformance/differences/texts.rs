//! Of texts.

use super::Difference;

pub(super) const ALL: &[Difference] = &[];
