//! The reference of a form for developers of its clients: its fields, their rules, and the codes of their errors.

use super::{Access, ChoiceSource, FieldSchema, FormSchema, Kind, RuleSet, UnknownKeys, code::Code};
use std::fmt;

/// A rule about several fields, or about the form as a whole: its text and the codes of its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormRule {
    /// The rule as it is declared: `equals = password`, `check = passwords_agree`.
    pub rule: &'static str,
    /// The wire name of the field that the error belongs to; empty for the form.
    pub field: &'static str,
    /// The codes of its errors; empty if only its function knows them.
    pub codes: &'static [&'static str],
}

impl FormRule {
    /// Creates a rule.
    pub const fn new(rule: &'static str, field: &'static str, codes: &'static [&'static str]) -> Self {
        FormRule { rule, field, codes }
    }
}

/// The reference of a form. It displays as Markdown ([`Display`](fmt::Display)). Created by [`FormSchema::describe`].
#[derive(Debug, Clone, Copy)]
pub struct Description(&'static FormSchema);

impl FormSchema {
    /// Returns the reference of the form: its fields with their types and rules, the codes of their errors, the rules
    /// between them, and the same for nested forms. Custom rules and codes are listed like those of the library.
    ///
    /// ```
    /// use forms::Form;
    ///
    /// #[derive(Form)]
    /// #[form(fields = all, at_least_one_of = [email, phone])]
    /// struct Contact {
    ///     #[form(email, max_length = 254, label = "Email address")]
    ///     email: Option<String>,
    ///     #[form(min_length = 3, max_length = 20)]
    ///     phone: Option<String>,
    /// }
    ///
    /// let reference = Contact::SCHEMA.describe().to_string();
    /// assert!(reference.contains("| `phone` | Phone | text | 3 characters or more, 20 characters or fewer |"));
    /// assert!(reference.contains("| `at_least_one_of = [email, phone]` | the form | `at_least_one` |"));
    /// ```
    pub const fn describe(&'static self) -> Description {
        Description(self)
    }
    /// Sets the rules between the fields, which are only used for descriptions. They do nothing by themselves.
    pub const fn rules(mut self, rules: &'static [FormRule]) -> Self {
        self.rules = rules;
        self
    }
}

impl FieldSchema {
    /// Returns the codes of the field's errors, by its type and its rules, including those of custom rules. Functions
    /// that do not declare their codes, such as a `clean` or a `check`, may return others.
    pub fn codes(&self) -> Vec<Code> {
        let mut codes = Vec::new();
        self.add_codes(&self.kind, &mut codes);
        let mut add = |name: &str| add(&mut codes, name);
        match self.access {
            Access::ReadOnly => {
                codes.clear();
                codes.extend(["duplicate", "read_only"].into_iter().filter_map(Code::named));
                return codes;
            }
            Access::Immutable => add("immutable"),
            Access::Bound => {}
        }
        if self.choices.is_some() || !self.one_of.is_empty() {
            add("invalid_choice");
        }
        if let Some(format) = self.format {
            let known = Code::named(format.code).copied();
            push(&mut codes, known.unwrap_or(Code { params: &[], ..Code::new(format.code, format.message) }));
        }
        for code in self.own_codes {
            push(&mut codes, *code);
        }
        for own in self.rule_sets().flat_map(RuleSet::codes) {
            for code in own {
                push(&mut codes, *code);
            }
        }
        codes
    }
    fn add_codes(&self, kind: &Kind, codes: &mut Vec<Code>) {
        let mut all = |names: &[&str]| names.iter().for_each(|name| add(codes, name));
        if self.required || matches!(kind, Kind::Boolean) {
            all(&["required"]);
        }
        if let Kind::List(item) = kind {
            all(&["invalid_list", "max_items", "index"]);
            if self.row_key.is_some() {
                all(&["unknown_row", "duplicate"]);
                if !self.can_add {
                    all(&["cannot_add"]);
                }
            }
            if self.min_items > 0 {
                all(&["min_items"]);
            }
            if self.unique_items {
                all(&["unique_items"]);
            }
            return self.add_codes(item, codes);
        }
        all(&["duplicate", "invalid"]);
        match kind {
            Kind::Text | Kind::Secret => {
                all(&["max_length", "null_characters_not_allowed", "control_characters_not_allowed"]);
                if self.min_length > 0 {
                    all(&["min_length"]);
                }
                if !self.multiline {
                    all(&["line_breaks_not_allowed"]);
                }
            }
            Kind::Integer => all(&["min_value", "max_value", "max_digits"]),
            Kind::Float => all(&["max_digits"]),
            Kind::Decimal => all(&["max_digits", "max_decimal_places", "max_whole_digits"]),
            Kind::Duration => all(&["overflow"]),
            Kind::Choice(_) => all(&["invalid_choice"]),
            Kind::Json => all(&["max_length", "max_nodes"]),
            Kind::File => all(self.file.codes().as_slice()),
            _ => {}
        }
        for (is_asked, code) in [
            (self.min.is_some() || self.earliest.is_some() || has_date(kind), "min_value"),
            (self.max.is_some() || self.latest.is_some(), "max_value"),
            (self.step.is_some(), "step_size"),
            (self.time_zone.is_some(), "ambiguous_timezone"),
            (self.time_zone.is_some(), "unknown_timezone"),
            (matches!(kind, Kind::Secret), "secret_in_query"),
        ] {
            if is_asked {
                all(&[code]);
            }
        }
        if let Some(policy) = self.policy {
            all(&["password_too_short"]);
            for (is_asked, code) in [
                (policy.common || policy.blocklist.is_some() || policy.derivatives, "password_too_common"),
                (policy.numeric, "password_entirely_numeric"),
                (policy.compared, "password_too_similar"),
                #[cfg(feature = "zxcvbn")]
                (policy.min_score > 0, "password_too_weak"),
            ] {
                if is_asked {
                    all(&[code]);
                }
            }
        }
    }
    /// Returns a short text in Markdown for each rule of the field. A custom rule is named by its codes.
    pub fn demands(&self) -> Vec<String> {
        let mut demands = Vec::new();
        let mut add = |applies: bool, words: String| {
            if applies {
                demands.push(words);
            }
        };
        let counted = |count: u32, one: &str, many: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
        };
        let characters = |count| counted(count, "character", "characters");
        let items = |count| counted(count, "item", "items");
        add(self.access == Access::ReadOnly, "never set".to_owned());
        add(self.access == Access::Immutable, "set only on create".to_owned());
        add(self.required && self.access != Access::ReadOnly, "required".to_owned());
        if let Some(policy) = self.policy {
            add(true, plain(&policy.help_text()));
        }
        add(self.min_length > 0, format!("{} or more", characters(self.min_length)));
        add(self.max_length < u32::MAX, format!("{} or fewer", characters(self.max_length)));
        if let Some(format) = self.format {
            add(true, format!("in the format {}", code_span(format.name)));
        }
        if let Some(pattern) = self.pattern {
            add(true, format!("matching {}", code_span(pattern.as_str())));
        }
        if let Some(min) = self.min {
            add(true, format!("{min} or more"));
        }
        if let Some(max) = self.max {
            add(true, format!("{max} or less"));
        }
        add(
            self.max_digits < u32::MAX && matches!(self.kind.of_item(), Kind::Decimal),
            format!("{} or fewer", counted(self.max_digits, "digit", "digits")),
        );
        add(
            self.decimal_places < u32::MAX,
            format!("{} or fewer", counted(self.decimal_places, "decimal place", "decimal places")),
        );
        if let Some(formats) = self.written_as() {
            add(true, formats);
        }
        if let Some(earliest) = self.earliest {
            add(true, format!("{earliest} or later"));
        }
        if let Some(latest) = self.latest {
            add(true, format!("{latest} or earlier"));
        }
        if let Some(step) = self.step {
            add(true, format!("in steps of {step}"));
        }
        add(self.min_items > 0, format!("{} or more", items(self.min_items)));
        add(self.max_items < u32::MAX, format!("{} or fewer", items(self.max_items)));
        add(self.unique_items, "no duplicate items".to_owned());
        if let Some(key) = self.row_key_field() {
            add(true, format!("rows are matched by {}", code_span(key.name.as_str())));
            let may = [(self.can_add, "added"), (self.can_delete, "deleted"), (self.can_order, "reordered")];
            let may: Vec<_> = may.iter().filter(|(may, _)| *may).map(|(_, word)| *word).collect();
            add(!may.is_empty(), format!("rows may be {}", may.join(", ")));
        }
        for bound in self.file.demands() {
            add(true, bound);
        }
        if let Some(values) = self.values() {
            add(true, values);
        }
        // the source code of a rule means nothing to a client
        for codes in self.rules.map(RuleSet::codes).unwrap_or_default() {
            let names: Vec<_> = codes.iter().map(|code| code_span(code.name)).collect();
            let codes = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            add(true, format!("a custom rule{codes}"));
        }
        demands
    }
    /// Returns how dates and times are written.
    fn written_as(&self) -> Option<String> {
        let formats: Vec<_> = self.input_formats.iter().map(|format| code_span(format.as_str())).collect();
        (!formats.is_empty()).then(|| format!("written as {}", formats.join(" or ")))
    }
    /// Returns the list of the only accepted values.
    fn values(&self) -> Option<String> {
        /// a table with more than these is hard to read
        const MOST: usize = 20;
        let item = if let Kind::List(item) = self.kind { *item } else { self.kind };
        let values: Vec<&str> = match (self.choices, item) {
            (Some(ChoiceSource::Fixed(choices)), _) => {
                choices.options().iter().map(|option| option.value).collect()
            }
            (Some(ChoiceSource::Asked(_)), _) => {
                return Some("one of the choices that the context returns".to_owned());
            }
            (None, Kind::Choice(options)) => options.iter().map(|option| option.value).collect(),
            (None, _) => self.one_of.to_vec(),
        };
        match values.len() {
            0 => None,
            1..=MOST => {
                let values: Vec<_> = values.into_iter().map(code_span).collect();
                Some(format!("one of {}", values.join(", ")))
            }
            count => Some(format!("one of {count} values")),
        }
    }
}

