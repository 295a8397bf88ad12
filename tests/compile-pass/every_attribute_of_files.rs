//! Every attribute of files once.
use forms::{Form, upload::UploadedFile};

const LARGEST: u64 = 5_000_000;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Page {
    pub text: String,
    pub scan: Option<UploadedFile>,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Everything {
    #[form(max_size = "5 MB", min_size = "1 kB", max_name_length = 100, extensions = ["pdf", ""], widget = file)]
    pub letter: UploadedFile,
    #[form(max_size = LARGEST, min_size = 1_000, content_types = ["image/*", "image/svg+xml"], help = "A picture.")]
    pub picture: Option<UploadedFile>,
    #[form(image, allow_empty, label = "Portrait", validate = any, clean = same)]
    pub portrait: Option<UploadedFile>,
    #[form(image(formats = ["png", "jpeg"], min_width = 1, max_width = 2_000, min_height = 1, max_height = 2_000, max_pixels = 4_000_000))]
    #[form(min_items = 1, max_items = 3, required, messages(invalid_image = "{label} must be pictures."))]
    pub album: Vec<UploadedFile>,
    #[form(nested, max_items = 5)]
    pub pages: Vec<Page>,
    #[form(read_only, default)]
    pub stamp: Option<UploadedFile>,
}

fn any(_: &UploadedFile) -> Result<(), forms::Problem> {
    Ok(())
}

fn same(file: Option<UploadedFile>) -> Result<Option<UploadedFile>, forms::Problem> {
    Ok(file)
}

fn main() {
    assert_eq!(<Everything as Form>::SCHEMA.fields.len(), 6);
}
