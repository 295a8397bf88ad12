//! Forms in template engines. Markup is passed as markup, and text as text that the engine escapes.

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
