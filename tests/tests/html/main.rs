//! Forms as HTML: the markup, the table of controls, pages that come back, template engines, patterns and accessibility.
#![allow(missing_docs, unreachable_pub)]

mod accessibility;
mod markup;
mod patterns;
mod redisplay;
mod rendering;
mod templates;
