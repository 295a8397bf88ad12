//! Wiping secrets.

use zeroize::Zeroize;

/// Overwrites all of a text's buffer, which then is empty: at once, and not byte by byte.
pub(crate) fn wipe(text: &mut String) {
    // of an empty text all is room to spare, and that is what is wiped in one go
    text.clear();
    text.zeroize();
}
