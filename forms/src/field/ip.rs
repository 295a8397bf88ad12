//! IP addresses of the standard library as fields, as in Django's `GenericIPAddressField`. The type replaces
//! its `protocol`.

use super::text_newtype::parsed_text;
use crate::validator::{IP_ADDRESS, IPV4, IPV6};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

parsed_text!(IpAddr, IP_ADDRESS, |text: &str| text.parse().ok());
parsed_text!(Ipv4Addr, IPV4, |text: &str| text.parse().ok());
parsed_text!(Ipv6Addr, IPV6, |text: &str| text.parse().ok());
