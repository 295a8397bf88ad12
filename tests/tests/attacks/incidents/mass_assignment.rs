//! Fields that a request must not set.

use super::{form, is_unknown, is_valid, json};
use forms::{Body, Choice, Email, Form, Password};
use tests::report::report;

/// The SSH key of a user of a code host.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = AddKey, fields = [title, key], derive(Debug, Clone, PartialEq))]
pub(crate) struct PublicKey {
    pub id: i64,
    pub user_id: i64,
    #[form(max_length = 100)]
    pub title: String,
    #[form(max_length = 4000)]
    pub key: String,
}

const KEY: (&str, &str) =
    ("title=laptop&key=ssh-ed25519+AAAA", r#""title":"laptop","key":"ssh-ed25519 AAAA""#);

/// GitHub, 4 March 2012: a request with `user_id` added an SSH key to another user's account.
#[test]
fn github_2012_public_key_user_id() {
    let bound = is_valid::<AddKey>(KEY);
    let key = bound.into_result().unwrap().create(AddKeyRest { id: 1, user_id: 7 });
    assert_eq!(key.user_id, 7);
    for name in ["user_id", "public_key[user_id]", "public_key.user_id"] {
        is_unknown::<AddKey>(KEY, name, "4223");
    }
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub(crate) enum OrderState {
    Cart,
    Complete,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Checkout, fields = [address, note], derive(Debug))]
pub(crate) struct Order {
    pub address: String,
    pub note: Option<String>,
    pub state: OrderState,
    pub total: u32,
}

/// Spree: a request with the state of an order marked it as paid.
#[test]
fn cve_2008_7310_spree_order_state() {
    const ORDER: (&str, &str) = ("address=1+High+Street", r#""address":"1 High Street""#);
    is_valid::<Checkout>(ORDER);
    is_unknown::<Checkout>(ORDER, "state", "complete");
    is_unknown::<Checkout>(ORDER, "order[state]", "complete");
    is_unknown::<Checkout>(ORDER, "total", "0");
}

/// The account of a web application: the fields of the registration, and the columns that attackers wanted.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Register, fields = [username, email], derive(Debug, Clone, PartialEq))]
pub(crate) struct Account {
    pub id: i64,
    #[form(username, max_length = 30)]
    pub username: String,
    pub email: Email,
    pub admin: bool,
    pub role: String,
    pub confirmed_at: Option<u64>,
    pub password_hash: String,
}

const ACCOUNT: (&str, &str) =
    ("username=mallory&email=m%40example.com", r#""username":"mallory","email":"m@example.com""#);

/// ActiveRecord: `attr_protected` was a denylist. A key with a suffix that the binder removes was not in it.
#[test]
fn cve_2013_0276_active_record_denylist() {
    is_valid::<Register>(ACCOUNT);
    for key in ["admin(1i)", "admin\n", " admin", "admin ", "admin\0", "admin(", "admin()"] {
        is_unknown::<Register>(ACCOUNT, key, "1");
    }
    assert_eq!(form::<Register>(&format!("{}&admin%00=1", ACCOUNT.0)), ":unknown");
}

/// ActiveModel: internal attributes in a body reached the object, and validation was skipped.
#[test]
fn cve_2016_0753_active_model_internal_attributes() {
    for key in ["errors", "valid", "validate", "__method", "attributes", "skip_validation", "draft", "spec"] {
        is_unknown::<Register>(ACCOUNT, key, "false");
        // and the rules still run
        let said = json::<Register>(&format!(r#"{{"username":"","email":"x","{key}":false}}"#));
        assert_eq!(said, format!("username:required email:invalid ?{key}:unknown"));
    }
}

/// The json gem created objects of classes that the document named, despite the protection of attributes.
#[test]
fn cve_2013_0269_json_class() {
    for key in ["json_class", "@type", "__class__", "$type", "_type", "java.lang.Class", "py/object"] {
        is_unknown::<Register>(ACCOUNT, key, "Account::Admin");
    }
    let said = json::<Register>(
        r#"{"username":{"json_class":"Admin"},"email":"m@example.com","admin":{"json_class":"TrueClass"}}"#,
    );
    assert_eq!(said, "username:invalid ?admin:unknown");
}

#[derive(Form)]
#[form(fields = all)]
pub(crate) struct NewPassword {
    #[form(password(min_length = 8))]
    pub password: Password,
    #[form(equals = password)]
    pub confirmation: Password,
}

/// Camaleon CMS: because of `permit!`, a password change could also set the role.
#[test]
fn cve_2025_2304_camaleon_password_role() {
    const PASSWORD: (&str, &str) = (
        "password=quite+unguessable&confirmation=quite+unguessable",
        r#""password":"quite unguessable","confirmation":"quite unguessable""#,
    );
    is_valid::<NewPassword>(PASSWORD);
    is_unknown::<NewPassword>(PASSWORD, "password[role]", "admin");
    is_unknown::<NewPassword>(PASSWORD, "role", "admin");
    let said = form::<NewPassword>(&format!("{}&password.role=admin", PASSWORD.0));
    assert_eq!(said, ":unknown");
    let said = json::<NewPassword>(r#"{"password":{"role":"admin"},"confirmation":{"role":"admin"}}"#);
    assert_eq!(said, "password:invalid confirmation:invalid");
}

/// ASP.NET: the model binder set every public property; `[Bind]` had no effect on JSON.
#[test]
fn aspnet_over_posting_holds_in_both_formats() {
    for key in ["IsAdmin", "isAdmin", "is_admin", "admin", "role"] {
        is_unknown::<Register>(ACCOUNT, key, "true");
    }
}

/// Laravel: a column name with a JSON path bypassed `$guarded`.
#[test]
fn laravel_2014_guarded_column_paths() {
    for key in ["role->name", "meta->is_admin", "`role`", "\"role\"", "role;", "accounts.role", "role--"] {
        is_unknown::<Register>(ACCOUNT, key, "admin");
    }
}

/// Eloquent: the guard compared the spelling of names, the database did not.
#[test]
fn cve_2020_24940_eloquent_guard_bypass() {
    for key in ["ROLE", "Role", "role ", "\trole", "role\u{a0}", "[role]", "role[]"] {
        is_unknown::<Register>(ACCOUNT, key, "admin");
    }
}

/// Livewire: `validate` returned all properties, including those without a rule.
#[test]
fn livewire_2020_validate_returns_only_what_is_declared() {
    let clean = Register::bind(&Body::form(ACCOUNT.0)).into_result().unwrap().into_inner();
    // the type proves it: it has no other fields
    let Register { username, email } = clean;
    assert_eq!((username.as_str(), email.as_str()), ("mallory", "m@example.com"));
}

/// SeAT: one list on the model applied to all endpoints, and it contained `admin`.
#[test]
fn seat_2026_fillable_is_per_form() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = Preferences, fields = [language], derive(Debug))]
    #[form(name = Administration, fields = [language, admin], derive(Debug))]
    pub(crate) struct User {
        pub language: String,
        pub admin: bool,
    }
    const USER: (&str, &str) = ("language=en", r#""language":"en""#);
    is_valid::<Preferences>(USER);
    is_unknown::<Preferences>(USER, "admin", "1");
    let clean = Administration::bind(&Body::form("language=en&admin=on")).into_result().unwrap();
    assert!(clean.into_inner().admin);
}

/// Coherence: registration cast all columns, including `confirmed_at`.
#[test]
fn cve_2018_20301_coherence_confirmed_at() {
    for key in ["confirmed_at", "confirmation_token", "locked_at", "sign_in_count", "role"] {
        is_unknown::<Register>(ACCOUNT, key, "2018-12-01T00:00:00");
    }
}

/// The user of a registry of container images.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = HarborSignup, fields = [username, email, realname, comment], derive(Debug, Clone, PartialEq))]
pub(crate) struct HarborUser {
    pub user_id: i64,
    pub username: String,
    pub email: Email,
    pub realname: String,
    pub comment: Option<String>,
    pub has_admin_role: bool,
    pub role_id: i64,
    pub deleted: bool,
}

/// Harbor: a registration was decoded into the database row, and could create an administrator.
#[test]
fn cve_2019_16097_harbor_has_admin_role() {
    const USER: (&str, &str) = (
        "username=test&email=test123%40gmail.com&realname=no+name&comment=c",
        r#""username":"test","email":"test123@gmail.com","realname":"no name","comment":"c""#,
    );
    let bound = is_valid::<HarborSignup>(USER);
    is_unknown::<HarborSignup>(USER, "has_admin_role", "true");
    let said = json::<HarborSignup>(
        r#"{"username":"test","email":"test123@gmail.com","realname":"no name","comment":"c",
            "has_admin_role":true,"role_id":1,"user_id":1}"#,
    );
    assert_eq!(said, "?has_admin_role:unknown ?role_id:unknown ?user_id:unknown");
    let rest = HarborSignupRest { user_id: 9, has_admin_role: false, role_id: 0, deleted: false };
    assert!(!bound.into_result().unwrap().create(rest).has_admin_role);
}

/// Laravel's `fill` in a registration, as in OWASP's cheat sheet on mass assignment.
#[test]
fn owasp_api3_2023_bopla_scenarios() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = Approve, fields = [approved, comment], derive(Debug))]
    pub(crate) struct Booking {
        pub approved: bool,
        pub comment: Option<String>,
        pub total_stay_price: u32,
        pub blocked: bool,
    }
    let said =
        json::<Approve>(r#"{"approved":true,"comment":"Check-in is after 3pm","total_stay_price":1000000}"#);
    assert_eq!(said, "?total_stay_price:unknown");
    let said = form::<Approve>("approved=true&blocked=false");
    assert_eq!(said, "?blocked:unknown");
}

/// A racing driver: the fields that the person may set, and the roles that the office assigns.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Profile, fields = [email, first_name, last_name], derive(Debug))]
#[form(name = GrantRoles, fields = [roles], derive(Debug))]
pub(crate) struct Driver {
    pub email: Email,
    pub first_name: String,
    pub last_name: String,
    #[form(nested, max_items = 4)]
    pub roles: Vec<RoleChoice>,
    pub password: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct RoleChoice {
    #[form(min = 1)]
    pub key: u32,
}

/// The FIA's driver portal, October 2025: a profile bound nested roles.
#[test]
fn fia_2025_driver_categorisation_roles() {
    let said = json::<Profile>(
        r#"{"email":"test@example.com","first_name":"Test","last_name":"Test",
            "roles":[{"id":1,"description":"ADMIN role","name":"ADMIN"}]}"#,
    );
    assert_eq!(said, "?roles:unknown");
    let said =
        form::<Profile>("email=t%40example.com&first_name=T&last_name=T&roles[0].id=1&roles[0].name=ADMIN");
    assert_eq!(said, "?roles[0].id:unknown ?roles[0].name:unknown");
    // a form that may set roles binds only a reference to one
    let said = json::<GrantRoles>(r#"{"roles":[{"key":1,"description":"ADMIN role","name":"ADMIN"}]}"#);
    assert_eq!(said, "roles[0]?description:unknown roles[0]?name:unknown");
    assert_eq!(
        report(GrantRoles::bind(&Body::form("roles[0].key=1&roles[0].name=ADMIN")).errors()),
        "roles[0]?name:unknown"
    );
}

/// marshmallow: an empty `only` meant every field.
#[test]
fn cve_2018_17175_marshmallow_empty_only() {
    // `fields = []` does not compile (see the compile-fail case); a form with one field has only this field
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = OnlyNote, fields = [note], derive(Debug))]
    pub(crate) struct Row {
        pub note: Option<String>,
        pub secret: String,
    }
    assert_eq!(json::<OnlyNote>("{}"), "");
    assert_eq!(json::<OnlyNote>(r#"{"secret":"x"}"#), "?secret:unknown");
    assert_eq!(OnlyNote::SCHEMA.fields.len(), 1);
}

/// Strapi: a limit of attempts used a field that the login form did not declare.
#[test]
fn cve_2025_64526_strapi_undeclared_field() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Login {
        identifier: String,
        password: Password,
    }
    let said = json::<Login>(r#"{"identifier":"victim","password":"guess","email":"rotated-1@example.com"}"#);
    assert_eq!(said, "?email:unknown");
    assert_eq!(form::<Login>("identifier=victim&password=guess&email=r%40example.com"), ":unknown");
}

/// Grails: binding reached the services that were injected into a domain object.
#[test]
fn grails_2012_injected_services() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = EditInvoice, fields = [number], derive(Debug))]
    pub(crate) struct Invoice {
        pub number: String,
        pub invoice_helper: std::sync::Arc<str>,
    }
    assert_eq!(
        form::<EditInvoice>("number=1&invoice_helper.vendor_name=x"),
        "?invoice_helper.vendor_name:unknown"
    );
    assert_eq!(
        json::<EditInvoice>(r#"{"number":"1","invoice_helper":{"vendor_name":"x"}}"#),
        "?invoice_helper:unknown"
    );
}
