//! Regular expressions for texts.

#[cfg(feature = "regex")]
use std::sync::OnceLock;

/// A regular expression, compiled when it is first used.
///
/// It must match the whole text, even without `^` and `$`, and a line break at the end is part of the text.
/// [`search`](Self::search) creates one that may match a part. The syntax is that of the `regex` crate, which takes
/// time linear in the text. Write flags inside the expression: `(?i)`.
///
/// `\w` matches more than in Python, also combining marks and joiners. For Python's, write `[\p{L}\p{N}_]`.
pub struct Pattern {
    source: &'static str,
    whole: bool,
    #[cfg(feature = "regex")]
    compiled: OnceLock<Option<regex::Regex>>,
    /// in the dialect of browsers, for a text that is not stripped and for one that is
    #[cfg(feature = "regex")]
    translated: [OnceLock<Option<Box<str>>>; 2],
}

impl Pattern {
    /// Creates a pattern that must match the whole text.
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
    /// Creates a pattern that may match anywhere in a text, as in Django. `$` matches only at the end of the text; in
    /// Python it also matches before a final line break.
    pub const fn search(source: &'static str) -> Self {
        let mut pattern = Self::new(source);
        pattern.whole = false;
        pattern
    }
    /// Returns the source of the pattern.
    pub const fn as_str(&self) -> &'static str {
        self.source
    }
    /// Returns whether the text matches. An invalid pattern matches nothing.
    #[cfg(feature = "regex")]
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled().is_some_and(|regex| regex.is_match(text))
    }
    /// Returns whether the pattern is valid.
    #[cfg(feature = "regex")]
    pub fn is_valid(&self) -> bool {
        self.compiled().is_some()
    }
    #[cfg(feature = "regex")]
    fn compiled(&self) -> Option<&regex::Regex> {
        let compile = |source: &str| regex::Regex::new(source).ok();
        // a comment at the end of a verbose expression would hide the closing parenthesis, so try a line break
        let anchored = |end| compile(&format!(r"\A(?:{}{end})\z", self.source));
        let compiled =
            || if self.whole { anchored("").or_else(|| anchored("\n")) } else { compile(self.source) };
        self.compiled.get_or_init(compiled).as_ref()
    }
    /// Returns the pattern, as an expression for the whole text, converted by `translate`. The result is cached.
    /// Returns `None` if the pattern is invalid.
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
