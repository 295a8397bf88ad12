//! The page as functions of maud, one for each kind of control.

use maud::{Markup, PreEscaped, html};

use crate::submission::{Entry, Page};

/// The attributes of a field, without its submitted value.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    is_optional: bool,
    max_length: Option<u32>,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    /// For names and addresses, which a spelling checker does not know.
    is_verbatim: bool,
}

const fn field(name: &'static str, label: &'static str) -> Field {
    Field {
        name,
        label,
        hint: "",
        is_optional: false,
        max_length: None,
        autocomplete: None,
        inputmode: None,
        is_verbatim: false,
    }
}

impl Field {
    const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
    const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
    const fn max_length(mut self, length: u32) -> Self {
        self.max_length = Some(length);
        self
    }
    const fn autocomplete(mut self, detail: &'static str) -> Self {
        self.autocomplete = Some(detail);
        self
    }
    const fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }
    const fn verbatim(mut self) -> Self {
        self.is_verbatim = true;
        self
    }
    const fn verbatim_value(self) -> Option<&'static str> {
        if self.is_verbatim { Some("false") } else { None }
    }
    const fn capitals(self) -> Option<&'static str> {
        if self.is_verbatim { Some("none") } else { None }
    }
}

fn group(entry: Entry<'_>) -> &'static str {
    if entry.error.is_some() { "field field--invalid" } else { "field" }
}

fn label(field: Field) -> Markup {
    html! {
        label for={ "id_" (field.name) } { (field.label) @if field.is_optional { " (optional)" } }
        @if !field.hint.is_empty() {
            p class="hint" id={ "id_" (field.name) "-hint" } { (field.hint) }
        }
    }
}

fn error(name: &str, entry: Entry<'_>) -> Markup {
    html! {
        @if let Some(message) = entry.error {
            p class="error" id={ "id_" (name) "-error" } { span class="visually-hidden" { "Error:" } " " (message) }
        }
    }
}

fn invalid(entry: Entry<'_>) -> Option<&'static str> {
    entry.error.map(|_| "true")
}

fn described(field: Field, entry: Entry<'_>) -> Option<String> {
    let name = field.name;
    match (field.hint.is_empty(), entry.error.is_some()) {
        (false, true) => Some(format!("id_{name}-hint id_{name}-error")),
        (false, false) => Some(format!("id_{name}-hint")),
        (true, true) => Some(format!("id_{name}-error")),
        (true, false) => None,
    }
}

fn line(field: Field, input_type: &str, entry: Entry<'_>) -> Markup {
    let name = field.name;
    html! {
        div class=(group(entry)) {
            (label(field)) (error(name, entry))
            input type=(input_type) id={ "id_" (name) } name=(name) value=(entry.value) required[!field.is_optional]
                maxlength=[field.max_length] inputmode=[field.inputmode] autocomplete=[field.autocomplete]
                spellcheck=[field.verbatim_value()] autocapitalize=[field.capitals()]
                aria-invalid=[invalid(entry)] aria-describedby=[described(field, entry)];
        }
    }
}

fn lines(field: Field, entry: Entry<'_>) -> Markup {
    let name = field.name;
    html! {
        div class=(group(entry)) {
            (label(field)) (error(name, entry))
            textarea id={ "id_" (name) } name=(name) required[!field.is_optional] maxlength=[field.max_length]
                aria-invalid=[invalid(entry)] aria-describedby=[described(field, entry)] {
                (PreEscaped("\n")) (entry.value)
            }
        }
    }
}

fn checkbox(field: Field, entry: Entry<'_>) -> Markup {
    let name = field.name;
    html! {
        div class=(group(entry)) {
            input type="checkbox" id={ "id_" (name) } name=(name) value="true" checked[entry.value == "true"]
                required[!field.is_optional] aria-invalid=[invalid(entry)] aria-describedby=[described(field, entry)];
            label for={ "id_" (name) } { (field.label) }
            (error(name, entry))
        }
    }
}

fn radios(field: Field, options: &[(&str, &str)], entry: Entry<'_>) -> Markup {
    let name = field.name;
    html! {
        fieldset class=(group(entry)) role="radiogroup" aria-invalid=[invalid(entry)]
            aria-describedby=[described(field, entry)] {
            legend { (field.label) }
            (error(name, entry))
            @for (i, (value, text)) in options.iter().enumerate() {
                @let id = if i == 0 { format!("id_{name}") } else { format!("id_{name}-{}", i + 1) };
                div {
                    input type="radio" id=(id) name=(name) value=(value) checked[entry.value == *value] required;
                    " " label for=(id) { (text) }
                }
            }
        }
    }
}

fn select(field: Field, options: &[(&str, &str)], entry: Entry<'_>) -> Markup {
    let name = field.name;
    html! {
        div class=(group(entry)) {
            (label(field)) (error(name, entry))
            select id={ "id_" (name) } name=(name) required[!field.is_optional] aria-invalid=[invalid(entry)]
                aria-describedby=[described(field, entry)] {
                @if !options.iter().any(|(value, _)| *value == entry.value) {
                    option value="" { "Choose\u{2026}" }
                }
                @for (value, text) in options {
                    option value=(value) selected[entry.value == *value] { (text) }
                }
            }
        }
    }
}

fn date(entry: Entry<'_>) -> &'static str {
    if entry.error.is_some() { "text" } else { "date" }
}

const GENDERS: &[(&str, &str)] = &[("female", "Female"), ("male", "Male"), ("other", "Other")];
const LOCALES: &[(&str, &str)] = &[("de", "De"), ("en", "En"), ("es", "Es"), ("fr", "Fr"), ("it", "It")];
const COLORS: &[(&str, &str)] = &[("red", "red"), ("green", "green"), ("blue", "blue")];

pub fn page(page: &Page<'_>) -> String {
    let markup = html! {
        @if !page.summary.is_empty() {
            div class="error-summary" tabindex="-1" role="group" aria-labelledby="id_-summary" autofocus {
                div role="alert" {
                    h2 { "There is a problem" }
                    ul {
                        @for (name, message) in page.summary {
                            li { a href={ "#id_" (name) } { (message) } }
                        }
                    }
                }
            }
        }
        (line(field("first_name", "First name").max_length(50).autocomplete("given-name"), "text", page.first_name))
        (line(field("last_name", "Last name").max_length(50).autocomplete("family-name"), "text", page.last_name))
        (line(field("display_name", "Display name").max_length(60).hint("What others see."), "text", page.display_name))
        (lines(field("bio", "Bio").max_length(500), page.bio))
        (line(field("email", "Email address").max_length(320).autocomplete("email").verbatim(), "email", page.email))
        (line(field("website", "Website").autocomplete("url").verbatim(), "url", page.website))
        (line(field("phone", "Phone").max_length(32).autocomplete("tel").verbatim(), "tel", page.phone))
        (line(field("birth_date", "Birth date"), date(page.birth_date), page.birth_date))
        (line(field("joined_on", "Joined on").optional(), date(page.joined_on), page.joined_on))
        (line(field("height_cm", "Height in cm").inputmode("numeric"), "text", page.height_cm))
        (line(field("weight_kg", "Weight in kg").inputmode("decimal"), "text", page.weight_kg))
        (line(field("children", "Children"), "text", page.children))
        (checkbox(field("newsletter", "Newsletter").optional(), page.newsletter))
        (checkbox(field("accept_tos", "I accept the terms"), page.accept_tos))
        (radios(field("gender", "Gender"), GENDERS, page.gender))
        (select(field("locale", "Locale"), LOCALES, page.locale))
        (line(field("company", "Company").max_length(100).autocomplete("organization").optional(), "text", page.company))
        (line(field("job_title", "Job title").max_length(100).optional(), "text", page.job_title))
        (line(
            field("timezone", "Timezone")
                .max_length(50)
                .hint("As the list of time zones names it, such as Europe/London."),
            "text",
            page.timezone,
        ))
        (select(field("favorite_color", "Favorite color"), COLORS, page.favorite_color))
    };
    markup.into_string()
}