/// Returns whether the kind is a date, or a date and time. These have default bounds.
fn has_date(kind: &Kind) -> bool {
    matches!(kind, Kind::Date | Kind::DateTime)
}

/// Adds one of the library's own codes.
fn add(codes: &mut Vec<Code>, name: &str) {
    if let Some(code) = Code::named(name) {
        push(codes, *code);
    }
}

fn push(codes: &mut Vec<Code>, code: Code) {
    if !codes.iter().any(|known| known.name == code.name) {
        codes.push(code);
    }
}

/// Returns the description of the values of this kind, in the words of their type if it has its own.
fn type_name(kind: &Kind, own: &str) -> String {
    match kind {
        Kind::List(item) => format!("a list, each item {}", type_name(item, own)),
        _ if !own.is_empty() => plain(own),
        Kind::Text => "text".to_owned(),
        Kind::Secret => "a secret".to_owned(),
        Kind::Integer => "a whole number".to_owned(),
        Kind::Float | Kind::Decimal => "a number".to_owned(),
        Kind::Date => "a date".to_owned(),
        Kind::Time => "a time of day".to_owned(),
        Kind::DateTime => "a date and time".to_owned(),
        Kind::Duration => "a length of time".to_owned(),
        Kind::Uuid => "a UUID".to_owned(),
        Kind::Boolean => "yes or no".to_owned(),
        Kind::Choice(_) => "one of the options".to_owned(),
        Kind::Json => "JSON".to_owned(),
        Kind::File => "a file".to_owned(),
        Kind::Form(form) => format!("{}, below", form().name),
    }
}

