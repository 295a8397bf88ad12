use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(widget = text_area)]
    pub note: String,
    #[form(widget = dropdown)]
    pub size: String,
    #[form(widget = datetime)]
    pub when: String,
    #[form(widget = spinner)]
    pub turns: String,
    #[form(item_label = "Note")]
    pub remark: String,
    #[form(class = "wide")]
    pub name: String,
}

fn main() {}
