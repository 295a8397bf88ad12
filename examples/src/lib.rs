//! Applications that use `forms`. Each stands in a module of its own here, and in a binary that runs it.

pub mod accounts;
