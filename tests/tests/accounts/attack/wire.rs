//! Sends requests as bytes, for those that no client library can send.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::Duration,
};

/// A connection that is opened again after the server closes it.
pub(super) struct Connection {
    address: SocketAddr,
    open: Option<BufReader<TcpStream>>,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
}

impl Connection {
    pub(super) fn to(address: SocketAddr) -> Self {
        Connection { address, open: None }
    }

    /// Returns the response, or `None` if the server closed the connection without one. After a request that is `cut`, sends
    /// nothing more.
    pub(super) fn send(&mut self, request: &[u8], cut: bool) -> Option<Answer> {
        let was_open = self.open.is_some();
        let answer = self.exchange(request, cut);
        // the server may have closed it after the last response
        if answer.is_none() && was_open { self.exchange(request, cut) } else { answer }
    }

    fn exchange(&mut self, request: &[u8], cut: bool) -> Option<Answer> {
        let mut connection = match self.open.take() {
            Some(connection) => connection,
            None => BufReader::new(connect(self.address)),
        };
        // a server may respond and close while we are still sending
        let sent = connection.get_mut().write_all(request);
        if cut {
            let _ = connection.get_mut().shutdown(Shutdown::Write);
        }
        let answer = read(&mut connection)?;
        if sent.is_ok() && !cut && !answer.head.contains("connection: close") {
            self.open = Some(connection);
        }
        Some(answer)
    }
}

/// Returns the response. A server that does not respond in a minute fails the test.
pub(super) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Returns the next response, or `None` if the connection ends first.
pub(super) fn read(connection: &mut BufReader<TcpStream>) -> Option<Answer> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if connection.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length =
        head.split_once("content-length: ").map_or("0", |(_, rest)| rest.split_once('\r').unwrap().0);
    let mut body = vec![0; length.parse().unwrap()];
    connection.read_exact(&mut body).ok()?;
    Some(Answer { status, head, body: String::from_utf8(body).unwrap() })
}
