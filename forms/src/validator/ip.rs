//! IP addresses.

use crate::{error::Problem, schema::TextFormat};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The format of an IPv4 or IPv6 address: code `invalid`, param `protocol`. See [`validate_ipv46_address`] for what it
/// accepts.
///
/// A field with this format stores IPv6 addresses in their canonical form (RFC 5952), like Django's
/// `GenericIPAddressField`. For an invalid text with a colon, `protocol` is `IPv6`.
pub static IP_ADDRESS: TextFormat = format("ip_address", is_ip_address, &[("protocol", "IPv4 or IPv6")])
    .message("{label} must be an IP address, like 192.0.2.1 or 2001:db8::1.");

/// [`IP_ADDRESS`], with IPv4 addresses that are written as IPv6 (`::ffff:192.0.2.1`) stored as IPv4. Like Django's
/// `GenericIPAddressField(unpack_ipv4=True)`.
pub static IP_ADDRESS_UNPACKED: TextFormat = IP_ADDRESS.rewrite(unpacked);

/// The format of an IPv4 address: code `invalid`, param `protocol`. See [`validate_ipv4_address`] for what it accepts.
pub static IPV4: TextFormat = format("ipv4", is_ipv4_address, &[("protocol", "IPv4")])
    .message("{label} must be an IPv4 address, like 192.0.2.1.");

/// The format of an IPv6 address: code `invalid`, param `protocol`. See [`validate_ipv6_address`] for what it accepts.
///
/// A field with this format stores addresses in their canonical form (RFC 5952).
pub static IPV6: TextFormat = format("ipv6", is_ipv6_address, &[("protocol", "IPv6")])
    .message("{label} must be an IPv6 address, like 2001:db8::1.");

/// Django's limit: eight groups of four digits, and the colons between them. The longest spelling of an IPv4 address in
/// an IPv6 address has 45 characters; a field accepts it if its `max_length` allows that.
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

/// Validates that the whole text is an IPv4 address, like Django's `validate_ipv4_address`: code `invalid`, param
/// `protocol`.
///
/// It has four decimal numbers of ASCII digits, up to 255 and without leading zeros: some programs read `0127.0.0.1` as
/// 87.0.0.1.
pub fn validate_ipv4_address(text: &str) -> Result<(), Problem> {
    if is_ipv4_address(text) { Ok(()) } else { Err(IPV4.fault(text).into()) }
}

/// Validates that the whole text is an IPv6 address of at most 39 characters, like Django's `validate_ipv6_address`:
/// code `invalid`, param `protocol`.
///
/// Every spelling of RFC 4291 is accepted. Stricter than Django, zones are refused (`fe80::1%eth0`), since they only
/// have a meaning on one machine. Django accepts and then drops them.
pub fn validate_ipv6_address(text: &str) -> Result<(), Problem> {
    if is_ipv6_address(text) { Ok(()) } else { Err(IPV6.fault(text).into()) }
}

/// Validates that the whole text is an IPv4 or IPv6 address, like Django's `validate_ipv46_address`: code `invalid`,
/// param `protocol`.
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

/// Chooses the error of IPv6 for an invalid text with a colon.
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
    fn rejects_other_texts() {
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
    fn stores_the_canonical_form() {
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
    fn the_error_names_the_protocol() {
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
