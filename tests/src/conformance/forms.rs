//! Whole forms: each of Django's against a form of ours that declares the same fields.
//!
//! Our invalid forms do not say which fields changed, so that is not compared for them. A form that creates has no initial
//! values, so changed fields are compared only for updates.

use super::{
    fields::complaint,
    value::Value,
    vectors::{Answer, Case},
};
use forms::{Body, Draft, Email, Errors, Form, Problem, Report};
use jiff::civil::Date;
use std::cell::RefCell;

/// Returns whether the config has exactly these fields: our forms are declared at compile time.
fn declares(case: &Case, expected: &[(&str, &str)]) -> bool {
    let fields = case.config["fields"].as_array().into_iter().flatten();
    let fields: Vec<_> = fields.filter_map(|field| Some((field[0].as_str()?, field[1].as_str()?))).collect();
    fields == expected
}

/// Returns the answer of our form.
pub fn answer(name: &str, case: &Case) -> Answer {
    let Some(text) = case.input.text() else {
        return Answer::NotBuilt("a body that is not a text".to_owned());
    };
    KEPT.with_borrow_mut(Vec::clear);
    match name {
        "register" if declares(case, REGISTER) => created::<Register>(text),
        "same" if declares(case, SAME) => created::<Same>(text),
        "prefixed" if declares(case, PREFIXED) && case.config["prefix"] == "p" => {
            created::<Prefixed>(&renamed(text, |key| key.strip_prefix("p-").map(str::to_owned)))
        }
        "optional_empty" if declares(case, OPTIONAL_EMPTY) => {
            let text = renamed(text, |key| matches!(key, "a" | "b").then(|| format!("form.{key}")));
            created::<OptionalEmpty>(&text)
        }
        "defaults" if declares(case, DEFAULTS) => defaults(text),
        _ => Answer::NotBuilt(format!("the form {name} of other fields")),
    }
}

thread_local! {
    /// The clean values of the form that is being checked.
    static KEPT: RefCell<Vec<(String, Value)>> = RefCell::default();
}

fn keep(name: &str, value: Option<Value>) {
    if let Some(value) = value {
        KEPT.with_borrow_mut(|kept| kept.push((name.to_owned(), value)));
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn int(value: impl Into<i128>) -> Value {
    Value::Int(value.into().to_string())
}

const REGISTER: &[(&str, &str)] = &[
    ("username", "UsernameField"),
    ("email", "EmailField"),
    ("age", "IntegerField"),
    ("bio", "CharField"),
    ("tos", "BooleanField"),
];

#[derive(Form, Debug)]
#[form(fields = all, unknown = ignore, check = keep_register)]
struct Register {
    #[form(username, min_length = 3, max_length = 12)]
    username: String,
    email: Email,
    #[form(min = 18, max = 120)]
    age: u8,
    #[form(required = false, max_length = 20)]
    bio: String,
    #[form(required)]
    tos: bool,
}

fn keep_register(draft: &Draft<Register>, _: &mut Report<'_, Register>) {
    keep("username", draft.username.as_deref().map(text));
    keep("email", draft.email.as_deref().map(text));
    keep("age", draft.age.map(int));
    keep("bio", draft.bio.as_deref().map(text));
    keep("tos", draft.tos.map(Value::Bool));
}

const SAME: &[(&str, &str)] = &[("password1", "CharField"), ("password2", "CharField")];

#[derive(Form, Debug)]
#[form(fields = all, unknown = ignore, check = passwords_agree)]
struct Same {
    #[form(strip = false)]
    password1: String,
    #[form(strip = false)]
    password2: String,
}

fn passwords_agree(draft: &Draft<Same>, report: &mut Report<'_, Same>) {
    keep("password1", draft.password1.as_deref().map(text));
    keep("password2", draft.password2.as_deref().map(text));
    if let (Some(one), Some(other)) = (&draft.password1, &draft.password2)
        && one != other
    {
        report.add(Same::PASSWORD2, Problem::new("password_mismatch", "Type the same password twice."));
        report.add_form_error(Problem::new("inconsistent", "The passwords differ."));
    }
}

const PREFIXED: &[(&str, &str)] = &[("a", "IntegerField"), ("b", "CharField")];

#[derive(Form, Debug)]
#[form(fields = all, unknown = ignore, check = keep_prefixed)]
struct Prefixed {
    a: i64,
    #[form(max_length = 3)]
    b: String,
}

fn keep_prefixed(draft: &Draft<Prefixed>, _: &mut Report<'_, Prefixed>) {
    keep("a", draft.a.map(int));
    keep("b", draft.b.as_deref().map(text));
}

const OPTIONAL_EMPTY: &[(&str, &str)] = &[("a", "IntegerField"), ("b", "CharField")];

/// In our library, a form that may be left empty is a nested form in an `Option`.
#[derive(Form, Debug)]
#[form(fields = all)]
struct OptionalEmpty {
    #[form(nested)]
    form: Option<Both>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = keep_both)]
struct Both {
    a: i64,
    b: String,
}

fn keep_both(draft: &Draft<Both>, _: &mut Report<'_, Both>) {
    keep("a", draft.a.map(int));
    keep("b", draft.b.as_deref().map(text));
}

const DEFAULTS: &[(&str, &str)] = &[
    ("name", "CharField"),
    ("count", "IntegerField"),
    ("flag", "BooleanField"),
    ("tags", "MultipleChoiceField"),
    ("when", "DateField"),
    ("locked", "CharField"),
];

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, unknown = ignore, read_only = [locked], check = keep_defaults)]
struct Defaults {
    #[form(required = false)]
    name: String,
    count: Option<i64>,
    flag: bool,
    #[form(one_of = ["1", "2", "3"], strip = false)]
    tags: Vec<String>,
    when: Option<Date>,
    #[form(default)]
    locked: String,
}

