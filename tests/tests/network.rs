//! Formats of texts and of network addresses, as attributes and as types.

use forms::{Body, Bound, DomainName, Email, Form, PhoneNumber, Slug, UnicodeSlug, Url, Username};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Words {
    #[form(email(allowlist = ["intranet"]))]
    email: Option<String>,
    #[form(username)]
    username: Option<String>,
    #[form(username(ascii))]
    ascii: Option<String>,
    #[form(username(mixed_scripts))]
    mixed: Option<String>,
    #[form(slug)]
    slug: Option<String>,
    #[form(unicode_slug)]
    unicode_slug: Option<String>,
    #[form(unicode_slug(mixed_scripts))]
    mixed_slug: Option<String>,
    #[form(url)]
    url: Option<String>,
    #[form(url(schemes = ["https", "git+ssh"]))]
    secure: Option<String>,
    #[form(url(schemes = ["ftp"]))]
    ftp: Option<String>,
    #[form(url(assume_scheme = "http"), max_length = 20)]
    plain: Option<String>,
    #[form(domain_name)]
    domain_name: Option<String>,
    #[form(domain_name(ascii))]
    ascii_name: Option<String>,
    #[form(ip_address)]
    ip: Option<String>,
    #[form(ip_address(unpack_ipv4))]
    unpacked: Option<String>,
    #[form(ipv4)]
    ipv4: Option<String>,
    #[form(ipv6)]
    ipv6: Option<String>,
    #[form(phone)]
    phone: Option<String>,
    #[form(integer_list)]
    list: Option<String>,
    #[form(integer_list(separator = "|", allow_negative))]
    offsets: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Types {
    email: Option<Email>,
    #[form(max_length = 8)]
    username: Option<Username>,
    slug: Option<Slug>,
    unicode_slug: Option<UnicodeSlug>,
    #[form(url(schemes = ["https"]))]
    url: Option<Url>,
    domain_name: Option<DomainName>,
    phone: Option<PhoneNumber>,
    #[form(ip_address(unpack_ipv4), validate = is_public)]
    ip: Option<IpAddr>,
    ipv4: Option<Ipv4Addr>,
    ipv6: Vec<Ipv6Addr>,
}

fn is_public(address: &IpAddr) -> Result<(), forms::Problem> {
    if address.is_loopback() {
        Err(forms::Problem::new("loopback", "{label} is this machine."))
    } else {
        Ok(())
    }
}

/// Returns the accepted text, or the first code with its parameters.
fn answer<F: Form>(bound: Bound<F>, field: &str, kept: impl Fn(F) -> Option<String>) -> String {
    match bound.into_result() {
        Ok(clean) => kept(clean.into_inner()).unwrap_or_default(),
        Err(form) => {
            let error = form.errors().iter().find(|error| error.path().clone().starts_with(field));
            let error = error.expect("an error of the field");
            error
                .params()
                .iter()
                .fold(error.code().to_owned(), |code, (name, value)| format!("{code} {name}={value}"))
        }
    }
}

fn bodies(field: &str, value: &str) -> [Body; 2] {
    let json = match field {
        "offsets" | "ipv6[]" => {
            format!("{{{:?}: [{}]}}", field.trim_end_matches("[]"), serde_json::json!(value))
        }
        _ => format!("{{{field:?}: {}}}", serde_json::json!(value)),
    };
    let form = form_urlencoded::Serializer::new(String::new()).append_pair(field, value).finish();
    [Body::form(form), Body::json(json)]
}

macro_rules! cases {
    ($form:ident: $($field:ident $value:literal => $expected:literal),* $(,)?) => { $(
        for body in bodies(stringify!($field), $value) {
            let kept = answer($form::bind(&body), stringify!($field), |clean| clean.$field.map(|value| value.to_string()));
            assert_eq!(kept, $expected, "{} {:?}", stringify!($field), $value);
        }
    )* };
}

#[test]
fn words() {
    cases! { Words:
        email "ada@intranet" => "ada@intranet",
        email "ada@localhost" => "invalid",
        email "ada@[192.0.2.1]" => "ada@[192.0.2.1]",
        username "ａｄａ" => "ada",
        username "ad\u{430}" => "invalid",
        username "ad\u{202e}a" => "invalid character=U+202E",
        username "ad\u{200b}a" => "invalid character=U+200B",
        ascii "ad.a" => "ad.a",
        ascii "ádá" => "invalid",
        mixed "ad\u{430}" => "ad\u{430}",
        slug " first-post " => "first-post",
        slug "first post" => "invalid",
        unicode_slug "чай" => "чай",
        unicode_slug "ч\u{61}й" => "invalid",
        mixed_slug "ч\u{61}й" => "ч\u{61}й",
        url "example.com/a" => "https://example.com/a",
        url "//example.com" => "https://example.com",
        url "http://example.com" => "http://example.com",
        url "javascript:alert(1)" => "invalid",
        url "javascript://example.com/%0aalert(1)" => "invalid",
        url "http://example.com\\@evil.com" => "invalid",
        url "http://exa mple.com" => "invalid",
        url "пример.рф" => "https://пример.рф",
        secure "git+ssh://git@example.com" => "git+ssh://git@example.com",
        secure "example.com" => "https://example.com",
        secure "http://example.com" => "invalid",
        ftp "example.com" => "ftp://example.com",
        plain "example.com/abcd" => "max_length limit_value=20 show_value=23",
        plain "a.co" => "http://a.co",
        domain_name "bücher.de" => "bücher.de",
        domain_name "localhost" => "invalid",
        ascii_name "bücher.de" => "invalid",
        ip "2001:DB8:0::1" => "2001:db8::1",
        ip "0000:0000:0000:0000:0000:0000:0000:0001" => "::1",
        ip "192.0.2.1" => "192.0.2.1",
        ip "192.0.2.256" => "invalid protocol=IPv4 or IPv6",
        ip "192.0.2.1:80" => "invalid protocol=IPv6",
        ip "fe80::1%eth0" => "invalid protocol=IPv6",
        ip "::ffff:192.0.2.1" => "::ffff:192.0.2.1",
        unpacked "::FFFF:192.0.2.1" => "192.0.2.1",
        ipv4 "::1" => "invalid protocol=IPv4",
        ipv6 "1.2.3.4" => "invalid protocol=IPv6",
        phone "+44 (20) 7946-0000" => "+44 (20) 7946-0000",
        phone "12" => "invalid",
        list "1,2,3" => "1,2,3",
        list "1;2" => "invalid",
    }
    for (value, code) in [("-1|2", None), ("1,2", Some("invalid"))] {
        for body in bodies("offsets", value) {
            assert_eq!(
                Words::bind(&body).errors().iter().next().map(|error| error.code().to_owned()).as_deref(),
                code
            );
        }
    }
}

#[test]
fn types() {
    cases! { Types:
        email "ada@example.com" => "ada@example.com",
        username "ａｄａ" => "ada",
        username "adalovelace" => "max_length limit_value=8 show_value=11",
        slug "a_b" => "a_b",
        slug "é" => "invalid",
        unicode_slug "é" => "é",
        url "example.com" => "https://example.com",
        url "http://example.com" => "invalid",
        domain_name "example.com" => "example.com",
        phone "020 7946 0000" => "020 7946 0000",
        ip "::ffff:192.0.2.1" => "192.0.2.1",
        ip "2001:DB8::1" => "2001:db8::1",
        ip "::1" => "loopback",
        ip "127.0.0.1" => "loopback",
        ip "x" => "invalid protocol=IPv4 or IPv6",
        ipv4 "192.0.2.1" => "192.0.2.1",
        ipv4 "0300.0.2.1" => "invalid protocol=IPv4",
    }
    for body in bodies("ipv6[]", "::1") {
        assert_eq!(Types::bind(&body).into_result().unwrap().into_inner().ipv6, [Ipv6Addr::LOCALHOST]);
    }
}

/// Numbers and addresses with characters that copying from contacts and pages adds.
#[test]
fn copied_numbers_and_addresses_are_accepted() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Contact {
        phone: PhoneNumber,
        email: Option<Email>,
        url: Option<Url>,
        #[form(phone)]
        fax: Option<String>,
        #[form(nested)]
        others: Vec<Other>,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Other {
        phones: Vec<PhoneNumber>,
    }
    let bind = |key: &str, value: &str| {
        let pairs = [("phone", "1234"), (key, value)];
        let pairs = &pairs[usize::from(key == "phone")..];
        let form = Contact::bind(&Body::form(serde_urlencoded::to_string(pairs).unwrap()));
        let members: serde_json::Map<String, serde_json::Value> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), serde_json::json!(value))).collect();
        if !key.contains('[') {
            let json = Contact::bind(&Body::json(serde_json::to_string(&members).unwrap()));
            assert_eq!(json.errors().to_string(), form.errors().to_string());
        }
        form
    };
    for (pasted, kept) in [
        ("\u{202d}+44 20 7946 0000\u{202c}", "+44 20 7946 0000"),
        ("\u{2066}+44\u{a0}20\u{202f}7946\u{2009}0000\u{2069}", "+44 20 7946 0000"),
        ("\u{200e}020–7946\u{2011}0000\u{200f}", "020-7946-0000"),
        ("\u{a0}\u{202d}020 7946 0000\u{202c} ", "020 7946 0000"),
        ("＋４４２０７９４６０００", "+44207946000"),
        ("020 \u{2068}7946\u{2069} 0000", "020 7946 0000"),
        // at most 32 characters, without the invisible marks
        ("\u{202d}+1 2 3 4 5 6 7 8 9 0 1 2 3 4 5\u{202c}", "+1 2 3 4 5 6 7 8 9 0 1 2 3 4 5"),
    ] {
        assert_eq!(bind("phone", pasted).into_result().unwrap().phone.as_str(), kept, "{pasted:?}");
        assert_eq!(bind("fax", pasted).into_result().unwrap().fax.as_deref(), Some(kept));
        let others = bind("others[0].phones", pasted).into_result().unwrap().into_inner().others;
        assert_eq!(others[0].phones[0], kept);
    }
    for mark in ['\u{202d}', '\u{202c}', '\u{200e}', '\u{200f}', '\u{2066}', '\u{2069}'] {
        for (key, value) in
            [("email", "ada@bücher.example"), ("url", "https://example.com/ä"), ("email", "a@b.co")]
        {
            for pasted in
                [format!("{mark}{value}"), format!("{value}{mark}"), format!(" {mark}{mark}{value} {mark}")]
            {
                let contact = bind(key, &pasted).into_result().unwrap().into_inner();
                let kept = contact.email.map(String::from).or(contact.url.map(String::from));
                assert_eq!(kept.as_deref(), Some(value), "{pasted:?}");
            }
            let within = format!("{}{mark}{}", &value[..3], &value[3..]);
            let form = bind(key, &within);
            let message = format!("Remove the invisible character U+{:04X} from ", u32::from(mark));
            assert!(form.errors().to_string().contains(&message), "{}", form.errors());
        }
    }
    assert_eq!(
        bind("url", "\u{202d}example.com\u{202c}").into_result().unwrap().url.as_deref(),
        Some("https://example.com")
    );
    for (pasted, message) in [
        ("020\u{200b}7946", "Remove the invisible character U+200B from phone."),
        ("\u{feff}0207946", "Remove the invisible character U+FEFF from phone."),
        ("\u{202d}020\u{ad}7946\u{202c}", "Remove the invisible character U+00AD from phone."),
        ("020\u{202e}7946", "Remove the invisible character U+202E from phone."),
        ("020\u{e0041}7946", "Remove the invisible character U+E0041 from phone."),
        ("\u{202d}020 FLOWERS", "Phone must be a phone number, like 020 7946 0000 or +44 20 7946 0000."),
        ("020 – 7946", "Phone must be a phone number, like 020 7946 0000 or +44 20 7946 0000."),
    ] {
        let form = bind("phone", pasted);
        assert_eq!(form.errors().to_string(), format!("phone: {message}\n"), "{pasted:?}");
        assert!(form.errors().has_error("phone", "invalid"));
    }
    // a type by itself does not change the text
    assert!(PhoneNumber::parse("\u{202d}1234").is_err() && Email::parse("\u{200e}a@b.co").is_err());
    assert_eq!(
        Email::parse("a\u{200b}@b.co").unwrap_err().params(),
        [("character", forms::Param::from("U+200B"))]
    );
}

