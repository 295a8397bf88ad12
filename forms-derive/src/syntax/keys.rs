//! The keys that attributes may have.

/// A key that `#[form(...)]` knows, and its argument.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// An example of the key, for error messages.
    pub(crate) example: &'static str,
    /// The key may be written more than once.
    pub(crate) repeats: bool,
}

/// The argument of a key.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    Nothing,
    Bool,
    NothingOrBool,
    Expression,
    NothingOrExpression,
    Text,
    Word,
    Name,
    Names,
    NamesOrAll,
    Texts,
    Paths,
    Path,
    Type,
    Derives,
    NothingOrOptions(&'static [Key]),
    Messages,
    /// `required_if(plan = "pro")`, `required_if(phone)`, `required_if = function`.
    Condition,
    /// `choices = [(1, "One")]`, `choices = function`.
    Choices,
}

pub(super) const fn key(name: &'static str, takes: Takes, example: &'static str) -> Key {
    Key { name, takes, example, repeats: false }
}

pub(super) const fn repeated(name: &'static str, takes: Takes, example: &'static str) -> Key {
    Key { name, takes, example, repeats: true }
}

/// The item that a `#[form(...)]` attribute is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Struct,
    Field,
    Enum,
    Variant,
    Newtype,
    /// An enum with data.
    TaggedEnum,
    /// A variant of an enum with data.
    TaggedVariant,
}

impl Target {
    pub(crate) const ALL: [Self; 7] = [
        Self::Struct,
        Self::Field,
        Self::Enum,
        Self::Variant,
        Self::Newtype,
        Self::TaggedEnum,
        Self::TaggedVariant,
    ];

    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Self::Struct => STRUCT,
            Self::Field => FIELD,
            Self::Enum => ENUM,
            Self::Variant => VARIANT,
            Self::Newtype => super::newtype_keys::NEWTYPE,
            Self::TaggedEnum => TAGGED_ENUM,
            Self::TaggedVariant => TAGGED_VARIANT,
        }
    }

    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Struct => "on the struct",
            Self::Field => "on a field",
            Self::Enum => "on an enum that derives `Choice`",
            Self::Variant => "on a variant of an enum that derives `Choice`",
            Self::Newtype => "on a newtype that derives `FieldType`",
            Self::TaggedEnum => "on an enum that derives `Form`",
            Self::TaggedVariant => "on a variant of an enum that derives `Form`",
        }
    }
}

const STRUCT: &[Key] = &[
    key("fields", Takes::NamesOrAll, "fields = [username, email]` or `fields = all"),
    key("exclude", Takes::Names, "exclude = [password_hash]"),
    key("name", Takes::Word, "name = SignupForm"),
    key("read_only", Takes::Names, "read_only = [id, created_at]"),
    key("immutable", Takes::Names, "immutable = [username]"),
    repeated("check", Takes::Paths, "check = passwords_agree"),
    key("context", Takes::Type, "context = CurrentUser"),
    key("unknown", Takes::Word, "unknown = ignore"),
    key("ignore", Takes::Names, "ignore = [action, \"g-recaptcha-response\"]"),
    key("accept", Takes::Word, "accept = json"),
    key("csrf", Takes::Nothing, "csrf"),
    key("derive", Takes::Derives, "derive(Debug, Clone)"),
    key("messages", Takes::Messages, "messages(required = \"Tell us {label}.\")"),
    repeated("at_least_one_of", Takes::Names, "at_least_one_of = [email, phone]"),
    repeated("exactly_one_of", Takes::Names, "exactly_one_of = [email, phone]"),
    repeated("at_most_one_of", Takes::Names, "at_most_one_of = [email, phone]"),
    key("limits", Takes::Expression, "limits = UPLOAD_LIMITS"),
    key("rename_all", Takes::Text, "rename_all = \"camelCase\""),
    key("serde", Takes::Word, "serde = ignore"),
    key("browser_validation", Takes::Word, "browser_validation = off"),
    key("crate", Takes::Path, "crate = forms"),
];

