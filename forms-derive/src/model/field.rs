//! A field of the struct, with the meaning of its attributes.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Ident, LitStr, Path, Type, Visibility};

use super::{Format, Zone, is_plain_value, map_value, type_name};
use crate::convention::Convention;
use crate::syntax::{Argument, Choices, Condition, DeclaredField, Entry, Message, Name};

/// A field of the struct, with its attributes.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// Without `r#`.
    pub(crate) name: String,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<Attribute>,
    /// The first `#[form]` attribute, which may be empty. With `exclude`, it confirms that the field is bound.
    pub(crate) form_attribute: Option<Span>,
    pub(crate) wire: Wire,
    pub(crate) read_only: Option<Ident>,
    pub(crate) immutable: Option<Ident>,
    pub(crate) nested: Option<Ident>,
    pub(crate) flatten: Option<Ident>,
    /// The key of the rows of a list.
    pub(crate) row_key: Option<RowKey>,
    pub(crate) keys: Option<Keys>,
    pub(crate) label: Option<LitStr>,
    pub(crate) help: Option<LitStr>,
    pub(crate) item_label: Option<LitStr>,
    pub(crate) widget: Option<Ident>,
    pub(crate) autocomplete: Option<LitStr>,
    pub(crate) default: Option<Default>,
    pub(crate) messages: Vec<Message>,
    pub(crate) rules: Vec<Rule>,
    /// All keys of its attributes, in order.
    pub(crate) words: Vec<Ident>,
}

/// `key = id`.
pub(crate) struct RowKey {
    pub(crate) word: Ident,
    pub(crate) field: Name,
}

/// The name of the field in a request.
pub(crate) struct Wire {
    pub(crate) text: String,
    pub(crate) span: Span,
}

pub(crate) struct Default {
    pub(crate) word: Ident,
    /// `None` for the default of the type.
    pub(crate) value: Option<Expr>,
}

/// The keys of a map: a list, or an enum that derives `Choice`.
pub(crate) struct Keys {
    pub(crate) word: Ident,
    pub(crate) keys: Choices,
}

/// A rule for the value of a field.
pub(crate) struct Rule {
    pub(crate) word: Ident,
    pub(crate) kind: RuleKind,
}

#[expect(clippy::large_enum_variant, reason = "there are a few, and only while compiling")]
pub(crate) enum RuleKind {
    /// A key without an argument, such as `multiline`.
    Plain,
    /// `required`, `strip`.
    Switch(bool),
    /// `min_length = 3`.
    Amount(Expr),
    /// `email`, `url(schemes = ["https"])`.
    Format(Format),
    Regex(LitStr),
    OneOf(Span, Vec<LitStr>),
    InputFormats(Span, Vec<LitStr>),
    /// `max_size = "5 MB"`, `min_size = 1_000`.
    Size(Expr),
    /// `extensions`, `content_types`.
    FileTypes(Span, Vec<LitStr>),
    Image(Box<Image>),
    TimeZone(Zone),
    Age {
        min: Option<Expr>,
        max: Option<Expr>,
        /// A function that returns today, for a date of birth.
        on: Option<Expr>,
    },
    Password(Box<Password>),
    Equals(Name),
    NotEquals(Name),
    /// `after = from`: the key is the comparison.
    Compared(Name),
    RequiredIf(Condition),
    RequiredUnless(Condition),
    Choices(Choices),
    Validate(Expr),
    Clean(Path),
}

/// The keys that compare a field with another one. `forms::schema::Relation` has a variant for each.
pub(crate) const RELATIONS: [&str; 8] =
    ["after", "not_before", "before", "not_after", "greater_than", "at_least", "less_than", "at_most"];

/// `password(...)`. A setting that is `None` comes from the preset.
#[derive(Default)]
pub(crate) struct Password {
    /// The presets in order. More than one is an error.
    pub(crate) presets: Vec<Preset>,
    pub(crate) second_factor: Option<Ident>,
    pub(crate) min_length: Option<Expr>,
    pub(crate) max_length: Option<Expr>,
    pub(crate) common: Option<bool>,
    pub(crate) derivatives: Option<bool>,
    pub(crate) numeric: Option<bool>,
    pub(crate) similar_to: Option<Vec<Name>>,
    pub(crate) max_similarity: Option<Expr>,
    pub(crate) words: Option<(Span, Vec<LitStr>)>,
    pub(crate) blocklist: Option<Expr>,
    pub(crate) min_score: Option<(Ident, Expr)>,
}

/// `image(...)`.
#[derive(Default)]
pub(crate) struct Image {
    pub(crate) formats: Option<(Span, Vec<LitStr>)>,
    /// `max_width = 2000`, in order.
    pub(crate) bounds: Vec<(Ident, Expr)>,
}

pub(crate) enum Preset {
    Django(Ident),
    Nist(Ident),
    Policy(Ident, Expr),
}

impl Preset {
    pub(crate) fn word(&self) -> &Ident {
        match self {
            Self::Django(word) | Self::Nist(word) | Self::Policy(word, _) => word,
        }
    }
}

