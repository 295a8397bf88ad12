use forms::Form;
use forms::{Draft, Problem, Report};

#[derive(Form)]
#[form(fields = all, check = agreed)]
pub struct Signup {
    pub username: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    pub username: String,
}

fn agreed(_: &Draft<Signup>, report: &mut Report<'_, Signup>) {
    report.add(Login::USERNAME, Problem::new("taken", "Choose another name."));
}

fn main() {}
