//! Logging in and out on pages, and who may edit an account.

use crate::server::{Answer, PASSWORD, Server};

const OURS: &[(&str, &str)] = &[("sec-fetch-site", "same-origin")];

fn sign_up(server: &Server, username: &str) {
    let answer = server.sign_up(username);
    assert_eq!(answer.status, 303, "{}", answer.text);
}

/// Returns a server with accounts 1 and 2, and a browser without a login.
fn with_ada_and_eve(test: &str) -> Server {
    let server = Server::start(test);
    for username in ["ada", "eve"] {
        sign_up(&server, username);
        server.change_cookie(None);
    }
    server
}

/// Returns the name that every page shows for the user who is logged in.
fn visitor(server: &Server) -> Option<String> {
    let page = server.get("/nothing").text;
    tests::accessibility::assert_accessible(&page);
    let name = page.split_once("Logged in as ")?.1.split_once('>')?.1.split_once('<')?.0;
    assert!(page.contains("href=\"/logout\"") && !page.contains("href=\"/login\""));
    Some(name.to_owned())
}

fn assert_refused_login(answer: &Answer) {
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("The user name or the password is incorrect."), "{}", answer.text);
    assert!(!answer.text.contains(PASSWORD) && !answer.text.contains("correct house"));
    tests::accessibility::assert_accessible(&answer.text);
}

#[test]
fn signing_up_logs_the_user_in() {
    let server = Server::start("login_sign_up");
    assert_eq!(visitor(&server), None);
    let before = server.change_cookie(None);
    server.change_cookie(before.clone());
    sign_up(&server, "ada");
    assert_eq!(visitor(&server).as_deref(), Some("ada"));
    server.change_cookie(before);
    assert_eq!(visitor(&server), None, "the session has a new id");
}

#[test]
fn a_user_logs_in_with_name_and_password() {
    let server = with_ada_and_eve("login_right");
    let page = server.get("/login");
    tests::accessibility::assert_accessible(&page.text);
    assert!(
        page.text.contains("autocomplete=\"current-password\"")
            && page.text.contains("autocomplete=\"username\"")
    );
    for name in ["ada", "ADA", " ada ", "\u{ff41}\u{ff44}\u{ff41}"] {
        server.change_cookie(None);
        let answer = server.log_in(name, PASSWORD);
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(visitor(&server).as_deref(), Some("ada"));
    }
    // as another user, without logging out
    assert_eq!(server.log_in("eve", PASSWORD).status, 303);
    assert_eq!(visitor(&server).as_deref(), Some("eve"));
}

#[test]
fn a_wrong_name_and_a_wrong_password_have_the_same_error() {
    let server = with_ada_and_eve("login_wrong");
    let anonymous = |answer: Answer, name: &str| {
        assert_refused_login(&answer);
        assert!(answer.text.contains(&format!("value=\"{name}\"")), "{}", answer.text);
        let (start, token) = answer.text.split_once("name=\"csrf_token\" value=\"").unwrap();
        format!("{start}{}", token.split_once('"').unwrap().1).replace(name, "NAME")
    };
    let wrong_password = anonymous(server.log_in("ada", "correct house"), "ada");
    let wrong_name = anonymous(server.log_in("bob", PASSWORD), "bob");
    assert_eq!(wrong_password, wrong_name);
    assert_refused_login(&server.log_in("ada", "CORRECT HORSE"));
    assert_refused_login(&server.log_in("ada", " correct horse"));
    for (name, password) in [("", PASSWORD), ("ada", ""), ("", "")] {
        let answer = server.log_in(name, password);
        assert_eq!(answer.status, 422);
        assert!(!answer.text.contains("value=\"correct horse\""), "{}", answer.text);
    }
    assert_eq!(visitor(&server), None);
    assert_eq!(server.get("/login?username=ada&password=correct+horse").status, 200);
    assert_eq!(visitor(&server), None, "an e-mail address is not a user name");
}

/// Compares processor times, which do not depend on other work of the machine.
#[test]
#[cfg(target_os = "linux")]
fn response_times_do_not_reveal_whether_an_account_exists() {
    let server = with_ada_and_eve("login_time");
    let time_of = |name: &str| {
        let token = server.token("/login");
        let before = server.processor_time();
        for _ in 0..10 {
            let fields = [("username", name), ("password", "correct house")];
            assert_refused_login(&server.form_with("/login", &fields, &token, OURS));
        }
        server.processor_time() - before
    };
    let (known, unknown) = (time_of("ada"), time_of("bob"));
    assert!(known >= 5, "{known}: too short to compare");
    assert!(unknown * 2 > known && known * 2 > unknown, "{known} {unknown}");
}

