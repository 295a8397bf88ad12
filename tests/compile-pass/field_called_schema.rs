//! Names of fields that the expansion itself could have used.
use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
#[form(name = Projection, fields = [schema, fields, draft, present, model])]
pub struct Odd {
    #[form(max_length = 5)]
    pub schema: String,
    pub fields: String,
    pub draft: String,
    pub present: String,
    pub model: String,
    pub context: String,
    pub raw: String,
    pub index: String,
    pub value: String,
    pub changes: String,
    pub report: String,
    pub rest: String,
    pub field: String,
    pub clean: String,
    pub kind: String,
    pub form: String,
    pub text: String,
    pub core: String,
    pub forms: String,
}

fn main() {
    // the form's own, and the field's beside it
    let (own, projected): (&forms::FormSchema, &forms::FormSchema) = (Odd::SCHEMA, Projection::SCHEMA);
    assert_eq!((own.fields.len(), projected.fields.len()), (19, 5));
    let field: forms::FieldRef<Odd, String> = Odd::SCHEMA_;
    assert!(Odd::bind(&forms::Body::form("schema=too+long")).errors().to_string().contains("schema: "));
    let _ = (field, Projection::SCHEMA_);
}