const FIELD: &[Key] = &[
    key("read_only", Takes::Nothing, "read_only"),
    key("immutable", Takes::Nothing, "immutable"),
    key("nested", Takes::Nothing, "nested"),
    key("key", Takes::Name, "key = id"),
    key("can_add", Takes::Nothing, "can_add"),
    key("can_delete", Takes::Nothing, "can_delete"),
    key("can_order", Takes::Nothing, "can_order"),
    key("keys", Takes::Choices, "keys = [\"en\", \"de\"]` or `keys = Locale"),
    key("flatten", Takes::Nothing, "flatten"),
    key("rename", Takes::Text, "rename = \"postal-code\""),
    key("label", Takes::Text, "label = \"Email address\""),
    key("help", Takes::Text, "help = \"We never share it.\""),
    key("item_label", Takes::Text, "item_label = \"Phone\""),
    key("messages", Takes::Messages, "messages(required = \"Tell us {label}.\")"),
    key("default", Takes::NothingOrExpression, "default` or `default = 10"),
    key("required", Takes::NothingOrBool, "required` or `required = false"),
    key("multiline", Takes::Nothing, "multiline"),
    key("strip", Takes::Bool, "strip = false"),
    key("lenient", Takes::Nothing, "lenient"),
    key("widget", Takes::Word, "widget = textarea"),
    key("autocomplete", Takes::Text, "autocomplete = \"postal-code\""),
    key("min_length", Takes::Expression, "min_length = 3"),
    key("max_length", Takes::Expression, "max_length = 30"),
    key("min", Takes::Expression, "min = 1"),
    key("max", Takes::Expression, "max = 100"),
    key("step", Takes::Expression, "step = 5"),
    key("max_digits", Takes::Expression, "max_digits = 10"),
    key("decimal_places", Takes::Expression, "decimal_places = 2"),
    key("min_items", Takes::Expression, "min_items = 1"),
    key("max_items", Takes::Expression, "max_items = 5"),
    key("unique_items", Takes::Nothing, "unique_items"),
    key("ordered", Takes::Nothing, "ordered"),
    key("max_nodes", Takes::Expression, "max_nodes = 1_000"),
    key("max_size", Takes::Expression, "max_size = \"5 MB\"` or `max_size = 5_000_000"),
    key("min_size", Takes::Expression, "min_size = \"1 kB\"` or `min_size = 1_000"),
    key("allow_empty", Takes::Nothing, "allow_empty"),
    key("max_name_length", Takes::Expression, "max_name_length = 100"),
    key("extensions", Takes::Texts, "extensions = [\"pdf\", \"odt\"]"),
    key("content_types", Takes::Texts, "content_types = [\"application/pdf\", \"image/*\"]"),
    key("image", Takes::NothingOrOptions(IMAGE), "image` or `image(formats = [\"png\"], max_width = 2000)"),
    key("input_formats", Takes::Texts, "input_formats = [\"%d.%m.%Y\"]"),
    key("time_zone", Takes::Expression, "time_zone = \"Europe/Paris\"` or `time_zone = ZONE"),
    key("regex", Takes::Text, "regex = \"^[a-z]+$\""),
    key("email", Takes::NothingOrOptions(EMAIL), "email` or `email(allowlist = [\"intranet\"])"),
    key("username", Takes::NothingOrOptions(USERNAME), "username` or `username(ascii)"),
    key("slug", Takes::Nothing, "slug"),
    key(
        "unicode_slug",
        Takes::NothingOrOptions(UNICODE_SLUG),
        "unicode_slug` or `unicode_slug(mixed_scripts)",
    ),
    key("url", Takes::NothingOrOptions(URL), "url` or `url(schemes = [\"https\"])"),
    key("domain_name", Takes::NothingOrOptions(DOMAIN_NAME), "domain_name` or `domain_name(ascii)"),
    key("ip_address", Takes::NothingOrOptions(IP_ADDRESS), "ip_address` or `ip_address(unpack_ipv4)"),
    key("ipv4", Takes::Nothing, "ipv4"),
    key("ipv6", Takes::Nothing, "ipv6"),
    key("phone", Takes::Nothing, "phone"),
    key(
        "integer_list",
        Takes::NothingOrOptions(INTEGER_LIST),
        "integer_list` or `integer_list(separator = \"|\")",
    ),
    key("age", Takes::NothingOrOptions(AGE), "age` or `age(min = 13, max = 120)"),
    key(
        "password",
        Takes::NothingOrOptions(PASSWORD),
        "password`, `password(django)` or `password(min_length = 8)",
    ),
    key("equals", Takes::Name, "equals = password"),
    key("not_equals", Takes::Name, "not_equals = old_password"),
    key("after", Takes::Name, "after = from"),
    key("not_before", Takes::Name, "not_before = from"),
    key("before", Takes::Name, "before = until"),
    key("not_after", Takes::Name, "not_after = until"),
    key("greater_than", Takes::Name, "greater_than = lowest"),
    key("at_least", Takes::Name, "at_least = lowest"),
    key("less_than", Takes::Name, "less_than = highest"),
    key("at_most", Takes::Name, "at_most = highest"),
    repeated(
        "required_if",
        Takes::Condition,
        "required_if(plan = Plan::Pro)`, `required_if(phone)` or `required_if = function",
    ),
    repeated(
        "required_unless",
        Takes::Condition,
        "required_unless(plan = Plan::Free)`, `required_unless(phone)` or `required_unless = function",
    ),
    key("one_of", Takes::Texts, "one_of = [\"small\", \"large\"]"),
    key(
        "choices",
        Takes::Choices,
        "choices = [(\"s\", \"Small\"), (\"l\", \"Large\")]` or `choices = function",
    ),
    repeated("validate", Takes::Expression, "validate = not_a_palindrome"),
    key("clean", Takes::Path, "clean = lowercased"),
];

