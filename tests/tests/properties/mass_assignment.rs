//! P01, P05 to P08, P47: several forms over one model, with nested forms, lists, renamed keys and ignored keys. The bodies,
//! in both formats, try to set everything in the model, and more. Only the fields that the form binds may change.

use forms::{Body, Bound, Create, Form, Update, schema::UnknownKeys};
use std::{cell::Cell, collections::BTreeMap, fmt::Debug};
use tests::{random::Random, wire::quote};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Home {
    #[form(rename = "Street")]
    pub street: String,
    #[form(immutable)]
    pub country: Option<String>,
    #[form(read_only, default)]
    pub verified: bool,
    pub floors: Vec<i32>,
    #[form(nested)]
    pub door: Option<Door>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Door {
    pub number: Option<u8>,
    #[form(read_only, default)]
    pub code: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Part {
    pub sku: String,
    #[form(read_only, default)]
    pub price: i64,
    #[form(nested)]
    pub door: Option<Door>,
    pub marks: Vec<i32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Contact {
    pub email: String,
    #[form(rename = "e-mail")]
    pub other: Option<String>,
    #[form(read_only, default)]
    pub confirmed: bool,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Signup, fields = [name, contact, parts], derive(Debug, Clone, PartialEq))]
#[form(
    name = Profile,
    fields = [name, bio, home, other_home, parts, tags, code],
    read_only = [id],
    immutable = [code],
    derive(Debug, Clone, PartialEq)
)]
#[form(name = Moderation, fields = [is_admin, roles, bio], read_only = [name, home, parts], derive(Debug, Clone, PartialEq))]
#[form(name = Careless, fields = [name, home, tags], unknown = ignore, derive(Debug, Clone, PartialEq))]
#[form(name = Tokened, fields = [tags, other_home], ignore = [csrf_token, is_admin, "id"], derive(Debug, Clone, PartialEq))]
#[form(name = Frozen, fields = [bio, home, parts], immutable = [home, parts], derive(Debug, Clone, PartialEq))]
pub(crate) struct Account {
    pub id: i64,
    #[form(rename = "displayName")]
    pub name: String,
    pub display_name: String,
    pub code: String,
    pub bio: Option<String>,
    #[form(nested)]
    pub home: Home,
    #[form(nested, rename = "home2")]
    pub other_home: Option<Home>,
    #[form(nested)]
    pub parts: Vec<Part>,
    pub tags: Vec<String>,
    pub roles: Vec<String>,
    pub is_admin: bool,
    #[form(flatten)]
    pub contact: Contact,
}

const TEXTS: &[&str] = &["x", "Ada", "a&b=c", "\u{e9}", "true", "1"];

fn text(random: &mut Random) -> String {
    random.pick(TEXTS).to_owned()
}

fn some<T>(random: &mut Random, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
    if random.once_in(3) { None } else { Some(make(random)) }
}

fn several<T>(random: &mut Random, make: impl Fn(&mut Random) -> T) -> Vec<T> {
    (0..random.below(3)).map(|_| make(random)).collect()
}

fn number(random: &mut Random) -> i32 {
    random.below(5) as i32
}

fn door(random: &mut Random) -> Door {
    Door { number: some(random, |random| number(random) as u8), code: some(random, text) }
}

fn home(random: &mut Random) -> Home {
    Home {
        street: text(random),
        country: some(random, text),
        verified: random.once_in(2),
        floors: several(random, number),
        door: some(random, door),
    }
}

fn part(random: &mut Random) -> Part {
    Part {
        sku: text(random),
        price: number(random).into(),
        door: some(random, door),
        marks: several(random, number),
    }
}

fn account(random: &mut Random) -> Account {
    Account {
        id: number(random).into(),
        name: text(random),
        display_name: text(random),
        code: text(random),
        bio: some(random, text),
        home: home(random),
        other_home: some(random, home),
        parts: several(random, part),
        tags: several(random, text),
        roles: several(random, text),
        is_admin: random.once_in(2),
        contact: Contact { email: text(random), other: some(random, text), confirmed: random.once_in(2) },
    }
}

/// A submitted value, before it is written in a format.
#[derive(Debug, Clone)]
enum Said {
    Nothing,
    Text(String),
    /// Written the same in both formats.
    Plain(String),
    List(Vec<Said>),
    Object(Vec<(String, Said)>),
}

