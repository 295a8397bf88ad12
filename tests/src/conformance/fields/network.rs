//! Fields of network addresses and slugs.

use super::{Asked, Config, declared, kept, text::built};
use forms::{
    schema::{Rewrite, TextFormat},
    validator::{self, with_scheme},
};

pub(super) fn email_field(config: &Config<'_>) -> Result<Asked, String> {
    built(declared::<String>().format(&validator::EMAIL), config, true)
}

pub(super) fn url_field(config: &Config<'_>) -> Result<Asked, String> {
    let rewrite: Rewrite = match config.text("assume_scheme") {
        None => return built(declared::<String>().format(&validator::URL), config, true),
        Some("http") => |text| Ok(with_scheme(text, "http")),
        Some("https") => |text| Ok(with_scheme(text, "https")),
        Some("ftp") => |text| Ok(with_scheme(text, "ftp")),
        Some("ftps") => |text| Ok(with_scheme(text, "ftps")),
        Some(other) => return Err(format!("URLField that assumes {other}")),
    };
    built(declared::<String>().format(kept(validator::URL.rewrite(rewrite))), config, true)
}

pub(super) fn slug_field(config: &Config<'_>) -> Result<Asked, String> {
    let format =
        if config.flag("allow_unicode", false) { &validator::UNICODE_SLUG } else { &validator::SLUG };
    built(declared::<String>().format(format), config, true)
}

pub(super) fn generic_ip_address_field(config: &Config<'_>) -> Result<Asked, String> {
    let unpacks = config.flag("unpack_ipv4", false);
    let protocol = config.text("protocol").unwrap_or("both").to_lowercase();
    let format: &'static TextFormat = match (&*protocol, unpacks) {
        ("both", false) => &validator::IP_ADDRESS,
        ("both", true) => &validator::IP_ADDRESS_UNPACKED,
        ("ipv4", false) => &validator::IPV4,
        ("ipv6", false) => &validator::IPV6,
        _ => return Err(format!("GenericIPAddressField of {protocol}, unpacked")),
    };
    built(declared::<String>().format(format), config, true)
}
