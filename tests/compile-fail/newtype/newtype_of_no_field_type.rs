//! The value of a newtype has a field type.
use forms::FieldType;

#[derive(Debug, Clone, PartialEq)]
struct Money(u64);

#[derive(FieldType, Debug, Clone, PartialEq)]
struct Price(Money);

fn main() {}