/// Returns the message as a sentence: `{name}` becomes the name, and `{name:one|other}` the second word.
fn without_braces(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        text.push_str(before);
        let placeholder = tail.split_once('}').and_then(|(inner, after)| {
            let (name, words) = inner.split_once(':').unwrap_or((inner, ""));
            let is_name =
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            is_name.then(|| (words.split_once('|').map_or(name, |(_, several)| several), after))
        });
        rest = if let Some((shown, after)) = placeholder {
            text.push_str(shown);
            after
        } else {
            text.push('{');
            tail
        };
    }
    text + rest
}

/// Escapes Markdown for the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// Returns Markdown that shows exactly this text.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        // a bar is escaped only in a table
        if c.is_ascii_punctuation()
            && !matches!(
                c,
                '|' | '.' | ',' | ';' | ':' | '?' | '\'' | '"' | '(' | ')' | '/' | '-' | '{' | '}'
            )
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Returns Markdown that shows this text as code.
fn code_span(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Returns the text of a rule between fields for clients, without the Rust source of functions and values.
fn rule_words(rule: &str) -> String {
    if rule.starts_with("check") {
        return "a custom rule".to_owned();
    }
    match rule.split_once(" = ") {
        Some((condition, _)) if condition.contains('(') => format!("`{condition} = ..)`"),
        _ => code_span(rule),
    }
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut forms, mut next) = (vec![self.0], 0);
        let mut codes: Vec<Code> = Vec::new();
        while let Some(form) = forms.get(next).copied() {
            if next > 0 {
                f.write_str("\n")?;
            }
            next += 1;
            write_form(form, &mut codes, f)?;
            for inner in form.fields.iter().filter_map(|field| field.kind.form()) {
                if !forms.iter().any(|known| std::ptr::eq(*known, inner)) {
                    forms.push(inner);
                }
            }
        }
        f.write_str("\n# Codes\n\n| code | parameters | means |\n| --- | --- | --- |\n")?;
        for code in codes {
            let params: Vec<_> = code.params.iter().map(|param| format!("`{param}`")).collect();
            let means = if code.about.is_empty() { without_braces(code.message) } else { code.about.into() };
            writeln!(f, "| `{}` | {} | {} |", code.name, params.join(", "), cell(&plain(&means)))?;
        }
        Ok(())
    }
}

