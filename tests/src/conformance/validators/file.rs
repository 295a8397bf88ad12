//! Of files.

use super::{Answer, Asked, Config, verdict};
use forms::validator::{FileExtension, FileMetadata, Validator};
use std::rc::Rc;

/// A list that Django is not given allows everything: then there is no rule.
pub(super) fn extension(config: &Config<'_>) -> Asked {
    let rule = config.texts("allowed_extensions").map(FileExtension);
    Rc::new(move |input| match (input.python_str(), rule) {
        (Some(name), Some(rule)) => verdict(rule.validate(&FileMetadata::new(name, 1))),
        (Some(_), None) => verdict(Ok(())),
        (None, _) => Answer::NotBuilt("an input that is no file name".to_owned()),
    })
}
