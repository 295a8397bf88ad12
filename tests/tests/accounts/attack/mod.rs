//! The application under attack: 10,000 hostile requests over 50 connections, with slow connections at the same time, while
//! other people use the application.

mod incidents;
mod people;
mod requests;
mod wire;

use crate::server::Server;
use people::People;
use requests::{Attacker, GUESSES, Hostile, KINDS};
use std::{
    collections::BTreeMap,
    io::{BufReader, Write},
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};
use tests::random::Random;
use wire::{Answer, Connection, connect, read};

const CONNECTIONS: usize = 50;
const REQUESTS: usize = 10_000;
/// One request of this many makes the server hash a password.
const GUESS_AMONG: usize = 50;
/// The number of connections that send a byte now and then, or nothing.
const SLOW: usize = 24;
/// The memory that the server may add, in KiB, after a first round of all kinds of requests.
const GROWTH: u64 = 32 * 1024;
/// The time limit of the whole attack, on a machine that is also busy with other work.
const TIME: Duration = Duration::from_secs(300);

/// The number of requests by kind and status. Status 0 is a connection that is closed without a response.
type Answers = Mutex<BTreeMap<(&'static str, u16), usize>>;

#[test]
fn the_application_under_attack() {
    let server = Server::start("attack");
    let address: SocketAddr = server.url("").strip_prefix("http://").unwrap().parse().unwrap();
    let mut people = People::new(&server);
    let attacker = attacker(&server, &mut people);
    let answers = Answers::default();

    // a first round, after which the server has the memory for this many connections
    attack(address, &attacker, 1_000, &answers);
    people.one_round();
    let (warm, _) = server.memory();
    let warm_up = std::mem::take(&mut *answers.lock().unwrap());

    let start = Instant::now();
    let over = AtomicBool::new(false);
    let (peak, rounds) = thread::scope(|scope| {
        let attackers = scope.spawn(|| attack(address, &attacker, REQUESTS, &answers));
        let slow = scope.spawn(|| slow(address, &answers));
        let people = scope.spawn(|| {
            let mut rounds = 0;
            while rounds < 5 || !over.load(Relaxed) {
                people.one_round();
                rounds += 1;
                thread::sleep(Duration::from_millis(500));
            }
            rounds
        });
        let mut peak = 0;
        while !(attackers.is_finished() && slow.is_finished()) {
            peak = server.memory().0.max(peak);
            thread::sleep(Duration::from_millis(20));
        }
        over.store(true, Relaxed);
        attackers.join().unwrap();
        slow.join().unwrap();
        (peak, people.join().unwrap())
    });
    let took = start.elapsed();

    let answers = answers.into_inner().unwrap();
    println!("{REQUESTS} hostile requests over {CONNECTIONS} connections and {SLOW} slow ones in {took:.1?}");
    println!("memory: {warm} KiB before, {peak} KiB at most; {rounds} rounds of {}", people.told());
    let mut by_status = BTreeMap::<u16, usize>::new();
    for ((kind, status), count) in &answers {
        println!("{count:>6}  {status:>3}  {kind}");
        *by_status.entry(*status).or_default() += count;
    }
    println!("{by_status:?}");
    assert_eq!(by_status.values().sum::<usize>(), REQUESTS + SLOW);
    assert!(answers.keys().chain(warm_up.keys()).all(|(_, status)| *status < 500));
    assert!(peak <= warm + GROWTH, "memory grew from {warm} to {peak} KiB");
    assert!(took < TIME, "{took:?}");
    people.assert_that_the_database_has_what_they_wrote();
}

/// A person with their own account, and a browser without a login.
fn attacker(server: &Server, people: &mut People<'_>) -> Attacker {
    people.sign_up("ada");
    people.sign_up("mallory");
    let own = (server.cookie(), server.token("/users/2/edit"));
    server.change_cookie(None);
    let token = server.token("/signup");
    let visitor = (server.cookie(), token);
    server.change_cookie(None);
    Attacker { random: Random::new(1), texts: Arc::new(incidents::texts()), visitor, own }
}

fn attack(address: SocketAddr, attacker: &Attacker, requests: usize, answers: &Answers) {
    thread::scope(|scope| {
        for number in 0..CONNECTIONS {
            let mut attacker = Attacker { random: Random::new(number as u64), ..attacker.clone() };
            scope.spawn(move || {
                let mut connection = Connection::to(address);
                let each = requests / CONNECTIONS;
                for at in 0..each {
                    let is_guess = (at + number) % GUESS_AMONG == 0;
                    let (kind, make) = attacker.random.pick(if is_guess { GUESSES } else { KINDS });
                    let Hostile { bytes, answers: expected, cut } = make(&mut attacker);
                    let answer = connection.send(&bytes, cut);
                    count(kind, answer.as_ref(), expected, &bytes, answers);
                }
            });
        }
    });
}

fn count(kind: &'static str, answer: Option<&Answer>, expected: &[u16], sent: &[u8], answers: &Answers) {
    let status = answer.map_or(0, |answer| answer.status);
    let shown = || {
        let sent = String::from_utf8_lossy(&sent[..sent.len().min(2_000)]).into_owned();
        format!("{kind}: {status}\n{sent}\n\n{}", answer.map_or("", |answer| &answer.body))
    };
    assert!(expected.contains(&status), "{}", shown());
    *answers.lock().unwrap().entry((kind, status)).or_default() += 1;
}

/// Connections with bodies and heads that arrive byte by byte, and connections without any data.
fn slow(address: SocketAddr, answers: &Answers) {
    const HEAD: &str = "POST /api/users HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    let body = format!("{HEAD}content-length: 1000\r\n\r\n{{\"bio\":\"");
    let kinds: [(&str, &str, &[u16]); 3] = [
        ("a body that comes slowly", &body, &[408]),
        ("a head that comes slowly", HEAD, &[0, 408]),
        ("a connection on which nothing comes", "", &[0, 408]),
    ];
    thread::scope(|scope| {
        for number in 0..SLOW {
            let (kind, start, expected) = kinds[number % kinds.len()];
            scope.spawn(move || {
                let mut stream = connect(address);
                stream.write_all(start.as_bytes()).unwrap();
                let mut answer = BufReader::new(stream.try_clone().unwrap());
                let reader = thread::spawn(move || read(&mut answer));
                let begun = Instant::now();
                while !reader.is_finished() {
                    assert!(begun.elapsed() < Duration::from_secs(60), "{kind} keeps its connection");
                    if !start.is_empty() && stream.write_all(b"a").is_err() {
                        break;
                    }
                    thread::sleep(Duration::from_millis(200));
                }
                count(kind, reader.join().unwrap().as_ref(), expected, start.as_bytes(), answers);
            });
        }
    });
}
