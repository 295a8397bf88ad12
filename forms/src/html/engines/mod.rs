//! Forms for template engines: markup goes in as markup, text as text, which the engine escapes.

#[cfg(feature = "askama")]
mod askama;
#[cfg(feature = "maud")]
mod maud;
#[cfg(feature = "minijinja")]
mod minijinja;
#[cfg(feature = "tera")]
mod tera;
#[cfg(any(feature = "minijinja", feature = "tera"))]
mod values;
