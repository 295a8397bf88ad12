use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(flatten)]
    pub customer: Customer,
    #[form(flatten)]
    pub delivery: Delivery,
    pub note: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Customer {
    pub name: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Delivery {
    pub street: String,
    #[form(flatten)]
    pub town: Town,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Town {
    pub city: String,
    pub name: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Letter {
    pub city: String,
    #[form(flatten)]
    pub town: Town,
}

fn main() {}