fn write_form(form: &'static FormSchema, all: &mut Vec<Code>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "# {}\n", form.name)?;
    f.write_str("| field | label | type | rules | codes |\n| --- | --- | --- | --- | --- |\n")?;
    for field in form.fields {
        let codes = field.codes();
        let names: Vec<_> = codes.iter().map(|code| format!("`{}`", code.name)).collect();
        writeln!(
            f,
            "| `{}` | {} | {} | {} | {} |",
            field.name.as_str(),
            cell(&plain(field.label)),
            cell(&type_name(&field.kind, field.description)),
            cell(&field.demands().join(", ")),
            names.join(", ")
        )?;
        for code in codes {
            push(all, code);
        }
    }
    let mut rules: Vec<FormRule> = Vec::new();
    form.each_rule(&mut |rule| rules.push(*rule));
    if !rules.is_empty() {
        f.write_str("\n| rule | for | codes |\n| --- | --- | --- |\n")?;
    }
    for rule in rules {
        let at = if rule.field.is_empty() { "the form".to_owned() } else { format!("`{}`", rule.field) };
        let codes: Vec<_> = rule.codes.iter().map(|code| format!("`{code}`")).collect();
        writeln!(f, "| {} | {at} | {} |", cell(&rule_words(rule.rule)), codes.join(", "))?;
        rule.codes.iter().for_each(|code| add(all, code));
    }
    if form.unknown_keys == UnknownKeys::Refuse {
        f.write_str("\nAny other key is refused: `unknown`.\n")?;
        add(all, "unknown");
    }
    Ok(())
}
