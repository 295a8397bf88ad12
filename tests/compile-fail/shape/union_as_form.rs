use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub union Bits {
    pub whole: u32,
    pub fraction: f32,
}

fn main() {}