pub(super) const EMAIL: &[Key] = &[key("allowlist", Takes::Texts, "email(allowlist = [\"intranet\"])")];

pub(super) const USERNAME: &[Key] = &[
    key("ascii", Takes::Nothing, "username(ascii)"),
    key("mixed_scripts", Takes::Nothing, "username(mixed_scripts)"),
];

pub(super) const UNICODE_SLUG: &[Key] =
    &[key("mixed_scripts", Takes::Nothing, "unicode_slug(mixed_scripts)")];

pub(super) const URL: &[Key] = &[
    key("schemes", Takes::Texts, "url(schemes = [\"https\"])"),
    key("assume_scheme", Takes::Text, "url(assume_scheme = \"http\")"),
];

pub(super) const DOMAIN_NAME: &[Key] = &[key("ascii", Takes::Nothing, "domain_name(ascii)")];

pub(super) const IP_ADDRESS: &[Key] = &[key("unpack_ipv4", Takes::Nothing, "ip_address(unpack_ipv4)")];

pub(super) const INTEGER_LIST: &[Key] = &[
    key("separator", Takes::Text, "integer_list(separator = \"|\")"),
    key("allow_negative", Takes::Nothing, "integer_list(allow_negative)"),
];

pub(super) const AGE: &[Key] = &[
    key("min", Takes::Expression, "age(min = 13)"),
    key("max", Takes::Expression, "age(max = 120)"),
    key("on", Takes::Expression, "age(min = 18, on = today)"),
];

const PASSWORD: &[Key] = &[
    key("django", Takes::Nothing, "password(django)"),
    key("nist", Takes::Nothing, "password(nist)"),
    key("second_factor", Takes::Nothing, "password(nist, second_factor)"),
    key("policy", Takes::Expression, "password(policy = STAFF_POLICY)"),
    key("min_length", Takes::Expression, "password(min_length = 8)"),
    key("max_length", Takes::Expression, "password(max_length = 128)"),
    key("common", Takes::Bool, "password(common = false)"),
    key("derivatives", Takes::Bool, "password(derivatives = false)"),
    key("numeric", Takes::Bool, "password(numeric = false)"),
    key("similar_to", Takes::Names, "password(similar_to = [username, user.email])"),
    key("max_similarity", Takes::Expression, "password(max_similarity = 0.5)"),
    key("words", Takes::Texts, "password(words = [\"acme\"])"),
    key("blocklist", Takes::Expression, "password(blocklist = &BREACHED)"),
    key("min_score", Takes::Expression, "password(min_score = 3)"),
];

