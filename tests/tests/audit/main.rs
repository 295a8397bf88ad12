//! Checks the sources: forbidden constructs, and whether each security property has the tests that the list names.

mod architecture;
mod language;
mod layers;
mod supply_chain;

use std::{fs, path::Path};
use tests::{
    manual_links::{self, Manual},
    mutations::{ALL, LIBRARY, TEST_FILES},
};

/// Every source of a crate, with its path.
fn sources(of: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of), &mut found);
    assert!(!found.is_empty(), "{of}");
    found
}

/// Returns the code of a source, without comments and without code for tests.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the lines of code that contain one of these words.
fn places(of: &str, words: &[&str], except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, source) in sources(of) {
        if except.iter().any(|part| path.contains(part)) {
            continue;
        }
        let code = code(&source);
        found.extend(words.iter().filter(|word| code.contains(**word)).map(|word| format!("{path}: {word}")));
    }
    found
}

/// P26: there is no unsafe code, and none can be added without removing the attribute.
#[test]
fn unsafe_code_is_forbidden() {
    for library in ["forms/src", "forms-derive/src"] {
        let root = sources(library).into_iter().find(|(path, _)| path.ends_with("src/lib.rs")).unwrap();
        assert!(root.1.contains("#![forbid(unsafe_code)]"), "{}", root.0);
    }
}

/// P27: no submitted key is hashed: the readers of bodies and the collector of errors use no hash map. A field that is a
/// `HashSet` has values that its rules and the limits have accepted, and its seed is random. A field that is a `HashMap` is
/// asked for the declared keys only.
#[test]
fn keys_are_not_looked_up_in_hash_maps() {
    let maps = ["HashMap", "HashSet", "IndexMap", "hash_map", "DefaultHasher"];
    for part in ["forms/src/body", "forms/src/bind", "forms/src/field", "forms/src/form", "forms/src/error"] {
        assert_eq!(places(part, &maps, &["field/collection.rs", "form/string_map.rs"]), [""; 0]);
    }
    let sets: Vec<_> = sources("forms/src/field")
        .into_iter()
        .filter(|(path, _)| path.ends_with("collection.rs"))
        .flat_map(|(_, source)| source.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.contains("HashSet<"))
        .collect();
    // no type parameter for the hasher: the set has the random seeds of the standard library
    assert!(sets.len() >= 3 && sets.iter().all(|line| line.contains("HashSet<T>")), "{sets:?}");
}

/// P46: a value does not depend on the machine's language, clock or time zone.
#[test]
fn nothing_depends_on_the_environment() {
    let environment = [
        "std::env",
        "env::var",
        "locale",
        "SystemTime::now",
        "Instant::now",
        "Local::now",
        "Zoned::now",
        "now_local",
    ];
    // a test writes the page of codes, a fuzzer measures the growth of time, the adapter for axum stops reading a refused body
    // after some time, a key of stored passwords expires, and old temporary files are removed: none of them makes a value
    let others = [
        "error/reference.rs",
        "fuzzing/growth.rs",
        "password/hash/keys.rs",
        "upload/spool.rs",
        "web/axum/reading.rs",
    ];
    assert_eq!(places("forms/src", &environment, &others), [""; 0]);
}

/// P43: no part of a request overrides its method.
#[test]
fn request_methods_are_not_overridden() {
    let overrides = ["x-http-method", "X-HTTP-Method", "_method"];
    // the fuzzer sends it
    assert_eq!(places("forms/src", &overrides, &["fuzzing/generate.rs"]), [""; 0]);
}

/// Returns the texts in backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Returns whether there is a test, a case or a target of that name.
fn exists(name: &str) -> bool {
    let (place, test) = name.split_once("::").unwrap_or_default();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match place {
        "ui" => {
            let mut folders =
                fs::read_dir(here.join("compile-fail")).unwrap().map(|entry| entry.unwrap().path());
            folders.any(|folder| {
                ["rs", "stderr"].iter().all(|kind| folder.join(format!("{test}.{kind}")).exists())
            })
        }
        "fuzz" => here.join(format!("../fuzz/fuzz_targets/{test}.rs")).exists(),
        "forms" => sources("forms/src").iter().any(|(_, source)| source.contains(&format!("fn {test}("))),
        _ => sources("tests/tests").iter().any(|(path, source)| {
            let path = path.rsplit_once("/tests/").map_or("", |(_, path)| path);
            let file = path.split(['/', '.']).next();
            file == Some(place) && source.contains(&format!("fn {test}("))
        }),
    }
}

