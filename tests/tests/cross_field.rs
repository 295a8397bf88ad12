//! Rules between fields, as declarations and as functions.
#![allow(missing_docs)]

use forms::{Body, Choice, Draft, Form, Presence, Report};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Plan {
    Free,
    Pro,
}

#[derive(Form, Debug)]
#[form(name = Person, fields = [name, nickname], derive(Debug))]
pub struct PersonRow {
    pub name: String,
    pub nickname: Option<String>,
}

#[derive(Form, Debug)]
#[form(
    fields = all,
    at_least_one_of = [email, phone],
    exactly_one_of = [person.nickname, alias, tags],
    at_most_one_of = [fax, telex, wire],
    messages(at_most_one = "Too many of {fields}.")
)]
struct Account {
    #[form(flatten)]
    person: Person,
    #[form(email, label = "Email address")]
    email: Option<String>,
    #[form(required = false, label = "Phone number")]
    phone: String,
    alias: Option<String>,
    tags: Vec<String>,
    fax: bool,
    telex: bool,
    wire: Option<u8>,
    plan: Plan,
    #[form(required_if(plan = Plan::Pro), required_if(wire = 7u8))]
    card: Option<String>,
    #[form(required_unless(plan = Plan::Free), messages(required = "Where do we send the bill?"))]
    street: String,
    #[form(required_if(card))]
    holder: Option<String>,
    #[form(required_if(tags = "big"))]
    size: Option<u32>,
    #[form(required_if = is_root)]
    reason: Option<String>,
    #[form(not_equals = person.name)]
    motto: String,
    #[form(equals = motto)]
    again: String,
}

fn is_root(account: &Draft<Account>) -> bool {
    account.person.name.as_deref() == Some("root")
}

