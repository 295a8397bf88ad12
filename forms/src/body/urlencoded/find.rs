//! A submitted text, found again in the kept body when a widget asks.

use super::decode;

/// The first value of that key; for an item of a list (`tags[1]`), the item of that number, however it was spelled.
pub(crate) fn find(body: &str, path: &str) -> Option<String> {
    if let Some(text) = all(body, path).next() {
        return Some(text);
    }
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let appended = format!("{list}[]");
    all(body, list).chain(all(body, &appended)).nth(index)
}

fn all<'b>(body: &'b str, key: &'b str) -> impl Iterator<Item = String> + use<'b> {
    body.split('&').filter_map(move |pair| {
        let (raw_key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let is_it = raw_key == key || decode(raw_key).is_ok_and(|(decoded, _)| decoded == key);
        if is_it { decode(value).ok().map(|(text, _)| text) } else { None }
    })
}
