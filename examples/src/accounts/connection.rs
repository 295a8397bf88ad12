//! Connections, each within bounds: whoever is slow, sends too much or never reads an answer holds a place for a while, and
//! no more.

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
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
/// After which a connection takes no further request.
const CONNECTION: Duration = Duration::from_secs(5 * 60);

/// Serves until the process is told to end, and lets requests under way finish.
pub(super) async fn serve(listener: TcpListener, app: Router) {
    let app = TowerToHyperService::new(app.layer(from_fn(in_time)));
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
        let connection = http.serve_connection(TokioIo::new(stream), app.clone());
        let mut told = ending.subscribe();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = pin!(connection);
            select! {
                // what is wrong with a connection is the client's to find out
                _ = connection.as_mut() => return,
                _ = told.changed() => {}
                () = sleep(CONNECTION) => {}
            }
            connection.as_mut().graceful_shutdown();
            let _ = timeout(REQUEST, connection).await;
        });
    }
    drop(listener);
    let _ = ending.send(());
    // all of it, once everyone has left
    let _ = room.acquire_many(CONNECTIONS).await;
}

/// What takes too long is given up, also while it waits for its body. What the database was told by then is written.
async fn in_time(request: Request, next: Next) -> Response {
    timeout(REQUEST, next.run(request)).await.unwrap_or_else(|_| {
        let close = [(header::CONNECTION, "close")];
        (StatusCode::REQUEST_TIMEOUT, close, "This took too long. Send it again.\n").into_response()
    })
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