/// Checks that every property has a row in the manual, and that the tests in the row exist.
#[test]
fn every_property_has_its_tests() {
    let page = include_str!("../../../forms/docs/security.md");
    let mut missing = Vec::new();
    for number in 1..=60 {
        let row = page.lines().find(|line| line.starts_with(&format!("| P{number:02} |")));
        let Some(cells) = row.map(|row| row.split(" | ").collect::<Vec<_>>()) else {
            // later properties get their rows one by one
            if number <= 50 {
                missing.push(format!("P{number:02} has no row"));
            }
            continue;
        };
        let tests = quoted(cells[2]);
        if tests.is_empty() && !cells[2].contains("waits for multipart") && !cells[2].contains("not part of")
        {
            missing.push(format!("P{number:02} has no test"));
        }
        missing
            .extend(tests.iter().filter(|test| !exists(test)).map(|test| format!("P{number:02}: no {test}")));
    }
    assert_eq!(missing, [""; 0]);
}

/// P50: there are at least sixty, each with an id or a product in its name and a line that says what happened.
#[test]
fn there_are_at_least_sixty_incidents() {
    let mut named = 0;
    for (path, source) in sources("tests/tests/attacks/incidents") {
        let lines: Vec<_> = source.lines().collect();
        for i in (1..lines.len()).filter(|i| lines[*i].trim() == "#[test]") {
            assert!(lines[i - 1].starts_with("/// "), "{path}: what happened? {}", lines[i + 1]);
            named += 1;
        }
    }
    assert!(named >= 60, "{named}");
}

/// P01 to P07, P11, P22: the checks that the mutations remove are in the sources.
#[test]
fn every_mutation_can_be_applied() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for mutation in ALL {
        let source = fs::read_to_string(root.join(mutation.file)).unwrap();
        assert_ne!(mutation.applied(&source).unwrap(), source, "{}", mutation.name);
    }
    for file in TEST_FILES.into_iter().filter(|file| *file != LIBRARY) {
        let paths = [format!("tests/tests/{file}/main.rs"), format!("tests/tests/{file}.rs")];
        assert!(paths.iter().any(|path| root.join(path).exists()), "there is no test file `{file}`");
    }
}

/// Checks the manual's pages for readers of rustdoc and of the repository: links work in both, and examples have no hidden lines.
#[test]
fn links_and_examples_of_the_manual_work_in_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manual = Manual::of(&root.join("forms")).unwrap();
    for (path, text) in manual.written().unwrap() {
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "the links of {} are out of date: run this test with BLESS=1", path.display());
    }
    let mut pages = manual.pages().unwrap();
    let readme = root.join("README.md");
    pages.insert(readme.clone(), fs::read_to_string(readme).unwrap());
    let (mut broken, mut hidden) = (Vec::new(), Vec::new());
    for (path, text) in &pages {
        broken.extend(manual_links::broken(path, text));
        hidden.extend(manual_links::hidden_lines(text));
    }
    assert_eq!((broken, hidden), (Vec::new(), Vec::new()));
    // rustdoc's definitions need a blank line before them, or they would continue the paragraph
    let module = fs::read_to_string(root.join("forms/src/manual.rs")).unwrap();
    let before: Vec<&str> = module.split("docs/links/").collect();
    assert_eq!(before.len(), pages.len(), "each page has its definitions, and README none");
    // the first page is the module's own documentation, and begins with the definitions
    for before in &before[1..before.len() - 1] {
        let last = before.lines().map(str::trim_start).rfind(|line| line.starts_with("///"));
        assert_eq!(last, Some("///"), "{before}");
    }
    // the checks find a broken link and a hidden line
    let page = pages.keys().next().unwrap();
    assert_eq!(
        manual_links::broken(page, "[a](no-such.md) [b](binding.md#no-such)\n[c]: nowhere.rs\n").len(),
        3
    );
    assert_eq!(
        manual_links::hidden_lines("```\n# let x = 1;\n```\n# Heading\n```toml\n# no\n```\n"),
        ["# let x = 1;"]
    );
}

/// Checks that the first page of the manual links to every page, and to every question of the how-to pages.
#[test]
fn the_manual_lists_its_pages_and_questions() {
    let manual = Manual::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms")).unwrap();
    let pages = manual.pages().unwrap();
    let (_, first) = pages.iter().find(|(path, _)| path.ends_with("docs/README.md")).unwrap();
    let mut missing = Vec::new();
    for (path, text) in pages.iter().filter(|(path, _)| !path.ends_with("docs/README.md")) {
        let name = path.file_stem().unwrap().to_string_lossy().replace('-', "_");
        if !first.contains(&format!("::{name}]")) {
            missing.push(name.clone());
        }
        // rustdoc has no such files: a link to a page must name it as an item
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        if targets.into_iter().any(|target| {
            target
                .split('#')
                .next()
                .is_some_and(|file| Path::new(file).extension().is_some_and(|kind| kind == "md"))
        }) {
            missing.push(format!("{name} links to a file"));
        }
        if path.components().any(|part| part.as_os_str() == "how-to") {
            let questions = manual_links::headings(text);
            let unlisted = questions.iter().filter(|anchor| !first.contains(&format!("::{name}#{anchor}]")));
            missing.extend(unlisted.map(|anchor| format!("{name}#{anchor}")));
        }
    }
    assert_eq!(missing, [""; 0]);
}
