//! A regular expression for texts.

#[cfg(feature = "regex")]
use std::sync::OnceLock;

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
    compiled: OnceLock<Option<regex::Regex>>,
    /// in the dialect of browsers, of a text that is not stripped and of one that is
    #[cfg(feature = "regex")]
    translated: [OnceLock<Option<Box<str>>>; 2],
}

impl Pattern {
    /// The pattern of that source.
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source,
            whole: true,
            #[cfg(feature = "regex")]
            compiled: OnceLock::new(),
            #[cfg(feature = "regex")]
            translated: [OnceLock::new(), OnceLock::new()],
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
        let compile = |source: &str| regex::Regex::new(source).ok();
        // a comment at the end of a verbose expression goes on to the end of its line
        let anchored = |end| compile(&format!(r"\A(?:{}{end})\z", self.source));
        let compiled =
            || if self.whole { anchored("").or_else(|| anchored("\n")) } else { compile(self.source) };
        self.compiled.get_or_init(compiled).as_ref()
    }
    /// What a translation makes of it as an expression for the whole text, done once; none of what does not compile.
    #[cfg(feature = "regex")]
    pub(crate) fn translated(
        &self,
        strip: bool,
        translate: fn(anchored: &str, strip: bool) -> Option<String>,
    ) -> Option<&str> {
        let translated = || {
            let compiled = self.compiled()?.as_str();
            let around = (!self.whole).then(|| format!(r"\A(?s:.*)(?:{compiled})(?s:.*)\z"));
            translate(around.as_deref().unwrap_or(compiled), strip).map(String::into_boxed_str)
        };
        self.translated[usize::from(strip)].get_or_init(translated).as_deref()
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(f)
    }
}
