#!/usr/bin/env bash
# What 100 forms of 10 fields cost to compile: ours against serde + garde, in turns. Exits with 1 when a bound is missed.
#
#     ./compile_time.sh [RUNS]        5 by default
set -euo pipefail
# For what went wrong within a measurement, whose own error stream is the clock's.
exec 3>&2

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
forms=$(cd "$here/../../../forms" && pwd)
runs=${1:-5}
structs=100
work=${CARGO_TARGET_DIR:-$here/target}/compile_time
export CARGO_TARGET_DIR=$work/target
# Both crates are compiled whole each time; what an edit costs is another question.
export CARGO_INCREMENTAL=0

most_check=0.75
most_release=0.35
most_lines=250

manifest() {
    cat <<MANIFEST
[package]
name = "$1"
edition = "2024"
publish = false

[workspace]

[dependencies]
MANIFEST
}

ours() {
    manifest ours
    echo "forms = { path = \"$forms\" }"
}

theirs() {
    manifest theirs
    cat <<'DEPENDENCIES'
garde = { version = "0.23", default-features = false, features = ["derive", "email"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
DEPENDENCIES
}

ours_source() {
    echo "use forms::{Body, Clean, Form, Invalid};"
    for ((number = 0; number < structs; number++)); do
        cat <<SOURCE

#[derive(Form)]
#[form(fields = all)]
pub struct Record$number {
    #[form(min_length = 1, max_length = 50)]
    pub name: String,
    #[form(email)]
    pub email: String,
    #[form(max_length = $((100 + number)))]
    pub title: String,
    #[form(max_length = 500)]
    pub note: Option<String>,
    #[form(min = 18, max = 120)]
    pub age: u8,
    #[form(min = 0, max = $((1000000 + number)))]
    pub count: i64,
    #[form(min = 0.0, max = 1000000.0)]
    pub price: f64,
    pub active: bool,
    #[form(min_length = 1, max_length = 60)]
    pub city: String,
    #[form(min = 1, max = 10)]
    pub level: u8,
}

pub fn bind$number(body: &Body) -> Result<Clean<Record$number>, Invalid<Record$number>> {
    Record$number::bind(body).into_result()
}
SOURCE
    done
}

theirs_source() {
    cat <<'SOURCE'
use garde::Validate;
use serde::Deserialize;

pub enum Body<'body> {
    Urlencoded(&'body str),
    Json(&'body str),
}

pub enum Refused {
    Urlencoded(serde_urlencoded::de::Error),
    Json(serde_json::Error),
    Rules(garde::Report),
}
SOURCE
    for ((number = 0; number < structs; number++)); do
        cat <<SOURCE

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Record$number {
    #[garde(length(chars, min = 1, max = 50))]
    pub name: String,
    #[garde(email)]
    pub email: String,
    #[garde(length(chars, max = $((100 + number))))]
    pub title: String,
    #[garde(length(chars, max = 500))]
    pub note: Option<String>,
    #[garde(range(min = 18, max = 120))]
    pub age: u8,
    #[garde(range(min = 0, max = $((1000000 + number))))]
    pub count: i64,
    #[garde(range(min = 0.0, max = 1000000.0))]
    pub price: f64,
    #[garde(skip)]
    pub active: bool,
    #[garde(length(chars, min = 1, max = 60))]
    pub city: String,
    #[garde(range(min = 1, max = 10))]
    pub level: u8,
}

pub fn bind$number(body: Body<'_>) -> Result<Record$number, Refused> {
    let record: Record$number = match body {
        Body::Urlencoded(text) => serde_urlencoded::from_str(text).map_err(Refused::Urlencoded)?,
        Body::Json(text) => serde_json::from_str(text).map_err(Refused::Json)?,
    };
    record.validate().map_err(Refused::Rules)?;
    Ok(record)
}
SOURCE
    done
}

# User seconds of a command and of all it started, the macros' own work included.
seconds() {
    local TIMEFORMAT=%U
    { time "$@" >/dev/null 2>"$work/log" || { cat "$work/log" >&3; exit 2; }; } 2>&1
}

build() {
    cd "$work/$1"
    local command=(cargo check --quiet)
    [[ $2 == check ]] || command=(cargo build --quiet --release)
    # Whatever it builds on is there before the clock starts.
    seconds "${command[@]}" >/dev/null
    touch src/lib.rs
    seconds "${command[@]}"
}

# Lines of a crate once its macros are expanded. The compiler's switch for that makes cargo build the dependencies
# anew: this comes last.
expanded() {
    cd "$work/$1"
    RUSTC_BOOTSTRAP=1 cargo rustc --quiet --profile check -- -Zunpretty=expanded 2>"$work/log" | wc -l
}

# Lines the derives wrote, by struct.
derived() {
    local with without
    with=$(expanded "$1")
    cp "$work/$1/src/lib.rs" "$work/with_derives.rs"
    sed -i -E '/^ *#\[(derive|form|serde|garde)\(?/d' "$work/$1/src/lib.rs"
    without=$(expanded "$1")
    cp "$work/with_derives.rs" "$work/$1/src/lib.rs"
    echo $(((with - without) / structs))
}

median() {
    sort -g | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}

status=0
hold() {
    if awk "BEGIN { exit !($2 <= $3) }"; then
        printf '  ok     %-40s %8s   at most %s\n' "$1" "$2" "$3"
    else
        printf '  MISSED %-40s %8s   at most %s\n' "$1" "$2" "$3"
        status=1
    fi
}

for crate in ours theirs; do
    mkdir -p "$work/$crate/src"
    $crate >"$work/$crate/Cargo.toml"
    "${crate}_source" >"$work/$crate/src/lib.rs"
    for kind in check release; do
        build $crate $kind >/dev/null
    done
done

declare -A ratio
for kind in check release; do
    : >"$work/ratios"
    printf '%s, user seconds: ours, theirs\n' $kind
    for ((run = 0; run < runs; run++)); do
        if ((run % 2 == 0)); then
            a=$(build ours $kind)
        b=$(build theirs $kind)
        else
            b=$(build theirs $kind)
        a=$(build ours $kind)
        fi
        printf '  %s  %s\n' "$a" "$b"
        awk "BEGIN { printf \"%.3f\\n\", $a / $b }" >>"$work/ratios"
    done
    ratio[$kind]=$(median <"$work/ratios")
done
lines=$(derived ours)
their_lines=$(derived theirs)

echo
hold "check, ratio of user seconds" "${ratio[check]}" $most_check
hold "release build, ratio of user seconds" "${ratio[release]}" $most_release
hold "lines derived for a struct (theirs $their_lines)" "$lines" $most_lines
exit $status
