//! ARCHITECTURE.md names functions and files that exist.

use std::{fs, path::Path};

/// Returns the texts between backquotes of a line of prose, each with what follows it.
fn quoted(text: &str) -> Vec<(&str, &str)> {
    let parts: Vec<_> = text.split('`').collect();
    parts.iter().skip(1).step_by(2).copied().zip(parts.iter().skip(2).step_by(2).copied()).collect()
}

/// Returns the file that a path in ARCHITECTURE.md means: from the root, or in `src` of one of the crates.
fn find(root: &Path, path: &str) -> Option<String> {
    let places = ["", "forms/src/", "forms-derive/src/"];
    places.iter().find_map(|place| fs::read_to_string(root.join(place).join(path)).ok())
}

fn is_file(name: &str) -> bool {
    name.contains('/') && Path::new(name).extension().is_some_and(|kind| kind == "rs")
}

#[test]
fn files_and_their_items_in_the_architecture_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (mut files, mut items, mut missing) = (0, 0, Vec::new());
    for paragraph in page.split("\n\n").flat_map(|block| block.split("\n- ")) {
        let quoted = quoted(paragraph);
        for (at, (name, _)) in quoted.iter().enumerate().filter(|(_, (name, _))| is_file(name)) {
            files += 1;
            let Some(source) = find(&root, name) else {
                missing.push(format!("{name} does not exist"));
                continue;
            };
            // "`BindContext::new` (`bind/context.rs`)"
            let Some((item, " (")) = at.checked_sub(1).map(|before| quoted[before]) else { continue };
            let item = item.rsplit("::").next().unwrap_or_default().split('(').next().unwrap_or_default();
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if item.is_empty() || !item.bytes().all(is_name) {
                continue;
            }
            items += 1;
            let declares = |kind: &str| source.contains(&format!("{kind} {item}"));
            if !["fn", "struct", "enum", "trait", "const", "static", "type", "macro_rules!"]
                .map(declares)
                .contains(&true)
            {
                missing.push(format!("{name} has no `{item}`"));
            }
        }
    }
    assert!(files > 40 && items > 15, "{files} files, {items} items: the page is read wrongly");
    assert!(missing.is_empty(), "{missing:#?}");
}
