//! A regular expression for texts.

/// A regular expression, compiled when it is first used.
///
/// It must match the whole text, also where it says neither `^` nor `$`, and a line break at the end is part of
/// the text; unless it is one to [`search`](Self::search) for. The syntax is the `regex` crate's, which takes time linear
/// in the text. Flags stand in the expression: `(?i)`.
///
/// Python's `\w` is narrower than this crate's, which has combining marks and joiners too: write `[\p{L}\p{N}_]`.
pub struct Pattern {
    source: &'static str,
    whole: bool,
    #[cfg(feature = "regex")]
    compiled: std::sync::OnceLock<Option<regex::Regex>>,
}

impl Pattern {
    /// The pattern of that source.
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source,
            whole: true,
            #[cfg(feature = "regex")]
            compiled: std::sync::OnceLock::new(),
        }
    }
    /// The pattern of that source, which may match anywhere in a text, as Django's does. Here `$` is the end of the text
    /// alone; in Python it also stands before a line break there.
    pub const fn search(source: &'static str) -> Self {
        let mut pattern = Self::new(source);
        pattern.whole = false;
        pattern
    }
    /// The pattern as it was written.
    pub const fn as_str(&self) -> &'static str {
        self.source
    }
    /// Whether the text matches. A pattern that does not compile matches nothing.
    #[cfg(feature = "regex")]
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled().is_some_and(|regex| regex.is_match(text))
    }
    /// Whether it compiles.
    #[cfg(feature = "regex")]
    pub fn is_valid(&self) -> bool {
        self.compiled().is_some()
    }
    #[cfg(feature = "regex")]
    fn compiled(&self) -> Option<&regex::Regex> {
        let compile = || {
            let whole = self.whole.then(|| format!(r"\A(?:{})\z", self.source));
            regex::Regex::new(whole.as_deref().unwrap_or(self.source)).ok()
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(f)
    }
}
