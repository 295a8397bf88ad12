//! Fields that a person may set, but not to this value.

use forms::{Body, Form, Problem, Report};
use tests::report::report;

pub(crate) struct Actor {
    pub grants: &'static [&'static str],
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Actor, check = grantable)]
pub(crate) struct Usergroup {
    pub name: String,
    pub roles: Vec<String>,
}

fn grantable(draft: &forms::Draft<Usergroup>, report: &mut Report<'_, Usergroup>) {
    let grants = report.context().grants;
    for (i, role) in draft.roles.iter().flatten().enumerate() {
        if !grants.contains(&role.as_str()) {
            report.add(Usergroup::ROLES.item(i), Problem::new("not_granted", "You cannot give this role."));
        }
    }
}

/// Foreman: a user who could edit a group could give it roles with more rights than their own.
#[test]
fn cve_2026_5136_foreman_roles_beyond_the_callers() {
    let actor = Actor { grants: &["viewer"] };
    for body in [
        Body::form("name=g&roles=viewer&roles=admin"),
        Body::json(r#"{"name":"g","roles":["viewer","admin"]}"#),
    ] {
        assert_eq!(report(Usergroup::bind_with(&actor, &body).errors()), "roles[1]:not_granted");
    }
    assert!(Usergroup::bind_with(&actor, &Body::form("name=g&roles=viewer")).is_valid());
}

/// StudioCMS: the page and the API checked the same rank with different code.
#[test]
fn ghsa_wj56_g96r_673q_studiocms_two_paths() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct EditUser {
        name: String,
        #[form(one_of = ["visitor", "editor"])]
        rank: String,
    }
    let page = report(EditUser::bind(&Body::form("name=m&rank=admin")).errors());
    let api = report(EditUser::bind(&Body::json(r#"{"name":"m","rank":"admin"}"#)).errors());
    assert_eq!((page.as_str(), api.as_str()), ("rank:invalid_choice", "rank:invalid_choice"));
}
