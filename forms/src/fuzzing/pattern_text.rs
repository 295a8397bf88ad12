//! Generates texts that match a regular expression.

use super::entropy::Entropy;
use crate::schema::Pattern;
use regex_syntax::hir::{Class, Hir, HirKind};

/// The maximum number of characters of a generated text.
const MAX_CHARS: usize = 256;

/// Returns a text that the pattern matches, unless the pattern uses look-around assertions.
pub(super) fn matching(pattern: &Pattern, entropy: &mut Entropy<'_>) -> String {
    let mut text = String::new();
    if let Ok(hir) = regex_syntax::parse(pattern.as_str()) {
        add(&hir, entropy, &mut text);
    }
    text
}

fn add(hir: &Hir, entropy: &mut Entropy<'_>, text: &mut String) {
    if text.len() > MAX_CHARS {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            if let Some(range) = ranges.get(entropy.below(ranges.len())) {
                let offset = entropy.below((range.len()).min(256)) as u32;
                text.push(char::from_u32(range.start() as u32 + offset).unwrap_or(range.start()));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            text.extend(class.ranges().first().map(|range| char::from(range.start())));
        }
        HirKind::Repetition(repetition) => {
            let more = entropy.below(4) as u32;
            let times = repetition.max.map_or(u32::MAX, |max| max).min(repetition.min.saturating_add(more));
            for _ in 0..times.min(MAX_CHARS as u32) {
                add(&repetition.sub, entropy, text);
            }
        }
        HirKind::Capture(capture) => add(&capture.sub, entropy, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| add(part, entropy, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(entropy.below(parts.len())) {
                add(part, entropy, text);
            }
        }
    }
}
