//! A parser for the part of Rust's syntax that is needed to find paths in a source.

/// Returns the paths of a tree such as `a::{b, c::{self, d as e}}`.
pub(super) fn paths(tree: &str) -> Vec<Vec<String>> {
    let (mut paths, mut groups, mut path) = (Vec::new(), Vec::<usize>::new(), Vec::<String>::new());
    let mut rest = tree.trim_start();
    loop {
        let name = word(rest);
        if !name.is_empty() && name != "self" {
            path.push(name.to_owned());
        }
        rest = rest[name.len()..].trim_start();
        if let Some(behind) = rest.strip_prefix("::").map(str::trim_start) {
            rest = behind;
            if let Some(inner) = rest.strip_prefix('{') {
                groups.push(path.len());
                rest = inner.trim_start();
            }
            continue;
        }
        if let Some(alias) = rest.strip_prefix("as ") {
            rest = alias[word(alias).len()..].trim_start();
        }
        rest = rest.strip_prefix('*').unwrap_or(rest);
        if !name.is_empty() || groups.is_empty() {
            paths.push(path.clone());
        }
        loop {
            let Some(len) = groups.last() else { return paths };
            path.truncate(*len);
            if let Some(next) = rest.strip_prefix(',') {
                rest = next.trim_start();
                break;
            }
            let Some(behind) = rest.strip_prefix('}') else { return paths };
            groups.pop();
            rest = behind.trim_start();
        }
        if rest.starts_with('}') {
            // after the last comma, the closing bracket follows
            rest = rest.trim_start();
        }
    }
}

/// Returns the word at the start of the text.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

pub(super) fn starts_word(code: &str, at: usize) -> bool {
    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Returns the end of the block that begins at or after that position.
pub(super) fn end_of_block(code: &str, from: usize) -> usize {
    let mut depth = 0;
    for (i, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return i,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// Replaces comments, strings and inline test modules by blanks. The number of lines stays the same.
pub(super) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let len = literal(rest, code.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        if len == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            code.extend(rest[..len].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[len..];
        }
    }
    while let Some(from) = code.find("#[cfg(test)]\nmod ") {
        let end = end_of_block(&code, from).min(from + code[from..].find(';').unwrap_or(code.len()));
        let end = if code[from..end].contains('{') { end_of_block(&code, from) } else { end };
        let blank: String = code[from..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(from..end, &blank);
    }
    code
}

/// Returns the length of the comment, string or character at the start of the text, or 0.
fn literal(text: &str, follows_word: bool) -> usize {
    let until =
        |start: usize, end: &str| text[start..].find(end).map_or(text.len(), |at| start + at + end.len());
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return until(2, "*/");
    }
    if let Some(raw) = text.strip_prefix('r').filter(|raw| !follows_word && raw.starts_with(['"', '#'])) {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        return if raw[marks..].starts_with('"') {
            until(marks + 2, &format!("\"{}", "#".repeat(marks)))
        } else {
            0
        };
    }
    if text.starts_with('"') {
        let mut escaped = false;
        let end = text.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        return end.map_or(text.len(), |(at, _)| at + 1);
    }
    if let Some(behind) = text.strip_prefix('\'') {
        // a lifetime has no closing quote
        let mut chars = behind.char_indices();
        return match (chars.next(), chars.next()) {
            (Some((_, '\\')), Some((at, escape))) => {
                1 + at + escape.len_utf8() + until_mark(&behind[at + escape.len_utf8()..])
            }
            (Some(_), Some((at, '\''))) => at + 2,
            _ => 0,
        };
    }
    0
}

fn until_mark(text: &str) -> usize {
    text.find('\'').map_or(text.len(), |at| at + 1)
}
