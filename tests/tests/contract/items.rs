//! Items of lists: their positions in the body, their number, and which of them are equal.

#![expect(clippy::format_collect, reason = "a body that is built from pairs is easier to read")]

use forms::{
    BindContext, Body, Bound, Draft, FieldSchema, FieldType, Form, Kind, Limits, Password, Problem, RawValue,
    Report,
};
use std::{borrow::Cow, hash::Hasher};
use tests::{random::Random, report::report};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = no_bad_tag)]
struct Phone {
    number: String,
    tags: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Home {
    #[form(nested)]
    phones: Vec<Phone>,
    notes: Vec<Option<String>>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = no_bad_number)]
struct Contact {
    name: String,
    #[form(flatten)]
    home: Home,
    #[form(nested)]
    office: Option<Home>,
    #[form(immutable)]
    codes: Vec<String>,
}

fn no_bad_tag(phone: &Draft<Phone>, report: &mut Report<'_, Phone>) {
    for (i, tag) in phone.tags.iter().flatten().enumerate() {
        if tag.starts_with("bad") {
            report.add(Phone::TAGS.item(i), Problem::new("bad", "Not this one."));
        }
    }
}

fn no_bad_number(contact: &Draft<Contact>, report: &mut Report<'_, Contact>) {
    for (i, phone) in contact.home.phones.iter().flatten().enumerate() {
        if phone.number.starts_with("bad") {
            let number = Contact::HOME.then(Home::PHONES).item(i).then(Phone::NUMBER);
            report.add(number, Problem::new("bad", "Not this one."));
        }
    }
    for (i, code) in contact.codes.iter().flatten().enumerate() {
        if code.starts_with("bad") {
            report.add(Contact::CODES.item(i), Problem::new("bad", "Not this one."));
        }
    }
}

fn refused(body: &str) -> String {
    report(Contact::bind(&Body::form(body.to_owned())).errors())
}

/// 7: blank rows are not in the value, and an error has the index of the row on the page.
#[test]
fn an_error_has_the_index_of_its_row_on_the_page() {
    let rows = "name=n&phones[0].number=&phones[1].number=ok&phones[2].number=bad";
    assert_eq!(refused(rows), "phones[2].number:bad");
    let form = Contact::bind(&Body::form(rows));
    assert_eq!(form.errors().to_string(), "phones[2].number: Not this one.\n");
    assert!(form.to_html().contains("id=\"id_phones[2].number-error\""), "{}", form.to_html());
    // lists of texts, and lists in rows whose errors the row's own check reports
    let tags = "name=n&phones[0].number=+&phones[1].number=1&phones[1].tags=&phones[1].tags=a&phones[1].tags=&phones[1].tags=bad";
    assert_eq!(refused(tags), "phones[1].tags[3]:bad");
    assert_eq!(refused("name=n&codes=&codes[]=&codes[2]=good&codes[]=&codes=bad"), "codes[4]:bad");
    assert_eq!(refused("name=n&codes=bad&codes=&codes=bad&codes="), "codes[0]:bad codes[2]:bad");
    // in a nested form
    let office = "name=n&office.phones[0].number=&office.phones[1].number=1&office.phones[1].tags=&office.phones[1].tags=bad";
    assert_eq!(refused(office), "office.phones[1].tags[1]:bad");
    // JSON does not leave out blank items
    let json = r#"{"name":"n","phones":[{"number":"1"},{"number":"bad"}],"codes":["a","bad"]}"#;
    assert_eq!(report(Contact::bind(&Body::json(json)).errors()), "phones[1].number:bad codes[1]:bad");
}

/// 7: an immutable list keeps its present items, with the indices of the page.
#[test]
fn an_immutable_list_keeps_its_own_indices() {
    let present = Contact {
        name: "n".to_owned(),
        home: Home { phones: Vec::new(), notes: Vec::new() },
        office: None,
        codes: vec!["a".to_owned(), "bad".to_owned()],
    };
    for body in ["name=n", "name=n&codes=&codes=a&codes=bad"] {
        assert_eq!(
            report(Contact::bind_update(&present, &Body::form(body)).errors()),
            "codes[1]:bad",
            "{body}"
        );
    }
}

