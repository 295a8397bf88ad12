//! A form with a context is bound by hand: the extractor has none to give.
use axum::{Router, routing::post};
use forms::{Form, web::axum::CleanForm};

struct Asking;

#[derive(Form)]
#[form(fields = all, context = Asking)]
struct Contact {
    name: String,
}

async fn save(_: CleanForm<Contact>) {}

// what `#[axum::debug_handler]` asks of each argument
fn is_an_extractor<T, M>()
where
    T: axum::extract::FromRequest<(), M>,
{
}

fn main() {
    is_an_extractor::<CleanForm<Contact>, _>();
    let _: Router = Router::new().route("/", post(save));
}