impl Said {
    fn number<T: ToString>(number: &T) -> Said {
        Said::Plain(number.to_string())
    }
    fn optional<T>(value: Option<&T>, say: impl Fn(&T) -> Said) -> Said {
        value.map_or(Said::Nothing, say)
    }
    fn text<T: AsRef<str>>(text: &T) -> Said {
        Said::Text(text.as_ref().to_owned())
    }
    fn list<T>(values: &[T], say: impl Fn(&T) -> Said) -> Said {
        Said::List(values.iter().map(say).collect())
    }
    fn object<const N: usize>(members: [(&str, Said); N]) -> Said {
        Said::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
    fn json(&self, random: &mut Random) -> String {
        match self {
            Said::Nothing => "null".to_owned(),
            Said::Text(text) => quote(text),
            Said::Plain(text) => text.clone(),
            Said::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.json(random)).collect();
                format!("[{}]", items.join(","))
            }
            Said::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("{}:{}", spelt(key, true, random), value.json(random)))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
    fn pairs(&self, key: &str, random: &mut Random, out: &mut Vec<String>) {
        let value = match self {
            Said::Nothing => return,
            Said::Text(text) => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
            Said::Plain(text) => text.clone(),
            Said::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    let index =
                        if matches!(item, Said::Object(_)) { format!("[{i}]") } else { "[]".to_owned() };
                    item.pairs(&format!("{key}{index}"), random, out);
                }
                return;
            }
            Said::Object(members) => {
                for (name, value) in members {
                    let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                    value.pairs(&key, random, out);
                }
                return;
            }
        };
        out.push(format!("{}={value}", spelt(key, false, random)));
    }
}

/// Returns a key, sometimes with an escape in it.
fn spelt(key: &str, json: bool, random: &mut Random) -> String {
    let escaped = if random.once_in(8) { Some(random.below(key.len())) } else { None };
    let mut text = String::new();
    for (i, c) in key.char_indices() {
        if Some(i) == escaped || (!json && "&=+%".contains(c)) {
            text = if json { format!("{text}\\u{:04x}", c as u32) } else { text + &form_escape(c) };
        } else {
            text.push(c);
        }
    }
    if json { format!("\"{text}\"") } else { text }
}

fn form_escape(c: char) -> String {
    c.encode_utf8(&mut [0; 4]).bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"))
}

fn say_door(door: &Door) -> Said {
    Said::object([
        ("number", Said::optional(door.number.as_ref(), Said::number)),
        ("code", Said::optional(door.code.as_ref(), Said::text)),
    ])
}

fn say_home(home: &Home) -> Said {
    Said::object([
        ("Street", Said::text(&home.street)),
        ("country", Said::optional(home.country.as_ref(), Said::text)),
        ("verified", Said::number(&home.verified)),
        ("floors", Said::list(&home.floors, Said::number)),
        ("door", Said::optional(home.door.as_ref(), say_door)),
    ])
}

fn say_part(part: &Part) -> Said {
    Said::object([
        ("sku", Said::text(&part.sku)),
        ("price", Said::number(&part.price)),
        ("door", Said::optional(part.door.as_ref(), say_door)),
        ("marks", Said::list(&part.marks, Said::number)),
    ])
}

/// Returns all values of a model, under the names that forms use.
fn say(account: &Account) -> Vec<(String, Said)> {
    let Said::Object(members) = Said::object([
        ("id", Said::number(&account.id)),
        ("displayName", Said::text(&account.name)),
        ("code", Said::text(&account.code)),
        ("bio", Said::optional(account.bio.as_ref(), Said::text)),
        ("home", say_home(&account.home)),
        ("home2", Said::optional(account.other_home.as_ref(), say_home)),
        ("parts", Said::list(&account.parts, say_part)),
        ("tags", Said::list(&account.tags, Said::text)),
        ("roles", Said::list(&account.roles, Said::text)),
        ("is_admin", Said::number(&account.is_admin)),
        ("email", Said::text(&account.contact.email)),
        ("e-mail", Said::optional(account.contact.other.as_ref(), Said::text)),
        ("confirmed", Said::number(&account.contact.confirmed)),
    ]) else {
        unreachable!("an object")
    };
    members
}

/// Replaces keys by Rust names, names of other fields, and keys with a special meaning elsewhere.
const STRANGERS: &[&str] = &[
    "name",
    "display_name",
    "street",
    "other_home",
    "other",
    "contact",
    "id",
    "is_admin",
    "roles",
    "price",
    "verified",
    "code",
    "confirmed",
    "DisplayName",
    "csrf_token",
    "__proto__",
    "home.verified",
    "parts[0].price",
    "home2.door.code",
    "password_hash",
];

/// Usually removes read-only values, then makes a change at any depth.
fn tampered(said: &mut Said, locked: &[&str], random: &mut Random) {
    match said {
        Said::List(items) => items.iter_mut().for_each(|item| tampered(item, locked, random)),
        Said::Object(members) => {
            members.retain(|(key, _)| !locked.contains(&key.as_str()) || random.once_in(12));
            members.retain(|_| !random.once_in(24));
            for (_, value) in &mut *members {
                tampered(value, locked, random);
                if random.once_in(40) {
                    *value = Said::Text(text(random));
                }
            }
            if random.once_in(16) {
                members.push((random.pick(STRANGERS).to_owned(), Said::number(&random.once_in(2))));
            }
            if random.once_in(30) && !members.is_empty() {
                members.push(members[random.below(members.len())].clone());
            }
            if random.once_in(2) {
                random.shuffle(members);
            }
        }
        _ => {}
    }
}