#[test]
fn what_is_said() {
    let errors =
        Words::bind(&Body::form("secure=http://a.co&offsets=x&ip=x&ftp=http://a.co")).errors().to_string();
    assert_eq!(
        errors,
        "secure: Secure must be an address that begins with https:// or git+ssh://.\n\
         ftp: Ftp must be an address that begins with ftp://.\n\
         ip: Ip must be an IP address, like 192.0.2.1 or 2001:db8::1.\n\
         offsets[0]: Item 1 of offsets must be whole numbers separated by “|”, like 1|2|3.\n"
    );
}

#[test]
fn validated_types_are_made_by_parsing() {
    assert_eq!("Ada_L".parse::<Username>().unwrap(), "Ada_L");
    assert!(Username::parse(&format!("a{}", "\u{301}".repeat(99))).is_err());
    assert!(
        Url::try_from("example.com").is_err()
            && Url::parse("https://example.com").unwrap().scheme() == "https"
    );
    assert_eq!(Email::parse("Ada@Example.com").unwrap().key(), "ada@example.com");
    assert_eq!(PhoneNumber::parse("(030) 1234").unwrap().digits(), "0301234");
    let json = serde_json::to_string(&Slug::parse("a-b").unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Slug>(&json).unwrap(), "a-b");
    let error = serde_json::from_str::<Slug>("\"hunter 2\"").unwrap_err().to_string();
    assert!(!error.contains("hunter"), "{error}");
}

