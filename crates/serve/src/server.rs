//! From settings to a server that listens.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;

use crate::api;
use crate::callers::Callers;
use crate::error::ServeError;
use crate::guard::{Guard, SHORTEST_TOKEN, escaped};
use crate::settings::Settings;
use crate::workbench::Workbench;

/// A workbench that has its project open and its address taken.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    guard: Guard,
    bench: Arc<Workbench>,
    token: Option<String>,
}

impl Server {
    /// Opens the project and takes the address; nobody is answered before [`run`](Self::run).
    ///
    /// # Errors
    /// Where folder, project file or address cannot be used, another workbench has the folder open, or other computers
    /// would reach it without a token.
    pub fn open(settings: &Settings) -> Result<Self, ServeError> {
        let Settings { host, port, token, .. } = settings;
        let fail = |source| ServeError::Address { address: format!("{host}:{port}"), source };
        let found = (host.trim_matches(['[', ']']), *port).to_socket_addrs().map_err(fail)?.next();
        let address = found.ok_or_else(|| fail(io::Error::from(io::ErrorKind::AddrNotAvailable)))?;
        match token {
            None if !address.ip().is_loopback() => return Err(ServeError::NoToken { host: host.clone() }),
            Some(token)
                if token.len() < SHORTEST_TOKEN || !token.bytes().all(|byte| byte.is_ascii_graphic()) =>
            {
                return Err(ServeError::WeakToken { shortest: SHORTEST_TOKEN });
            }
            _ => {}
        }
        let bench = Workbench::open(settings)?;
        let listener = TcpListener::bind(address).map_err(fail)?;
        listener.set_nonblocking(true).map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        let guard = Guard::new(host, address.ip(), address.port(), token.as_deref());
        Ok(Self { listener, address, guard, bench: Arc::new(bench), token: token.clone() })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to open in a browser on this computer. It holds the token, where there is one.
    pub fn url(&self) -> String {
        let host = match self.address.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        let token = self.token.as_ref().map_or(String::new(), |token| format!("?token={}", escaped(token)));
        format!("http://{host}:{}/{token}", self.address.port())
    }

    /// Whether other computers can reach it; what they send and get can then be read on the way, for there is no TLS.
    pub fn is_exposed(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Run)?;
        let each = if self.is_exposed() { self.bench.limits.connections_of_one } else { usize::MAX };
        let callers = Arc::new(Callers::new(each));
        let Self { listener, guard, bench, .. } = self;
        // Whoever comes first finds the reports read, or waits for them.
        let reading = Arc::clone(&bench);
        runtime.spawn_blocking(move || reading.contents_now());
        let places = Arc::new(Semaphore::new(bench.limits.connections.max(1)));
        let router = api::router(Arc::new(guard), bench);
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Run)?;
            accept(listener, router, places, callers).await;
            Ok(())
        })
    }
}

/// How long a request's head may take to arrive, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(30);

/// Takes so many connections at a time; the others wait in the system's queue. Those beyond what one address may have
/// are closed.
async fn accept(
    listener: tokio::net::TcpListener,
    router: Router,
    places: Arc<Semaphore>,
    callers: Arc<Callers>,
) {
    /// How long to wait where the system has no more connections to give.
    const REST: Duration = Duration::from_millis(100);
    loop {
        // The semaphore is never closed.
        let place = Arc::clone(&places).acquire_owned().await.ok();
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let Some(call) = callers.enter(from.ip()) else { continue };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(HEAD);
            // Whoever breaks a connection off need not be told.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop((place, call));
        });
    }
}
