//! The grammar of form keys.
//!
//! ```text
//! key   = name *( "." name / 1*( "[" index "]" ) "." name ) *( "[" index "]" ) [ "[]" ]
//! index = "0" / ( "1"-"9" *DIGIT )          ASCII digits, no leading zero
//! ```
//!
//! Nothing else has a meaning: a key is compared, never evaluated.

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest<'k> {
    /// Nothing.
    End,
    /// `.` and a key within the nested form.
    Sub(&'k str),
    /// `[]`: one more item.
    Append,
    /// `[n]`: that item of a list of scalars.
    Item(Index),
    /// `[n].` and a key within that item.
    ItemSub(Index, &'k str),
    /// `[n]` and another bracket: something of that item, which is a list.
    Deeper(Index, &'k str),
    /// Something that the grammar does not have.
    Nonsense,
}

/// An index as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    At(usize),
    /// ASCII digits, but with a leading zero, or beyond any list.
    Wrong,
}

/// The first name of a key, and what stands behind it.
pub(crate) fn split(key: &str) -> (&str, Rest<'_>) {
    let (name, behind) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
    (name, rest(behind))
}

/// What stands behind a name, or behind the index of an item.
pub(crate) fn rest(rest: &str) -> Rest<'_> {
    match rest.as_bytes() {
        [] => Rest::End,
        [b'.', ..] => Rest::Sub(&rest[1..]),
        b"[]" => Rest::Append,
        _ => match rest[1..].split_once(']') {
            Some((digits, behind))
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                let index = index(digits);
                match behind.as_bytes() {
                    [] => Rest::Item(index),
                    [b'.', ..] => Rest::ItemSub(index, &behind[1..]),
                    [b'[', ..] => Rest::Deeper(index, behind),
                    _ => Rest::Nonsense,
                }
            }
            _ => Rest::Nonsense,
        },
    }
}

fn index(digits: &str) -> Index {
    // the path of an error holds a u16, of which the last two have another meaning
    if digits.len() > 5 || (digits.len() > 1 && digits.starts_with('0')) {
        return Index::Wrong;
    }
    match digits.parse::<usize>() {
        Ok(index) if index < usize::from(crate::error::path::FORM) => Index::At(index),
        _ => Index::Wrong,
    }
}

/// Room for one decoded key: on the stack, so that a key that no field has costs no allocation.
#[derive(Debug)]
pub(crate) struct KeyBuffer {
    short: [u8; KeyBuffer::SHORT],
    len: usize,
    /// the key, where it is longer than that
    long: String,
}

impl KeyBuffer {
    /// Every key within the default limits, each byte of it as a percent escape, and the sixteen bytes more that
    /// decoding writes to.
    const SHORT: usize = 3 * crate::Limits::DEFAULT.max_key_bytes as usize + 16;

    pub(crate) fn new() -> Self {
        KeyBuffer { short: [0; Self::SHORT], len: 0, long: String::new() }
    }
    pub(crate) fn short(&mut self) -> &mut [u8; Self::SHORT] {
        &mut self.short
    }
    pub(crate) fn push_str(&mut self, text: &str) {
        if self.long.is_empty()
            && let Some(room) = self.short.get_mut(self.len..self.len + text.len())
        {
            room.copy_from_slice(text.as_bytes());
            self.len += text.len();
            return;
        }
        if self.long.is_empty() {
            self.long = self.as_str().to_owned();
        }
        self.long.push_str(text);
    }
    pub(crate) fn as_str(&self) -> &str {
        if self.long.is_empty() {
            // texts were copied into it whole
            std::str::from_utf8(&self.short[..self.len]).unwrap_or_default()
        } else {
            &self.long
        }
    }
    /// Keeps a key that was decoded elsewhere.
    pub(crate) fn set(&mut self, key: String) -> &str {
        self.long = key;
        &self.long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar() {
        assert_eq!(split("email"), ("email", Rest::End));
        assert_eq!(split("address.city"), ("address", Rest::Sub("city")));
        assert_eq!(split("tags[]"), ("tags", Rest::Append));
        assert_eq!(split("tags[3]"), ("tags", Rest::Item(Index::At(3))));
        assert_eq!(split("phones[0].number"), ("phones", Rest::ItemSub(Index::At(0), "number")));
        assert_eq!(split("phones[00].number"), ("phones", Rest::ItemSub(Index::Wrong, "number")));
        assert_eq!(split("phones[99999999999999999999].x"), ("phones", Rest::ItemSub(Index::Wrong, "x")));
        assert_eq!(split("cells[0][1].x"), ("cells", Rest::Deeper(Index::At(0), "[1].x")));
        assert_eq!(rest("[1].x"), Rest::ItemSub(Index::At(1), "x"));
        for nonsense in ["a[", "a[x]", "a[-1]", "a[1", "a[1]x", "a[\u{0663}].b", "a[ 1]", "a[+1]", "a[[0]]"] {
            assert_eq!(split(nonsense).1, Rest::Nonsense, "{nonsense}");
        }
        assert_eq!(split(""), ("", Rest::End));
        assert_eq!(split(".a"), ("", Rest::Sub("a")));
    }
}