/// Returns a body with blank items, and the texts of the other items.
#[expect(
    clippy::type_complexity,
    clippy::format_push_string,
    reason = "a body beside what is expected of it"
)]
fn random_body(random: &mut Random) -> (String, Vec<(String, Vec<String>)>, Vec<String>) {
    let (mut body, mut rows, mut codes) = ("name=n".to_owned(), Vec::new(), Vec::new());
    for row in 0..random.below(6) {
        let (number, mut tags) = (format!("p{row}"), Vec::new());
        if random.once_in(2) {
            body.push_str(&format!("&phones[{row}].number="));
            continue;
        }
        body.push_str(&format!("&phones[{row}].number={number}"));
        for tag in 0..random.below(5) {
            let text = if random.once_in(2) { String::new() } else { format!("t{row}{tag}") };
            body.push_str(&format!("&phones[{row}].tags={text}"));
            tags.extend(Some(text).filter(|text| !text.is_empty()));
        }
        rows.push((number, tags));
    }
    for code in 0..random.below(7) {
        let text = if random.once_in(2) { String::new() } else { format!("c{code}") };
        body.push_str(&format!("&codes[{code}]={text}"));
        codes.extend(Some(text).filter(|text| !text.is_empty()));
    }
    (body, rows, codes)
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("the future is never pending"),
    }
}

/// 7: whichever items are blank, and however an error is reported, it has the index of its own item.
#[test]
fn an_error_has_the_index_of_its_own_item() {
    let (mut random, mut seen) = (Random::new(7), 0);
    for _ in 0..500 {
        let (body, rows, codes) = random_body(&mut random);
        let body = Body::form(body);
        let bind = || Contact::bind(&body).into_result().unwrap();
        let clean = bind();
        let is_read = rows
            .iter()
            .zip(&clean.home.phones)
            .all(|(row, phone)| (&row.0, &row.1) == (&phone.number, &phone.tags));
        assert!(is_read && clean.codes == codes);
        let mut places = Vec::new();
        for (i, (number, tags)) in rows.iter().enumerate() {
            let row = Contact::HOME.then(Home::PHONES).item(i);
            places.push((row.then(Phone::NUMBER), number));
            places.extend(tags.iter().enumerate().map(|(j, tag)| (row.then(Phone::TAGS).item(j), tag)));
        }
        places.extend(codes.iter().enumerate().map(|(i, code)| (Contact::CODES.item(i), code)));
        for (token, text) in places {
            let problem = || Problem::new("taken", "Taken.");
            let mut added = Contact::bind(&body);
            added.add_error(token, problem());
            let mut twice = bind().into_parts().1.reject_form(problem());
            twice.add_error(token, problem());
            let by_check =
                now(Contact::bind(&body).check_async(async |_, report| report.add(token, problem())));
            let rejected = bind().into_parts().1.reject(token, problem());
            for form in [added, Bound::from(twice), by_check, Bound::from(rejected)] {
                let path = form.errors().iter().next().unwrap().path();
                assert_eq!(form.submitted(&path).as_ref(), Some(text), "{path} of {body:?}");
                let field = form.view().field_named(&path).unwrap();
                assert!(field.is_invalid() && field.value() == Some(text.as_str()));
                seen += 1;
            }
        }
    }
    assert!(seen > 5_000, "{seen}");
}

/// 8: all items count towards the limit, so none is dropped because blank ones come before it.
#[test]
fn no_item_is_dropped_after_blank_ones() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Few {
        #[form(max_items = 2)]
        texts: Vec<String>,
        #[form(nested, max_items = 2)]
        rows: Vec<Phone>,
    }
    let bind = |body: &'static str| match Few::bind(&Body::form(body)).into_result() {
        Ok(few) => format!("{:?} {}", few.texts, few.rows.len()),
        Err(form) => report(form.errors()),
    };
    assert_eq!(bind("texts=&texts=a&texts=b"), "[\"a\", \"b\"] 0");
    for body in [
        "texts=&texts=&texts=&texts=a&texts=b",
        "texts[0]=&texts[1]=&texts[2]=&texts[3]=a",
        "texts[]=&texts[]=&texts[]=&texts[9]=a",
    ] {
        assert_eq!(bind(body), "texts:max_items", "{body}");
    }
    assert_eq!(bind("rows[0].number=&rows[1].number=1&rows[2].number=2"), "[] 2");
    for body in [
        "rows[0].number=&rows[1].number=&rows[2].number=&rows[3].number=a&rows[3].tags=b&rows[4].number=c",
        "rows[0].number=&rows[1].number=&rows[2].number=&rows[7].number=a",
    ] {
        assert_eq!(bind(body), "rows:max_items", "{body}");
    }
}

