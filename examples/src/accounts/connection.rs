//! Connections, each within bounds: a client that is slow, sends too much or never reads an answer holds a place for a
//! while, and no more.

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

/// At once; those beyond wait in the kernel's queue.
const CONNECTIONS: u32 = 512;
/// Of a request's head, and of what is read of its body at once. A longer head is answered 431.
const BUFFER: usize = 32 * 1024;
/// For the head of a request to arrive; also, for the next request of a connection that is kept open.
const HEAD: Duration = Duration::from_secs(15);
/// For the rest of it to arrive, and for the answer to be made.
const REQUEST: Duration = Duration::from_secs(20);
/// The most that is read after the last answer of a connection, if the client is still sending.
const READ_ON: usize = 32 * 1024 * 1024;
/// The longest time in which nothing of that arrives.
const READ_ON_PAUSE: Duration = Duration::from_secs(5);
/// After which a connection takes no further request.
const CONNECTION: Duration = Duration::from_secs(5 * 60);

/// Serves until the process is told to end, and lets requests under way finish.
pub(super) async fn serve(listener: TcpListener, app: Router) {
    let app = TowerToHyperService::new(app.layer(from_fn(closed_if_early)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let room = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (ending, _) = watch::channel(());
    let mut end = pin!(told_to_end());
    loop {
        let next = async { (Arc::clone(&room).acquire_owned().await, listener.accept().await) };
        let (place, stream) = select! {
            (place, accepted) = next => match accepted {
                Ok((stream, _)) => (place, stream),
                Err(error) => {
                    // that of the client has broken, or all files are open: neither lasts
                    eprintln!("accounts: {error}");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let (http, app, told) = (http.clone(), app.clone(), ending.subscribe());
        tokio::spawn(async move {
            let _place = place;
            exchange(&http, stream, app, told).await;
        });
    }
    drop(listener);
    let _ = ending.send(());
    // all of it, once everyone has left
    let _ = room.acquire_many(CONNECTIONS).await;
}

/// Answers the requests of a connection, and closes it.
async fn exchange(
    http: &http1::Builder,
    mut stream: TcpStream,
    app: TowerToHyperService<Router>,
    mut told: watch::Receiver<()>,
) {
    {
        let mut connection = pin!(http.serve_connection(TokioIo::new(&mut stream), app));
        select! {
            // the client finds out for itself what is wrong with a connection
            ended = connection.as_mut() => {
                if ended.is_err_and(|error| error.is_timeout()) {
                    return;
                }
            }
            () = told_or_old(&mut told) => {
                connection.as_mut().graceful_shutdown();
                let _ = timeout(REQUEST, connection).await;
            }
        }
    }
    let _ = timeout(REQUEST, read_on(&stream)).await;
}

/// Waits until the process is told to end, or a connection is old.
async fn told_or_old(told: &mut watch::Receiver<()>) {
    let _ = timeout(CONNECTION, told.changed()).await;
}

/// Reads what the client still sends after the last answer, and throws it away. The answer can precede the end of the
/// request's body: to close at once would reset the connection, and Firefox and Safari then show a broken connection
/// instead of the answer.
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

/// Gives up a request that takes too long, also while it waits for its body. What the database was told by then is written.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    timeout(REQUEST, next.run(request)).await.unwrap_or_else(|_| {
        (StatusCode::REQUEST_TIMEOUT, "This took too long. Send it again.\n").into_response()
    })
}

/// Tells the client that the connection ends after an answer that did not wait for the end of the request's body.
async fn closed_if_early(request: Request, next: Next) -> Response {
    let is_read = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    let request = request.map(|body| Body::new(Watched { body, is_read: Arc::clone(&is_read) }));
    let mut answer = next.run(request).await;
    if !is_read.load(Ordering::Relaxed) {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// A body that tells whether it was read to its end.
struct Watched {
    body: Body,
    is_read: Arc<AtomicBool>,
}

impl HttpBody for Watched {
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

async fn told_to_end() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            // no signal will ever come
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
