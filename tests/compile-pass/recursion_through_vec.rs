//! A form may contain itself.
use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Comment {
    pub text: String,
    #[form(nested)]
    pub replies: Vec<Comment>,
}

fn main() {
    let _ = Comment::REPLIES.item(2).then(Comment::TEXT);
}
