//! A form written by hand, as the derive would write it. It tests the traits without the macro, and shows that they are
//! sufficient.
#![allow(missing_docs, missing_debug_implementations)]

use forms::{
    __private::{self as private, FieldInput},
    BindContext, Body, Draft, FieldRef, FieldSchema, FieldType, Form, FormSchema, Kind, Problem, RawValue,
    Report,
    field::Field,
    schema::Number,
};
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    pub street: String,
    pub city: String,
}

#[derive(Default)]
pub struct AddressDraft {
    pub street: Option<String>,
    pub city: Option<String>,
}

impl Address {
    pub const STREET: FieldRef<Self, String> = FieldRef::field(0);
    pub const CITY: FieldRef<Self, String> = FieldRef::field(1);
}

const _: () = {
    static FIELDS: [FieldSchema; 2] = [
        Field::<String>::new("street").label("Street").max_length(100).build(),
        Field::<String>::new("city").label("City").max_length(60).build(),
    ];
    static SCHEMA: FormSchema = FormSchema::new("Address", &FIELDS);
    #[derive(Clone, Copy)]
    pub struct Present<'m> {
        street: &'m String,
        city: &'m String,
    }
    impl<'m> From<&'m Address> for Present<'m> {
        fn from(model: &'m Address) -> Self {
            Present { street: &model.street, city: &model.city }
        }
    }
    impl Form for Address {
        type Model = Self;
        type Draft = AddressDraft;
        type Present<'m> = Present<'m>;
        type Context = ();
        const SCHEMA: &'static FormSchema = &SCHEMA;
        fn field(draft: &mut AddressDraft, i: usize, input: FieldInput<'_, '_, Present<'_>>) {
            match i {
                0 => input.map(|p| p.street).read(&mut draft.street),
                1 => input.map(|p| p.city).read(&mut draft.city),
                _ => {}
            }
        }
        fn finish(draft: AddressDraft) -> Option<Self> {
            let AddressDraft { street: Some(street), city: Some(city) } = draft else { return None };
            Some(Self { street, city })
        }
        fn apply(self, model: &mut Self, changes: &mut private::Changes<'_>) {
            Form::merge(self, model, changes);
        }
        fn merge(self, model: &mut Self, changes: &mut private::Changes<'_>) {
            changes.field(0, &FIELDS[0], self.street, &mut model.street);
            changes.field(1, &FIELDS[1], self.city, &mut model.city);
        }
        fn show(present: &Present<'_>, shown: &mut private::Shown) {
            shown.field(0, &FIELDS[0], present.street);
            shown.field(1, &FIELDS[1], present.city);
        }
    }
    impl FieldType for Address {
        type Subject = Self;
        const KIND: Kind = Kind::Form(|| &SCHEMA);
        fn clean<'b>(
            raw: &RawValue<'b>,
            field: &'static FieldSchema,
            cx: &mut BindContext<'b>,
        ) -> Option<Self> {
            private::clean_nested(raw, field, cx)
        }
        fn to_text(&self) -> Option<Cow<'_, str>> {
            None
        }
        fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
            private::fill_nested(input, out);
        }
        fn note_change(&self, _: &Self, _: &mut BindContext<'_>) {}
        fn apply(self, target: &mut Self, changes: &mut private::Changes<'_>) -> bool {
            private::apply_nested(self, target, changes)
        }
        fn show(&self, shown: &mut private::Shown) {
            <Self as Form>::show(&self.into(), shown);
        }
    }
};

#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub id: i64,
    pub username: String,
    pub age: u8,
    pub bio: Option<String>,
    pub address: Option<Address>,
    pub tags: Vec<String>,
    pub news: bool,
    pub is_admin: bool,
}

/// The struct of the fields that the form binds.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub username: String,
    pub age: u8,
    pub bio: Option<String>,
    pub address: Option<Address>,
    pub tags: Vec<String>,
    pub news: bool,
}

#[derive(Default)]
pub struct ProfileDraft {
    pub username: Option<String>,
    pub age: Option<u8>,
    pub bio: Option<Option<String>>,
    pub address: Option<Option<Address>>,
    pub tags: Option<Vec<String>>,
    pub news: Option<bool>,
}

impl Profile {
    pub const ID: FieldRef<Self, i64> = FieldRef::field(0);
    pub const USERNAME: FieldRef<Self, String> = FieldRef::field(1);
    pub const AGE: FieldRef<Self, u8> = FieldRef::field(2);
    pub const BIO: FieldRef<Self, Option<String>> = FieldRef::field(3);
    pub const ADDRESS: FieldRef<Self, Option<Address>> = FieldRef::field(4);
    pub const TAGS: FieldRef<Self, Vec<String>> = FieldRef::field(5);
    pub const NEWS: FieldRef<Self, bool> = FieldRef::field(6);
}