/// Hosts that are the same for the WHATWG's URL parser give equal keys; other hosts give different keys.
#[test]
fn email_keys_agree_with_the_hosts_of_browsers() {
    let hosts = [
        "bücher.example.org",
        "BÜCHER.example.org",
        "xn--bcher-kva.example.org",
        "XN--BCHER-KVA.EXAMPLE.ORG",
        "bucher.example.org",
        "faß.de",
        "fass.de",
        "xn--fa-hia.de",
        "STRAẞE.de",
        "straße.de",
        "ΟΔΟΣ.gr",
        "οδοσ.gr",
        "οδος.gr",
        "РФ.рф",
        "xn--p1ai.xn--p1ai",
        "İ.com.tr",
        "i.com.tr",
        "ısı.com.tr",
        "例子.测试",
    ];
    let ascii =
        |host: &str| url::Url::parse(&format!("https://{host}")).unwrap().host_str().map(str::to_owned);
    for (i, host) in hosts.iter().enumerate() {
        for other in &hosts[i..] {
            let key = |host: &str| Email::parse(&format!("a@{host}")).unwrap().key();
            assert_eq!(key(host) == key(other), ascii(host) == ascii(other), "{host} {other}");
        }
    }
}

#[test]
fn an_update_can_repeat_an_immutable_value() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = HostForm, fields = [address, url])]
    struct Host {
        #[form(immutable)]
        address: IpAddr,
        url: Url,
    }
    let mut host = Host { address: "2001:db8::1".parse().unwrap(), url: Url::parse("https://a.co").unwrap() };
    let form = HostForm::bind_update(&host, &Body::form("address=2001:DB8:0::1&url=b.co"));
    let changed = form.into_result().unwrap().apply_to(&mut host);
    assert_eq!((changed.len(), host.url.as_str()), (1, "https://b.co"));
    let form = HostForm::bind_update(&host, &Body::form("address=::1&url=b.co"));
    assert!(form.errors().has_error("address", "immutable"));
    assert!(HostForm::filled(&host).to_html().contains("value=\"2001:db8::1\""));
}

#[test]
fn types_of_the_url_crate_are_fields() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Link {
        link: url::Url,
    }
    let link = Link::bind(&Body::form("link=example.com/a")).into_result().unwrap().into_inner().link;
    assert_eq!((link.host_str(), link.path()), (Some("example.com"), "/a"));
    assert!(Link::bind(&Body::form("link=mailto:a@b.co")).errors().has_error("link", "invalid"));
}