const IMAGE: &[Key] = &[
    key("formats", Takes::Texts, "image(formats = [\"png\", \"jpeg\"])"),
    key("min_width", Takes::Expression, "image(min_width = 100)"),
    key("max_width", Takes::Expression, "image(max_width = 2000)"),
    key("min_height", Takes::Expression, "image(min_height = 100)"),
    key("max_height", Takes::Expression, "image(max_height = 2000)"),
    key("max_pixels", Takes::Expression, "image(max_pixels = 4_000_000)"),
];

const ENUM: &[Key] = &[
    key("rename_all", Takes::Text, "rename_all = \"kebab-case\""),
    key("serde", Takes::Word, "serde = ignore"),
    key("crate", Takes::Path, "crate = forms"),
];

const VARIANT: &[Key] = &[
    key("rename", Takes::Text, "rename = \"eur\""),
    key("label", Takes::Text, "label = \"Euro\""),
    key("group", Takes::Text, "group = \"Europe\""),
];

const TAGGED_ENUM: &[Key] = &[
    key("tag", Takes::Text, "tag = \"method\""),
    key("label", Takes::Text, "label = \"How will you pay?\""),
    key("help", Takes::Text, "help = \"You can change it later.\""),
    key("widget", Takes::Word, "widget = select"),
    repeated("check", Takes::Paths, "check = is_offered"),
    key("context", Takes::Type, "context = CurrentUser"),
    key("unknown", Takes::Word, "unknown = ignore"),
    key("ignore", Takes::Names, "ignore = [action, \"g-recaptcha-response\"]"),
    key("accept", Takes::Word, "accept = json"),
    key("csrf", Takes::Nothing, "csrf"),
    key("messages", Takes::Messages, "messages(required = \"Tell us {label}.\")"),
    key("limits", Takes::Expression, "limits = UPLOAD_LIMITS"),
    key("rename_all", Takes::Text, "rename_all = \"kebab-case\""),
    key("rename_all_fields", Takes::Text, "rename_all_fields = \"camelCase\""),
    key("serde", Takes::Word, "serde = ignore"),
    key("browser_validation", Takes::Word, "browser_validation = off"),
    key("crate", Takes::Path, "crate = forms"),
];

const TAGGED_VARIANT: &[Key] = &[
    key("rename", Takes::Text, "rename = \"card\""),
    key("label", Takes::Text, "label = \"Debit or credit card\""),
    key("help", Takes::Text, "help = \"We accept all cards.\""),
    key("rename_all", Takes::Text, "rename_all = \"camelCase\""),
    repeated("check", Takes::Paths, "check = card_is_valid"),
    key("messages", Takes::Messages, "messages(required = \"Tell us {label}.\")"),
    repeated("at_least_one_of", Takes::Names, "at_least_one_of = [email, phone]"),
    repeated("exactly_one_of", Takes::Names, "exactly_one_of = [email, phone]"),
    repeated("at_most_one_of", Takes::Names, "at_most_one_of = [email, phone]"),
];

/// Returns a key of a struct, for the struct that the derive writes for a variant.
pub(crate) fn struct_key(name: &str) -> Option<&'static Key> {
    STRUCT.iter().find(|key| key.name == name)
}

