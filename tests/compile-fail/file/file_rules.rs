use forms::{Form, upload::UploadedFile};

#[derive(Form)]
#[form(fields = all)]
pub struct Upload {
    #[form(max_size = "5 megabytes")]
    pub one: UploadedFile,
    #[form(max_size = 0, min_size = "-1 B")]
    pub two: UploadedFile,
    #[form(min_size = "1 MB", max_size = "900 kB")]
    pub three: UploadedFile,
    #[form(extensions = [".pdf"], content_types = ["png"])]
    pub four: UploadedFile,
    #[form(extensions = [])]
    pub five: UploadedFile,
    #[form(image(formats = ["jpg", "svg"], max_width = 0))]
    pub six: UploadedFile,
    #[form(mime_types = ["image/png"])]
    pub seven: UploadedFile,
    #[form(max_size = 1.5)]
    pub eight: UploadedFile,
}

fn main() {}