const _: () = {
    static FIELDS: [FieldSchema; 7] = [
        Field::<i64>::new("id").read_only().build(),
        Field::<String>::new("username").min_length(3).max_length(30).immutable().build(),
        Field::<u8>::new("age").age(Number::Integer(13), Number::Integer(120)).build(),
        Field::<Option<String>>::new("bio").max_length(500).multiline().build(),
        Field::<Option<Address>>::new("address").build(),
        Field::<Vec<String>>::new("tags").max_length(5).max_items(3).build(),
        Field::<bool>::new("news").build(),
    ];
    static SCHEMA: FormSchema = FormSchema::new("Profile", &FIELDS);
    #[derive(Clone, Copy)]
    pub struct Present<'m> {
        id: &'m i64,
        username: &'m String,
        age: &'m u8,
        bio: &'m Option<String>,
        address: &'m Option<Address>,
        tags: &'m Vec<String>,
        news: &'m bool,
    }
    impl<'m> From<&'m User> for Present<'m> {
        fn from(model: &'m User) -> Self {
            Present {
                id: &model.id,
                username: &model.username,
                age: &model.age,
                bio: &model.bio,
                address: &model.address,
                tags: &model.tags,
                news: &model.news,
            }
        }
    }
    impl Form for Profile {
        type Model = User;
        type Draft = ProfileDraft;
        type Present<'m> = Present<'m>;
        type Context = ();
        const SCHEMA: &'static FormSchema = &SCHEMA;
        fn field(draft: &mut ProfileDraft, i: usize, input: FieldInput<'_, '_, Present<'_>>) {
            match i {
                0 => input.map(|p| p.id).locked(),
                1 => input.map(|p| p.username).read(&mut draft.username),
                2 => input.map(|p| p.age).read(&mut draft.age),
                3 => input.map(|p| p.bio).read(&mut draft.bio),
                4 => input.map(|p| p.address).read(&mut draft.address),
                5 => input.map(|p| p.tags).read(&mut draft.tags),
                6 => input.map(|p| p.news).read(&mut draft.news),
                _ => {}
            }
        }
        fn check(draft: &Draft<Self>, report: &mut Report<'_, Self>) {
            if let (Some(username), Some(Some(bio))) = (&draft.username, &draft.bio)
                && bio.contains(username.as_str())
            {
                report.add(Self::BIO, Problem::new("names_user", "Leave your user name out of {label}."));
            }
            if draft.age == Some(99) {
                report.add_form_error(Problem::new("no_99", "Not today."));
            }
        }
        fn finish(draft: ProfileDraft) -> Option<Self> {
            let ProfileDraft {
                username: Some(username),
                age: Some(age),
                bio: Some(bio),
                address: Some(address),
                tags: Some(tags),
                news: Some(news),
            } = draft
            else {
                return None;
            };
            Some(Self { username, age, bio, address, tags, news })
        }
        fn apply(self, model: &mut User, changes: &mut private::Changes<'_>) {
            changes.field(1, &FIELDS[1], self.username, &mut model.username);
            changes.field(2, &FIELDS[2], self.age, &mut model.age);
            changes.field(3, &FIELDS[3], self.bio, &mut model.bio);
            changes.field(4, &FIELDS[4], self.address, &mut model.address);
            changes.field(5, &FIELDS[5], self.tags, &mut model.tags);
            changes.field(6, &FIELDS[6], self.news, &mut model.news);
        }
        fn merge(self, model: &mut Self, changes: &mut private::Changes<'_>) {
            changes.field(1, &FIELDS[1], self.username, &mut model.username);
            changes.field(2, &FIELDS[2], self.age, &mut model.age);
            changes.field(3, &FIELDS[3], self.bio, &mut model.bio);
            changes.field(4, &FIELDS[4], self.address, &mut model.address);
            changes.field(5, &FIELDS[5], self.tags, &mut model.tags);
            changes.field(6, &FIELDS[6], self.news, &mut model.news);
        }
        fn show(present: &Present<'_>, shown: &mut private::Shown) {
            shown.field(0, &FIELDS[0], present.id);
            shown.field(1, &FIELDS[1], present.username);
            shown.field(2, &FIELDS[2], present.age);
            shown.field(3, &FIELDS[3], present.bio);
            shown.field(4, &FIELDS[4], present.address);
            shown.field(5, &FIELDS[5], present.tags);
            shown.field(6, &FIELDS[6], present.news);
        }
    }
};

