use forms::Form;
use forms::Problem;

fn is_even(number: &u32) -> Result<(), Problem> {
    let _ = number;
    Ok(())
}

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(validate = is_even)]
    pub username: String,
}

fn main() {}
