//! The application decides which object a request is about.

use super::{form, is_unknown, is_valid, json};
use forms::{Body, Form};
use tests::report::report;

/// A document in the store of a workspace.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = NewStore, fields = [name, description], derive(Debug))]
#[form(name = EditStore, fields = [name, description], read_only = [id, workspace_id, created_date], derive(Debug))]
pub(crate) struct Store {
    pub id: u64,
    pub workspace_id: u64,
    #[form(max_length = 100)]
    pub name: String,
    pub description: Option<String>,
    pub created_date: u64,
    pub deployed: bool,
    pub is_public: bool,
}

fn store() -> Store {
    Store {
        id: 7,
        workspace_id: 3,
        name: "Papers".to_owned(),
        description: None,
        created_date: 1_700_000_000,
        deployed: false,
        is_public: false,
    }
}

/// Flowise: a create request with an `id` overwrote the row of another tenant.
#[test]
fn cve_2026_41277_flowise_create_with_id() {
    const STORE: (&str, &str) = ("name=Mine", r#""name":"Mine""#);
    is_valid::<NewStore>(STORE);
    is_unknown::<NewStore>(STORE, "id", "7");
    let rest = NewStoreRest { id: 8, workspace_id: 4, created_date: 0, deployed: false, is_public: false };
    let made = NewStore::bind(&Body::form(STORE.0)).into_result().unwrap().create(rest);
    assert_eq!((made.id, made.workspace_id), (8, 4));
}

/// Flowise: an update moved a row to another workspace.
#[test]
fn cve_2026_46441_flowise_update_workspace() {
    for body in [r#"{"workspace_id":4}"#, r#"{"id":9}"#, r#"{"created_date":0}"#] {
        let bound = EditStore::bind_partial(&store(), &Body::json(body));
        let field = body.trim_matches(['{', '"']).split('"').next().unwrap();
        assert_eq!(report(bound.errors()), format!("{field}:read_only"));
    }
    let bound = EditStore::bind_update(&store(), &Body::form("name=Mine&workspace_id=4"));
    assert_eq!(report(bound.errors()), "workspace_id:read_only");
    // a repeated value changes nothing
    let bound = EditStore::bind_partial(&store(), &Body::json(r#"{"id":7,"workspace_id":3,"name":"Mine"}"#));
    let mut model = store();
    assert_eq!(bound.into_result().unwrap().apply_to(&mut model), ["name"]);
    assert_eq!(model, Store { name: "Mine".to_owned(), ..store() });
}

/// Flowise: the same update published and deployed an object of another owner.
#[test]
fn cve_2026_42863_flowise_update_deployed() {
    let bound = EditStore::bind_partial(&store(), &Body::json(r#"{"deployed":true,"is_public":true}"#));
    assert_eq!(report(bound.errors()), "?deployed:unknown ?is_public:unknown");
    let bound = EditStore::bind_update(&store(), &Body::form("name=Mine&deployed=true&is_public=true"));
    assert_eq!(report(bound.errors()), "?deployed:unknown ?is_public:unknown");
}

/// Flowise: a profile could set the column with the password hash.
#[test]
fn cve_2026_56276_flowise_credential() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = EditProfile, fields = [name], derive(Debug))]
    pub(crate) struct User {
        pub name: String,
        pub credential: String,
    }
    let hash = "$2b$05$abcdefghijklmnopqrstuuJ1ZlPpNnJzQqKq";
    is_unknown::<EditProfile>(("name=Ada", r#""name":"Ada""#), "credential", hash);
}

/// A row of a Django formset: the body named the row that was edited.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditLine, fields = [text], read_only = [id], derive(Debug, Clone, PartialEq))]
pub(crate) struct Line {
    pub id: u32,
    pub text: String,
}

/// Django's inlines and `edit_only` formsets: forged keys created and edited rows that no page had offered.
#[test]
fn cve_2026_87975_django_formset_forged_rows() {
    let line = Line { id: 1, text: "a".to_owned() };
    let bound = EditLine::bind_update(&line, &Body::form("id=2&text=b"));
    assert_eq!(report(bound.errors()), "id:read_only");
    let bound = EditLine::bind_update(&line, &Body::json(r#"{"id":2,"text":"b"}"#));
    assert_eq!(report(bound.errors()), "id:read_only");
    // the counters of a formset are ordinary keys
    for key in ["form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-id", "form-0-DELETE", "DELETE"] {
        let bound = EditLine::bind_update(&line, &Body::form(format!("text=b&{key}=1")));
        assert_eq!(report(bound.errors()), format!("?{key}:unknown"));
    }
}

/// Django's admin: an inline was editable although the user could only view its parent.
#[test]
fn cve_2019_19118_django_view_only_parent() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    pub(crate) struct Chapter {
        pub title: String,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = ViewBook, fields = [note], read_only = [chapters], derive(Debug))]
    pub(crate) struct Book {
        pub note: Option<String>,
        #[form(nested)]
        pub chapters: Vec<Chapter>,
    }
    let book = Book { note: None, chapters: vec![Chapter { title: "One".to_owned() }] };
    let edited = ViewBook::bind_update(&book, &Body::form("chapters[0].title=Two"));
    assert_eq!(report(edited.errors()), "chapters:read_only");
    let added =
        ViewBook::bind_partial(&book, &Body::json(r#"{"chapters":[{"title":"One"},{"title":"Two"}]}"#));
    assert_eq!(report(added.errors()), "chapters:read_only");
    assert_eq!(
        report(ViewBook::bind_partial(&book, &Body::json(r#"{"chapters":[{"title":"One"}]}"#)).errors()),
        ""
    );
}

/// DRF: read-only fields with a default, or declared by hand, were still written.
#[test]
fn drf_3460_read_only_without_effect() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Item {
        name: String,
        #[form(read_only, default = 5)]
        stock: u32,
    }
    assert_eq!(form::<Item>("name=a&stock=900"), "stock:read_only");
    assert_eq!(json::<Item>(r#"{"name":"a","stock":900}"#), "stock:read_only");
    let made = Item::bind(&Body::form("name=a")).into_result().unwrap().into_inner();
    assert_eq!(made.stock, 5);
}
