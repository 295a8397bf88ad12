//! The links in the manual's pages, which people read in rustdoc and in the repository.
//!
//! An author writes `[a view](crate::html::View)`. [`Manual::written`] replaces it with a reference, `[a
//! view][crate::html::View]`, and defines the reference at the end of the page as the source file of the item. A file
//! in `links` defines the same references for rustdoc. Pages can be in folders. The names of pages are unique, so that a
//! link finds a page by its name in any folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// The line before the definitions at the end of a page.
const MARK: &str = "<!-- links, written by a test -->\n";

/// The pages, and the sources that they link to.
#[derive(Debug)]
pub struct Manual {
    docs: PathBuf,
    sources: Vec<(PathBuf, String)>,
}

impl Manual {
    /// Reads the pages and sources of the library in that folder.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read.
    pub fn of(library: &Path) -> io::Result<Self> {
        let mut sources = Vec::new();
        let mut folders = vec![library.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    sources.push((path.clone(), fs::read_to_string(path)?));
                }
            }
        }
        sources.sort();
        Ok(Manual { docs: library.join("docs"), sources })
    }
    /// Returns the pages by path.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read.
    pub fn pages(&self) -> io::Result<BTreeMap<PathBuf, String>> {
        let mut pages = BTreeMap::new();
        let mut folders = vec![self.docs.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    // these folders have no pages
                    if !path.ends_with("links") && !path.ends_with("pictures") {
                        folders.push(path);
                    }
                } else if path.extension().is_some_and(|extension| extension == "md") {
                    let text = fs::read_to_string(&path)?;
                    pages.insert(path, text);
                }
            }
        }
        Ok(pages)
    }
    /// Returns the files as they must be: each page, and the definitions for rustdoc.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, or an item has no source.
    pub fn written(&self) -> io::Result<BTreeMap<PathBuf, String>> {
        let mut files = BTreeMap::new();
        let pages = self.pages()?;
        for (path, text) in &pages {
            let relative = path.strip_prefix(&self.docs).map_err(io::Error::other)?;
            let to_docs = "../".repeat(relative.components().count() - 1);
            let text = with_references(text.split(MARK).next().unwrap_or_default());
            let labels = references(&text);
            let mut text = text.trim_end().to_owned() + "\n";
            if !labels.is_empty() {
                text.push('\n');
                text.push_str(MARK);
            }
            for label in &labels {
                let target = self.source_of(label, &pages).ok_or_else(|| {
                    io::Error::other(format!("{}: `{label}` is not an item", path.display()))
                })?;
                let to_docs = if target.contains("://") { "" } else { &*to_docs };
                text.extend(["[", label, "]: ", to_docs, &*target, "\n"]);
            }
            // rustdoc resolves every definition, also one that the page does not use
            let definitions =
                labels.iter().map(|label| format!("[{label}]: {label}\n")).collect::<Vec<_>>().concat();
            files.insert(self.docs.join("links").join(relative), definitions + "\n");
            files.insert(path.clone(), text);
        }
        Ok(files)
    }
    /// Returns the path of an item's source, relative to the folder of the pages.
    fn source_of(&self, label: &str, pages: &BTreeMap<PathBuf, String>) -> Option<String> {
        if label.starts_with("std::") {
            return Some(format!("https://doc.rust-lang.org/std/?search={label}"));
        }
        let path = label.split_once('@').map_or(label, |(_, path)| path).strip_prefix("crate::")?;
        if path == "manual" {
            return Some("README.md".to_owned());
        }
        if let Some(page) = path.strip_prefix("manual::") {
            let (page, anchor) =
                page.split_once('#').map_or((page, None), |(page, anchor)| (page, Some(anchor)));
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            let name = page.rsplit("::").next().unwrap_or(page).replace('_', "-");
            let found = pages.keys().find(|path| path.file_stem().is_some_and(|stem| *stem == *name))?;
            return Some(format!("{}{anchor}", found.strip_prefix(&self.docs).ok()?.display()));
        }
        if label.starts_with("derive@") || label.starts_with("macro@") {
            return Some("../../forms-derive/src/lib.rs".to_owned());
        }
        if label.starts_with("mod@") {
            return self.module(path);
        }
        let names: Vec<&str> = path.split("::").collect();
        let is_type = |name: &&&str| name.starts_with(char::is_uppercase) && **name != name.to_uppercase();
        let owner = names.iter().rev().skip(1).find(is_type);
        let (last, modules) = (*names.last()?, names.len() - 1);
        // prefers a source in the folder of its module, or of the module from which the root exports it
        let module = names[..modules.min(1)].iter().find(|name| name.starts_with(char::is_lowercase));
        let folder = module.copied().or_else(|| self.exporting_module(names[0]));
        let mut found: Vec<(bool, bool, &Path)> = Vec::new();
        for (file, text) in &self.sources {
            let defines = match owner {
                Some(owner) => has_member(text, last) && text.contains(owner),
                None if names.len() == 1 && *last == last.to_lowercase() => {
                    is_in(text, &format!("macro_rules! {last}"))
                }
                None => defines(text, last),
            };
            if defines {
                let relative = file.strip_prefix(self.docs.parent()?).ok()?;
                let is_near = folder.is_some_and(|folder| {
                    relative
                        .components()
                        .any(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs") == folder)
                });
                let is_home = owner.is_some_and(|owner| defines_type(text, owner));
                found.push((!is_home, !is_near, relative));
            }
        }
        found.sort();
        if let Some((.., file)) = found.first() {
            return Some(format!("../{}", file.display()));
        }
        if let Some(owner) = owner {
            let home = self.sources.iter().find(|(_, text)| defines_type(text, owner))?;
            return Some(format!("../{}", home.0.strip_prefix(self.docs.parent()?).ok()?.display()));
        }
        // an item that a macro defines: its name begins a line
        let begins = format!("    {last}, ");
        if let Some((file, _)) =
            self.sources.iter().find(|(_, text)| text.lines().any(|line| line.starts_with(&begins)))
        {
            return Some(format!("../{}", file.strip_prefix(self.docs.parent()?).ok()?.display()));
        }
        self.module(path)
    }
    /// Returns the module from which the root of the library exports that name.
    fn exporting_module(&self, name: &str) -> Option<&str> {
        let root = self.docs.parent()?.join("src/lib.rs");
        let (_, text) = self.sources.iter().find(|(file, _)| **file == root)?;
        text.split(';').find_map(|statement| {
            let (module, names) = statement.trim_start().rsplit_once("pub use ")?.1.split_once("::")?;
            let is_name = |word: &str| word == name;
            names.split(|c: char| !c.is_alphanumeric() && c != '_').any(is_name).then_some(module)
        })
    }
    fn module(&self, path: &str) -> Option<String> {
        let path = path.replace("::", "/");
        let library = self.docs.parent()?;
        let mut files = [format!("src/{path}/mod.rs"), format!("src/{path}.rs")].into_iter();
        files.find(|file| library.join(file).is_file()).map(|file| format!("../{file}"))
    }
}

