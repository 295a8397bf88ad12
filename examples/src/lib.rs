//! Applications that use `forms`. Each has a module here, and a binary that runs it.

pub mod accounts;
