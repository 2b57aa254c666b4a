//! Who may ask, and what browsers may do with the answer.
//!
//! A web page of somebody else that is open in the same browser can send requests here, too. So the name the browser
//! was given (`Host`) has to be one of ours, or a page could rebind its own name to this address; and what changes
//! anything has to come from our own pages (`Origin`).

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::contents::hexadecimal;
use crate::problem::Problem;

/// Characters of the shortest token that is taken.
pub(crate) const SHORTEST_TOKEN: usize = 8;

/// How long a request may take of which nobody knows whose it is.
const STRANGERS: Duration = Duration::from_secs(5);

/// Programs come from here alone, and data go nowhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Who may ask.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    /// Names by which visitors may call this server; any where it listens at all addresses, which takes a token.
    hosts: Option<Vec<String>>,
    port: u16,
    /// SHA-256 of what a visitor has to know.
    token: Option<[u8; 32]>,
}

impl Guard {
    /// Who may ask at an address.
    pub(crate) fn new(host: &str, address: IpAddr, port: u16, token: Option<&str>) -> Self {
        let hosts = (!address.is_unspecified()).then(|| {
            let bracketed = |address: IpAddr| match address {
                IpAddr::V4(address) => address.to_string(),
                IpAddr::V6(address) => format!("[{address}]"),
            };
            let mut hosts = vec![host.to_ascii_lowercase(), bracketed(address)];
            if address.is_loopback() {
                hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
            }
            hosts
        });
        Self { hosts, port, token: token.map(digest) }
    }

    /// The name of the cookie with the token: another one for each port of a computer.
    fn cookie(&self) -> String {
        format!("gongwen-{}", self.port)
    }

    /// Whether a token is the right one; it takes the same time whatever it is.
    pub(crate) fn knows(&self, token: &str) -> bool {
        self.token.is_none_or(|known| known.ct_eq(&digest(token)).into())
    }

    /// The header that keeps a visitor's token in the browser, out of reach of programs. Whoever follows a link of another
    /// site, or of a mail, is known when he comes (`Lax`); what such a page asks for or sends comes without the cookie,
    /// and is refused besides ([`refuse`](Self::refuse)).
    pub(crate) fn set_cookie(&self, token: &str) -> Option<HeaderValue> {
        let value = hexadecimal(&digest(token));
        HeaderValue::from_str(&format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.cookie())).ok()
    }

    /// Whether a visitor has said who it is, by a bearer's token or by the cookie.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        let Some(known) = &self.token else { return true };
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let bearer = text(header::AUTHORIZATION).and_then(|value| value.split_once(' '));
        let bearer =
            bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token);
        if bearer.is_some_and(|token| self.knows(token.trim())) {
            return true;
        }
        let (name, known) = (self.cookie(), hexadecimal(known));
        let mut cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'));
        cookies.any(|cookie| {
            let value = cookie.trim().strip_prefix(&name).and_then(|rest| rest.strip_prefix('='));
            value.is_some_and(|value| known.as_bytes().ct_eq(value.as_bytes()).into())
        })
    }

    /// Why a request is none of our pages' or programs', if it is not.
    fn refuse(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<Problem> {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let Some(host) = text(header::HOST) else {
            return Some(Problem::request("the request names no host"));
        };
        if !self.is_ours(host) {
            let what = format!("this workbench is not called `{host}`; open it by the address it printed");
            return Some(Problem::new(StatusCode::MISDIRECTED_REQUEST, what));
        }
        let foreign = || Problem::new(StatusCode::FORBIDDEN, "the request comes from a page of another site");
        let site = text(HeaderName::from_static("sec-fetch-site")).unwrap_or("none");
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        // A link to the pages may stand anywhere; what they ask for they ask for themselves.
        if !matches!(site, "none" | "same-origin") && (!reads || path.starts_with("/api/")) {
            return Some(foreign());
        }
        match text(header::ORIGIN) {
            None => None,
            Some(origin) => {
                let named = origin.split_once("://").map(|(_, name)| name);
                let same = named.is_some_and(|name| name.eq_ignore_ascii_case(host));
                (!same).then(foreign)
            }
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host().to_ascii_lowercase();
        let port = authority.port_u16().unwrap_or(80);
        !host.contains('@')
            && self.hosts.as_ref().is_none_or(|hosts| port == self.port && hosts.contains(&name))
    }
}

/// Lets through whom the guard admits, and tells browsers what the answer may do.
pub(crate) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path.starts_with("/assets/") || matches!(path, "/login" | "/api/v1/login");
    let mut answer = match guard.refuse(request.method(), path, request.headers()) {
        Some(problem) => problem.into_response(),
        // A token does not stay in the address, where histories and printed pages would keep it.
        None if path == "/" && token_in(request.uri().query()).is_some() => {
            enter(&guard, request.uri().query())
        }
        None if guard.admits(request.headers()) => next.run(request).await,
        // Whoever may be anybody gets little time, so that nobody can keep others out by being slow.
        None if open => tokio::time::timeout(STRANGERS, next.run(request)).await.unwrap_or_else(|_| {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "the request took too long").into_response()
        }),
        None if path == "/" => enter(&guard, None),
        None => Problem::new(StatusCode::UNAUTHORIZED, "say who you are: a token is needed").into_response(),
    };
    // What the framework itself refuses, a path or query that cannot be read, it says in plain text.
    let is_plain = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if answer.status().is_client_error() && is_plain {
        let why = "the path or the query of the request is none that this address takes";
        answer = Problem::new(answer.status(), why).into_response();
    }
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// The token in a query.
fn token_in(query: Option<&str>) -> Option<String> {
    query.unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("token=")).map(unescaped)
}

