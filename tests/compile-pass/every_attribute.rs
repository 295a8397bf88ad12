//! Every attribute once.
use forms::{Draft, Form, Limits, Password, Problem, Report};

const LIMITS: Limits = Limits::DEFAULT.max_body_bytes(4096);
const LONGEST: u32 = 40;

pub struct Asking {
    pub admin: bool,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Phone {
    pub number: String,
}

#[derive(Form)]
#[form(crate = forms, rename_all = "camelCase")]
#[form(
    fields = all,
    read_only = [ticket],
    immutable = [code],
    check = agree,
    check = [agree, agree],
    context = Asking,
    unknown = refuse,
    ignore = [csrf_token, "g-recaptcha-response"],
    limits = LIMITS,
    accept = json,
)]
pub struct Everything {
    #[form(read_only, default = 7)]
    pub number: u32,
    #[form(default)]
    pub ticket: u32,
    #[form(immutable, username, min_length = 3, max_length = LONGEST)]
    pub username: String,
    #[form(email, label = "Email address", help = "We write seldom.", rename = "mail")]
    pub email: String,
    #[form(equals = email)]
    pub email2: String,
    pub code: String,
    #[form(age)]
    pub age: u8,
    #[form(age(min = 13, max = 120))]
    pub other_age: Option<u8>,
    #[form(min = 0, max = 10 * 10, step = 5, lenient, widget = number)]
    pub percent: i32,
    #[form(min = -0.5, max = 0.5)]
    pub ratio: f64,
    #[form(multiline, strip = false, widget = textarea)]
    pub bio: Option<String>,
    #[form(regex = "[A-Z]{2}[0-9]+", clean = upper)]
    pub plate: String,
    #[form(one_of = ["small", "large"])]
    pub size: String,
    #[form(min_items = 1, max_items = 3, unique_items, max_length = 10)]
    pub tags: Vec<String>,
    #[form(nested, max_items = 5)]
    pub phones: Vec<Phone>,
    #[form(nested)]
    pub phone: Option<Phone>,
    #[form(flatten)]
    pub own: Own,
    #[form(keys = [("en", "English"), "de"], max_length = 20, required, label = "Titles")]
    pub titles: std::collections::BTreeMap<String, String>,
    #[form(keys = ["home", "work"], nested)]
    pub phones_by_place: std::collections::HashMap<String, Phone>,
    #[form(required)]
    pub terms: bool,
    #[form(required = false)]
    pub newsletter: bool,
    #[form(validate = even, validate = Multiple(3))]
    pub even: u32,
    #[form(password(min_length = 8, max_length = 128, common = false, numeric = true, similar_to = [username, own.nick]))]
    pub password: Password,
    #[form(password)]
    pub other_password: Password,
    #[form(password(django, max_similarity = 0.5, derivatives = true, words = ["acme"]))]
    pub django_password: Option<Password>,
    #[form(password(nist, second_factor, numeric = true))]
    pub nist_password: Option<Password>,
    #[form(password(policy = forms::password::PasswordPolicy::nist().min_length(20), max_length = 200))]
    pub long_password: Option<Password>,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Own {
    pub nick: String,
}

fn agree(draft: &Draft<Everything>, report: &mut Report<'_, Everything>) {
    if draft.email != draft.email2 {
        report.add(Everything::EMAIL2, Problem::new("mismatch", "Type the same address twice."));
    }
}

fn even(number: &u32) -> Result<(), Problem> {
    if number % 2 == 0 { Ok(()) } else { Err(Problem::new("odd", "{label} must be even.")) }
}

fn upper(text: String) -> Result<String, Problem> {
    Ok(text.to_uppercase())
}

pub struct Multiple(pub u32);

impl forms::validator::Validator<u32> for Multiple {
    fn validate(&self, value: &u32) -> Result<(), Problem> {
        if value % self.0 == 0 { Ok(()) } else { Err(Problem::new("multiple", "{label} must be a multiple.")) }
    }
}

fn main() {
    assert_eq!(<Everything as Form>::SCHEMA.fields.len(), 27);
}
