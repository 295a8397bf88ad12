//! The modules of the library are layers: each imports only from modules below it. ARCHITECTURE.md has the order.

#[path = "rust_source.rs"]
mod rust_source;

use self::rust_source::{code, end_of_block, paths, starts_word, word};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The advice for an import that goes up.
const ADVICE: &str = "move what is imported down, or the code that needs it up (ARCHITECTURE.md, \"Layers\")";

/// A source file: its path below `src`, and its text.
type File = (String, String);

/// An import of one top-level module from another.
struct Import {
    /// The file and the line.
    place: String,
    from: String,
    to: String,
    path: String,
}

/// Returns the modules in the table below "## Layers", from top to bottom.
fn layers(page: &str) -> Vec<String> {
    let section = page.split("\n## Layers\n").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| Some(row.split_once('`')?.0.to_owned())).collect()
}

/// Returns the problems with the imports of these files.
fn problems(layers: &[String], files: &[File]) -> Vec<String> {
    let root = files.iter().find(|(path, _)| path == "lib.rs").expect("a library has a root");
    let roots = root_names(&code(&root.1));
    let modules: BTreeSet<_> =
        files.iter().filter(|(path, _)| path != "lib.rs").map(|(path, _)| top(path)).collect();
    let mut problems = Vec::new();
    for module in &modules {
        if !layers.contains(module) {
            problems
                .push(format!("`{module}` has no row in the table of layers: add one to ARCHITECTURE.md"));
        }
    }
    for layer in layers.iter().filter(|layer| !modules.contains(*layer)) {
        problems.push(format!(
            "ARCHITECTURE.md has the layer `{layer}`, but there is no such module: remove its row"
        ));
    }
    let imports = imports(files, &roots);
    let height = |module: &str| layers.iter().rev().position(|layer| layer == module);
    for Import { place, from, to, path } in &imports {
        if let (Some(here), Some(there)) = (height(from), height(to))
            && here < there
        {
            problems
                .push(format!("{place}: `{from}` imports `{path}` from `{to}`, which is above it: {ADVICE}"));
        }
    }
    problems.extend(cycle(&imports).map(|cycle| format!("a cycle of imports: {cycle}: {ADVICE}")));
    problems
}

/// Returns the top-level module of a file.
fn top(path: &str) -> String {
    path.trim_end_matches(".rs").split('/').next().unwrap_or_default().to_owned()
}

/// Returns the module of each name at the root: the module itself, or the one that the root re-exports it from.
fn root_names(code: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (at, _) in code.match_indices("mod ").filter(|(at, _)| starts_word(code, *at)) {
        let name = word(&code[at + 4..]);
        // the derive uses another name for it
        names.insert(name.to_owned(), name.trim_start_matches('_').to_owned());
    }
    let modules = names.clone();
    for (at, _) in code.match_indices("use ").filter(|(at, _)| starts_word(code, *at)) {
        for path in paths(&code[at + 4..]) {
            if let (Some(module), Some(name)) = (modules.get(&path[0]), path.last()) {
                names.insert(name.clone(), module.clone());
            }
        }
    }
    names
}

/// Returns every import of one top-level module from another, outside tests.
fn imports(files: &[File], roots: &BTreeMap<String, String>) -> Vec<Import> {
    let tests: BTreeSet<_> = files.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let mut imports = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path != "lib.rs") {
        let module = module(path);
        if (1..=module.len()).any(|len| tests.contains(&module[..len])) {
            continue;
        }
        let code = code(text);
        for (at, path_in_crate) in references(&code, &module) {
            let Some(first) = path_in_crate.first() else { continue };
            let from = top(path);
            let place = format!("forms/src/{path}:{}", code[..at].matches('\n').count() + 1);
            let Some(to) = roots.get(first) else { panic!("{place}: `{first}` is not in the crate's root") };
            if from != *to {
                imports.push(Import {
                    place,
                    from,
                    to: to.clone(),
                    path: format!("crate::{}", path_in_crate.join("::")),
                });
            }
        }
    }
    imports
}

/// Returns the path of the module in a file.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// Returns the modules in separate files that are compiled only for tests.
fn test_modules(path: &str, text: &str) -> Vec<Vec<String>> {
    let declared =
        text.split("#[cfg(test)]\nmod ").skip(1).filter(|rest| rest[word(rest).len()..].starts_with(';'));
    declared
        .map(|rest| {
            let mut module = if path == "lib.rs" { Vec::new() } else { module(path) };
            module.push(word(rest).to_owned());
            module
        })
        .collect()
}

