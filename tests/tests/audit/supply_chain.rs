//! Checks the dependencies: there are few, each has a reason, and their licences are allowed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use tests::dependencies::{Dependency, is_allowed, packages, rust_version_of, tree};

/// The highest number of crates in a default build, besides ours.
const MOST: usize = 21;

/// Returns a list in `deny.toml`.
fn allowed() -> Vec<String> {
    let text = read("deny.toml");
    let list = text.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).unwrap()
}

/// Returns the cells of the rows in the page's tables, by the text of the first cell.
fn rows(page: &str) -> BTreeMap<&str, Vec<&str>> {
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<_> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
        (cells[0], cells)
    })
    .collect()
}

/// Checks that every crate of a default build is on the page, with its licence, its number of `unsafe`, and its
/// reason; and that no other crate is.
#[test]
fn every_dependency_has_a_reason() {
    let page = read("forms/docs/dependencies.md");
    let (default, others) = page.split_once("# Behind features").unwrap();
    let (rows_of_default, tree) = (rows(default), tree(&[]).unwrap());
    assert!(tree.len() <= MOST && !tree.is_empty(), "{} crates", tree.len());
    for Dependency { name, licence, .. } in &tree {
        let row = rows_of_default.get(name.as_str()).unwrap_or_else(|| panic!("no row for {name}"));
        assert_eq!(row[1], licence, "{name}");
        assert!(row[3].len() > 10, "{name} has no reason");
    }
    for dependency in &tree {
        let count = dependency.unsafes().unwrap().to_string();
        assert_eq!(rows_of_default[dependency.name.as_str()][2], count, "`unsafe` in {}", dependency.name);
    }
    assert_eq!(rows_of_default.len(), tree.len(), "the page has rows for crates that are not used");
    let manifest = read("forms/Cargo.toml");
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let optional: BTreeSet<&str> = dependencies
        .lines()
        .filter(|line| line.contains("optional = true"))
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !rows_of_default.contains_key(name))
        .collect();
    assert_eq!(
        rows(others).into_keys().collect::<BTreeSet<_>>(),
        optional,
        "the crates of optional features"
    );
}

/// Checks all features: licences that `deny.toml` allows, and no crate in two versions in one program.
#[test]
fn licences_are_allowed_and_no_crate_has_two_versions() {
    let allowed = allowed();
    let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
    assert!(allowed.contains(&"MIT"));
    let tree = tree(&["--all-features"]).unwrap();
    for Dependency { name, licence, .. } in &tree {
        assert!(is_allowed(licence, &allowed), "{name}: {licence}");
    }
    let mut versions = BTreeMap::<&str, usize>::new();
    for dependency in &tree {
        *versions.entry(&dependency.name).or_default() += 1;
    }
    let twice: Vec<&str> =
        versions.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    // crates that run only at compile time: the macros of askama and maud use two versions
    assert_eq!(twice, ["syn"]);
}

/// Checks that no dependency comes from a Git branch or from a private registry.
#[test]
fn all_dependencies_come_from_one_registry() {
    let sources: BTreeSet<String> = packages().unwrap().into_values().map(|package| package.source).collect();
    let foreign: Vec<_> = sources.iter().filter(|source| !source.is_empty()).collect();
    assert!(foreign.len() == 1 && foreign[0].starts_with("registry+"), "{foreign:?}");
}

/// Checks that the manual says which version of a crate each feature works with: types of another version do not implement
/// our traits.
#[test]
fn the_manual_names_the_versions_of_optional_crates() {
    let manifest = read("forms/Cargo.toml");
    for page in ["README.md", "forms/src/lib.rs"] {
        let text = read(page);
        for name in [
            "jiff",
            "chrono",
            "time",
            "rust_decimal",
            "bigdecimal",
            "uuid",
            "url",
            "askama",
            "maud",
            "minijinja",
            "tera",
        ] {
            let line = manifest.lines().find(|line| line.starts_with(&format!("{name} = {{"))).unwrap();
            let version = line.split('"').nth(1).unwrap();
            // the part that may break compatibility: the first number that is not zero
            let parts = if version.starts_with("0.") { 2 } else { 1 };
            let version = version.split('.').take(parts).collect::<Vec<_>>().join(".");
            assert!(
                text.contains(&format!("`{name}` {version}")),
                "{page} does not say that {name} is version {version}"
            );
        }
    }
}

/// The last cell of each row of a table of features, by feature.
fn rust_by_feature<'p>(page: &'p str, heading: &str, prefix: &str) -> BTreeMap<&'p str, &'p str> {
    let rows = page.split(heading).nth(1).expect("a table of features").lines().skip(2);
    let mut versions = BTreeMap::new();
    for row in rows.map_while(|row| row.strip_prefix(prefix)) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        for feature in cells[0].split('`').skip(1).step_by(2) {
            let version = cells[cells.len() - 1].trim_end_matches(" |");
            assert!(versions.insert(feature, version).is_none(), "{feature} has two rows");
        }
    }
    versions
}

/// Each feature is in both tables, with the greatest `rust-version` of its crates.
#[test]
fn tables_have_the_rust_version_of_each_feature() {
    let manifest = read("forms/Cargo.toml");
    let features = manifest.split("[features]").nth(1).unwrap().split("\n[").next().unwrap();
    let features: BTreeSet<&str> = features
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = ["))
        .map(|(name, _)| name)
        .collect();
    let known = packages().unwrap();
    let needed: BTreeMap<&str, String> = features
        .into_iter()
        .filter(|feature| *feature != "default")
        .map(|feature| {
            let (major, minor) = rust_version_of(feature, &known).unwrap();
            (feature, format!("{major}.{minor}"))
        })
        .collect();
    let needed: BTreeMap<&str, &str> =
        needed.iter().map(|(feature, version)| (*feature, &**version)).collect();
    let (readme, library) = (read("README.md"), read("forms/src/lib.rs"));
    assert_eq!(rust_by_feature(&readme, "| feature | what it brings | Rust |", "| "), needed, "README.md");
    let heading = "| Name | Description | Default? | Rust |";
    assert_eq!(rust_by_feature(&library, heading, "//! | "), needed, "lib.rs");

    let stated = read("Cargo.toml");
    let stated = stated.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    assert_eq!(stated.trim_matches('"'), needed["regex"], "the default features");
}