fn defines_type(text: &str, name: &str) -> bool {
    ["struct", "enum", "trait", "type"].iter().any(|word| is_in(text, &format!("pub {word} {name}")))
}

fn defines(text: &str, name: &str) -> bool {
    let words = ["pub fn", "pub const fn", "pub const", "pub static", "macro_rules!"];
    defines_type(text, name) || words.iter().any(|word| is_in(text, &format!("{word} {name}")))
}

/// Returns whether an `impl`, a trait or an enum has the member.
fn has_member(text: &str, name: &str) -> bool {
    ["fn", "const"].iter().any(|word| is_in(text, &format!("{word} {name}")))
}

/// Returns whether the text contains this as a whole word.
fn is_in(text: &str, wanted: &str) -> bool {
    let is_whole = |(at, _): (usize, &str)| {
        !text[at + wanted.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    text.match_indices(wanted).any(is_whole)
}

/// Replaces each link to an item with a reference.
fn with_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        rest = &behind[2..];
        let target = rest.split(')').next().unwrap_or_default();
        if is_item(target) {
            out.extend(["][", &*label_of(target), "]"]);
            rest = &rest[(target.len() + 1).min(rest.len())..];
        } else {
            out.push_str("](");
        }
    }
    out + rest
}

fn is_item(target: &str) -> bool {
    let path = target.split_once('@').map_or(target, |(_, path)| path);
    path.starts_with("crate::") || path.starts_with("std::")
}

/// Returns the label of a reference. Labels ignore case, so `mod@` distinguishes a module from a type.
fn label_of(target: &str) -> String {
    let path = target.strip_prefix("crate::").unwrap_or_default();
    let is_module = !path.is_empty()
        && !path.starts_with("manual::")
        && !path.contains("::")
        && path.starts_with(char::is_lowercase);
    if is_module && path != "problem" { format!("mod@{target}") } else { target.to_owned() }
}

/// Returns the labels of the references to items.
fn references(text: &str) -> BTreeSet<String> {
    let labels = text.match_indices("][").filter_map(|(at, _)| text[at + 2..].split(']').next());
    labels.filter(|label| is_item(label)).map(str::to_owned).collect()
}

/// Returns the broken links of a page in the repository: files and headings that do not exist.
///
/// # Panics
/// Panics if a linked page cannot be read.
pub fn broken(path: &Path, text: &str) -> Vec<String> {
    let targets = text.match_indices("](").filter_map(|(at, _)| text[at + 2..].split(')').next());
    let defined =
        text.lines().filter(|line| line.starts_with('[')).filter_map(|line| Some(line.split_once("]: ")?.1));
    let mut broken = Vec::new();
    for target in targets.chain(defined) {
        let is_elsewhere =
            target.contains("://") || target.starts_with("data:") || target.contains(char::is_whitespace);
        if is_elsewhere || target.is_empty() {
            continue;
        }
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let file = if file.is_empty() { path.to_owned() } else { path.parent().unwrap_or(path).join(file) };
        if !file.exists() {
            broken.push(format!("{}: no file `{target}`", path.display()));
        } else if !anchor.is_empty() && file.extension().is_some_and(|extension| extension == "md") {
            let page = fs::read_to_string(&file).expect("it is there");
            if !headings(&page).contains(anchor) {
                broken.push(format!("{}: no heading `{target}`", path.display()));
            }
        }
    }
    broken
}

/// Returns the anchors of a page's headings, as forges and rustdoc make them.
pub fn headings(page: &str) -> BTreeSet<String> {
    let mut is_code = false;
    let mut anchors = BTreeSet::new();
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        if !is_code && title.len() < line.len() && title.starts_with(' ') {
            let kept = title.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            anchors.insert(kept.collect::<String>().to_lowercase().replace(' ', "-"));
        }
    }
    anchors
}

/// Returns the lines of examples that rustdoc hides and a forge shows.
pub fn hidden_lines(text: &str) -> Vec<&str> {
    let (mut language, mut hidden) = (None, Vec::new());
    for line in text.lines() {
        match (line.strip_prefix("```"), language) {
            (Some(name), None) => language = Some(name),
            (Some(_), Some(_)) => language = None,
            (None, Some("" | "rust" | "no_run" | "compile_fail" | "should_panic"))
                if line == "#" || line.starts_with("# ") =>
            {
                hidden.push(line);
            }
            _ => {}
        }
    }
    hidden
}
