//! Punycode: the ASCII form of host name labels beyond ASCII (RFC 3492).

const BASE: u32 = 36;
const LEAST_THRESHOLD: u32 = 1;
const GREATEST_THRESHOLD: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CHARACTER: u32 = 0x80;
/// The maximum length of a label (RFC 1034, 3.1). It keeps insertions cheap.
const LONGEST: usize = 63;

/// Decodes a label without its `xn--`. Returns `None` if it is not punycode.
pub(super) fn decode(label: &str) -> Option<String> {
    if label.len() > LONGEST || !label.is_ascii() {
        return None;
    }
    let (basic, digits) = label.rsplit_once('-').unwrap_or(("", label));
    let mut decoded: Vec<char> = basic.chars().collect();
    let (mut character, mut place, mut bias) = (FIRST_CHARACTER, 0u32, FIRST_BIAS);
    let mut digits = digits.bytes().peekable();
    while digits.peek().is_some() {
        let before = place;
        let (mut weight, mut k) = (1u32, BASE);
        loop {
            let digit = digit(digits.next()?)?;
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(LEAST_THRESHOLD, GREATEST_THRESHOLD);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let length = decoded.len() as u32 + 1;
        bias = adapted(place - before, length, before == 0);
        character = character.checked_add(place / length)?;
        place %= length;
        decoded.insert(place as usize, char::from_u32(character)?);
        place += 1;
    }
    Some(decoded.into_iter().collect())
}

fn digit(byte: u8) -> Option<u32> {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => Some(u32::from(letter - b'a')),
        digit @ b'0'..=b'9' => Some(u32::from(digit - b'0') + 26),
        _ => None,
    }
}

fn adapted(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - LEAST_THRESHOLD) * GREATEST_THRESHOLD / 2 {
        delta /= BASE - LEAST_THRESHOLD;
        k += BASE;
    }
    k + (BASE - LEAST_THRESHOLD + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_labels() {
        for (label, text) in [
            ("bcher-kva", "bücher"),
            ("p1ai", "рф"),
            ("e1afmkfd", "пример"),
            ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
            ("fiqs8s", "中国"),
            ("3e0b707e", "한국"),
        ] {
            assert_eq!(decode(label).as_deref(), Some(text));
        }
    }

    #[test]
    fn rejects_other_texts() {
        for label in ["!", "a-!", "ü", "99999999", "zzzzzzzzzzzzzzz9", &"a".repeat(64)] {
            assert_eq!(decode(label), None, "{label}");
        }
    }
}
