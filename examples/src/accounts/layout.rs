//! The layout of all pages.

use super::{model::User, visit::Visitor};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use forms::{
    Form,
    html::{
        Plain, Renderer, View, escape,
        theme::{Bootstrap, GovUk},
    },
};

/// Renders a page with one form and its errors. The query selects the theme: `?theme=gov-uk` or `?theme=bootstrap`.
///
/// The form has an `action`. Without one, a browser would send it to the address of the page including the part after `#`, which
/// a link of the error summary adds. On a page with a `#`, browsers keep the focus there and do not move it to the summary.
pub(super) fn form_page<F: Form>(
    visitor: &Visitor,
    status: StatusCode,
    title: &str,
    button: &str,
    form: View<'_, F>,
) -> Response {
    let form = form.renderer(theme(&visitor.address));
    let main = format!(
        "{}<h1>{title}</h1>\n{}\n{}<p><button>{button}</button></p>\n</form>",
        form.summary(),
        form.form_tag(&visitor.address),
        form.fields_html(),
    );
    whole_page(visitor, status, &form.title(title), &main)
}

fn theme(address: &str) -> &'static dyn Renderer {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let theme = query.split('&').find_map(|pair| pair.strip_prefix("theme="));
    match theme {
        Some("gov-uk") => &GovUk,
        Some("bootstrap") => &Bootstrap,
        _ => &Plain,
    }
}

const STYLE: &str = "
*, ::before, ::after { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1.5rem; }
label, legend { font-weight: 600; }
input, select, textarea, button { font: inherit; padding: .25rem .5rem; max-width: 100%; }
input:not([type=checkbox], [type=radio]), select, textarea { display: block; width: 24rem; }
button { padding: .25rem 1rem; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; }
fieldset { margin: 1.25rem 0; }
.field { margin: 1.25rem 0; }
.hint, .error { margin: .125rem 0 .25rem; }
.hint { color: #555; }
.error { color: #b00020; }
ul.error { padding-left: 1.25rem; }
.field--invalid > input, .field--invalid > select, .field--invalid > textarea { border: 2px solid #b00020; }
.error-summary { border: 4px solid #b00020; padding: 0 1rem; margin-bottom: 2rem; }
.error-summary a { color: #b00020; font-weight: 600; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
";

pub(super) fn page(visitor: &Visitor, status: StatusCode, title: &str, main: &str) -> Response {
    whole_page(visitor, status, title, &format!("<h1>{title}</h1>\n{main}"))
}

/// Renders who is logged in, and the links to log in and out.
fn navigation(visitor: &Visitor) -> String {
    let links = match visitor.user.as_deref() {
        Some(User { id, username, .. }) => format!(
            "Logged in as <a href=\"/users/{id}/edit\">{}</a> <a href=\"/logout\">Log out</a>",
            escape(username)
        ),
        None => "<a href=\"/login\">Log in</a> <a href=\"/signup\">Sign up</a>".to_owned(),
    };
    format!("<nav aria-label=\"Account\"><a href=\"/\">All accounts</a> {links}</nav>")
}

fn whole_page(visitor: &Visitor, status: StatusCode, title: &str, main: &str) -> Response {
    let navigation = navigation(visitor);
    let html = format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<header>{navigation}</header>
<main>
{main}
</main>
</body>
</html>
"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, html).into_response()
}
