//! Files that go to a storage of the application.

use super::*;
use forms::upload::{BoxFuture, Untrusted, UploadSink, UploadWriter};
use std::{
    any::Any,
    io,
    sync::{Arc, Mutex},
};

#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn add(&self, line: impl Into<String>) {
        self.0.lock().unwrap().push(line.into());
    }
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

struct Objects(Arc<Log>);
struct Writer {
    log: Arc<Log>,
    size: usize,
}
struct Key(usize);

/// A future that is not ready at first, as those of a network.
async fn network() {
    let mut first = true;
    std::future::poll_fn(|context| {
        if std::mem::take(&mut first) {
            context.waker().wake_by_ref();
            return std::task::Poll::Pending;
        }
        std::task::Poll::Ready(())
    })
    .await;
}

impl UploadSink for Objects {
    fn create<'a>(
        &'a self,
        field: &'a str,
        name: Untrusted<'a>,
    ) -> BoxFuture<'a, io::Result<Box<dyn UploadWriter>>> {
        Box::pin(async move {
            network().await;
            self.0.add(format!("create {field} {}", name.as_str()));
            Ok(Box::new(Writer { log: Arc::clone(&self.0), size: 0 }) as Box<dyn UploadWriter>)
        })
    }
}

impl UploadWriter for Writer {
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            network().await;
            if bytes.contains(&b'!') {
                return Err(io::Error::other("the network is down"));
            }
            self.size += bytes.len();
            Ok(())
        })
    }
    fn finish(self: Box<Self>) -> BoxFuture<'static, io::Result<Box<dyn Any + Send + Sync>>> {
        Box::pin(async move {
            network().await;
            self.log.add(format!("finish {}", self.size));
            Ok(Box::new(Key(self.size)) as Box<dyn Any + Send + Sync>)
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.log.add("drop");
    }
}

fn receive_with(log: &Arc<Log>, parts: Multipart) -> Body {
    let sink = Arc::new(Objects(Arc::clone(log)));
    let bytes = parts.bytes();
    Receiver::<Application>::new(&Multipart::content_type())
        .sink(sink)
        .read(Slowly { bytes: &bytes, size: 50 })
}

#[test]
fn a_sink_gets_the_content_while_it_arrives() {
    let log = Arc::new(Log::default());
    let body =
        receive_with(&log, least().file("documents", "d", "").no_file("portrait").file("other", "o", "x"));
    assert_eq!(
        log.take(),
        ["create letter letter.txt", "finish 8", "drop", "create documents d", "finish 0", "drop"]
    );
    let form = Application::bind(&body);
    // the content is judged although it is elsewhere
    assert!(form.errors().has_error("documents[0]", "empty"));
    let body = receive_with(&log, least());
    let application = Application::bind(&body).into_result().unwrap().into_inner();
    let letter = application.letter;
    assert_eq!((letter.stored::<Key>().unwrap().0, letter.size()), (8, 8));
    assert!(letter.stored::<String>().is_none());
    assert_eq!(letter.content_type(), Some("text/plain"));
    assert_eq!(letter.bytes().unwrap_err().kind(), io::ErrorKind::Unsupported);
    assert_eq!(letter.persist("/nowhere/at/all").unwrap_err().kind(), io::ErrorKind::Unsupported);
}

#[test]
fn a_refused_file_is_dropped_before_its_end() {
    let log = Arc::new(Log::default());
    let body = receive_with(&log, Multipart::new().text("name", "Ada").file("letter", "l.txt", [b'x'; 3000]));
    assert!(Application::bind(&body).errors().has_error("letter", "max_size"));
    assert_eq!(log.take(), ["create letter l.txt", "drop"]);
    let body = receive_with(&log, Multipart::new().file("letter", "l.txt", "no!"));
    assert_eq!(body.storage_error().unwrap().to_string(), "the network is down");
    assert_eq!(Application::bind(&body).status(), 500);
    assert_eq!(log.take(), ["create letter l.txt", "drop"]);
}
