//! Who is connected: so that one computer does not take all connections there are.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// The connections of each address.
#[derive(Debug)]
pub(crate) struct Callers {
    /// How many one may have.
    each: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// A connection that counts until it is dropped.
#[derive(Debug)]
pub(crate) struct Call {
    callers: Arc<Callers>,
    of: IpAddr,
}

impl Callers {
    pub(crate) fn new(each: usize) -> Self {
        Self { each, open: Mutex::default() }
    }

    /// Counts a connection; nothing where its address has as many as it may.
    pub(crate) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Call> {
        let of = computer(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(of).or_default();
        (*count < self.each).then(|| {
            *count += 1;
            Call { callers: Arc::clone(self), of }
        })
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let mut open = self.callers.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.of);
            }
        }
    }
}

/// What counts as one computer: of IPv6 the network, in which a computer takes as many addresses as it likes.
fn computer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_computer_leaves_room_for_others() {
        let callers = Arc::new(Callers::new(2));
        let enter = |address: &str| callers.enter(address.parse().unwrap());
        let first = enter("192.0.2.1").unwrap();
        let _second = enter("::ffff:192.0.2.1").unwrap();
        assert!(enter("192.0.2.1").is_none());
        let _other = enter("192.0.2.2").unwrap();
        drop(first);
        assert!(enter("192.0.2.1").is_some());
        let _own = [enter("2001:db8::1").unwrap(), enter("2001:db8::2").unwrap()];
        assert!(enter("2001:db8::3").is_none());
        assert!(enter("2001:db8:0:1::3").is_some());
        assert_eq!(callers.open.lock().unwrap().len(), 3, "who has gone is forgotten");
    }
}
