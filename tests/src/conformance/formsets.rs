//! Formsets: lists of forms.
//!
//! Django counts rows by the numbers `TOTAL_FORMS` and `INITIAL_FORMS` that the page sends. Our library counts the rows.
//! Here the counters are declared as ordinary fields, and each initial row has its number in a hidden control `id`, like a row
//! of a database, so that it is never blank. A row that is deleted is left out of the body. What Django answers for deleted
//! rows is not compared.

use super::{
    value::Value,
    vectors::{Answer, Case},
};
use forms::{Body, Form};

#[derive(Form, Debug)]
#[form(fields = all)]
struct Plain {
    #[form(max = 2000)]
    total_forms: u32,
    initial_forms: u32,
    min_num_forms: Option<i64>,
    max_num_forms: Option<i64>,
    #[form(nested, max_items = 2000)]
    form: Vec<NameAndQuantity>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct NameAndQuantity {
    id: Option<u32>,
    #[form(max_length = 5)]
    name: String,
    #[form(min = 1)]
    qty: Option<i64>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Limits {
    #[form(max = 2)]
    total_forms: u32,
    initial_forms: u32,
    min_num_forms: Option<i64>,
    max_num_forms: Option<i64>,
    #[form(nested, min_items = 1, max_items = 2)]
    form: Vec<Name>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Name {
    id: Option<u32>,
    name: String,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Ordered {
    #[form(max = 2000)]
    total_forms: u32,
    initial_forms: u32,
    min_num_forms: Option<i64>,
    max_num_forms: Option<i64>,
    #[form(nested, max_items = 2000)]
    form: Vec<NameInOrder>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct NameInOrder {
    id: Option<u32>,
    name: String,
    #[form(rename = "ORDER")]
    order: Option<i64>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Names {
    #[form(max = 2000)]
    total_forms: u32,
    initial_forms: u32,
    min_num_forms: Option<i64>,
    max_num_forms: Option<i64>,
    #[form(nested, max_items = 2000)]
    form: Vec<Name>,
}

/// The body that the page sent, with our keys.
struct Page {
    body: String,
    total: usize,
    /// Django's numbers of the rows that the body has.
    sent: Vec<usize>,
    /// For each of these rows, whether it is blank.
    blank: Vec<bool>,
    deleted: Vec<usize>,
    /// The number of rows, counted from the first, that have a delete control.
    deletable: usize,
}

/// Returns the answer of our form.
pub fn answer(name: &str, case: &Case) -> Answer {
    let Some(text) = case.input.text() else {
        return Answer::NotBuilt("a body that is not a text".to_owned());
    };
    let factory = &case.config["factory"];
    let names: &[&str] = match name {
        "plain" => &["name", "qty"],
        "limits" | "no_del_extra" => &["name"],
        "del_order" => &["name", "ORDER"],
        _ => return Answer::NotBuilt(format!("the formset {name}")),
    };
    let can_delete = factory["can_delete"].as_bool().unwrap_or(false);
    let page = Page::of(
        text,
        &Rows {
            names,
            there: case.config["initial"]
                .as_array()
                .map_or(0, Vec::len)
                .max(factory["min_num"].as_u64().unwrap_or(0) as usize),
            most: factory["absolute_max"].as_u64().unwrap_or(2000) as usize,
            can_delete,
            can_delete_extra: factory["can_delete_extra"].as_bool().unwrap_or(true),
        },
    );
    match name {
        "plain" => page.bound(|form: Plain| {
            form.form
                .iter()
                .map(|row| object(&[("name", text_of(&row.name)), ("qty", int_of(row.qty))]))
                .collect()
        }),
        "limits" => page.bound(|form: Limits| names_of(&form.form)),
        "no_del_extra" => page.bound(|form: Names| names_of(&form.form)),
        _ => page.bound(|form: Ordered| {
            let row =
                |row: &NameInOrder| object(&[("name", text_of(&row.name)), ("ORDER", int_of(row.order))]);
            form.form.iter().map(row).collect()
        }),
    }
}

fn names_of(rows: &[Name]) -> Vec<Value> {
    rows.iter().map(|row| object(&[("name", text_of(&row.name))])).collect()
}

struct Rows<'c> {
    names: &'c [&'c str],
    /// The number of rows that the page was rendered with, or must have at least.
    there: usize,
    most: usize,
    can_delete: bool,
    can_delete_extra: bool,
}

impl Page {
    fn of(text: &str, rows: &Rows<'_>) -> Page {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        // Django takes the last value of a key
        let value =
            |key: &str| pairs.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
        let mut out = form_urlencoded::Serializer::new(String::new());
        let mut count = |key: &str, name: &str| {
            let text = value(&format!("form-{key}"));
            if let Some(text) = text {
                out.append_pair(name, text);
            }
            text.and_then(|text| text.trim().split('.').next()?.parse::<usize>().ok()).unwrap_or(0)
        };
        let (total, initial) = (count("TOTAL_FORMS", "total_forms"), count("INITIAL_FORMS", "initial_forms"));
        // only scripts of the page use these values, but Django requires that they are numbers
        let _ = (count("MIN_NUM_FORMS", "min_num_forms"), count("MAX_NUM_FORMS", "max_num_forms"));
        let total = total.min(rows.most);
        let mut page = Page {
            body: String::new(),
            total,
            sent: Vec::new(),
            blank: Vec::new(),
            deleted: Vec::new(),
            deletable: 0,
        };
        page.deletable = match (rows.can_delete, rows.can_delete_extra) {
            (false, _) => 0,
            (true, true) => total,
            (true, false) => initial,
        };
        for i in 0..total {
            let delete = value(&format!("form-{i}-DELETE"))
                .is_some_and(|text| !matches!(&*text.to_lowercase(), "" | "false"));
            if delete && i < page.deletable {
                page.deleted.push(i);
                continue;
            }
            let values: Vec<_> = rows
                .names
                .iter()
                .filter_map(|name| Some((*name, value(&format!("form-{i}-{name}"))?)))
                .collect();
            let there = i < initial.max(rows.there);
            if values.is_empty() && !there {
                continue;
            }
            let k = page.sent.len();
            if there {
                out.append_pair(&format!("form[{k}].id"), &i.to_string());
            }
            for (name, value) in &values {
                out.append_pair(&format!("form[{k}].{name}"), value);
            }
            page.sent.push(i);
            page.blank.push(!there && values.iter().all(|(_, value)| value.trim().is_empty()));
        }
        page.body = out.finish();
        page
    }

    fn bound<F: Form<Context = ()>>(&self, rows: impl Fn(F) -> Vec<Value>) -> Answer {
        match F::bind(&Body::form(&*self.body)).into_result() {
            Ok(clean) => {
                let mut clean = rows(clean.into_inner()).into_iter();
                let mut all = vec![object(&[]); self.total];
                for (i, _) in self.sent.iter().zip(&self.blank).filter(|(_, blank)| !**blank) {
                    all[*i] = clean.next().unwrap_or(Value::Null);
                    if let Value::Object(members) = &mut all[*i]
                        && *i < self.deletable
                    {
                        members.push(("DELETE".to_owned(), Value::Bool(false)));
                    }
                }
                self.answer(true, &[], &[], Some(all))
            }
            Err(form) => {
                let (mut of_rows, mut of_all) = (Vec::new(), Vec::new());
                for error in form.errors().iter() {
                    let path = error.path();
                    match (self.row(&path), &*path) {
                        (Some((i, name)), _) => of_rows.push((i, name, error.code().to_owned())),
                        (None, "total_forms") if error.code() == "max_value" => of_all.push("too_many_forms"),
                        (None, "form") if error.code() == "max_items" => of_all.push("too_many_forms"),
                        (None, "form") => of_all.push("too_few_forms"),
                        (None, _) => of_all.push("missing_management_form"),
                    }
                }
                of_all.dedup();
                self.answer(false, &of_rows, &of_all, None)
            }
        }
    }

    /// Returns Django's row number and the field for a path such as `form[0].name`.
    fn row(&self, path: &str) -> Option<(usize, String)> {
        let (k, name) = path.strip_prefix("form[")?.split_once("].")?;
        Some((*self.sent.get(k.parse::<usize>().ok()?)?, name.to_owned()))
    }

    fn answer(
        &self,
        is_valid: bool,
        of_rows: &[(usize, String, String)],
        of_all: &[&str],
        clean: Option<Vec<Value>>,
    ) -> Answer {
        let kept = (0..self.total).filter(|i| !self.deleted.contains(i));
        let errors: Vec<Value> = kept
            .map(|i| {
                let mut at: Vec<(String, Value)> = Vec::new();
                for (_, name, code) in of_rows.iter().filter(|(row, ..)| *row == i) {
                    let code = object(&[("code", text_of(code))]);
                    match at.iter_mut().find(|(known, _)| known == name) {
                        Some((_, Value::List(codes))) => codes.push(code),
                        _ => at.push((name.clone(), Value::List(vec![code]))),
                    }
                }
                Value::Object(at)
            })
            .collect();
        let non_form = of_all.iter().map(|code| object(&[("code", text_of(code))])).collect();
        let mut members = vec![
            ("is_valid".to_owned(), Value::Bool(is_valid)),
            ("total_form_count".to_owned(), Value::Int(self.total.to_string())),
            // for more than 100 rows, the vectors have the errors of the first three
            (
                "errors".to_owned(),
                Value::List(if errors.len() > 100 { errors[..3].to_vec() } else { errors }),
            ),
            ("non_form_errors".to_owned(), Value::List(non_form)),
        ];
        if let Some(clean) = clean.filter(|_| self.deleted.is_empty()) {
            members.push(("cleaned_data".to_owned(), Value::List(clean)));
        }
        Answer::Accepted(Value::Object(members))
    }
}

fn text_of(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn int_of(value: Option<i64>) -> Value {
    value.map_or(Value::Null, |value| Value::Int(value.to_string()))
}

fn object(members: &[(&str, Value)]) -> Value {
    Value::Object(members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}