#[test]
fn logging_out_ends_the_session() {
    let server = with_ada_and_eve("logout");
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    let elsewhere = server.change_cookie(None);
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    for headers in [OURS, &[("sec-fetch-site", "cross-site")]] {
        assert_eq!(server.form_with("/logout", &[], "", headers).status, 403);
    }
    tests::accessibility::assert_accessible(&server.get("/logout").text);
    assert_eq!(
        visitor(&server).as_deref(),
        Some("ada"),
        "another site and a GET request cannot log a user out"
    );
    let cookie = server.change_cookie(None);
    server.change_cookie(cookie.clone());
    let edit = server.token("/users/1/edit");
    let answer = server.form("/logout", &[]);
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    assert_eq!(visitor(&server), None);
    server.change_cookie(cookie);
    assert_eq!(visitor(&server), None, "a copy of the cookie is worthless");
    let answer = server.form_with("/users/1/edit", &[("email", "x@example.org"), ("age", "36")], &edit, OURS);
    assert_eq!((answer.status, answer.header("location")), (303, "/login?next=/users/1/edit"));
    server.change_cookie(elsewhere.clone());
    assert_eq!(visitor(&server).as_deref(), Some("ada"), "the session of another browser continues");

    server.change_cookie(None);
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    assert_eq!(server.form("/logout", &[("everywhere", "on")]).status, 303);
    server.change_cookie(elsewhere);
    assert_eq!(visitor(&server), None, "it ends if all sessions end");
    assert_eq!(server.form("/logout", &[]).status, 303, "of nobody, nothing ends");
}

#[test]
fn only_owner_and_administrators_can_edit_an_account() {
    let server = with_ada_and_eve("login_owner");
    let edit = |age: &str, token: &str| {
        server.form_with("/users/1/edit", &[("email", "ada@example.org"), ("age", age)], token, OURS)
    };
    let age = || -> u8 {
        server.database().query_row("SELECT age FROM users WHERE id = 1", [], |row| row.get(0)).unwrap()
    };
    // without a login: the page redirects to the login page, and back after that
    for answer in [server.get("/users/1/edit"), edit("99", ""), server.get("/users/7/edit")] {
        assert_eq!(answer.status, 303);
        assert!(
            answer.header("location").starts_with("/login?next=/users/"),
            "{}",
            answer.header("location")
        );
    }
    assert_eq!(server.get("/").text.matches("/edit\"").count(), 0);
    let login = server.get("/users/1/edit").header("location").to_owned();
    let answer = server.form(&login, &[("username", "ada"), ("password", PASSWORD)]);
    assert_eq!((answer.status, answer.header("location")), (303, "/users/1/edit"));
    let adas = server.token("/users/1/edit");
    assert_eq!((edit("40", &adas).status, age()), (303, 40));
    assert_eq!(server.get("/users/7/edit").status, 404);
    // another user, with her own token and with Ada's
    server.change_cookie(None);
    assert_eq!(server.log_in("eve", PASSWORD).status, 303);
    let eves = server.token("/users/2/edit");
    for answer in [server.get("/users/1/edit"), edit("99", &eves), edit("99", &adas)] {
        assert_eq!(answer.status, 403);
        assert!(
            answer.text.contains("This account is not yours") && !answer.text.contains("ada@example.org")
        );
        tests::accessibility::assert_accessible(&answer.text);
    }
    assert_eq!(age(), 40);
    let list = server.get("/").text;
    assert!(list.contains("/users/2/edit") && !list.contains("/users/1/edit"), "{list}");
    assert!(!list.contains("ada@example.org"), "others do not see the address");
    // an administrator, until she loses that right
    server.change_database("UPDATE users SET is_admin = 1 WHERE username = 'eve'");
    assert_eq!((edit("50", &server.token("/users/1/edit")).status, age()), (303, 50));
    server.change_database("UPDATE users SET is_admin = 0");
    assert_eq!((edit("99", &eves).status, age()), (403, 50));
    // a deleted account
    server.change_database("PRAGMA foreign_keys = ON; DELETE FROM users WHERE username = 'eve'");
    assert_eq!(visitor(&server), None);
}

