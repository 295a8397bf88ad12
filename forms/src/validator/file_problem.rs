//! The problems of uploaded files.

use crate::{error::Problem, schema::Size};

/// The name of the file has more characters than `max`.
pub(crate) fn long_name(max: u32, length: usize) -> Problem {
    Problem::new("max_length", "{label} must have a name of {max} characters or fewer.")
        .param("max", max)
        .param("length", length)
}

/// The name of the file has characters that make it ambiguous.
pub(crate) fn unsafe_name() -> Problem {
    Problem::new("invalid", "Rename the file for {label}: use letters and digits.")
}

/// The file is empty.
pub(crate) fn empty() -> Problem {
    Problem::new("empty", "Choose a file for {label} that is not empty.")
}

/// The file has more bytes than `limit`.
pub(crate) fn too_large(limit: u64, size: u64) -> Problem {
    sized("max_size", format!("{{label}} must be {} or smaller.", Size(limit)), limit, size)
}

fn sized(code: &'static str, message: String, limit: u64, size: u64) -> Problem {
    Problem::new(code, message).param("limit_value", i128::from(limit)).param("show_value", i128::from(size))
}

#[cfg(any(feature = "multipart", test))]
pub(crate) use of_contents::{image_too_large, image_too_small, not_an_image, too_small, wrong_type};

#[cfg(any(feature = "multipart", test))]
mod of_contents {
    use super::{Problem, Size, sized};

    /// The file has fewer bytes than `limit`.
    pub(crate) fn too_small(limit: u64, size: u64) -> Problem {
        sized("min_size", format!("{{label}} must be {} or larger.", Size(limit)), limit, size)
    }

    /// The content of the file is of none of these types.
    pub(crate) fn wrong_type(types: &[&str]) -> Problem {
        let message = "{label} must be a file of one of these types: {allowed_content_types}.";
        Problem::new("invalid_content_type", message).param("allowed_content_types", types.join(", "))
    }

    /// The file is not an image of one of these formats.
    pub(crate) fn not_an_image(formats: &[&str]) -> Problem {
        Problem::new("invalid_image", format!("{{label}} must be an image: {}.", formats.join(", ")))
    }

    /// The image has a dimension (`width`, `height` or `pixels`) that is greater than `limit`.
    pub(crate) fn image_too_large(dimension: &'static str, limit: u64) -> Problem {
        of_dimension(
            "image_too_large",
            "{label} must be {limit_value} pixels ",
            " or less.",
            dimension,
            limit,
        )
    }

    /// The image has a dimension that is less than `limit`.
    pub(crate) fn image_too_small(dimension: &'static str, limit: u64) -> Problem {
        of_dimension(
            "image_too_small",
            "{label} must be {limit_value} pixels ",
            " or more.",
            dimension,
            limit,
        )
    }

    fn of_dimension(
        code: &'static str,
        start: &str,
        end: &str,
        dimension: &'static str,
        limit: u64,
    ) -> Problem {
        let message = match dimension {
            "width" => format!("{start}wide{end}"),
            "height" => format!("{start}high{end}"),
            _ => "{label} must have {limit_value} pixels or fewer.".to_owned(),
        };
        Problem::new(code, message).param("limit_value", i128::from(limit)).param("dimension", dimension)
    }
}
