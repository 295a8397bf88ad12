use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    pub address: Address,
    pub second: Option<Address>,
    pub others: Vec<Address>,
}

#[derive(Form)]
#[form(name = NewOrder, fields = [customer])]
#[form(name = ChangeOrder, fields = [customer, delivery])]
pub struct Order {
    pub id: i64,
    pub customer: Customer,
    #[form(immutable, label = "Delivery address")]
    pub delivery: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

/// A form with a context of its own: the missing marker is reported, and nothing else.
#[derive(Form, Clone, PartialEq)]
#[form(fields = all, context = u8)]
pub struct Customer {
    pub name: String,
}

fn main() {}