fn keep_defaults(draft: &Draft<Defaults>, _: &mut Report<'_, Defaults>) {
    keep("name", draft.name.as_deref().map(text));
    keep("count", draft.count.map(|count| count.map_or(Value::Null, int)));
    keep("flag", draft.flag.map(Value::Bool));
    keep("tags", draft.tags.as_ref().map(|tags| Value::List(tags.iter().map(|tag| text(tag)).collect())));
    keep("when", draft.when.map(|date| date.map_or(Value::Null, |date| Value::Date(date.to_string()))));
    keep("locked", draft.locked.as_deref().map(text));
}

/// The initial values are those of the updated model.
fn defaults(body: &str) -> Answer {
    let mut model = Defaults {
        name: "n0".to_owned(),
        count: Some(3),
        flag: true,
        tags: Vec::new(),
        when: None,
        locked: "L".to_owned(),
    };
    match Defaults::bind_update(&model, &Body::form(body)).into_result() {
        Err(form) => refused(form.errors()),
        Ok(clean) => {
            let changed = clean.apply_to(&mut model);
            let changed = changed.iter().map(|name| text(name)).collect();
            let Answer::Accepted(Value::Object(mut members)) = accepted() else { unreachable!("an object") };
            members.push(("changed_data".to_owned(), Value::List(changed)));
            Answer::Accepted(Value::Object(members))
        }
    }
}

fn created<F: Form<Context = ()>>(body: &str) -> Answer {
    let bound = F::bind(&Body::form(body));
    if bound.is_valid() { accepted() } else { refused(bound.errors()) }
}

fn accepted() -> Answer {
    object(true, Vec::new(), KEPT.with_borrow_mut(std::mem::take))
}

/// Returns the errors at their fields, and the values of the valid fields.
fn refused(errors: &Errors) -> Answer {
    let mut at: Vec<(String, Value)> = Vec::new();
    for error in errors.iter() {
        let path = error.path();
        // our error of an item is Django's error of the list
        let path = path.split('[').next().unwrap_or_default();
        let name = match path.strip_prefix("form.").unwrap_or(path) {
            "" => "__all__",
            name => name,
        };
        let code = Value::Object(vec![("code".to_owned(), text(error.code()))]);
        match at.iter_mut().find(|(known, _)| known == name) {
            Some((_, Value::List(codes))) => codes.push(code),
            _ => at.push((name.to_owned(), Value::List(vec![code]))),
        }
    }
    let mut clean = KEPT.with_borrow_mut(std::mem::take);
    clean.retain(|(name, _)| !at.iter().any(|(wrong, _)| wrong == name));
    if errors.status() != 422 {
        // a body that cannot be read has one error
        let all = errors.iter().map(|error| complaint(error.code(), Vec::new())).collect();
        return Answer::Refused(all);
    }
    object(false, at, clean)
}

fn object(is_valid: bool, errors: Vec<(String, Value)>, clean: Vec<(String, Value)>) -> Answer {
    Answer::Accepted(Value::Object(vec![
        ("is_valid".to_owned(), Value::Bool(is_valid)),
        ("errors".to_owned(), Value::Object(errors)),
        ("cleaned_data".to_owned(), Value::Object(clean)),
    ]))
}

/// Renames the keys of the pairs. Leaves out pairs for which `name` returns `None`, as Django ignores them.
fn renamed(body: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (key, value) in form_urlencoded::parse(body.as_bytes()) {
        if let Some(key) = name(&key) {
            out.append_pair(&key, &value);
        }
    }
    out.finish()
}
