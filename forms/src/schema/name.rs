//! The wire name of a field.

/// Returns the label that the derive macro gives to a field without one: `postal_code` becomes "Postal code". Use it
/// for fields that are only known at run time. Like Django's `pretty_name`.
///
/// Capital letters stay: `VAT_number` becomes "VAT number". [`Field::new`](crate::field::Field::new) does not call
/// this; there, the default label is the name.
pub fn pretty_name(name: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The wire name of a field, with its first and last eight bytes as words, so that a comparison takes two loads and no
/// call.
#[derive(Clone, Copy)]
pub struct Name {
    text: &'static str,
    head: u64,
    mask: u64,
    tail: u64,
}

impl Name {
    pub(crate) const fn new(text: &'static str) -> Name {
        let bytes = text.as_bytes();
        assert!(!bytes.is_empty(), "a field's name on the wire cannot be empty");
        let mut i = 0;
        while i < bytes.len() {
            // a raw key in a body is compared without decoding it, so the encoded name must be the same
            assert!(
                !matches!(
                    bytes[i],
                    b'&' | b'=' | b'+' | b'%' | b'"' | b'\\' | b'.' | b'[' | b']' | 0..0x20 | 0x7f
                ),
                "a field's name on the wire cannot hold & = + % \" \\ . [ ] or control characters"
            );
            i += 1;
        }
        let (mut head, mut mask, mut tail, mut i) = (0u64, 0u64, 0u64, 0);
        while i < 8 && i < bytes.len() {
            head |= (bytes[i] as u64) << (8 * i);
            mask |= 0xff << (8 * i);
            i += 1;
        }
        i = 0;
        while bytes.len() >= 8 && i < 8 {
            tail |= (bytes[bytes.len() - 8 + i] as u64) << (8 * i);
            i += 1;
        }
        Name { text, head, mask, tail }
    }
    /// Returns the name as text.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }
    #[inline(always)]
    pub(crate) const fn len(&self) -> usize {
        self.text.len()
    }
    #[inline(always)]
    pub(crate) fn is_at(&self, bytes: &[u8], at: usize) -> bool {
        let len = self.text.len();
        match word(bytes, at) {
            Some(w) if len <= 16 => {
                w & self.mask == self.head && (len <= 8 || word(bytes, at + len - 8) == Some(self.tail))
            }
            Some(w) if w != self.head => false,
            _ => bytes.get(at..at + len) == Some(self.text.as_bytes()),
        }
    }
}

#[inline(always)]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk::<8>()?))
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text.fmt(f)
    }
}
