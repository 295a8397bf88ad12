//! IP addresses.

use crate::{error::Problem, schema::TextFormat};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The format of an address of IPv4 or IPv6: code `invalid`, param `protocol`. What it accepts is said at
/// [`validate_ipv46_address`].
///
/// A field of this format keeps IPv6 addresses in their canonical form (RFC 5952), Django's `GenericIPAddressField`: what
/// holds a colon and is no address has `IPv6` as its `protocol`.
pub static IP_ADDRESS: TextFormat = format("ip_address", is_ip_address, &[("protocol", "IPv4 or IPv6")])
    .message("{label} must be an IP address, like 192.0.2.1 or 2001:db8::1.");

/// [`IP_ADDRESS`], with addresses of IPv4 that are written as ones of IPv6 (`::ffff:192.0.2.1`) kept as what they are:
/// Django's `GenericIPAddressField(unpack_ipv4=True)`.
pub static IP_ADDRESS_UNPACKED: TextFormat = IP_ADDRESS.rewrite(unpacked);

/// The format of an address of IPv4: code `invalid`, param `protocol`. What it accepts is said at
/// [`validate_ipv4_address`].
pub static IPV4: TextFormat = format("ipv4", is_ipv4_address, &[("protocol", "IPv4")])
    .message("{label} must be an IPv4 address, like 192.0.2.1.");

/// The format of an address of IPv6: code `invalid`, param `protocol`. What it accepts is said at
/// [`validate_ipv6_address`].
///
/// A field of this format keeps addresses in their canonical form (RFC 5952).
pub static IPV6: TextFormat = format("ipv6", is_ipv6_address, &[("protocol", "IPv6")])
    .message("{label} must be an IPv6 address, like 2001:db8::1.");

/// Django's bound: eight groups of four digits, and the colons between them. The longest spelling of an IPv4 address within
/// an IPv6 one has 45 characters; a field takes it if its `max_length` allows that.
const LONGEST: usize = 39;

const fn format(
    name: &'static str,
    accepts: fn(&str) -> bool,
    params: &'static [(&'static str, &'static str)],
) -> TextFormat {
    TextFormat::new(name, accepts, "")
        .params(params)
        .rewrite(canonical)
        .refuse_longer(|text| text.contains(':').then_some(&IPV6))
        .max_length(LONGEST as u32)
}

/// Whether the whole text is an address of IPv4, Django's `validate_ipv4_address`: code `invalid`, param `protocol`.
///
/// Four decimal numbers of ASCII digits, none over 255, none with leading zeros: `0127.0.0.1` is 87.0.0.1 to some.
pub fn validate_ipv4_address(text: &str) -> Result<(), Problem> {
    if is_ipv4_address(text) { Ok(()) } else { Err(IPV4.fault(text).into()) }
}

/// Whether the whole text is an address of IPv6, of at most 39 characters, Django's `validate_ipv6_address`: code
/// `invalid`, param `protocol`.
///
/// Every spelling of RFC 4291 is accepted. Stricter than Django: no zone (`fe80::1%eth0`), which means something on one
/// machine alone, and which Django takes and then drops.
pub fn validate_ipv6_address(text: &str) -> Result<(), Problem> {
    if is_ipv6_address(text) { Ok(()) } else { Err(IPV6.fault(text).into()) }
}

/// Whether the whole text is an address of IPv4 or IPv6, Django's `validate_ipv46_address`: code `invalid`, param
/// `protocol`.
///
/// ```
/// use forms::validator::validate_ipv46_address;
/// assert!(validate_ipv46_address("192.0.2.1").is_ok() && validate_ipv46_address("2001:db8::1").is_ok());
/// assert!(validate_ipv46_address("0300.0.2.1").is_err());
/// ```
pub fn validate_ipv46_address(text: &str) -> Result<(), Problem> {
    if is_ip_address(text) { Ok(()) } else { Err(IP_ADDRESS.fault(text).into()) }
}

pub(super) fn is_ipv4_address(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

pub(super) fn is_ipv6_address(text: &str) -> bool {
    ipv6(text).is_some()
}

pub(super) fn is_ip_address(text: &str) -> bool {
    is_ipv4_address(text) || is_ipv6_address(text)
}

fn ipv6(text: &str) -> Option<Ipv6Addr> {
    if text.len() > LONGEST { None } else { text.parse().ok() }
}

fn canonical(text: &str) -> Result<Option<String>, &'static TextFormat> {
    as_written(text, |address| address.to_string())
}

fn unpacked(text: &str) -> Result<Option<String>, &'static TextFormat> {
    as_written(text, |address| IpAddr::V6(address).to_canonical().to_string())
}

/// A text with a colon is an IPv6 address or invalid.
fn as_written(
    text: &str,
    write: impl FnOnce(Ipv6Addr) -> String,
) -> Result<Option<String>, &'static TextFormat> {
    if !text.contains(':') {
        return Ok(None);
    }
    let written = write(text.parse().map_err(|_| &IPV6)?);
    Ok((written != text).then_some(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[test]
    fn accepts_addresses() {
        for text in ["0.0.0.0", "255.255.255.255", "192.0.2.1"] {
            assert!(is_ipv4_address(text) && is_ip_address(text) && !is_ipv6_address(text), "{text}");
        }
        for text in ["::", "::1", "2001:DB8::1", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4"]
        {
            assert!(is_ipv6_address(text) && is_ip_address(text) && !is_ipv4_address(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "",
            "1",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "01.2.3.4",
            "000.0.0.0",
            "1.2.3.4/24",
            "0x7f.1",
            "1.2.3.4\n",
            " 1.2.3.4",
            "１.2.3.4",
            "1:2",
            ":::",
            "::1::",
            "fe80::1%eth0",
            "[::1]",
            "::1\n",
            "12345::",
            "::g",
            "::ffff:1.2.3.256",
            "::01.2.3.4",
        ] {
            assert!(!is_ip_address(text), "{text}");
        }
        assert!(!is_ipv6_address("0000:0000:0000:0000:0000:ffff:255.255.255.255"));
    }

    #[test]
    fn has_one_form() {
        for (text, form) in [
            ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
            ("::FFFF:c000:0201", "::ffff:192.0.2.1"),
            ("0:0:1:0:0:0:1:0", "0:0:1::1:0"),
        ] {
            assert_eq!(canonical(text), Ok(Some(form.to_owned())));
            assert_eq!(canonical(form), Ok(None));
        }
        assert_eq!(unpacked("::ffff:192.0.2.1"), Ok(Some("192.0.2.1".to_owned())));
        assert_eq!(unpacked("::192.0.2.1"), Ok(Some("::c000:201".to_owned())));
        assert_eq!((canonical("192.0.2.1"), canonical("x")), (Ok(None), Ok(None)));
        assert_eq!(canonical("x:"), Err(&IPV6));
        let longest = "0000:0000:0000:0000:0000:ffff:255.255.255.255";
        assert_eq!(canonical(longest), Ok(Some("::ffff:255.255.255.255".to_owned())));
    }

    #[test]
    fn the_problem_names_the_protocol() {
        for (problem, protocol) in [
            (validate_ipv4_address("hunter2"), "IPv4"),
            (validate_ipv6_address("hunter2"), "IPv6"),
            (validate_ipv46_address("hunter2"), "IPv4 or IPv6"),
        ] {
            let problem = problem.unwrap_err();
            assert_eq!(
                (problem.code(), problem.list_params()),
                ("invalid", vec![("protocol", Param::from(protocol))])
            );
        }
    }
}