fn report(changes: &[(&str, &str)]) -> String {
    let good = [
        ("name", "ada"),
        ("email", "a@b.example"),
        ("alias", "countess"),
        ("plan", "Free"),
        ("motto", "x"),
        ("again", "x"),
    ];
    let kept = good.iter().filter(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
    let pairs: Vec<_> = kept.chain(changes).map(|(key, value)| format!("{key}={value}")).collect();
    Account::bind(&Body::form(pairs.join("&"))).errors().to_string()
}

#[test]
fn a_field_is_required_under_a_condition() {
    assert_eq!(report(&[]), "");
    assert_eq!(report(&[("plan", "Pro")]), "card: Enter card.\nstreet: Where do we send the bill?\n");
    assert_eq!(report(&[("plan", "Pro"), ("card", "1"), ("street", "s")]), "holder: Enter holder.\n");
    assert_eq!(report(&[("wire", "7")]), "card: Enter card.\n");
    assert_eq!(report(&[("wire", "8")]), "");
    assert_eq!(report(&[("alias", ""), ("tags", "small&tags=big")]), "size: Enter size.\n");
    assert_eq!(report(&[("name", "root")]), "reason: Enter reason.\n");
    // an invalid field is reported once, also if a condition uses it
    assert_eq!(report(&[("plan", "x")]), "plan: Choose plan from the list.\n");
    assert_eq!(report(&[("wire", "7"), ("card", "%00")]), "card: Remove the null characters from card.\n");
}

#[test]
fn a_group_of_fields_has_a_minimum_and_maximum() {
    assert_eq!(report(&[("email", "")]), "Fill in email address or phone number.\n");
    assert_eq!(report(&[("email", "x")]), "email: Email address must be an address like name@example.com.\n");
    assert_eq!(report(&[("email", ""), ("phone", "1")]), "");
    assert_eq!(report(&[("phone", "1")]), "");
    assert_eq!(report(&[("alias", "")]), "Fill in nickname, alias or tags.\n");
    assert_eq!(report(&[("nickname", "n")]), "Too many of nickname, alias and tags.\n");
    assert_eq!(report(&[("fax", "on")]), "");
    assert_eq!(report(&[("fax", "on"), ("telex", "0")]), "");
    assert_eq!(report(&[("fax", "on"), ("wire", "0")]), "Too many of fax, telex and wire.\n");
    let form = Account::bind(&Body::form("name=ada&plan=Free&motto=x&again=x&alias=c"));
    let errors = form.errors().to_json();
    assert_eq!(errors["__all__"][0]["code"], "at_least_one");
    assert_eq!(errors["__all__"][0]["params"]["fields"], "email, phone");
}

#[test]
fn equals_and_not_equals_compare_fields() {
    assert_eq!(report(&[("motto", "ada"), ("again", "ada")]), "motto: Motto must be different from name.\n");
    assert_eq!(report(&[("again", "y")]), "again: Again must be the same as motto.\n");
    assert_eq!(
        report(&[("motto", "ada"), ("again", "y")]),
        "motto: Motto must be different from name.\nagain: Again must be the same as motto.\n"
    );
}

#[test]
fn a_partial_update_is_checked_with_its_result() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, at_least_one_of = [email, phone])]
    struct Reach {
        email: Option<String>,
        phone: Option<String>,
        #[form(required_if(phone))]
        hours: Option<String>,
    }
    let reach = Reach { email: Some("a".into()), phone: None, hours: None };
    let partial = |body: &str| Reach::bind_partial(&reach, &Body::json(body.to_owned())).errors().to_string();
    assert_eq!(partial("{}"), "");
    assert_eq!(partial(r#"{"email": null}"#), "Fill in email or phone.\n");
    assert_eq!(partial(r#"{"email": null, "phone": "1"}"#), "hours: Enter hours.\n");
}

#[test]
fn rules_can_be_called_as_functions() {
    #[derive(Form, Debug)]
    #[form(fields = all, check = checked)]
    struct Change {
        old: String,
        new: String,
        again: String,
        #[form(required = false)]
        why: String,
    }
    fn checked(change: &Draft<Change>, report: &mut Report<'_, Change>) {
        report.not_equals((Change::NEW, &change.new), (Change::OLD, &change.old));
        report.equals((Change::AGAIN, &change.again), (Change::NEW, &change.new));
        report.required_if(change.old.as_deref() == Some("lost"), (Change::WHY, &change.why));
        report.exactly_one_of(&[
            Presence::of(Change::OLD, &change.old),
            Presence::of(Change::WHY, &change.why),
        ]);
    }
    let report = |body: &'static str| Change::bind(&Body::form(body)).errors().to_string();
    assert_eq!(report("old=a&new=b&again=b&why="), "");
    assert_eq!(
        report("old=a&new=a&again=b"),
        "new: New must be different from old.\nagain: Again must be the same as new.\n"
    );
    assert_eq!(report("old=lost&new=b&again=b"), "why: Enter why.\n");
    assert_eq!(report("old=a&new=b&again=b&why=x"), "Fill in only one of old and why.\n");
}

mod compared {
    //! Comparisons of two fields: before, after, less than, greater than.
    use forms::{Body, Draft, Form, Report, SplitDateTime};
    use jiff::{SignedDuration, civil};

    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Period {
        from: civil::Date,
        #[form(not_before = from)]
        until: Option<civil::Date>,
    }

    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, rename_all = "camelCase")]
    struct Event {
        #[form(flatten)]
        period: Period,
        #[form(before = period.from, label = "Last day to sign up")]
        sign_up: Option<civil::Date>,
        opens: civil::Time,
        #[form(after = opens)]
        closes: civil::Time,
        #[form(not_after = closes)]
        last_entry: Option<civil::Time>,
        least: u32,
        #[form(at_least = least, messages(at_least = "No fewer than {at_least}."))]
        most: Option<u32>,
        #[form(greater_than = least, less_than = most)]
        usual: u32,
        #[form(at_most = price)]
        reduced: Option<f64>,
        price: f64,
        #[form(less_than = whole)]
        part: SignedDuration,
        whole: Option<SignedDuration>,
    }

    const GOOD: [(&str, &str); 9] = [
        ("from", "2027-03-31"),
        ("opens", "09:00"),
        ("closes", "17:00"),
        ("least", "2"),
        ("usual", "3"),
        ("price", "1.5"),
        ("part", "1:00"),
        ("until", ""),
        ("most", ""),
    ];

    fn report(changes: &[(&str, &str)]) -> String {
        let kept = GOOD.iter().filter(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
        let pairs: Vec<_> = kept.chain(changes).map(|(key, value)| format!("{key}={value}")).collect();
        Event::bind(&Body::form(pairs.join("&"))).errors().to_string()
    }

    #[test]
    fn every_relation_is_reported_at_its_own_field() {
        assert_eq!(report(&[]), "");
        for (change, error) in [
            (("until", "2027-03-30"), "until: Until must be the same as or after from.\n"),
            (("until", "2027-03-31"), ""),
            (("signUp", "2027-03-31"), "signUp: Last day to sign up must be before from.\n"),
            (("signUp", "2027-03-30"), ""),
            (("closes", "09:00"), "closes: Closes must be after opens.\n"),
            (("closes", "09:00:01"), ""),
            (("lastEntry", "17:01"), "lastEntry: Last entry must be the same as or before closes.\n"),
            (("lastEntry", "17:00"), ""),
            (("most", "1"), "most: No fewer than least.\nusual: Usual must be less than most.\n"),
            (("most", "4"), ""),
            (("usual", "2"), "usual: Usual must be more than least.\n"),
            (("reduced", "1.6"), "reduced: Reduced must be the same as or less than price.\n"),
            (("reduced", "1.5"), ""),
            (("whole", "1:00"), "part: Part must be less than whole.\n"),
            (("whole", "1:01"), ""),
        ] {
            assert_eq!(report(&[change]), error, "{change:?}");
        }
    }

    #[test]
    fn missing_and_invalid_values_are_not_compared() {
        assert_eq!(
            report(&[("from", "yesterday"), ("until", "2001-01-01"), ("signUp", "2030-01-01")])
                .lines()
                .count(),
            1
        );
        assert_eq!(report(&[("opens", ""), ("closes", "00:00")]), "opens: Enter opens.\n");
        assert_eq!(report(&[("price", "x"), ("reduced", "9")]), "price: Price must be a number.\n");
    }

    #[test]
    fn messages_have_the_other_label_as_in_a_sentence() {
        #[derive(Form, Debug)]
        #[form(fields = all)]
        struct Stay {
            #[form(label = "Date of arrival")]
            arrival: civil::Date,
            #[form(after = arrival, messages(after = "Choose a day after {other}. {other} comes first: {Other}, {after}."))]
            departure: civil::Date,
            #[form(label = "VAT number")]
            vat: String,
            #[form(not_equals = vat, messages(same = "{label} is not {other}."))]
            number: String,
            #[form(label = "What is your name?")]
            name: String,
            #[form(password(min_length = 4, similar_to = [name]), messages(password_too_similar = "It is like {verbose_name} ({Verbose_name})."))]
            password: forms::Password,
        }
        let form = Stay::bind(&Body::form(
            "arrival=2027-03-02&departure=2027-03-01&vat=7&number=7&name=ada-lovelace&password=ada-lovelace",
        ));
        assert_eq!(
            form.errors().to_string(),
            "departure: Choose a day after date of arrival. Date of arrival comes first: Date of arrival, date of arrival.\n\
             number: Number is not VAT number.\n\
             password: It is like the answer to \u{201c}What is your name?\u{201d} (What is your name?).\n"
        );
        // programs get the label as it was declared
        let json = serde_json::to_value(form.errors().to_problem_details()).unwrap();
        assert_eq!(json["errors"][0]["params"]["other"], "Date of arrival");
    }

    #[test]
    fn the_name_of_the_rule_is_the_code_of_its_error() {
        let form = Period::bind(&Body::form("from=2027-03-31&until=2027-01-01"));
        let error = form.errors().iter().next().unwrap();
        assert_eq!((error.code(), error.path().as_str()), ("not_before", "until"));
        let params: Vec<_> =
            error.params().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(params, ["other=From"]);
        let reference = Event::SCHEMA.describe().to_string();
        for rule in [
            "| `not_before = from` | `until` | `not_before` |",
            "| `before = period.from` | `signUp` | `before` |",
        ] {
            assert!(reference.contains(rule), "{rule} is not in {reference}");
        }
    }

    #[test]
    fn an_update_is_compared_with_its_result() {
        let day = |day: i8| civil::date(2027, 3, day);
        let period = Period { from: day(10), until: Some(day(20)) };
        let report = |body| Period::bind_partial(&period, &Body::json(body)).errors().to_string();
        assert_eq!(report(r#"{"until": "2027-03-09"}"#), "until: Until must be the same as or after from.\n");
        assert_eq!(report(r#"{"from": "2027-03-21"}"#), "until: Until must be the same as or after from.\n");
        assert_eq!(report(r#"{"from": "2027-03-20"}"#), "");
    }

    #[derive(Form)]
    #[form(fields = all, check = in_order)]
    struct Flight {
        leaves: SplitDateTime<civil::DateTime>,
        lands: SplitDateTime<civil::DateTime>,
    }

    fn in_order(flight: &Draft<Flight>, report: &mut Report<'_, Flight>) {
        report.after((Flight::LANDS, &flight.lands), (Flight::LEAVES, &flight.leaves));
    }

    #[test]
    fn a_split_date_and_time_is_compared_too() {
        let report = |time: &str| {
            let body =
                format!("leaves.date=2027-03-31&leaves.time=10:00&lands.date=2027-03-31&lands.time={time}");
            Flight::bind(&Body::form(body)).errors().to_string()
        };
        assert_eq!(report("10:00"), "lands: Lands must be after leaves.\n");
        assert_eq!(report("10:01"), "");
    }

    #[derive(Form)]
    #[form(name = Stay, fields = [arrival, departure, nights, most])]
    struct Booking {
        #[form(immutable)]
        arrival: civil::Date,
        #[form(after = arrival, min = "2020-01-01", max = "2030-01-01")]
        departure: civil::Date,
        #[form(immutable, widget = number)]
        most: u8,
        #[form(at_most = most, widget = number)]
        nights: u8,
    }

    #[test]
    fn a_value_that_cannot_change_is_a_bound_of_the_control() {
        let stay = Booking {
            arrival: civil::date(2027, 3, 31),
            departure: civil::date(2027, 4, 2),
            most: 7,
            nights: 2,
        };
        let control = |page: &str, name: &str| {
            let start = page.find(&format!("name=\"{name}\"")).unwrap();
            page[start..].split('>').next().unwrap().to_owned()
        };
        let page = Stay::filled(&stay).to_html();
        let departure = control(&page, "departure");
        assert!(departure.contains(r#"min="2027-03-31" max="2030-01-01""#), "{departure}");
        let nights = control(&page, "nights");
        assert!(nights.contains(r#"max="7""#) && !nights.contains("min="), "{nights}");
        // a page that has both controls can change both values
        let page = Stay::blank().to_html();
        let departure = control(&page, "departure");
        assert!(departure.contains(r#"min="2020-01-01""#), "{departure}");
        let page =
            Stay::bind(&Body::form("arrival=2027-03-31&departure=2027-03-30&most=7&nights=8")).to_html();
        assert!(!control(&page, "nights").contains("max="));
        assert!(page.contains("Departure must be after arrival."));
    }
}