impl Password {
    /// The fields that Django compares a password with by default.
    pub(crate) const USER_ATTRIBUTES: [&'static str; 4] = ["username", "first_name", "last_name", "email"];

    /// Returns whether the password is compared with the fields of Django's default that the form binds.
    pub(crate) fn compares_as_django(&self) -> bool {
        self.similar_to.is_none() && matches!(self.presets.as_slice(), [Preset::Django(_)])
    }

    pub(crate) fn is_user_attribute(field: &Field) -> bool {
        Self::USER_ATTRIBUTES.contains(&&*field.name) && !field.is_flattened()
    }

    /// Returns whether the form validates the password, because it is compared with other fields.
    pub(crate) fn is_compared(&self) -> bool {
        self.compares_as_django() || self.similar_to.as_ref().is_some_and(|names| !names.is_empty())
    }
}

impl Rule {
    pub(crate) fn name(&self) -> String {
        self.word.to_string()
    }
}

impl Field {
    pub(crate) fn of(declared: &DeclaredField<'_>, convention: Option<Convention>) -> Option<Self> {
        let ident = declared.item.ident.clone()?;
        let name = ident.unraw().to_string();
        let text = convention.map_or_else(|| name.clone(), |convention| convention.of_field(&name));
        let wire = Wire { text, span: ident.span() };
        let docs = declared.item.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        let mut field = Self::new(ident, wire, declared.item);
        field.docs = docs.cloned().collect();
        field.form_attribute = declared.attributes.first().map(|attribute| attribute.span);
        for entry in declared.attributes.iter().flat_map(|attribute| &attribute.entries) {
            field.take(entry);
        }
        Some(field)
    }

    /// Returns the value of a newtype as a field, with the rules of the newtype.
    pub(crate) fn of_newtype<'e>(item: &syn::Field, entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let ident = Ident::new("value", Span::mixed_site());
        let wire = Wire { text: ident.to_string(), span: item.ty.span() };
        let mut field = Self::new(ident, wire, item);
        entries.into_iter().for_each(|entry| field.take(entry));
        field
    }

    fn new(ident: Ident, wire: Wire, item: &syn::Field) -> Self {
        Self {
            name: ident.unraw().to_string(),
            ident,
            visibility: item.vis.clone(),
            ty: item.ty.clone(),
            docs: Vec::new(),
            form_attribute: None,
            wire,
            read_only: None,
            immutable: None,
            nested: None,
            flatten: None,
            row_key: None,
            keys: None,
            label: None,
            help: None,
            item_label: None,
            widget: None,
            autocomplete: None,
            default: None,
            messages: Vec::new(),
            rules: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Returns whether the keys of the form in this field are keys of the outer form: the field is marked `flatten`, and its type
    /// can be a form.
    pub(crate) fn is_flattened(&self) -> bool {
        let single =
            type_name(&self.ty).is_none_or(|name| name != "Option" && name != "Vec" && name != "Box");
        self.flatten.is_some() && single && !is_plain_value(&self.ty)
    }

    /// Returns the type that the rules are for: of a map with declared keys, the type of its values.
    pub(crate) fn value_type(&self) -> &Type {
        self.keys.as_ref().and_then(|_| map_value(&self.ty)).unwrap_or(&self.ty)
    }

    pub(crate) fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.word == name)
    }

    /// Returns the name of the constant for this field: `EMAIL` in `Signup::EMAIL`.
    pub(crate) fn ref_name(&self) -> String {
        field_ref_name(&self.ident)
    }

    fn take(&mut self, entry: &Entry) {
        let word = || Some(entry.word.clone());
        self.words.push(entry.word.clone());
        match (entry.key.name, &entry.argument) {
            ("read_only", _) => self.read_only = word(),
            ("immutable", _) => self.immutable = word(),
            ("nested", _) => self.nested = word(),
            ("flatten", _) => self.flatten = word(),
            ("key", Argument::Names(_, names)) => {
                self.row_key =
                    names.first().map(|field| RowKey { word: entry.word.clone(), field: field.clone() });
            }
            ("keys", Argument::Choices(keys)) => {
                self.keys = Some(Keys { word: entry.word.clone(), keys: keys.clone() });
            }
            ("rename", Argument::Text(text)) => {
                self.wire = Wire { text: text.value(), span: text.span() };
            }
            ("label", Argument::Text(text)) => self.label = Some(text.clone()),
            ("help", Argument::Text(text)) => self.help = Some(text.clone()),
            ("item_label", Argument::Text(text)) => self.item_label = Some(text.clone()),
            ("messages", Argument::Messages(messages)) => self.messages.clone_from(messages),
            ("widget", Argument::Word(name)) => self.widget = Some(name.clone()),
            ("autocomplete", Argument::Text(text)) => self.autocomplete = Some(text.clone()),
            ("default", argument) => {
                let value = match argument {
                    Argument::Expression(value) => Some(value.clone()),
                    _ => None,
                };
                self.default = Some(Default { word: entry.word.clone(), value });
            }
            _ => {
                if let Some(kind) = kind(entry) {
                    self.rules.push(Rule { word: entry.word.clone(), kind });
                }
            }
        }
    }
}