/// Returns every path to an item of the crate in the code of a module, with its position. The paths begin at the root.
fn references(code: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start).filter(|(at, _)| starts_word(code, *at)) {
            // in `super::super::`, only the first one counts
            if code[..at].ends_with("super::") {
                continue;
            }
            // an inline module is one level deeper
            let depth = inline_depth(code, at);
            for mut path in paths(&code[at..]) {
                let mut levels = module.len() + depth;
                while path.first().is_some_and(|first| first == "super") {
                    path.remove(0);
                    levels = levels.saturating_sub(1);
                }
                if path.first().is_some_and(|first| first == "crate") {
                    path.remove(0);
                    levels = 0;
                }
                let around = module[..levels.min(module.len())].iter().cloned();
                found.push((at, around.chain(path).collect()));
            }
        }
    }
    found
}

/// Returns the number of inline modules around the position.
fn inline_depth(code: &str, at: usize) -> usize {
    let starts = code[..at].match_indices("mod ").filter(|(start, _)| starts_word(code, *start));
    starts
        .filter(|(start, _)| {
            let behind = start + 4 + word(&code[start + 4..]).len();
            code[behind..].trim_start().starts_with('{') && at < end_of_block(code, behind)
        })
        .count()
}

/// Returns a cycle of modules that import each other, if there is one.
fn cycle(imports: &[Import]) -> Option<String> {
    fn visit<'m>(
        module: &'m str,
        graph: &BTreeMap<&'m str, BTreeSet<&'m str>>,
        way: &mut Vec<&'m str>,
        done: &mut BTreeSet<&'m str>,
    ) -> Option<String> {
        if let Some(from) = way.iter().position(|earlier| *earlier == module) {
            return Some([&way[from..], &[module]].concat().join(" -> "));
        }
        if !done.insert(module) {
            return None;
        }
        way.push(module);
        let found = graph.get(module).into_iter().flatten().find_map(|next| visit(next, graph, way, done));
        way.pop();
        found
    }
    let mut graph = BTreeMap::<&str, BTreeSet<&str>>::new();
    for Import { from, to, .. } in imports {
        graph.entry(from).or_default().insert(to);
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|module| visit(module, &graph, &mut Vec::new(), &mut done))
}

fn files() -> Vec<File> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/src");
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.sort();
    files
}

#[test]
fn each_module_imports_only_from_below() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let layers = layers(&fs::read_to_string(page).unwrap());
    assert!(layers.len() > 10, "{layers:?}");
    assert_eq!(problems(&layers, &files()), [""; 0]);
}

#[test]
fn an_import_that_goes_up_is_found() {
    let layers = layers(
        "# A\n\n## Layers\n\n| module | |\n| --- | --- |\n| `high` | a |\n| `low` | b |\n\n## B\n\n| `no` |\n",
    );
    assert_eq!(layers, ["high", "low"]);
    let root = "mod low;\npub mod high;\npub use high::{Thing, inner::Other};\n#[cfg(test)]\nmod checks;\n";
    let found = |low: &str, high: &str| {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let files = [
            file("lib.rs", root),
            file("low/mod.rs", "mod part;"),
            file("low/part.rs", low),
            file("high.rs", high),
        ];
        problems(&layers, &files)
    };
    let high = "use crate::low::{part, self};\nuse super::low;\n";
    let allowed = r##"
        //! See crate::high.
        use super::{a, b::{self, c as d}};
        use std::{fmt, io};
        /// [`Thing`](crate::Thing)
        fn f<'a>(text: &'a str) -> char { let _ = ("crate::high", r#"" crate::high"#, '"', '\''); 'x' }
        mod inner { use super::super::a; }
#[cfg(test)]
mod tests {
    use crate::high;
}
"##;
    assert_eq!(found(allowed, high), [""; 0]);
    for (line, path) in [
        ("use crate::Thing;", "crate::Thing"),
        ("use crate::{low::a, Other as B};", "crate::Other"),
        ("use super::super::high::{\n    self,\n};", "crate::high"),
        ("fn f() { crate::high::g(); }", "crate::high::g"),
        ("mod inner { use super::super::super::Thing; }", "crate::Thing"),
    ] {
        let text = format!("// a comment\n{line}\n");
        let place = "forms/src/low/part.rs:2";
        let expected = format!("{place}: `low` imports `{path}` from `high`, which is above it: {ADVICE}");
        assert_eq!(found(&text, ""), std::slice::from_ref(&expected), "{line}");
        // and together with the import of `low` it is a cycle
        let cycle = format!("a cycle of imports: high -> low -> high: {ADVICE}");
        assert_eq!(found(&text, high), [expected, cycle], "{line}");
    }
    let unknown = problems(
        &layers[..1],
        &[("lib.rs".to_owned(), root.to_owned()), ("low.rs".to_owned(), String::new())],
    );
    assert_eq!(unknown.len(), 2, "{unknown:?}");
}
