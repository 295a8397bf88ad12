//! The grammar of form keys.
//!
//! ```text
//! key   = name *( "." name / 1*( "[" index "]" ) "." name ) *( "[" index "]" ) [ "[]" ]
//! index = "0" / ( "1"-"9" *DIGIT )          ASCII digits, no leading zero
//! ```
//!
//! A key is only compared with the names of fields; it is never evaluated.

/// The part of a key that follows a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest<'k> {
    /// The end of the key.
    End,
    /// `.` and a key of the nested form.
    Sub(&'k str),
    /// `[]`: appends an item.
    Append,
    /// `[n]`: an item of a list of scalars.
    Item(Index),
    /// `[n].` and a key of that item.
    ItemSub(Index, &'k str),
    /// `[n]` and another bracket: a key of an item that is itself a list.
    Deeper(Index, &'k str),
    /// Anything that does not match the grammar.
    Nonsense,
}

/// An index as it is written in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    At(usize),
    /// ASCII digits, but with a leading zero or too large for any list.
    Wrong,
}

/// Splits a key into its first name and the rest.
pub(crate) fn split(key: &str) -> (&str, Rest<'_>) {
    let (name, after) = first_name(key);
    (name, rest(after))
}

/// Returns the first name of a key, and what follows it.
pub(crate) fn first_name(key: &str) -> (&str, &str) {
    key.split_at(key.find(['.', '[']).unwrap_or(key.len()))
}

/// A part of a path: of a key that names one value, such as `phones[0].number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Segment<'p> {
    Name(&'p str),
    Item(usize),
}

/// Splits a path into its segments. The last one is `None` if the path does not match the grammar.
pub(crate) fn segments(path: &str) -> impl Iterator<Item = Option<Segment<'_>>> {
    let mut rest = Some(path).filter(|path| !path.is_empty());
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let (segment, after) = if let Some(item) = text.strip_prefix('[') {
            let (digits, after) = item.split_once(']').unwrap_or_default();
            (digits.parse().ok().map(Segment::Item), after)
        } else {
            let (name, after) = first_name(text.strip_prefix('.').unwrap_or(text));
            (Some(Segment::Name(name)), after)
        };
        rest = Some(after).filter(|after| segment.is_some() && !after.is_empty());
        Some(segment)
    })
}

/// Parses the part of a key that follows a name or the index of an item.
pub(crate) fn rest(rest: &str) -> Rest<'_> {
    match rest.as_bytes() {
        [] => Rest::End,
        [b'.', ..] => Rest::Sub(&rest[1..]),
        b"[]" => Rest::Append,
        _ => match rest[1..].split_once(']') {
            Some((digits, after))
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                let index = index(digits);
                match after.as_bytes() {
                    [] => Rest::Item(index),
                    [b'.', ..] => Rest::ItemSub(index, &after[1..]),
                    [b'[', ..] => Rest::Deeper(index, after),
                    _ => Rest::Nonsense,
                }
            }
            _ => Rest::Nonsense,
        },
    }
}

fn index(digits: &str) -> Index {
    // the path of an error stores indices as u16, and the two highest values are reserved
    if digits.len() > 5 || (digits.len() > 1 && digits.starts_with('0')) {
        return Index::Wrong;
    }
    match digits.parse::<usize>() {
        Ok(index) if index < usize::from(crate::error::path::FORM) => Index::At(index),
        _ => Index::Wrong,
    }
}

/// A buffer for one decoded key. Short keys stay on the stack, so that an unknown key costs no allocation.
#[derive(Debug)]
pub(crate) struct KeyBuffer {
    short: [u8; KeyBuffer::SHORT],
    len: usize,
    /// the key, if it does not fit into `short`
    long: String,
}

impl KeyBuffer {
    /// The length of the longest key within the default limits with every byte percent-encoded, plus the
    /// sixteen bytes that the decoder writes past the end.
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
            // always UTF-8: only whole strings are copied into it
            std::str::from_utf8(&self.short[..self.len]).unwrap_or_default()
        } else {
            &self.long
        }
    }
    /// Stores a key that was decoded elsewhere.
    pub(crate) fn set(&mut self, key: String) -> &str {
        self.long = key;
        &self.long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_into_segments() {
        use Segment::{Item, Name};
        let all = |path| segments(path).collect::<Vec<_>>();
        assert_eq!(all(""), []);
        assert_eq!(all("email"), [Some(Name("email"))]);
        assert_eq!(all("phones[0].number"), [Some(Name("phones")), Some(Item(0)), Some(Name("number"))]);
        assert_eq!(all("cells[1][2]"), [Some(Name("cells")), Some(Item(1)), Some(Item(2))]);
        assert_eq!(all("a.b.c"), [Some(Name("a")), Some(Name("b")), Some(Name("c"))]);
        for malformed in ["a[", "a[x]", "a[]", "a[-1].b", "a[1"] {
            assert_eq!(all(malformed), [Some(Name("a")), None], "{malformed}");
        }
    }

    #[test]
    fn keys_are_split_by_the_grammar() {
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
