//! Validators of files.

use super::{Answer, Asked, Config, verdict};
use forms::validator::{FileExtension, FileMetadata, Validator};
use std::rc::Rc;

/// Returns the allowed values. Without a list Django allows every value, so there is no rule.
pub(super) fn extension(config: &Config<'_>) -> Asked {
    let rule = config.texts("allowed_extensions").map(FileExtension);
    Rc::new(move |input| match (input.python_str(), rule) {
        (Some(name), Some(rule)) => verdict(rule.validate(&FileMetadata::new(name, 1))),
        (Some(_), None) => verdict(Ok(())),
        (None, _) => Answer::NotBuilt("an input that is not a file name".to_owned()),
    })
}
