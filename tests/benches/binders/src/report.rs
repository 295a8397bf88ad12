//! The results, as tables for people and as data.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::bodies::Wire;
use crate::harness::{Measured, Role, Row};

pub fn table(measured: &Measured<'_>) {
    let scenario = measured.scenario;
    let wire = match scenario.wire {
        Wire::Urlencoded => "urlencoded",
        Wire::Json => "JSON",
    };
    println!(
        "\n{}  {}; {wire}, {} bytes, {}",
        scenario.name,
        scenario.about,
        scenario.body.len(),
        if scenario.valid { "valid" } else { "invalid" },
    );
    println!(
        "  {:<46} {:>12} {:>8}  {:<15} {:>8} {:>7} {:>11} {:>7}",
        "", "ns", "ratio", "quartiles", "allocs", "resized", "bytes", "errors"
    );
    let best = measured.best_peer().map(|row| row.name);
    let mut rows: Vec<&Row> = measured.rows.iter().collect();
    rows.sort_by(|left, right| left.median().total_cmp(&right.median()));
    for row in rows {
        let mark = match row.role {
            Role::Ours => '>',
            Role::Peer if best == Some(row.name) => '*',
            Role::Peer | Role::Informative => ' ',
        };
        let (ratio, quartiles) = match measured.ratio(row) {
            Some(ratio) => {
                (format!("{:.3}", ratio.median), format!("{:.3} .. {:.3}", ratio.lower, ratio.upper))
            }
            None => ("-".to_owned(), "-".to_owned()),
        };
        let allocations = row.verdict.allocations;
        println!(
            "{mark} {:<46} {:>12} {ratio:>8}  {quartiles:<15} {:>8} {:>7} {:>11} {:>7}",
            row.name,
            nanoseconds(row.median()),
            allocations.fresh,
            allocations.resized,
            allocations.bytes,
            row.verdict.errors,
        );
    }
}

fn nanoseconds(time: f64) -> String {
    if time < 1000.0 { format!("{time:.1}") } else { format!("{time:.0}") }
}

pub fn write(path: &Path, all: &[Measured<'_>]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(
        file,
        "scenario\tcontender\trole\tnanoseconds\tratio\tratio_lower\tratio_upper\tallocations\tresized\tbytes\
         \towned_allocations\towned_bytes\terrors"
    )?;
    for measured in all {
        for row in &measured.rows {
            let ratio = measured.ratio(row);
            let ratio = |part: fn(&crate::harness::Ratio) -> f64| {
                ratio.as_ref().map_or(String::new(), |ratio| format!("{:.4}", part(ratio)))
            };
            let (owned, owned_bytes) = match row.verdict.owned {
                Some(owned) => (owned.fresh.to_string(), owned.bytes.to_string()),
                None => (String::new(), String::new()),
            };
            writeln!(
                file,
                "{}\t{}\t{}\t{:.2}\t{}\t{}\t{}\t{}\t{}\t{}\t{owned}\t{owned_bytes}\t{}",
                measured.scenario.name,
                row.name,
                match row.role {
                    Role::Peer => "peer",
                    Role::Ours => "ours",
                    Role::Informative => "informative",
                },
                row.median(),
                ratio(|ratio| ratio.median),
                ratio(|ratio| ratio.lower),
                ratio(|ratio| ratio.upper),
                row.verdict.allocations.fresh,
                row.verdict.allocations.resized,
                row.verdict.allocations.bytes,
                row.verdict.errors,
            )?;
        }
    }
    file.flush()
}