/// Where a visitor of the first page goes who says by its link who it is, or has not said it: on, if it did.
fn enter(guard: &Guard, query: Option<&str>) -> Response {
    let known = token_in(query).filter(|token| guard.knows(token)).and_then(|token| guard.set_cookie(&token));
    let to = |path: &'static str| (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response();
    match known {
        Some(cookie) => {
            let mut answer = to("/");
            answer.headers_mut().insert(header::SET_COOKIE, cookie);
            answer
        }
        None => to("/login"),
    }
}

/// A text as it stands in an address.
pub(crate) fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// A text as it is meant that stands in an address; what is no escape stays.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escape = (*first == b'%').then(|| behind.get(..2)).flatten();
        let escape = escape.and_then(|digits| std::str::from_utf8(digits).ok());
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    fn local(token: Option<&str>) -> Guard {
        Guard::new("127.0.0.1", "127.0.0.1".parse().unwrap(), 8321, token)
    }

    #[test]
    fn no_other_name_is_ours() {
        let guard = local(None);
        for host in ["127.0.0.1:8321", "localhost:8321", "LOCALHOST:8321", "[::1]:8321"] {
            assert!(guard.is_ours(host), "{host}");
        }
        for host in [
            "evil.example:8321",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost.evil.example:8321",
            "a@localhost:8321",
            "",
        ] {
            assert!(!guard.is_ours(host), "{host}");
        }
        assert!(
            Guard::new("0.0.0.0", "0.0.0.0".parse().unwrap(), 8321, Some("x")).is_ours("office.example:443")
        );
    }

    #[test]
    fn pages_of_other_sites_change_and_read_nothing() {
        let guard = local(None);
        let status = |method: Method, path: &str, pairs: &[(&str, &str)]| {
            let host = [("host", "localhost:8321")];
            let refused = guard.refuse(&method, path, &headers(&[&host[..], pairs].concat()));
            refused.map_or(200, |problem| problem.into_response().status().as_u16())
        };
        let api = "/api/v1/view";
        assert_eq!(status(Method::PUT, api, &[]), 200);
        assert_eq!(status(Method::PUT, api, &[("origin", "http://localhost:8321")]), 200);
        assert_eq!(status(Method::PUT, api, &[("origin", "http://127.0.0.1:8321")]), 403);
        assert_eq!(status(Method::PUT, api, &[("origin", "https://evil.example")]), 403);
        assert_eq!(status(Method::PUT, api, &[("origin", "null")]), 403);
        assert_eq!(status(Method::GET, api, &[("sec-fetch-site", "cross-site")]), 403);
        assert_eq!(status(Method::GET, "/", &[("sec-fetch-site", "cross-site")]), 200);
        assert_eq!(status(Method::POST, "/", &[("sec-fetch-site", "same-site")]), 403);
        assert_eq!(guard.refuse(&Method::GET, api, &headers(&[])).unwrap().into_response().status(), 400);
    }

    #[test]
    fn a_token_opens_by_header_and_by_cookie() {
        let guard = local(Some("correct-horse+1"));
        let admits = |pairs: &[(&str, &str)]| guard.admits(&headers(pairs));
        assert!(!admits(&[]));
        assert!(!admits(&[("authorization", "Bearer wrong")]));
        let cookie = guard.set_cookie("correct-horse+1").unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.contains("HttpOnly; SameSite=Lax"));
        let pair = cookie.split(';').next().unwrap();
        assert!(admits(&[("cookie", &format!("other=1; {pair}"))]));
        assert!(!admits(&[("cookie", &pair.replace("8321", "8322"))]));
        assert!(!admits(&[("cookie", &pair[..pair.len() - 1])]));
        assert!(admits(&[("authorization", "Bearer correct-horse+1")]));
        assert!(local(None).admits(&headers(&[])));
        let entered = |query| enter(&guard, Some(query)).headers().contains_key(header::SET_COOKIE);
        assert!(entered("a=b&token=correct-horse%2B1") && entered("token=correct-horse+1"));
        assert!(!entered("token=correct-horse%2") && !entered("token=%"));
    }
}
