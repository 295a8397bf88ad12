use forms::{Problem, error::Code, problem};

const STEP: Code = Code::new("step", "{label} goes by {stp}.").params(&["step", "from"]);

fn odd() -> Problem {
    problem!("odd", "{lable} must be a multiple of {factor}.", factor = 2)
}

fn main() {}
