//! Rows of another table: the client names the row that it changes (P57).

use forms::{Body, Bound, Form, Update};
use tests::report::report;

/// A comment of a blog's post, and a line of an order, with the columns that no form has.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Comment {
    pub id: Option<u64>,
    pub text: String,
    #[form(read_only, default)]
    pub author_id: u64,
}

/// A post whose comments may only be changed, and one of which they may also be added and deleted.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditComments, fields = [comments], derive(Debug))]
#[form(name = ViewPost, fields = [title], read_only = [comments], derive(Debug))]
pub(crate) struct Post {
    pub title: String,
    #[form(nested, key = id)]
    pub comments: Vec<Comment>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Thread {
    #[form(nested, key = id, can_add, can_delete, max_items = 3)]
    pub comments: Vec<Comment>,
}

fn comment(id: u64, text: &str) -> Comment {
    Comment { id: Some(id), text: text.to_owned(), author_id: 5 }
}

/// The comments 1 and 2 are those of this post; 3 is another's.
fn post() -> Post {
    Post { title: "Hi".to_owned(), comments: vec![comment(1, "a"), comment(2, "b")] }
}

fn thread() -> Thread {
    Thread { comments: post().comments }
}

/// Returns the reports of an update by JSON, whole and partial, and by a form's body.
fn said<F: Form<Context = ()>>(model: &F::Model, json: &str, form: &str) -> [String; 3] {
    let said = |bound: Bound<F, Update>| report(bound.errors());
    [
        said(F::bind_update(model, &Body::json(json))),
        said(F::bind_partial(model, &Body::json(json))),
        said(F::bind_update(model, &Body::form(form))),
    ]
}

/// Rails: the names of parameters of nested attributes chose any record of the table.
#[test]
fn cve_2010_3933_rails_record_of_another_parent() {
    for id in ["3", "0", "18446744073709551615"] {
        let json = format!(r#"{{"comments":[{{"id":1,"text":"a"}},{{"id":{id},"text":"mine"}}]}}"#);
        let form = format!(
            "comments[0].id=1&comments[0].text=a&comments[1].id={id}&comments[1].text=mine&comments[1].author_id=6"
        );
        assert_eq!(said::<EditComments>(&post(), &json, &form), ["comments[1]:unknown_row"; 3]);
        assert_eq!(said::<Thread>(&thread(), &json, &form), ["comments[1]:unknown_row"; 3]);
    }
    // Rails' own spelling: a hash of attributes, with any keys
    let bound = EditComments::bind_update(
        &post(),
        &Body::form("comments_attributes[0][id]=3&comments_attributes[0][text]=x"),
    );
    assert!(report(bound.errors()).contains(":unknown"));
}

/// Rails: `_destroy` deleted a record although `allow_destroy` was off.
#[test]
fn cve_2015_7577_rails_destroy_without_allow_destroy() {
    for marker in ["delete", "_destroy", "DELETE", "_delete", "marked_for_destruction"] {
        let json = format!(r#"{{"comments":[{{"id":1,"text":"a","{marker}":true}},{{"id":2,"text":"b"}}]}}"#);
        let form = format!(
            "comments[0].id=1&comments[0].text=a&comments[0].{marker}=1&comments[1].id=2&comments[1].text=b"
        );
        let expected = format!("comments[0]?{marker}:unknown");
        assert_eq!(said::<EditComments>(&post(), &json, &form), [&*expected; 3]);
    }
    // rows that are left out stay
    let mut model = post();
    let bound = EditComments::bind_update(&model, &Body::json(r#"{"comments":[]}"#));
    assert!(bound.into_result().unwrap().apply_to(&mut model).is_empty());
    assert_eq!(model, post());
}

/// Django: a forged inline form created a row although the user might only change rows.
#[test]
fn cve_2026_4277_django_inline_row_without_add_permission() {
    let json = r#"{"comments":[{"text":"new"},{"id":1,"text":"a"},{"id":2,"text":"b"}]}"#;
    let form = "comments[0].text=new&comments[1].id=1&comments[1].text=a&comments[2].id=2&comments[2].text=b";
    assert_eq!(said::<EditComments>(&post(), json, form), ["comments[0]:cannot_add"; 3]);
    // Django's counters are keys that no field has
    let forged = "comments-TOTAL_FORMS=3&comments-INITIAL_FORMS=0&comments-2-text=new";
    let bound = EditComments::bind_update(&post(), &Body::form(forged));
    assert!(bound.errors().iter().all(|error| error.code() == "unknown") && bound.errors().len() == 3);
}

/// Django: `list_editable` saved rows with a forged primary key as new ones.
#[test]
fn cve_2026_4292_django_forged_primary_key_creates() {
    let json = r#"{"comments":[{"id":7,"text":"new"}]}"#;
    let form = "comments[0].id=7&comments[0].text=new";
    assert_eq!(said::<Thread>(&thread(), json, form), ["comments[0]:unknown_row"; 3]);
    // on a create, no row is present
    let bound = Thread::bind(&Body::json(json));
    assert_eq!(report(bound.errors()), "comments[0]:unknown_row");
    // the key of a new row comes from the program
    let bound = Thread::bind(&Body::json(r#"{"comments":[{"text":"new"}]}"#));
    assert_eq!(bound.into_result().unwrap().comments[0].id, None);
}

/// Django: the parent was read-only, and its rows could be written.
#[test]
fn cve_2019_19118_django_rows_of_a_view_only_parent() {
    for rows in [
        r#"[{"id":1,"text":"x"}]"#,
        r#"[{"id":1,"text":"a","delete":true}]"#,
        r#"[{"text":"new"}]"#,
        r#"[{"id":2,"text":"b"},{"id":1,"text":"a"}]"#,
        "[]",
    ] {
        let body = Body::json(format!(r#"{{"title":"Hi","comments":{rows}}}"#));
        let bound = ViewPost::bind_update(&post(), &body);
        assert!(report(bound.errors()).contains("comments:read_only"), "{rows}: {}", report(bound.errors()));
    }
    let body = "title=Hi&comments[0].id=1&comments[0].text=x&comments[1].id=2&comments[1].text=b";
    let bound = ViewPost::bind_update(&post(), &Body::form(body));
    assert_eq!(report(bound.errors()), "comments:read_only");
}

/// Spring: a property path went from a row to other objects.
#[test]
fn cve_2010_1622_spring_paths_from_a_row() {
    const ROWS: &str = "comments[0].id=1&comments[0].text=a&comments[1].id=2&comments[1].text=b";
    for key in [
        "comments[0].class.classLoader.URLs[0]",
        "comments[0].post.title",
        "comments[0].author.is_admin",
        "comments[0].id.value",
        "comments[id=3].text",
        "comments[3].id",
    ] {
        let bound = EditComments::bind_update(&post(), &Body::form(format!("{ROWS}&{key}=x")));
        let said = report(bound.errors());
        assert!(said.ends_with(":unknown") || said == "comments:index", "{key}: {said}");
    }
    // Spring grew lists to any index that a request named
    let bound = Thread::bind_update(&thread(), &Body::form("comments[999999999].text=x"));
    assert_eq!(report(bound.errors()), "comments:index");
}

/// Ecto: `cast_assoc` took a row with an unknown id for a new one, and a cast of all fields wrote any column of a row.
#[test]
fn ecto_cast_assoc_unknown_ids_and_columns() {
    let json = r#"{"comments":[{"id":3,"text":"x"},{"id":1,"text":"a","author_id":6}]}"#;
    let form =
        "comments[0].id=3&comments[0].text=x&comments[1].id=1&comments[1].text=a&comments[1].author_id=6";
    let expected = "comments[0]:unknown_row comments[1].author_id:read_only";
    assert_eq!(said::<Thread>(&thread(), json, form), [expected; 3]);
    // two changes of one row
    let json = r#"{"comments":[{"id":1,"text":"x"},{"id":1,"text":"y"}]}"#;
    let form = "comments[0].id=1&comments[0].text=x&comments[1].id=01&comments[1].text=y";
    assert_eq!(said::<Thread>(&thread(), json, form), ["comments[1]:duplicate"; 3]);
}