/// A form over the account, and the paths that it may write, with everything below them.
trait Over: Form<Context = (), Model = Account> + Debug + Clone + PartialEq {
    const WRITES: &'static [&'static str];
    fn created(self, rest: &Account) -> Account;
}

macro_rules! over {
    ($form:ident, $rest:ident { $($other:ident),* }, $writes:expr) => {
        impl Over for $form {
            const WRITES: &'static [&'static str] = &$writes;
            fn created(self, rest: &Account) -> Account {
                self.create($rest { $($other: rest.$other.clone()),* })
            }
        }
    };
}
over!(
    Signup,
    SignupRest { id, display_name, code, bio, home, other_home, tags, roles, is_admin },
    ["name", "contact.email", "contact.other", "parts"]
);
over!(
    Profile,
    ProfileRest { id, display_name, roles, is_admin, contact },
    [
        "name",
        "bio",
        "parts",
        "tags",
        "home.street",
        "home.floors",
        "home.door.is",
        "home.door.number",
        "other_home.is",
        "other_home.street",
        "other_home.floors",
        "other_home.door.is",
        "other_home.door.number"
    ]
);
over!(
    Moderation,
    ModerationRest { id, name, display_name, code, home, other_home, parts, tags, contact },
    ["is_admin", "roles", "bio"]
);
over!(
    Careless,
    CarelessRest { id, display_name, code, bio, other_home, parts, roles, is_admin, contact },
    ["name", "tags", "home.street", "home.floors", "home.door.is", "home.door.number"]
);
over!(
    Tokened,
    TokenedRest { id, name, display_name, code, bio, home, parts, roles, is_admin, contact },
    [
        "tags",
        "other_home.is",
        "other_home.street",
        "other_home.floors",
        "other_home.door.is",
        "other_home.door.number"
    ]
);
over!(
    Frozen,
    FrozenRest { id, name, display_name, code, other_home, tags, roles, is_admin, contact },
    ["bio"]
);

type Places = BTreeMap<String, String>;

/// Returns every value of the model by its path. New rows and forms are left out, because they are as on a create.
fn places(account: &Account) -> Places {
    let mut places = Places::new();
    let mut put = |place: String, value: &dyn Debug| drop(places.insert(place, format!("{value:?}")));
    put("id".to_owned(), &account.id);
    put("name".to_owned(), &account.name);
    put("display_name".to_owned(), &account.display_name);
    put("code".to_owned(), &account.code);
    put("bio".to_owned(), &account.bio);
    put("parts".to_owned(), &account.parts);
    put("tags".to_owned(), &account.tags);
    put("roles".to_owned(), &account.roles);
    put("is_admin".to_owned(), &account.is_admin);
    put("contact.email".to_owned(), &account.contact.email);
    put("contact.other".to_owned(), &account.contact.other);
    put("contact.confirmed".to_owned(), &account.contact.confirmed);
    put("other_home.is".to_owned(), &account.other_home.is_some());
    for (place, home) in [("home", Some(&account.home)), ("other_home", account.other_home.as_ref())] {
        let Some(home) = home else { continue };
        put(format!("{place}.street"), &home.street);
        put(format!("{place}.country"), &home.country);
        put(format!("{place}.verified"), &home.verified);
        put(format!("{place}.floors"), &home.floors);
        put(format!("{place}.door.is"), &home.door.is_some());
        if let Some(door) = &home.door {
            put(format!("{place}.door.number"), &door.number);
            put(format!("{place}.door.code"), &door.code);
        }
    }
    places
}

/// Checks that a new row or nested form has the defaults in its read-only fields.
fn is_new_door(door: Option<&Door>) -> bool {
    door.is_none_or(|door| door.code.is_none())
}

fn is_new_row(part: &Part) -> bool {
    part.price == 0 && is_new_door(part.door.as_ref())
}

fn is_new_home(home: &Home) -> bool {
    !home.verified && is_new_door(home.door.as_ref())
}

thread_local! {
    static WRITTEN: Cell<u32> = const { Cell::new(0) };
}

