//! Locked forms, and locked fields in them.

use forms::{Body, Form};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Plan {
    name: String,
    #[form(read_only, default)]
    credits: u32,
    #[form(immutable)]
    tier: u8,
    #[form(nested)]
    parts: Vec<Part>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Part {
    #[form(read_only, default)]
    id: u32,
    size: u8,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Customer {
    note: String,
    #[form(immutable, nested)]
    plan: Plan,
    #[form(read_only, nested, default)]
    before: Option<Plan>,
    #[form(immutable, nested)]
    rows: Vec<Part>,
    #[form(immutable, nested)]
    wrapped: Wrapped,
}

/// A locked form inside a locked form.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Wrapped {
    #[form(immutable, nested)]
    plan: Plan,
}

fn customer() -> Customer {
    let plan = |name: &str| Plan {
        name: name.to_owned(),
        credits: 5,
        tier: 1,
        parts: vec![Part { id: 7, size: 1 }],
    };
    Customer {
        note: "n".to_owned(),
        plan: plan("a"),
        before: Some(plan("b")),
        rows: vec![Part { id: 8, size: 2 }],
        wrapped: Wrapped { plan: plan("c") },
    }
}

/// Returns the paths and codes of the errors, which are the same for a whole and a partial update.
#[track_caller]
fn refusals(bodies: &[Body]) -> Vec<String> {
    let customer = customer();
    let said = |body: &Body| {
        let forms = [Customer::bind_update(&customer, body), Customer::bind_partial(&customer, body)];
        let said = forms.map(|form| {
            let errors = form.errors().iter().map(|error| format!("{}:{}", error.path(), error.code()));
            errors.collect::<Vec<_>>()
        });
        assert_eq!(said[0], said[1]);
        said[0].clone()
    };
    let all: Vec<_> = bodies.iter().map(said).collect();
    assert!(all.iter().all(|said| *said == all[0]), "{all:?}");
    all[0].clone()
}

#[test]
fn a_locked_form_refuses_changes_of_its_locked_fields() {
    let json = |within: &str| Body::json(format!(r#"{{"note":"n",{within}}}"#));
    let form = |within: &str| Body::form(format!("note=n&{within}"));
    let whole = |more: &str| format!(r#""plan":{{"name":"a","parts":[{{"size":1}}]{more}}}"#);
    let pairs = |more: &str| format!("plan.name=a&plan.parts[0].size=1{more}");
    for (members, more, expected) in [
        ("", "", &[][..]),
        (",\"credits\":5,\"tier\":1", "&plan.credits=5&plan.tier=1", &[]),
        (",\"credits\":1000000", "&plan.credits=1000000", &["plan.credits:read_only"]),
        (",\"credits\":\"x\"", "&plan.credits=x", &["plan.credits:read_only"]),
        (",\"tier\":9", "&plan.tier=9", &["plan.tier:immutable"]),
        (",\"tier\":\"x\"", "&plan.tier=x", &["plan.tier:immutable"]),
        (",\"tier\":1,\"tier\":1", "&plan.tier=1&plan.tier=1", &["plan.tier:duplicate"]),
        (",\"credits\":5,\"credits\":5", "&plan.credits=5&plan.credits=5", &["plan.credits:duplicate"]),
        (",\"name\":\"a\"", "&plan.name=a", &["plan.name:duplicate"]),
        (",\"zz\":1", "&plan.zz=1", &["plan:unknown"]),
        (
            ",\"tier\":9,\"credits\":6",
            "&plan.tier=9&plan.credits=6",
            &["plan.credits:read_only", "plan.tier:immutable"],
        ),
    ] {
        assert_eq!(refusals(&[json(&whole(members)), form(&pairs(more))]), expected, "{members}");
    }
    // a changed value inside is an error of the whole form, together with errors of locked fields
    for (within, expected) in [
        (r#""plan":{"name":"b","parts":[{"size":1}]}"#, &["plan:immutable"][..]),
        (r#""plan":{"name":1,"parts":[{"size":1}]}"#, &["plan:immutable"]),
        (r#""plan":{"name":"b","parts":[{"size":1}],"tier":9}"#, &["plan:immutable", "plan.tier:immutable"]),
        (r#""plan":{"name":"a","parts":[]}"#, &["plan:immutable"]),
        (r#""plan":null"#, &["plan:immutable"]),
        (r#""before":{"name":"b","parts":[{"size":1}],"tier":9}"#, &["before.tier:immutable"]),
        (r#""before":{"name":"b","parts":[{"size":1}],"credits":9}"#, &["before.credits:read_only"]),
        (r#""before":{"name":"b","parts":[{"size":1}],"credits":5}"#, &[]),
        (r#""before":{"name":"x","parts":[{"size":1}]}"#, &["before:read_only"]),
        (
            r#""wrapped":{"plan":{"name":"c","parts":[{"size":1}],"tier":9}}"#,
            &["wrapped.plan.tier:immutable"],
        ),
        (r#""wrapped":{"plan":{"name":"x","parts":[{"size":1}]}}"#, &["wrapped.plan:immutable"]),
        (r#""wrapped":{"plan":{"name":"c","parts":[{"size":1}],"tier":1}}"#, &[]),
    ] {
        assert_eq!(refusals(&[json(within)]), expected, "{within}");
    }
}

#[test]
fn locked_rows_can_be_repeated_with_their_locked_fields() {
    let json = |within: &str| Body::json(format!(r#"{{"note":"n",{within}}}"#));
    for (within, expected) in [
        (r#""rows":[{"id":8,"size":2}]"#, &[][..]),
        (r#""rows":[{"size":2}]"#, &[]),
        (r#""rows":[{"id":9,"size":2}]"#, &["rows[0].id:read_only"]),
        (r#""rows":[{"id":0,"size":2}]"#, &["rows[0].id:read_only"]),
        (r#""rows":[{"size":2,"size":2}]"#, &["rows[0].size:duplicate"]),
        (r#""rows":[{"size":3}]"#, &["rows:immutable"]),
        (r#""rows":[{"id":8,"size":2},{"size":2}]"#, &["rows:immutable"]),
        (r#""rows":[]"#, &["rows:immutable"]),
        (r#""plan":{"name":"a","parts":[{"id":7,"size":1}]}"#, &[]),
        (r#""plan":{"name":"a","parts":[{"id":6,"size":1}]}"#, &["plan.parts[0].id:read_only"]),
    ] {
        assert_eq!(refusals(&[json(within)]), expected, "{within}");
    }
}
