//! Uploaded files as fields.

use super::{FieldType, FileField};
use crate::{
    BindContext, Problem, RawValue,
    body::{Given, ReceivedFile},
    error::Fault,
    schema::{FieldSchema, FileBounds, ImageBounds, Kind, image_type},
    upload::UploadedFile,
    validator::{FileExtension, FileMetadata, Validator, file_problem, is_invisible},
};
use std::borrow::Cow;

impl FieldType for UploadedFile {
    type Subject = Self;
    const KIND: Kind = Kind::File;
    /// Takes a file of a multipart body. A text is not a file, whatever it says, and JSON has no files.
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let number = match raw.0 {
            Given::File(number) => number,
            // no file was chosen
            Given::Text("", _) => return cx.refuse(Fault::Required),
            _ => {
                cx.misfit(raw);
                return None;
            }
        };
        let checked = match cx.parts().and_then(|parts| parts.files.get(number as usize)) {
            Some(ReceivedFile::Kept(file)) => check(file, &field.file, cx).map(|()| file.clone()),
            Some(ReceivedFile::TooLarge(size)) => {
                Err(file_problem::too_large(field.file.largest(&cx.limits), *size))
            }
            // one more than the field takes, which is reported for the field as a whole
            None => return None,
        };
        checked.map_err(|problem| cx.problem(problem)).ok()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    /// An empty control means that the present file stays: a browser does not send it again.
    fn repeats<'b>(&self, raw: &RawValue<'b>, _: &'static FieldSchema, _: &mut BindContext<'b>) -> bool {
        matches!(raw.0, Given::Text("", _))
    }
}

impl FileField for UploadedFile {}

/// Returns whether the raw value of a list of files says that no file was chosen, so that the present files stay.
pub(super) fn is_empty_control(raw: &RawValue<'_>, cx: &BindContext<'_>) -> bool {
    matches!(raw.0, Given::List(_)) && cx.arena.is_blank(raw, &Kind::List(&Kind::File), false)
}

/// Checks a file against the bounds of its field. Returns the first problem.
fn check(file: &UploadedFile, bounds: &FileBounds, cx: &BindContext<'_>) -> Result<(), Problem> {
    let claimed = file.claimed_name().as_str();
    // some clients send the path of the file (RFC 7578, section 4.2)
    let name = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    let length = name.chars().count();
    if length > bounds.max_name_length as usize {
        return Err(file_problem::long_name(bounds.max_name_length, length));
    }
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(file_problem::unsafe_name());
    }
    let size = file.size();
    if size == 0 && !bounds.allow_empty {
        return Err(file_problem::empty());
    }
    let largest = bounds.largest(&cx.limits);
    if size > largest {
        return Err(file_problem::too_large(largest, size));
    }
    if size < bounds.min_size {
        return Err(file_problem::too_small(bounds.min_size, size));
    }
    if !bounds.extensions.is_empty() {
        FileExtension(bounds.extensions).validate(&FileMetadata::new(name, size))?;
    }
    if !bounds.content_types.is_empty() && !is_one_of(file.content_type(), bounds.content_types) {
        return Err(file_problem::wrong_type(bounds.content_types));
    }
    bounds.image.map_or(Ok(()), |image| check_image(file, &image))
}

/// Returns whether a determined media type is one of those that are allowed. Texts cannot be told apart by their content,
/// so that any text is a `text/csv`.
fn is_one_of(found: Option<&str>, allowed: &[&str]) -> bool {
    let Some(found) = found else { return false };
    allowed.iter().any(|allowed| match allowed.split_once('/') {
        Some((kind, "*")) => found.split('/').next() == Some(kind),
        Some(("text", _)) if found == "text/plain" => true,
        _ => found == *allowed,
    })
}

fn check_image(file: &UploadedFile, bounds: &ImageBounds) -> Result<(), Problem> {
    let is_allowed = bounds.formats.iter().any(|format| file.content_type() == Some(image_type(format)));
    let dimensions = dimensions(file).filter(|_| is_allowed);
    let Some((width, height)) = dimensions.filter(|(width, height)| *width > 0 && *height > 0) else {
        return Err(file_problem::not_an_image(bounds.formats));
    };
    for (dimension, found, least, most) in [
        ("width", width, u64::from(bounds.min_width), u64::from(bounds.max_width)),
        ("height", height, u64::from(bounds.min_height), u64::from(bounds.max_height)),
        ("pixels", width.saturating_mul(height), 0, bounds.max_pixels),
    ] {
        if found > most {
            return Err(file_problem::image_too_large(dimension, most));
        }
        if found < least {
            return Err(file_problem::image_too_small(dimension, least));
        }
    }
    Ok(())
}

#[cfg(feature = "images")]
fn dimensions(file: &UploadedFile) -> Option<(u64, u64)> {
    file.dimensions()
}

/// No field has the rule `image` without the feature.
#[cfg(not(feature = "images"))]
fn dimensions(_: &UploadedFile) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_compared_with_those_that_are_allowed() {
        for (found, allowed, is_allowed) in [
            (Some("image/png"), &["image/png"][..], true),
            (Some("image/png"), &["image/jpeg", "image/*"], true),
            (Some("image/png"), &["text/*"], false),
            (Some("text/plain"), &["text/csv"], true),
            (Some("text/html"), &["text/csv"], false),
            (Some("text/html"), &["text/*"], true),
            (None, &["text/csv"], false),
        ] {
            assert_eq!(is_one_of(found, allowed), is_allowed, "{found:?} {allowed:?}");
        }
    }
}