fn updates<F: Over>(form: Bound<F, Update>, before: &Account, body: &str) {
    let Ok(clean) = form.into_result() else { return };
    let mut after = before.clone();
    let names = clean.apply_to(&mut after);
    assert!(names.iter().all(|name| F::SCHEMA.position(name).is_some()), "{names:?}");
    assert_eq!(names.is_empty(), after == *before, "{body}");
    let (was, is) = (places(before), places(&after));
    for (place, value) in &is {
        // a new value, which is checked below
        if let Some(old) = was.get(place).filter(|_| !F::WRITES.contains(&place.as_str())) {
            assert_eq!(value, old, "{}: {place} of {body}", F::SCHEMA.name);
        }
    }
    // the form may remove a whole row or nested form
    for place in was.keys().filter(|place| !is.contains_key(*place)) {
        let mut whole = place.as_str();
        let is_allowed = loop {
            let Some((outer, _)) = whole.rsplit_once('.') else { break false };
            if F::WRITES.contains(&format!("{outer}.is").as_str()) {
                break true;
            }
            whole = outer;
        };
        assert!(is_allowed, "{}: {body} removed {place}", F::SCHEMA.name);
    }
    assert!(after.parts == before.parts || after.parts.iter().all(is_new_row), "{body}");
    for (old, new) in
        [(Some(&before.home), Some(&after.home)), (before.other_home.as_ref(), after.other_home.as_ref())]
    {
        let Some(new) = new else { continue };
        match old {
            None => assert!(is_new_home(new), "{body}"),
            Some(old) => assert!(old.door.is_some() || is_new_door(new.door.as_ref()), "{body}"),
        }
    }
    WRITTEN.set(WRITTEN.get() + u32::from(!names.is_empty()));
}

fn creates<F: Over>(form: Bound<F, Create>, rest: &Account, body: &str) {
    let Ok(clean) = form.into_result() else { return };
    let made = clean.into_inner().created(rest);
    let (was, is) = (places(rest), places(&made));
    // an immutable value may be set once
    let gives = |name: &str| F::SCHEMA.position(name).is_some();
    for (place, value) in &is {
        let head = place.split('.').next().unwrap_or_default();
        let wire = match head {
            "name" => "displayName",
            "other_home" => "home2",
            "contact" => "email",
            head => head,
        };
        let locked = match head {
            "id" => true,
            "name" | "home" | "parts" => F::SCHEMA.name == "Moderation",
            _ => false,
        };
        if !gives(wire) || locked {
            assert_eq!(Some(value), was.get(place), "{}: {place} of {body}", F::SCHEMA.name);
        }
    }
    if gives("parts") && F::SCHEMA.name != "Moderation" {
        assert!(made.parts.iter().all(is_new_row), "{body}");
    }
    if gives("home") && F::SCHEMA.name != "Moderation" {
        assert!(is_new_home(&made.home), "{body}");
    }
    if gives("home2") {
        assert!(made.other_home.as_ref().is_none_or(is_new_home), "{body}");
    }
    if gives("email") {
        assert!(!made.contact.confirmed, "{body}");
    }
    WRITTEN.set(WRITTEN.get() + 1);
}

/// Returns the members of a form for the wanted model, sometimes with a key of another form.
fn holds<F: Over>(seed: u64) {
    let mut random = Random::new(seed);
    let (present, wanted) = (account(&mut random), account(&mut random));
    let locked: &[&str] =
        if random.once_in(4) { &[] } else { &["id", "verified", "code", "price", "confirmed", "country"] };
    let others = if random.once_in(3) { 6 } else { 1000 };
    let members = say(&wanted)
        .into_iter()
        .filter(|(key, _)| F::SCHEMA.position(key).is_some() || random.once_in(others));
    let mut said = Said::Object(members.collect());
    tampered(&mut said, locked, &mut random);
    let Said::Object(members) = &said else { unreachable!("an object") };
    let mut pairs = Vec::new();
    said.pairs("", &mut random, &mut pairs);
    for (text, json) in [(said.json(&mut random), true), (pairs.join("&"), false)] {
        let body = if json { Body::json(&text) } else { Body::form(&text) };
        creates(F::bind(&body), &present, &text);
        let forms = [F::bind_update(&present, &body), F::bind_partial(&present, &body)];
        let is_strange = |key: &str| {
            F::SCHEMA.unknown_keys == UnknownKeys::Refuse
                && !F::SCHEMA.ignored_keys.contains(&key)
                && F::SCHEMA.position(key).is_none()
        };
        if json && members.iter().any(|(key, _)| is_strange(key)) {
            assert!(forms.iter().all(|form| !form.is_valid()), "{text}");
        }
        for form in forms {
            updates(form, &present, &text);
        }
    }
}

#[test]
fn no_form_writes_what_it_does_not_bind() {
    for seed in 0..1_000 {
        holds::<Signup>(seed);
        holds::<Profile>(seed);
        holds::<Moderation>(seed);
        holds::<Careless>(seed);
        holds::<Tokened>(seed);
        holds::<Frozen>(seed);
    }
    // most bodies are valid enough to write something
    assert!(WRITTEN.get() > 5_000, "{}", WRITTEN.get());
}
