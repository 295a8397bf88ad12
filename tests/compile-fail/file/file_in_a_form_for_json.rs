use forms::{Form, upload::UploadedFile};

#[derive(Form)]
#[form(fields = all, accept = json)]
pub struct Upload {
    pub letter: UploadedFile,
}

fn main() {}
