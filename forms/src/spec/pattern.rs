//! A regular expression that a text must match as a whole.

/// A regular expression, compiled when it is first used.
///
/// It must match the whole text, also where it says neither `^` nor `$`, and a line break at the end is part of
/// the text. The syntax is the `regex` crate's, which takes time linear in the text.
pub struct Pattern {
    source: &'static str,
    #[cfg(feature = "regex")]
    compiled: std::sync::OnceLock<Option<regex::Regex>>,
}

impl Pattern {
    /// The pattern of that source.
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source,
            #[cfg(feature = "regex")]
            compiled: std::sync::OnceLock::new(),
        }
    }
    /// The pattern as it was written.
    pub const fn as_str(&self) -> &'static str {
        self.source
    }
    /// Whether the whole of the text matches. A pattern that does not compile matches nothing.
    #[cfg(feature = "regex")]
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| regex::Regex::new(&format!(r"\A(?:{})\z", self.source)).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(f)
    }
}
