#!/usr/bin/env bash
# One Fluent message with a plural, formatted by the Rust, the JavaScript and the Python implementation.
#
# Guess: the three choose the same variant, because all take their plural categories from CLDR.
# Seen: for 1,000,000 in French and Spanish, JavaScript and Python choose `many`, as CLDR does today, and Rust chooses
# `other`. For 20 in Hebrew it is the other way round: Rust chooses `many`, which CLDR has removed. A translation that is right
# by the tables of CLDR is wrong in Rust.
# Versions: below; fluent-bundle takes its rules from intl_pluralrules 7.0.2, JavaScript from Node.js, Python from Babel.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >message.ftl <<'FTL'
files = { $count ->
    [one] one
    [two] two
    [many] many
   *[other] other
}
FTL
python3 -m venv venv
venv/bin/pip -q install fluent.runtime==0.4.0 babel==2.19.0
venv/bin/python - <<'PY' >seen
from fluent.runtime import FluentBundle, FluentResource
for language, count in [("fr", 1000000), ("es", 1000000), ("he", 20)]:
    bundle = FluentBundle([language])
    bundle.add_resource(FluentResource(open("message.ftl").read()))
    text, errors = bundle.format_pattern(bundle.get_message("files").value, {"count": count})
    print(f"Python {language} {count}: {text}")
PY
npm install --silent --no-audit --no-fund @fluent/bundle@0.19.1
cat >format.mjs <<'JS'
import fs from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
for (const [language, count] of [['fr', 1000000], ['es', 1000000], ['he', 20]]) {
  const bundle = new FluentBundle(language);
  bundle.addResource(new FluentResource(fs.readFileSync('message.ftl', 'utf8')));
  console.log(`JavaScript ${language} ${count}: ${bundle.formatPattern(bundle.getMessage('files').value, { count })}`);
}
JS
node format.mjs >>seen
mkdir -p rust/src
cat >rust/Cargo.toml <<'TOML'
[package]
name = "format"
version = "0.0.0"
edition = "2021"

[dependencies]
fluent-bundle = "=0.16.0"
intl_pluralrules = "=7.0.2"
unic-langid = "=0.9.6"
TOML
cat >rust/src/main.rs <<'RS'
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
fn main() {
    for (language, count) in [("fr", 1_000_000), ("es", 1_000_000), ("he", 20)] {
        let mut bundle = FluentBundle::new(vec![language.parse::<unic_langid::LanguageIdentifier>().unwrap()]);
        bundle.add_resource(FluentResource::try_new(include_str!("../../message.ftl").into()).unwrap()).unwrap();
        let mut args = FluentArgs::new();
        args.set("count", count);
        let pattern = bundle.get_message("files").unwrap().value().unwrap();
        println!("Rust {language} {count}: {}", bundle.format_pattern(pattern, Some(&args), &mut vec![]));
    }
}
RS
cargo run -q --manifest-path rust/Cargo.toml >>seen
cat seen
expected='Python fr 1000000: many
Python es 1000000: many
Python he 20: other
JavaScript fr 1000000: many
JavaScript es 1000000: many
JavaScript he 20: other
Rust fr 1000000: other
Rust es 1000000: other
Rust he 20: many'
[ "$(cat seen)" = "$expected" ]
