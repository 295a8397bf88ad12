//! The value of `time_zone`.

use syn::{Expr, ExprLit, Lit, LitStr};

/// The value of `time_zone = ...`.
pub(crate) enum Zone {
    /// `"UTC"`, `"+01:00"`: the seconds ahead of UTC.
    Fixed(LitStr, i32),
    /// `"Europe/Paris"`.
    Named(LitStr),
    /// The path of a static, or a call.
    Value(Expr),
}

impl Zone {
    pub(crate) fn of(zone: &Expr) -> Self {
        match zone {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => match offset(&text.value()) {
                Some(seconds) => Self::Fixed(text.clone(), seconds),
                None => Self::Named(text.clone()),
            },
            other => Self::Value(other.clone()),
        }
    }
}

fn offset(text: &str) -> Option<i32> {
    if matches!(text, "UTC" | "Z") {
        return Some(0);
    }
    let (sign, ahead) = match text.split_at_checked(1)? {
        ("+", ahead) => (1, ahead),
        ("-", ahead) => (-1, ahead),
        _ => return None,
    };
    let (hours, minutes) = ahead.split_once(':')?;
    let number = |text: &str, below: i32| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| digits && *number < below)
    };
    Some(sign * (number(hours, 24)? * 3600 + number(minutes, 60)? * 60))
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn offsets_are_distinguished_from_names() {
        assert_eq!([offset("UTC"), offset("+01:30"), offset("-23:59")], [Some(0), Some(5400), Some(-86_340)]);
        for text in ["Europe/Paris", "+1:30", "+24:00", "+01:60", "+0130", "01:30", "", "+é:00"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}