/// P28: a list with wrong indices has one error.
#[test]
fn holes_are_reported_once_for_each_list() {
    let errors = |body: &'static str| report(Contact::bind(&Body::form(body)).errors());
    assert_eq!(errors("name=n&codes[1]=a&codes[3]=b&codes[07]=c"), "codes:index");
    assert_eq!(
        errors("name=n&codes[1]=a&phones[2].number=1&phones[4].number=1&codes[3]=b&phones[5].tags=x"),
        "phones:index codes:index"
    );
    assert_eq!(
        errors(
            "name=n&phones[0].number=1&phones[0].tags[2]=b&phones[0].tags[4]=b&phones[1].number=1&phones[1].tags[9]=b"
        ),
        "phones[0].tags:index phones[1].tags:index"
    );
}

/// 7: no item of the longest possible list has the index that marks an error of the form.
#[test]
fn the_last_item_of_the_longest_list_has_its_own_path() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Long {
        #[form(max_items = 65_532)]
        nums: Vec<u8>,
    }
    let limits = Limits::DEFAULT.max_fields(100_000);
    for items in [65_531, 65_532, 65_533, 65_534, 65_600] {
        let numbers = vec!["1"; items];
        let json = format!(r#"{{"nums":[{},"x"]}}"#, numbers.join(","));
        let form = format!("nums={}&nums=x", numbers.join("&nums="));
        for body in [Body::json(json), Body::form(form)] {
            let errors = report(Long::binder().limits(limits).bind(&body).errors());
            let expected = match items {
                65_531 => "nums[65531]:invalid",
                65_532 => "nums:max_items nums[65532]:invalid",
                _ => "nums:max_items",
            };
            assert_eq!(errors, expected, "{items}");
        }
    }
}

/// A number that is equal to another one of the same parity, and cannot be hashed.
#[derive(Debug, Clone)]
struct Parity(u32);

impl PartialEq for Parity {
    fn eq(&self, other: &Self) -> bool {
        self.0 % 2 == other.0 % 2
    }
}

impl FieldType for Parity {
    type Subject = Self;
    const KIND: Kind = Kind::Integer;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        u32::clean(raw, field, cx).map(Parity)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
}

/// A number without a text, which can be hashed.
#[derive(Debug, Clone, PartialEq)]
struct Opaque(u32);

impl FieldType for Opaque {
    type Subject = Self;
    const KIND: Kind = Kind::Integer;
    const HASHES: bool = true;
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        self.0.hash_value(state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        u32::clean(raw, field, cx).map(Opaque)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
}

macro_rules! unique {
    ($($test:ident: $t:ty, apart $($apart:literal)|*, twins $($twins:literal)|*;)*) => {
        $(#[test]
        fn $test() {
            #[derive(Form)]
            #[form(fields = all)]
            struct One {
                #[form(unique_items)]
                v: Vec<$t>,
            }
            let errors = |texts: &str| {
                report(One::bind(&Body::form(format!("v={}", texts.replace(',', "&v=")))).errors())
            };
            $(assert_eq!(errors($apart), "", "{}", $apart);)*
            $(assert_eq!(errors($twins), "v:unique_items", "{}", $twins);)*
        })*
    };
}

/// More than eight items are compared by their hashes, fewer in pairs.
mod items_are_compared_by_value {
    use super::*;

