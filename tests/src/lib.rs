//! Code that tests and fuzz targets share: a form with every kind of field, values and bodies for it, properties that hold
//! for every body, and a comparison with Django's answers.

pub mod accessibility;
pub mod agreement;
pub mod blank;
pub mod browser_validation;
pub mod conformance;
pub mod dependencies;
pub mod everything;
pub mod forgery;
pub mod invariants;
pub mod json_oracle;
pub mod manual_links;
pub mod multipart;
pub mod multipart_body;
pub mod mutations;
pub mod order;
pub mod pages;
pub mod random;
pub mod redisplay;
pub mod report;
pub mod sent_back;
pub mod urlencoded_oracle;
pub mod wire;
pub mod worst_cases;
pub mod worst_pages;
