//! The schema of a form: static data about fields, rules and widgets, written by the derive macro.
//!
//! The binder and the renderer read the [`FormSchema`] of a form. It is public, so that other code can read it too.

pub(crate) mod attribute;
pub(crate) mod autofill;
mod capacity;
mod choices;
pub(crate) mod code;
mod comparison;
mod context;
mod control;
mod date_time_bound;
mod describe;
mod field;
mod file_bounds;
mod flattened;
mod form;
mod input_format;
mod kind;
mod limits;
mod list_size;
mod message;
mod name;
mod nested;
pub(crate) mod number;
pub(crate) mod param;
pub(crate) mod password_policy;
mod pattern;
mod resolved_choices;
mod row_key;
mod rule_set;
mod stated_limits;
mod text_format;
mod time_zone;
pub(crate) mod type_rules;
mod variants;
mod widget;

pub use choices::{AskChoices, ChoiceOption, ChoiceSource, Choices, ChoicesOf, FixedChoices, InvalidChoice};
pub use comparison::{Comparison, Relation};
pub use date_time_bound::DateTimeBound;
pub use describe::{Description, FormRule};
pub use field::{Access, FieldSchema};
pub use file_bounds::{FileBounds, ImageBounds};
#[doc(hidden)]
pub use flattened::Flattened;
pub use form::{FormSchema, UnknownKeys};
pub use input_format::{DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, InputFormat, TIME_INPUT_FORMATS};
pub use kind::{FixedOption, Kind};
pub use limits::Limits;
#[doc(hidden)]
pub use list_size::ListSize;
pub use message::Message;
pub use name::{Name, pretty_name};
pub use number::Number;
pub use pattern::Pattern;
pub use text_format::{Rewrite, TextFormat};
pub use time_zone::{LocalOffset, LocalTime, TimeZone};
pub use widget::Widget;

pub(crate) use context::context_as;
pub(crate) use control::{Control, SentAs, is_always_sent, sent_as};
pub(crate) use date_time_bound::{FIRST_DATE, PointInTime, days};
pub(crate) use field::MOST_ITEMS;
pub(crate) use file_bounds::Size;
#[cfg(feature = "multipart")]
pub(crate) use file_bounds::image_type;
#[cfg(feature = "csrf")]
pub(crate) use form::TOKEN_KEY;
pub(crate) use form::{MOST_FIELDS, same};
pub(crate) use limits::{LEVELS, MOST_BYTES, MOST_DEPTH};
pub(crate) use resolved_choices::{ChoiceText, ReadChoice, ResolvedChoices, WrittenBy};
pub(crate) use row_key::{DELETE_KEY, ErasedRowKey};
pub(crate) use rule_set::RuleSet;