    unique! {
        texts: String, apart "a,A,b" | "a,b,c,d,e,f,g,h,i,j", twins "a,b,a" | "a,+a" | "a,b,c,d,e,f,g,h,i,j,k,c";
        integers: i64, apart "1,-1,2" | "1,2,3,4,5,6,7,8,9,10", twins "1,01" | "7,%2B7" | "1,2,3,4,5,6,7,8,9,1.0";
        floats: f64, apart "1.5,1.25" | "1,2,3,4,5,6,7,8,9,9.5", twins "1.5,1.50" | "0.0,-0.0" | "1,2,3,4,5,6,7,8,0.0,-0.0" | "1,2,3,4,5,6,7,8,9e0,9";
        decimals: rust_decimal::Decimal, apart "1.5,1.05", twins "1.5,1.50" | "1,2,3,4,5,6,7,8,1.5,1.500" | "0,0.00";
        big_decimals: bigdecimal::BigDecimal, apart "1.5,1.05", twins "1.5,1.50" | "1,2,3,4,5,6,7,8,15e-1,1.500" | "100,1e2";
        secrets: Password, apart "a,b" | "a,b,c,d,e,f,g,h,i,j", twins "a,a" | "a,b,c,d,e,f,g,h,i,j,a";
        moments: jiff::Timestamp, apart "2027-03-31T13:30Z,2027-03-31T13:31Z", twins "2027-03-31T13:30Z,2027-03-31T14:30%2B01:00";
        zoned: chrono::DateTime<chrono::FixedOffset>, apart "2027-03-31T13:30Z,2027-03-31T13:31Z",
            twins "2027-03-31T13:30Z,2027-03-31T14:30%2B01:00"
            | "2027-01-01T00:00Z,2027-01-02T00:00Z,2027-01-03T00:00Z,2027-01-04T00:00Z,2027-01-05T00:00Z,2027-01-06T00:00Z,2027-01-07T00:00Z,2027-01-08T00:00Z,2027-01-08T01:00%2B01:00";
        answers: bool, apart "true,false", twins "true,false,on";
        without_a_hash: Parity, apart "1,2", twins "1,3" | "2,1,4";
        without_a_text: Opaque, apart "1,2,3" | "1,2,3,4,5,6,7,8,9,10", twins "1,2,1" | "1,2,3,4,5,6,7,8,9,1";
    }
}

/// P25: if items are compared in pairs, there are at most 100, whatever the limits.
#[test]
fn lists_of_items_without_a_hash_have_a_limit() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Secrets {
        #[form(unique_items)]
        v: Vec<Password>,
    }
    let limits = Limits::DEFAULT.max_items(10_000).max_fields(20_000);
    let bind = |items: usize| {
        let pairs: String = (0..items).map(|i| format!("v=secret{i}&")).collect();
        report(Secrets::binder().limits(limits).bind(&Body::form(pairs)).errors())
    };
    assert_eq!(bind(100), "");
    assert_eq!(bind(101), "v:max_items");
    assert_eq!(bind(9_000), "v:max_items");
}

/// 6: a JSON value that does not fit into one text of a page is refused in a JSON body too.
#[test]
fn a_json_value_has_the_same_limit_in_both_formats() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Settings {
        v: serde_json::Value,
        list: Vec<serde_json::Value>,
    }
    let text = |length: usize| format!("\"{}\"", "\u{e9}".repeat(length));
    let numbers = |count: usize| format!("[{}]", vec!["1e15"; count].join(","));
    for (value, is_right) in
        [(text(65_534), true), (text(65_535), false), (text(70_000), false), (numbers(990), true)]
    {
        let json = Settings::bind(&Body::json(format!(r#"{{"v":{value}}}"#)));
        let form = Settings::bind(&Body::form(format!("v={}", value.replace('\u{e9}', "%C3%A9"))));
        for bound in [json, form] {
            let expected = if is_right { "" } else { "v:max_length" };
            assert_eq!(report(bound.errors()), expected, "{}", value.len());
            // an accepted value is shown, and its page can be submitted
            if let Some(settings) = bound.cleaned() {
                let page = Settings::filled(settings);
                let shown = page.view().field_named("v").unwrap().value().unwrap().to_owned();
                let again: String = form_urlencoded::byte_serialize(shown.as_bytes()).collect();
                let sent = Settings::bind_update(settings, &Body::form(format!("v={again}")));
                assert!(sent.is_valid() && sent.changed().is_empty());
            }
        }
    }
    let small = Limits::DEFAULT.max_text_chars(100);
    let bind = |body: Body| report(Settings::binder().limits(small).bind(&body).errors());
    assert_eq!(bind(Body::json(format!(r#"{{"v":{}}}"#, numbers(6)))), "v:max_length");
    assert_eq!(bind(Body::form(format!("v={}", numbers(6)))), "v:max_length");
    assert_eq!(bind(Body::json(format!(r#"{{"v":{}}}"#, numbers(5)))), "");
    assert_eq!(bind(Body::json(format!(r#"{{"v":1,"list":[1,{}]}}"#, text(99)))), "list[1]:max_length");
}
