//! The rules of a field for files.

use super::{Field, FileField};
#[cfg(feature = "images")]
use crate::schema::ImageBounds;

impl<T> Field<T> {
    /// Sets the greatest size of a file, in bytes.
    ///
    /// # Panics
    /// At compile time, if it is 0 or less than `min_size`.
    pub const fn max_size(mut self, bytes: u64) -> Self
    where
        T: FileField,
    {
        assert!(bytes > 0, "max_size is 0");
        self.spec.file.max_size = bytes;
        self.sizes_in_order()
    }
    /// Sets the smallest size of a file, in bytes.
    ///
    /// # Panics
    /// At compile time, if it is greater than `max_size`.
    pub const fn min_size(mut self, bytes: u64) -> Self
    where
        T: FileField,
    {
        self.spec.file.min_size = bytes;
        self.sizes_in_order()
    }
    const fn sizes_in_order(self) -> Self {
        assert!(self.spec.file.min_size <= self.spec.file.max_size, "min_size is greater than max_size");
        self
    }
    /// Accepts empty files.
    pub const fn allow_empty(mut self) -> Self
    where
        T: FileField,
    {
        self.spec.file.allow_empty = true;
        self
    }
    /// Sets the maximum length of a file's name, in characters.
    pub const fn max_name_length(mut self, characters: u32) -> Self
    where
        T: FileField,
    {
        self.spec.file.max_name_length = characters;
        self
    }
    /// Sets the extensions that a file's name may have, without the dot. An empty text accepts names without one.
    pub const fn extensions(mut self, extensions: &'static [&'static str]) -> Self
    where
        T: FileField,
    {
        self.spec.file.extensions = extensions;
        self
    }
    /// Sets the media types that a file's content may have: `image/png`, or `image/*`.
    pub const fn content_types(mut self, types: &'static [&'static str]) -> Self
    where
        T: FileField,
    {
        self.spec.file.content_types = types;
        self
    }
    /// Accepts only images within these bounds.
    #[cfg(feature = "images")]
    pub const fn image(mut self, bounds: ImageBounds) -> Self
    where
        T: FileField,
    {
        self.spec.file.image = Some(bounds);
        self
    }
}
