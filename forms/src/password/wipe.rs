//! Wiping of secrets.

use zeroize::Zeroize;

/// Overwrites the whole buffer of a text and empties it. It writes all bytes at once, not one by one.
pub(crate) fn wipe(text: &mut String) {
    // an empty text has all of its buffer as spare capacity, which is wiped at once
    text.clear();
    text.zeroize();
}
