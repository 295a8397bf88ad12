use forms::{Form, upload::UploadedFile};

#[derive(Form)]
#[form(fields = all)]
pub struct Upload {
    #[form(widget = hidden)]
    pub letter: UploadedFile,
}

fn main() {}