fn user() -> User {
    User {
        id: 7,
        username: "ada".into(),
        age: 36,
        bio: Some("x".into()),
        address: Some(Address { street: "s".into(), city: "c".into() }),
        tags: vec!["t".into()],
        news: true,
        is_admin: false,
    }
}

fn report(errors: &forms::Errors) -> String {
    let all: Vec<String> = errors
        .iter()
        .map(|error| {
            let key =
                error.params().into_iter().find(|(name, _)| *name == "key").map(|(_, key)| format!("?{key}"));
            format!("{}{}:{}", error.path(), key.unwrap_or_default(), error.code())
        })
        .collect();
    all.join(" ")
}

#[test]
fn a_form_creates() {
    let body = Body::form(
        "username=ada+&age=36&bio=&address.street=St+1&address.city=L%C3%A9on&tags=a&tags[]=b&news=on",
    );
    let clean = Profile::bind(&body).into_result().unwrap();
    assert_eq!((clean.username.as_str(), clean.age, &clean.bio, clean.news), ("ada", 36, &None, true));
    assert_eq!(clean.address.as_ref().unwrap().city, "L\u{e9}on");
    assert_eq!(clean.tags, ["a", "b"]);
    let body = Body::json(
        r#" {"username":"ada","age":36,"address":{"city":"\ud83d\ude00","street":"x"},"tags":["a"],"news":false} "#,
    );
    let clean = Profile::bind(&body).into_result().unwrap();
    assert_eq!(clean.address.as_ref().unwrap().city, "\u{1f600}");
}

#[test]
fn every_error_is_reported_at_once_and_in_order() {
    let body = Body::form(
        "zz=1&username=a&username=b&age=5&age.x=1&address.city=P&address.zip=1&address.zip=2&tags=abcdef&id=7&news=maybe&is_admin=1",
    );
    let form = Profile::bind(&body);
    assert_eq!(
        report(form.errors()),
        "id:read_only username:duplicate age:min_value address.street:required \
         address?zip:unknown tags[0]:max_length news:invalid ?age.x:unknown ?is_admin:unknown ?zz:unknown"
    );
    assert_eq!(form.status(), 422);
    let body = Body::json(
        r#"{"username":1,"age":"36","address":{"street":"s","city":"c","city":"d","x":{"deep":[1]}},"tags":["ok",3],"news":null,"zz\n":1}"#,
    );
    assert_eq!(
        report(Profile::bind(&body).errors()),
        "username:invalid age:invalid address.city:duplicate address?x:unknown tags[1]:invalid news:required :unknown"
    );
    let body = Body::form("username=ada&age=99&news=on&bio=ada+is+me");
    assert_eq!(report(Profile::bind(&body).errors()), "bio:names_user :no_99");
}

#[test]
fn an_update_writes_submitted_changes() {
    let mut model = user();
    let body = Body::json(r#"{"id":7,"username":"ada","age":40,"bio":null,"address":{"city":"Paris"}}"#);
    let clean = Profile::bind_partial(&model, &body).into_result().unwrap();
    let mut fresh = User { address: Some(Address { street: "moved".into(), city: "c".into() }), ..user() };
    assert_eq!(clean.apply_to(&mut fresh), ["age", "bio", "address"]);
    assert_eq!(fresh.address, Some(Address { street: "moved".into(), city: "Paris".into() }));
    assert_eq!((fresh.age, fresh.bio), (40, None));
    let body = Body::json(r#"{"id":8,"username":"eve","is_admin":true}"#);
    assert_eq!(
        report(Profile::bind_partial(&model, &body).errors()),
        "id:read_only username:immutable ?is_admin:unknown"
    );
    assert_eq!(
        report(Profile::bind_update(&model, &Body::json("{}")).errors()),
        "age:required news:required"
    );
    let unchanged = Profile::bind_update(
        &model,
        &Body::json(
            r#"{"id":7,"age":36,"news":true,"bio":"x","tags":["t"],"address":{"street":"s","city":"c"}}"#,
        ),
    );
    let clean = unchanged.into_result().unwrap();
    assert!(clean.apply_to(&mut model).is_empty());
    assert_eq!(model, user());
}

#[test]
fn field_references_compose() {
    let mut form = Profile::bind(&Body::form("username=ada&age=40"));
    assert!(form.is_valid());
    form.add_error(Profile::ADDRESS.then(Address::CITY), Problem::new("x", "x"));
    form.add_error(Profile::TAGS.item(2), Problem::new("y", "y"));
    assert_eq!(report(form.errors()), "address.city:x tags[2]:y");
    assert_eq!(form.submitted("age").as_deref(), Some("40"));
}
