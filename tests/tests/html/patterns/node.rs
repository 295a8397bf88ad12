//! Runs the JavaScript engine.

use std::{
    io::Write,
    process::{Command, Stdio},
    thread,
};

/// Compiles each line of its input as a browser compiles `pattern` (WHATWG HTML 4.10.5.3.6).
const SCRIPT: &str = r#"
const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(line => line);
const answer = line => {
    const [pattern, texts] = JSON.parse(line);
    try {
        const expression = new RegExp("^(?:" + pattern + ")$", "v");
        return texts.map(text => expression.test(text) ? "1" : "0").join("");
    } catch {
        return "unread";
    }
};
console.log(lines.map(answer).join("\n"));
"#;

/// Returns whether each text matches its pattern. If a pattern is invalid, its list has another length. Returns `None`, with
/// a loud message, if there is no engine.
pub(crate) fn answers<'t>(asked: impl Iterator<Item = (&'t str, &'t [String])>) -> Option<Vec<Vec<bool>>> {
    let spawned =
        Command::new("node").args(["-e", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut node = match spawned {
        Ok(node) => node,
        Err(error) => {
            // bypasses the test harness, which hides printed text
            let told = format!(
                "\nSKIPPED: `pattern` was not compared with JavaScript, because node does not run: {error}\n"
            );
            std::io::stderr().write_all(told.as_bytes()).unwrap();
            assert!(std::env::var_os("REQUIRE_NODE").is_none(), "node is required here");
            return None;
        }
    };
    let lines: String = asked.map(|asked| serde_json::to_string(&asked).unwrap() + "\n").collect();
    let mut input = node.stdin.take().unwrap();
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{}", output.status);
    let answers = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| match line {
        "unread" => Vec::new(),
        bits => bits.bytes().map(|bit| bit == b'1').collect(),
    };
    Some(answers.split('\n').map(read).collect())
}