pub(crate) fn field_ref_name(field: &Ident) -> String {
    let name = field.unraw().to_string().to_uppercase();
    // `F::SCHEMA` is a constant of the trait `Form`
    if name == "SCHEMA" { name + "_" } else { name }
}

fn kind(entry: &Entry) -> Option<RuleKind> {
    Some(match (entry.key.name, &entry.argument) {
        (word, argument) if Format::is_named(word) => RuleKind::Format(Format::of(options(argument))),
        ("age", argument) => RuleKind::Age {
            min: amount(argument, "min"),
            max: amount(argument, "max"),
            on: amount(argument, "on"),
        },
        ("password", argument) => RuleKind::Password(Box::new(password(argument))),
        ("required", Argument::Nothing) => RuleKind::Switch(true),
        ("regex", Argument::Text(pattern)) => RuleKind::Regex(pattern.clone()),
        ("one_of", Argument::Texts(span, texts)) => RuleKind::OneOf(*span, texts.clone()),
        ("input_formats", Argument::Texts(span, texts)) => RuleKind::InputFormats(*span, texts.clone()),
        ("time_zone", Argument::Expression(zone)) => RuleKind::TimeZone(Zone::of(zone)),
        ("max_size" | "min_size", Argument::Expression(size)) => RuleKind::Size(size.clone()),
        ("extensions" | "content_types", Argument::Texts(span, texts)) => {
            RuleKind::FileTypes(*span, texts.clone())
        }
        ("image", argument) => RuleKind::Image(Box::new(image(argument))),
        ("equals", Argument::Names(_, names)) => RuleKind::Equals(names.first()?.clone()),
        ("not_equals", Argument::Names(_, names)) => RuleKind::NotEquals(names.first()?.clone()),
        (word, Argument::Names(_, names)) if RELATIONS.contains(&word) => {
            RuleKind::Compared(names.first()?.clone())
        }
        ("required_if", Argument::Condition(condition)) => RuleKind::RequiredIf(condition.clone()),
        ("required_unless", Argument::Condition(condition)) => RuleKind::RequiredUnless(condition.clone()),
        ("choices", Argument::Choices(choices)) => RuleKind::Choices(choices.clone()),
        ("validate", Argument::Expression(rule)) => RuleKind::Validate(rule.clone()),
        ("clean", Argument::Paths(paths)) => RuleKind::Clean(paths.first()?.clone()),
        (_, Argument::Bool(switch)) => RuleKind::Switch(switch.value),
        (_, Argument::Expression(amount)) => RuleKind::Amount(amount.clone()),
        (_, Argument::Nothing) => RuleKind::Plain,
        _ => return None,
    })
}

fn options(argument: &Argument) -> &[Entry] {
    match argument {
        Argument::Options(entries) => entries,
        _ => &[],
    }
}

fn amount(argument: &Argument, key: &str) -> Option<Expr> {
    options(argument).iter().find(|entry| entry.key.name == key).and_then(|entry| match &entry.argument {
        Argument::Expression(amount) => Some(amount.clone()),
        _ => None,
    })
}

fn image(argument: &Argument) -> Image {
    let mut image = Image::default();
    for Entry { word, argument, .. } in options(argument) {
        match argument {
            Argument::Texts(span, formats) => image.formats = Some((*span, formats.clone())),
            Argument::Expression(bound) => image.bounds.push((word.clone(), bound.clone())),
            _ => {}
        }
    }
    image
}

fn password(argument: &Argument) -> Password {
    let mut password = Password::default();
    for Entry { key, word, argument } in options(argument) {
        match (key.name, argument) {
            ("django", Argument::Nothing) => password.presets.push(Preset::Django(word.clone())),
            ("nist", Argument::Nothing) => password.presets.push(Preset::Nist(word.clone())),
            ("policy", Argument::Expression(policy)) => {
                password.presets.push(Preset::Policy(word.clone(), policy.clone()));
            }
            ("second_factor", Argument::Nothing) => password.second_factor = Some(word.clone()),
            ("min_length", Argument::Expression(amount)) => password.min_length = Some(amount.clone()),
            ("max_length", Argument::Expression(amount)) => password.max_length = Some(amount.clone()),
            ("common", Argument::Bool(switch)) => password.common = Some(switch.value),
            ("derivatives", Argument::Bool(switch)) => password.derivatives = Some(switch.value),
            ("numeric", Argument::Bool(switch)) => password.numeric = Some(switch.value),
            ("similar_to", Argument::Names(_, names)) => password.similar_to = Some(names.clone()),
            ("max_similarity", Argument::Expression(measure)) => {
                password.max_similarity = Some(measure.clone());
            }
            ("words", Argument::Texts(span, words)) => password.words = Some((*span, words.clone())),
            ("blocklist", Argument::Expression(list)) => password.blocklist = Some(list.clone()),
            ("min_score", Argument::Expression(score)) => {
                password.min_score = Some((word.clone(), score.clone()));
            }
            _ => {}
        }
    }
    password
}