/// Keys of other libraries, or likely guesses, with the replacement that the error suggests.
const FOREIGN: &[(&str, &str)] = &[
    ("all", "`fields = all`"),
    ("custom", "`validate = function`"),
    ("date_format", "`input_formats = [\"%d.%m.%Y\"]`"),
    ("format", "`input_formats = [\"%d.%m.%Y\"]`, for a date or a time"),
    ("input_date_formats", "`input_formats = [\"%d.%m.%Y\", \"%H:%M\"]`, with formats for both parts"),
    ("input_time_formats", "`input_formats = [\"%d.%m.%Y\", \"%H:%M\"]`, with formats for both parts"),
    ("min_date", "`min = \"2027-03-31\"`"),
    ("max_date", "`max = \"2027-03-31\"`"),
    ("tz", "`time_zone = \"Europe/Paris\"`"),
    ("timezone", "`time_zone = \"Europe/Paris\"`"),
    ("fields_all", "`fields = all`"),
    ("length", "`min_length = 3, max_length = 30`"),
    ("len", "`min_length = 3, max_length = 30`"),
    ("must_match", "`equals = other_field`"),
    ("matches", "`equals = other_field`"),
    ("different", "`not_equals = other_field`"),
    ("differs", "`not_equals = other_field`"),
    ("later_than", "`after = other_field`"),
    ("earlier_than", "`before = other_field`"),
    ("more_than", "`greater_than = other_field`"),
    ("gt", "`greater_than = other_field`"),
    ("gte", "`at_least = other_field`, or `min = 1`"),
    ("lt", "`less_than = other_field`"),
    ("lte", "`at_most = other_field`, or `max = 9`"),
    ("required_with", "`required_if(other_field)`"),
    ("required_without", "`required_unless(other_field)`"),
    ("one_of_these", "`at_least_one_of = [email, phone]`, or `exactly_one_of`"),
    ("name", "`rename = \"other-name\"`"),
    ("error_messages", "`messages(required = \"...\")`"),
    ("message", "`messages(invalid = \"...\")`, with the code of the problem"),
    ("help_text", "`help = \"...\"`"),
    ("verbose_name", "`label = \"...\"`"),
    ("max_value", "`max = 9`"),
    ("min_value", "`min = 1`"),
    ("step_size", "`step = 5`"),
    ("blank", "the type `Option<...>`, or `required = false`"),
    ("null", "the type `Option<...>`"),
    ("initial", "`default = ...`, or show the form with `Form::filled(&model)`"),
    ("disabled", "`read_only`"),
    ("editable", "`read_only`, or leave the field out of `fields`"),
    ("validators", "`validate = function`, once for each rule"),
    ("optional", "the type `Option<...>`, or `required = false`"),
    ("pattern", "`regex = \"...\"`"),
    (
        "placeholder",
        "`help = \"...\"`, or `view.attribute(Form::FIELD, \"placeholder\", \"...\")` where the page is rendered",
    ),
    ("class", "`view.class(Form::FIELD, \"...\")` where the page is rendered"),
    ("attrs", "`view.attribute(Form::FIELD, \"...\", \"...\")` where the page is rendered"),
    ("attributes", "`view.attribute(Form::FIELD, \"...\", \"...\")` where the page is rendered"),
    ("hidden", "`widget = hidden`"),
    ("radio", "`widget = radio`"),
    ("select", "`widget = select`"),
    ("textarea", "`multiline`, or `widget = textarea`"),
    ("prefix", "`view.id_prefix(\"...\")` where the page is rendered"),
    ("novalidate", "`browser_validation = off` on the struct"),
    ("range", "`min = 1, max = 100`"),
    ("secret", "the type `forms::Password`"),
    ("skip", "`exclude = [...]` on the struct, or leave the field out of `fields`"),
    ("title", "`label = \"...\"`"),
    ("trim", "`strip = false` to keep white space; texts are trimmed by default"),
    ("unknown_fields", "`unknown = ignore`"),
    ("validator", "`validate = function`"),
    ("ip", "`ip_address`, `ipv4` or `ipv6`"),
    ("generic_ip_address", "`ip_address`, `ipv4` or `ipv6`"),
    ("domain", "`domain_name`"),
    ("hostname", "`domain_name`"),
    ("phone_number", "`phone`"),
    ("int_list", "`integer_list`"),
    ("allow_empty_file", "`allow_empty`"),
    ("mime_types", "`content_types = [\"image/png\"]`"),
    ("content_type", "`content_types = [\"image/png\"]`"),
    ("accept_types", "`content_types = [\"image/png\"]` or `extensions = [\"png\"]`"),
    ("allowed_extensions", "`extensions = [\"pdf\"]`"),
    ("extension", "`extensions = [\"pdf\"]`"),
    ("file_size", "`max_size = \"5 MB\"`"),
    ("limit", "`max_size = \"5 MB\"`, for a file"),
    ("multiple", "the type `Vec<UploadedFile>`"),
];

pub(crate) fn foreign(word: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(foreign, _)| *foreign == word).map(|(_, ours)| *ours)
}
