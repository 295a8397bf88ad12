//! Attributes that a user may see and not change.

use forms::{Body, Form};
use tests::report::report;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditAttributes, fields = [department, phone], read_only = [employee_id, level], derive(Debug))]
pub(crate) struct Attributes {
    pub employee_id: String,
    pub level: u8,
    pub department: Option<String>,
    pub phone: Option<String>,
}

/// Keycloak: read-only attributes were protected by patterns of names, and could still be changed.
#[test]
fn cve_2026_0871_keycloak_read_only_attributes() {
    let present = Attributes { employee_id: "E1".to_owned(), level: 1, department: None, phone: None };
    for (body, said) in [
        (r#"{"level":9}"#, "level:read_only"),
        (r#"{"employee_id":"E2","phone":"1"}"#, "employee_id:read_only"),
        (r#"{"Level":9}"#, "?Level:unknown"),
        (r#"{"level ":9}"#, ":unknown"),
        (r#"{"attributes":{"level":[9]}}"#, "?attributes:unknown"),
        (r#"{"level":[1]}"#, "level:read_only"),
    ] {
        let bound = EditAttributes::bind_partial(&present, &Body::json(body));
        assert_eq!(report(bound.errors()), said, "{body}");
    }
    let mut model = present.clone();
    let bound = EditAttributes::bind_partial(&present, &Body::json(r#"{"level":1,"phone":"2"}"#));
    assert_eq!(bound.into_result().unwrap().apply_to(&mut model), ["phone"]);
    assert_eq!(model, Attributes { phone: Some("2".to_owned()), ..present });
}

/// graphene-django and others: a partial update cleared fields that it did not name.
#[test]
fn graphene_django_725_partial_updates_clobber() {
    let present = Attributes {
        employee_id: "E1".to_owned(),
        level: 1,
        department: Some("Sales".to_owned()),
        phone: Some("1".to_owned()),
    };
    for body in [Body::json(r#"{"phone":"2"}"#), Body::form("phone=2")] {
        let mut model = present.clone();
        let bound = EditAttributes::bind_partial(&present, &body);
        assert_eq!(bound.into_result().unwrap().apply_to(&mut model), ["phone"]);
        assert_eq!(model.department.as_deref(), Some("Sales"));
    }
}

/// Django: an invalid form also writes its values into the instance.
#[test]
fn django_invalid_forms_mutate_the_instance() {
    let present = Attributes { employee_id: "E1".to_owned(), level: 1, department: None, phone: None };
    let body = Body::json(r#"{"phone":"2","level":2}"#);
    let bound = EditAttributes::bind_partial(&present, &body);
    assert!(!bound.is_valid());
    // an invalid form cannot be applied: only a clean form has `apply_to`
    assert!(bound.into_result().is_err());
    assert_eq!(present.phone, None);
}