#[test]
fn a_planted_session_id_is_not_logged_in() {
    let server = with_ada_and_eve("fixation");
    // a session id from the server, and a made-up one
    server.get("/login");
    let given = server.change_cookie(None).unwrap();
    for planted in [given, "accounts=AAAAAAAAAAAAAAAAAAAAAA".to_owned()] {
        server.change_cookie(Some(planted.clone()));
        let before = server.token("/login");
        let fields = [("username", "ada"), ("password", PASSWORD)];
        assert_eq!(server.form_with("/login", &fields, &before, OURS).status, 303);
        assert_eq!(visitor(&server).as_deref(), Some("ada"));
        let answer = server.form_with("/login", &fields, &before, OURS);
        assert_eq!(answer.status, 403, "earlier tokens are invalid");
        let logged_in = server.change_cookie(Some(planted.clone()));
        assert_ne!(logged_in.as_ref(), Some(&planted));
        assert_eq!(visitor(&server), None);
    }
    // a user who was logged in before does not stay logged in next to the new one
    server.change_cookie(None);
    assert_eq!(server.log_in("eve", PASSWORD).status, 303);
    let eves = server.change_cookie(None);
    server.change_cookie(eves.clone());
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    server.change_cookie(eves);
    assert_eq!(visitor(&server), None);
}

#[test]
fn sessions_expire_and_the_database_does_not_reveal_them() {
    let server = with_ada_and_eve("sessions");
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    let cookie = server.change_cookie(None).unwrap();
    server.change_cookie(Some(cookie.clone()));
    let id = cookie.strip_prefix("accounts=").unwrap();
    let known: bool = server
        .database()
        .query_row("SELECT EXISTS (SELECT 1 FROM sessions WHERE instr(hex(digest), hex(?1)))", [id], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(!known);
    server.change_database("UPDATE sessions SET expires = unixepoch()");
    assert_eq!(visitor(&server), None);
    // expired sessions are deleted, and visitors without a login store nothing
    server.change_cookie(None);
    server.get("/signup");
    assert_eq!(server.log_in("eve", PASSWORD).status, 303);
    let kept: u32 =
        server.database().query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn a_user_has_at_most_ten_sessions() {
    let server = with_ada_and_eve("many_sessions");
    for _ in 0..12 {
        server.change_cookie(None);
        assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    }
    assert_eq!(visitor(&server).as_deref(), Some("ada"), "the newest session is kept");
    let of_user = |user: u32| -> u32 {
        let select = "SELECT count(*) FROM sessions WHERE user = ?1";
        server.database().query_row(select, [user], |row| row.get(0)).unwrap()
    };
    assert_eq!((of_user(1), of_user(2)), (10, 1));
}

#[test]
fn ids_of_deleted_accounts_are_not_reused() {
    let server = with_ada_and_eve("numbers");
    assert_eq!(server.log_in("eve", PASSWORD).status, 303);
    let eves = server.change_cookie(None);
    // as a database tool does that does not enforce foreign keys
    server.change_database("PRAGMA foreign_keys = OFF; DELETE FROM users WHERE username = 'eve'");
    sign_up(&server, "mary");
    server.change_cookie(eves);
    assert_eq!(visitor(&server), None);
}

#[test]
fn login_does_not_redirect_to_another_site() {
    let server = with_ada_and_eve("login_next");
    for (next, expected) in [
        ("/users/1/edit", "/users/1/edit"),
        ("%2Fusers%2F1%2Fedit", "/users/1/edit"),
        ("//evil.example", "/"),
        ("/%2Fevil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("%5C%5Cevil.example", "/"),
        ("/%09/evil.example", "/"),
        ("/%0D%0Aset-cookie:%20a=b", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a&next=//evil.example", "/"),
        ("%FF", "/"),
    ] {
        server.change_cookie(None);
        let path = format!("/login?next={next}");
        let answer = server.form(&path, &[("username", "ada"), ("password", PASSWORD)]);
        assert_eq!((answer.status, answer.header("location")), (303, expected), "{next}");
        let page = server.get(&path).text.replacen("action=\"/login?next=", "", 1);
        assert!(!page.contains("=\"//") && !page.contains("=\"http"), "the page has no link to it: {page}");
    }
}
