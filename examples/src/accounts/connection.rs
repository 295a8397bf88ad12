//! Serves connections with limits: a client that is slow, sends too much or never reads a response occupies a connection only
//! for a limited time.

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use hyper::{
    body::{Frame, SizeHint},
    server::conn::http1,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    io::ErrorKind,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    select, signal,
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

/// The number of open connections. Others wait in the queue of the kernel.
const CONNECTIONS: u32 = 512;
/// The size of the read buffer. A request with a longer head is answered with 431.
const BUFFER: usize = 32 * 1024;
/// The time limit for the head of a request, and for the next request of a connection that is kept open.
const HEAD: Duration = Duration::from_secs(15);
/// The time limit for the rest of a request and for its response.
const REQUEST: Duration = Duration::from_secs(20);
/// The number of bytes that are read after the last response of a connection if the client is still sending.
const READ_ON: usize = 32 * 1024 * 1024;
/// The longest pause between those bytes.
const READ_ON_PAUSE: Duration = Duration::from_secs(5);
/// The age at which a connection takes no further request.
const CONNECTION: Duration = Duration::from_secs(5 * 60);

/// Serves until the process receives a signal to end, and lets running requests finish.
pub(super) async fn serve(listener: TcpListener, app: Router) {
    let app = TowerToHyperService::new(app.layer(from_fn(close_after_early_response)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let permits = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (end_sender, _) = watch::channel(());
    let mut end = pin!(end_signal());
    loop {
        let next = async { (Arc::clone(&permits).acquire_owned().await, listener.accept().await) };
        let (permit, stream) = select! {
            (permit, accepted) = next => match accepted {
                Ok((stream, _)) => (permit, stream),
                Err(error) => {
                    // the client has closed the connection, or no file descriptor is free: both are temporary
                    eprintln!("accounts: {error}");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let (http, app, end_receiver) = (http.clone(), app.clone(), end_sender.subscribe());
        tokio::spawn(async move {
            let _permit = permit;
            serve_connection_until_end(&http, stream, app, end_receiver).await;
        });
    }
    drop(listener);
    let _ = end_sender.send(());
    // waits until all connections are closed
    let _ = permits.acquire_many(CONNECTIONS).await;
}

/// Serves the requests of a connection, and closes it.
async fn serve_connection_until_end(
    http: &http1::Builder,
    mut stream: TcpStream,
    app: TowerToHyperService<Router>,
    mut end_receiver: watch::Receiver<()>,
) {
    {
        let mut connection = pin!(http.serve_connection(TokioIo::new(&mut stream), app));
        select! {
            // other errors are those of the client, which notices them itself
            ended = connection.as_mut() => {
                if ended.is_err_and(|error| error.is_timeout()) {
                    return;
                }
            }
            () = ended_or_old(&mut end_receiver) => {
                connection.as_mut().graceful_shutdown();
                let _ = timeout(REQUEST, connection).await;
            }
        }
    }
    let _ = timeout(REQUEST, read_on(&stream)).await;
}

/// Waits until the process receives a signal to end, or the connection has reached its age limit.
async fn ended_or_old(end_receiver: &mut watch::Receiver<()>) {
    let _ = timeout(CONNECTION, end_receiver.changed()).await;
}

/// Reads and discards what the client still sends after the last response. The response can come before the end of the request
/// body. Closing the connection at that moment would reset it, and Firefox and Safari would show a broken connection instead of
/// the response.
async fn read_on(stream: &TcpStream) {
    let (mut buffer, mut read) = (vec![0; BUFFER], 0);
    while read < READ_ON {
        match timeout(READ_ON_PAUSE, stream.readable()).await {
            Ok(Ok(())) => {}
            _ => return,
        }
        match stream.try_read(&mut buffer) {
            Ok(0) => return,
            Ok(bytes) => read += bytes,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

/// Cancels a request that takes too long, also while it waits for its body. A write to the database that has begun is finished.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    timeout(REQUEST, next.run(request)).await.unwrap_or_else(|_| {
        (StatusCode::REQUEST_TIMEOUT, "The request took too long. Send it again.\n").into_response()
    })
}

/// Adds `connection: close` to a response that was sent before the whole request body was read.
async fn close_after_early_response(request: Request, next: Next) -> Response {
    let is_read = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    let request = request.map(|body| Body::new(TrackedBody { body, is_read: Arc::clone(&is_read) }));
    let mut answer = next.run(request).await;
    if !is_read.load(Ordering::Relaxed) {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// A body that records whether it was read to its end.
struct TrackedBody {
    body: Body,
    is_read: Arc<AtomicBool>,
}

impl HttpBody for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.is_read.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

async fn end_signal() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            // no signal can arrive
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminations) => terminations.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        _ = terminated => {}
    }
}
