use forms::{Choices, Form};

pub struct Shop;

fn articles(_: &Shop) -> Choices {
    [(1, "Tea")].into_iter().collect()
}

#[derive(Form)]
#[form(fields = all, context = Shop)]
pub struct Order {
    #[form(choices = articles)]
    pub article: i64,
}

fn main() {
    let _ = Order::blank();
}
