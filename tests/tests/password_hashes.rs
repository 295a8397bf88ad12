//! Stored passwords: hashes made by Django, keys, errors of damaged hashes, and the pool of threads.

use forms::{
    Password,
    password::hash::{
        Algorithm, HashError, HashKeys, Hasher, HasherPool, Hashing, PasswordHash, Verification,
    },
};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

const FAST: Algorithm = Algorithm::Argon2id { memory: 64, iterations: 1, parallelism: 1 };

fn password(text: &str) -> Password {
    Password::new(text)
}

/// Hashes of 40 passwords by each hasher of Django with two work factors, one with its default work factor, and some with
/// short salts. `must_update` is what Django says with the first work factor as the preferred one.
fn hashes_of_django() -> Vec<serde_json::Value> {
    let files = [
        include_str!("../vectors/django-hashes/5.2.jsonl"),
        include_str!("../vectors/django-hashes/6.1.jsonl"),
    ];
    files.iter().flat_map(|file| file.lines()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the hasher whose setting is Django's preferred one of a case.
fn preferred(case: &serde_json::Value) -> Option<Hasher> {
    match case["hasher"].as_str()? {
        "pbkdf2_sha256" => Some(Hasher::new(Algorithm::Pbkdf2Sha256 { iterations: 1000 })),
        "argon2" => Some(Hasher::new(FAST)),
        _ => None,
    }
}

/// P60
#[test]
fn hashes_made_by_django_verify_and_are_marked_for_rehash_as_in_django() {
    let (mut verified, mut renewed) = (0, 0);
    for case in hashes_of_django() {
        let Some(encoded) = case["encoded"].as_str() else { continue };
        let stored = PasswordHash::from_stored(encoded);
        let typed = case["password"].as_str().unwrap();
        let hasher = preferred(&case).unwrap_or(Hasher::new(FAST));
        let verification = password(typed).verify(Some(&stored), &hasher).unwrap();
        if case["unusable"] == true {
            assert!(!verification.is_correct());
            continue;
        }
        assert!(verification.is_correct(), "{case}");
        let wrong = password(&format!("{typed}x")).verify(Some(&stored), &hasher).unwrap();
        assert!(!wrong.is_correct() && !wrong.needs_rehash(), "{case}");
        // what normalisation changes is hashed anew in its normal form
        let is_normal = password(typed).expose() == typed;
        let by_default = case["work"] == "default";
        let must_update = preferred(&case).is_none() || by_default || case["must_update"] == true;
        assert_eq!(verification.needs_rehash(), must_update || !is_normal, "{case}");
        (verified, renewed) = (verified + 1, renewed + usize::from(verification.needs_rehash()));
    }
    assert_eq!(verified, 972);
    assert!(renewed > 500 && renewed < verified, "{renewed}");
}

#[test]
fn plain_bcrypt_never_matches_a_password_of_more_than_72_bytes() {
    let case = hashes_of_django()
        .into_iter()
        .find(|case| case["hasher"] == "bcrypt" && case["password"].as_str() == Some(&"x".repeat(72)))
        .unwrap();
    let stored = PasswordHash::from_stored(case["encoded"].as_str().unwrap());
    let hasher = Hasher::new(FAST);
    assert!(password(&"x".repeat(72)).verify(Some(&stored), &hasher).unwrap().is_correct());
    assert!(!password(&"x".repeat(73)).verify(Some(&stored), &hasher).unwrap().is_correct());
}

#[test]
fn new_hashes_have_the_format_of_the_hasher() {
    let pbkdf2 = Algorithm::Pbkdf2Sha256 { iterations: 10 };
    for (hasher, prefix) in [
        (Hasher::new(FAST), "$argon2id$v=19$m=64,t=1,p=1$"),
        (Hasher::new(FAST).in_django_format(), "argon2$argon2id$v=19$m=64,t=1,p=1$"),
        (Hasher::new(pbkdf2), "$pbkdf2-sha256$i=10,l=32$"),
        (Hasher::new(pbkdf2).in_django_format(), "pbkdf2_sha256$10$"),
    ] {
        let stored = password("correct horse").hash(&hasher).unwrap();
        assert!(stored.as_str().starts_with(prefix), "{}", stored.as_str());
        assert!(stored.as_str().len() <= 128 && stored.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
        assert_ne!(password("correct horse").hash(&hasher).unwrap(), stored, "each has its own salt");
        let right = password("correct horse").verify(Some(&stored), &hasher).unwrap();
        assert!(right.is_correct() && !right.needs_rehash());
        assert!(!password("correct house").verify(Some(&stored), &hasher).unwrap().is_correct());
        // another format of the same setting is as good
        let other = if prefix.starts_with('$') { hasher.clone().in_django_format() } else { hasher.clone() };
        assert!(!password("correct horse").verify(Some(&stored), &other).unwrap().needs_rehash());
        assert!(password("correct horse").verify(Some(&stored), &Hasher::default()).unwrap().needs_rehash());
    }
    let default = password("x").hash(&Hasher::default()).unwrap();
    assert!(default.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

#[test]
fn a_password_is_verified_as_typed_if_normalization_changes_it() {
    let hasher = Hasher::new(FAST);
    let typed = "cafe\u{301}";
    let as_typed = hasher.hash(typed.as_bytes()).unwrap();
    let verification = password(typed).verify(Some(&as_typed), &hasher).unwrap();
    assert!(verification.is_correct() && verification.needs_rehash());
    let normal = password(typed).hash(&hasher).unwrap();
    for spelling in [typed, "caf\u{e9}"] {
        let verification = password(spelling).verify(Some(&normal), &hasher).unwrap();
        assert!(verification.is_correct() && !verification.needs_rehash());
    }
}

/// P51
#[test]
fn a_damaged_hash_is_an_error_and_never_a_wrong_password() {
    let hasher = Hasher::new(FAST);
    for text in [
        "",
        "x",
        "$",
        "$$",
        "plain text",
        "md5$salt$0123456789abcdef0123456789abcdef",
        "$argon2id$",
        "$argon2id$v=19$m=64,t=1,p=1",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$c2hvcnQ",
        "$argon2id$v=19$m=64,t=1,p=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=18$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=+64,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=064,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2x$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2_sha256$$salt$AAAA",
        "pbkdf2_sha256$1000$salt$AAAA",
        "pbkdf2_sha256$1000$$uoYAGkXowWoRPS4VrPkE4/llKKDRL8s6ROe+cXhyHig=",
        "pbkdf2_sha256$1000$salt$uoYAGkXowWoRPS4VrPkE4/llKKDRL8s6ROe+cXhyHig=$",
        "scrypt$15$salt$8$1$AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "bcrypt$$2b$04$short",
        "bcrypt$$2c$04$LhVrSctVPfhg0cr46m4IHebRtN.jRejbZKnOXU9e0Jm4kWU2O8gfW",
        "bcrypt_sha256$$2b$4$LhVrSctVPfhg0cr46m4IHebRtN.jRejbZKnOXU9e0Jm4kWU2O8gfW",
    ] {
        let stored = PasswordHash::from_stored(text);
        assert_eq!(password("").verify(Some(&stored), &hasher), Err(HashError::Unreadable), "{text}");
        assert!(!format!("{stored:?}").contains("salt"));
    }
}

#[test]
fn one_changed_character_never_panics_and_never_verifies() {
    let hasher = Hasher::new(FAST);
    let mut seen = std::collections::BTreeSet::new();
    for case in hashes_of_django() {
        let Some(encoded) = case["encoded"].as_str() else { continue };
        if case["work"] == "default" || !seen.insert(case["hasher"].to_string()) {
            continue;
        }
        let last = encoded.len() - 1;
        for at in 0..encoded.len() {
            for byte in [b'$', b'A', b'~'] {
                let mut bytes = encoded.as_bytes().to_vec();
                // the last character of Base64 has bits that no byte uses
                if bytes[at] == byte || at == last {
                    continue;
                }
                bytes[at] = byte;
                let stored = PasswordHash::from_stored(String::from_utf8(bytes).unwrap());
                let result = password(case["password"].as_str().unwrap()).verify(Some(&stored), &hasher);
                assert!(!result.is_ok_and(Verification::is_correct), "{encoded} {at}");
            }
            let cut = PasswordHash::from_stored(&encoded[..at]);
            assert!(!password("").verify(Some(&cut), &hasher).is_ok_and(Verification::is_correct));
        }
    }
}

#[test]
fn a_hash_that_asks_for_too_much_work_is_refused() {
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for text in [
        format!("$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHRzYWx0${hash}"),
        format!("$argon2id$v=19$m=1048576,t=4294967295,p=1$c2FsdHNhbHRzYWx0${hash}"),
        format!("$pbkdf2-sha256$i=4294967295$c2FsdHNhbHRzYWx0${hash}"),
        format!("pbkdf2_sha256$20000001$salt${hash}="),
        format!("$scrypt$ln=40,r=8,p=1$c2FsdHNhbHRzYWx0${hash}"),
        format!("$scrypt$ln=63,r=4294967295,p=4294967295$c2FsdHNhbHRzYWx0${hash}"),
        format!("$scrypt$ln=10,r=8,p=4294967295$c2FsdHNhbHRzYWx0${hash}"),
        "$2b$31$LhVrSctVPfhg0cr46m4IHebRtN.jRejbZKnOXU9e0Jm4kWU2O8gfW".to_owned(),
    ] {
        let stored = PasswordHash::from_stored(text.clone());
        let result = password("").verify(Some(&stored), &Hasher::new(FAST));
        assert_eq!(result, Err(HashError::TooExpensive), "{text}");
    }
    for algorithm in [
        Algorithm::Argon2id { memory: 1, iterations: 1, parallelism: 1 },
        Algorithm::Argon2id { memory: 64, iterations: 0, parallelism: 1 },
        Algorithm::Argon2id { memory: 64, iterations: 1, parallelism: 100 },
        Algorithm::Pbkdf2Sha256 { iterations: 0 },
    ] {
        let result = password("").hash(&Hasher::new(algorithm));
        assert!(matches!(result, Err(HashError::Setting(_))), "{algorithm:?}");
    }
}

/// P45, P60
#[test]
fn a_missing_account_costs_as_much_as_a_wrong_password() {
    let algorithms = [
        Algorithm::Argon2id { memory: 8 * 1024, iterations: 2, parallelism: 1 },
        Algorithm::Pbkdf2Sha256 { iterations: 20_000 },
    ];
    for algorithm in algorithms {
        let hasher = Hasher::new(algorithm);
        let stored = password("correct horse").hash(&hasher).unwrap();
        // an earlier setting of PBKDF2 is brought up to the present one
        let fewer = Hasher::new(Algorithm::Pbkdf2Sha256 { iterations: 5000 });
        let outdated = password("correct horse").hash(&fewer).unwrap();
        let cost = |stored: Option<&PasswordHash>| {
            let times = (0..7).map(|_| {
                let start = cpu_time::ThreadTime::now();
                assert!(!password("wrong").verify(stored, &hasher).unwrap().is_correct());
                start.elapsed()
            });
            times.min().unwrap().as_secs_f64()
        };
        let (missing, present) = (cost(None), cost(Some(&stored)));
        assert!((0.5..2.0).contains(&(missing / present)), "{algorithm:?}: {missing} {present}");
        if let Algorithm::Pbkdf2Sha256 { .. } = algorithm {
            let outdated = cost(Some(&outdated));
            assert!((0.5..2.0).contains(&(outdated / present)), "{outdated} {present}");
        }
    }
}

#[test]
fn keys_are_rotated_without_a_new_password() {
    let keys_of_2026 = || HashKeys::new("2026", [1; 32]).unwrap();
    let before = Hasher::new(FAST).keys(keys_of_2026());
    let stored = password("correct horse").hash(&before).unwrap();
    assert!(stored.as_str().starts_with("hmac_sha256$2026$$argon2id$"), "{}", stored.as_str());
    let verify =
        |hasher: &Hasher, stored: &PasswordHash| password("correct horse").verify(Some(stored), hasher);
    assert!(!verify(&before, &stored).unwrap().needs_rehash());

    let after =
        Hasher::new(FAST).keys(HashKeys::new("2027", [2; 32]).unwrap().previous("2026", [1; 32]).unwrap());
    let verification = verify(&after, &stored).unwrap();
    assert!(verification.is_correct() && verification.needs_rehash());
    let renewed = password("correct horse").hash(&after).unwrap();
    assert!(
        renewed.as_str().starts_with("hmac_sha256$2027$")
            && !verify(&after, &renewed).unwrap().needs_rehash()
    );

    // a hash without a key is verified, and renewed with one
    let unkeyed = password("correct horse").hash(&Hasher::new(FAST)).unwrap();
    assert!(verify(&after, &unkeyed).unwrap().needs_rehash());

    let unknown = HashError::UnknownKey("2026".to_owned());
    assert_eq!(verify(&Hasher::new(FAST), &stored), Err(unknown.clone()));
    let without = Hasher::new(FAST).keys(HashKeys::new("2027", [2; 32]).unwrap());
    assert_eq!(verify(&without, &stored), Err(unknown));
    let other_secret = Hasher::new(FAST).keys(HashKeys::new("2026", [9; 32]).unwrap());
    assert!(!verify(&other_secret, &stored).unwrap().is_correct());

    let until = |time| HashKeys::new("2027", [2; 32]).unwrap().previous_until("2026", [1; 32], time).unwrap();
    let expired = Hasher::new(FAST).keys(until(SystemTime::now() - Duration::from_secs(1)));
    assert_eq!(verify(&expired, &stored), Err(HashError::ExpiredKey("2026".to_owned())));
    let valid = Hasher::new(FAST).keys(until(SystemTime::now() + Duration::from_secs(600)));
    assert!(verify(&valid, &stored).unwrap().is_correct());
    assert_eq!(format!("{:?}", until(SystemTime::UNIX_EPOCH)), r#"["2027", "2026"]"#);
}

#[test]
fn keys_need_a_plain_name_and_32_bytes() {
    for (name, length) in
        [("", 32), ("a$b", 32), ("\u{e9}", 32), ("a b", 32), (&*"n".repeat(33), 32), ("a", 31)]
    {
        assert!(matches!(HashKeys::new(name, vec![1; length]), Err(HashError::Setting(_))), "{name}");
    }
    assert!(HashKeys::new("a", [1; 32]).unwrap().previous("a", [2; 32]).is_err());
}

#[tokio::test]
async fn a_pool_hashes_and_verifies() {
    let pool = HasherPool::with_threads(Hasher::new(FAST), 2, 64).unwrap();
    let stored = pool.hash(password("correct horse")).await.unwrap();
    let right = pool.verify(password("correct horse"), Some(stored.clone())).await.unwrap();
    assert!(right.is_correct() && !right.needs_rehash());
    assert!(!pool.verify(password("correct house"), Some(stored)).await.unwrap().is_correct());
    assert!(!pool.verify(password("correct horse"), None).await.unwrap().is_correct());
    let damaged = PasswordHash::from_stored("x");
    assert_eq!(pool.verify(password(""), Some(damaged)).await, Err(HashError::Unreadable));
    // what was started is finished although the pool is gone
    let last = pool.hash(password("correct horse"));
    drop(pool);
    assert!(last.await.is_ok());
}

#[tokio::test]
async fn a_full_pool_is_busy_and_a_cancelled_request_leaves_it() {
    let slow = Hasher::new(Algorithm::Pbkdf2Sha256 { iterations: 300_000 });
    let pool = HasherPool::with_threads(slow, 1, 2).unwrap();
    let mut started: Vec<_> = (0..16).map(|_| pool.hash(password("x"))).collect();
    let mut context = Context::from_waker(Waker::noop());
    let is_busy = |hashing: &mut Hashing<PasswordHash>| {
        matches!(Pin::new(hashing).poll(&mut context), Poll::Ready(Err(HashError::Busy)))
    };
    // one may be in work, and two wait
    let mut busy = started.extract_if(.., is_busy).count();
    assert!((13..=14).contains(&busy), "{busy}");
    // those that are cancelled cost no hash, so their places are free as soon as the thread is
    let first = started.remove(0);
    drop(started);
    assert!(first.await.is_ok());
    busy = 0;
    while let Err(HashError::Busy) = pool.hash(password("x")).await {
        busy += 1;
        tokio::task::yield_now().await;
        assert!(busy < 1_000_000);
    }
}
