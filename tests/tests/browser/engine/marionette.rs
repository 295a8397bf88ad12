//! Firefox's own protocol, which geckodriver translates to `WebDriver`: JSON messages over TCP, each with its length in front.

use super::wire::{Command, Wire};
use serde_json::{Value, json};
use std::{
    cell::{Cell, RefCell},
    io::{BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

pub struct Marionette {
    stream: RefCell<BufReader<TcpStream>>,
    next: Cell<u32>,
}

impl Marionette {
    /// Starts a session with a browser that listens on that port.
    pub fn connect(port: &str) -> Self {
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("Firefox listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.set_nodelay(true).unwrap();
        let marionette = Marionette { stream: RefCell::new(BufReader::new(stream)), next: Cell::new(0) };
        let greeting = marionette.receive();
        assert_eq!(greeting["marionetteProtocol"], 3, "{greeting}");
        marionette.send("WebDriver:NewSession", &json!({})).expect("a session begins");
        marionette
    }
    fn receive(&self) -> Value {
        let mut stream = self.stream.borrow_mut();
        let (mut length, mut byte) = (0, [0]);
        loop {
            stream.read_exact(&mut byte).expect("Firefox answers");
            match byte[0] {
                b':' => break,
                digit => length = 10 * length + usize::from(digit - b'0'),
            }
        }
        let mut message = vec![0; length];
        stream.read_exact(&mut message).expect("Firefox sends a whole answer");
        serde_json::from_slice(&message).unwrap()
    }
    fn send(&self, name: &str, parameters: &Value) -> Result<Value, String> {
        let id = self.next.get() + 1;
        self.next.set(id);
        let message = json!([0, id, name, parameters]).to_string();
        let message = format!("{}:{message}", message.len());
        self.stream
            .borrow_mut()
            .get_mut()
            .write_all(message.as_bytes())
            .map_err(|error| error.to_string())?;
        let mut answer = self.receive();
        assert_eq!((&answer[0], &answer[1]), (&json!(1), &json!(id)), "answers come in order");
        let error = &answer[2];
        if !error.is_null() {
            return Err(format!("{}: {}", error["error"].as_str().unwrap_or_default(), error["message"]));
        }
        let mut result = answer[3].take();
        // all results except lists are wrapped
        Ok(match result.get_mut("value") {
            Some(value) => value.take(),
            None => result,
        })
    }
}

impl Wire for Marionette {
    fn call(&self, command: &Command, element: Option<&str>, mut parameters: Value) -> Result<Value, String> {
        if let Some(element) = element {
            parameters["id"] = element.into();
        }
        self.send(command.marionette, &parameters)
    }
    fn quit(&self) {
        let _ = self.send("Marionette:Quit", &json!({"flags": ["eForceQuit"]}));
    }
}
