//! What one file may still cost.

use std::io::{self, Read, Write};
use std::time::Instant;

use crate::{Limits, ReadErrorKind};

/// What is left of the [`Limits`] of one file, archives inside archives included.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: u64,
    members: usize,
    text: u64,
    lines: usize,
    started: Instant,
    limits: Limits,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            bytes: limits.unpacked_bytes,
            members: limits.members,
            text: limits.text_bytes,
            lines: limits.lines,
            started: Instant::now(),
            limits: limits.clone(),
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes the members of an archive off the budget.
    pub(crate) fn spend_members(&mut self, members: usize) -> Result<(), ReadErrorKind> {
        self.members = (self.members.checked_sub(members))
            .ok_or(ReadErrorKind::TooManyMembers { limit: self.limits.members })?;
        Ok(())
    }

    /// Takes text off the budget; what is too much leaves nothing of it.
    pub(crate) fn spend_text(&mut self, bytes: usize) -> Result<(), ReadErrorKind> {
        let left = self.text.checked_sub(bytes as u64);
        self.text = left.unwrap_or_default();
        left.map(drop).ok_or(ReadErrorKind::TooMuchText { limit: self.limits.text_bytes })
    }

    /// Refuses to go on where no text or no line is left to spend.
    pub(crate) fn check_left(&self) -> Result<(), ReadErrorKind> {
        match (self.text, self.lines) {
            (0, _) => Err(ReadErrorKind::TooMuchText { limit: self.limits.text_bytes }),
            (_, 0) => Err(ReadErrorKind::TooManyLines { limit: self.limits.lines }),
            _ => Ok(()),
        }
    }

    /// Refuses a text that is longer than all the text a file may give, before it is copied.
    pub(crate) fn check_text(&self, bytes: usize) -> Result<(), ReadErrorKind> {
        let limit = self.limits.text_bytes;
        if bytes as u64 > limit { Err(ReadErrorKind::TooMuchText { limit }) } else { Ok(()) }
    }

    /// Takes lines, or what a format holds them by, off the budget; what is too much leaves nothing of it.
    pub(crate) fn spend_lines(&mut self, lines: usize) -> Result<(), ReadErrorKind> {
        let left = self.lines.checked_sub(lines);
        self.lines = left.unwrap_or_default();
        left.map(drop).ok_or(ReadErrorKind::TooManyLines { limit: self.limits.lines })
    }

    /// Refuses to go on where the time is up.
    pub(crate) fn check_time(&self) -> Result<(), ReadErrorKind> {
        let limit = self.limits.time;
        if self.started.elapsed() > limit { Err(ReadErrorKind::TooSlow { limit }) } else { Ok(()) }
    }

    /// Unpacks what `packed` gives into `out` and takes it off the budget. Where it gives too much, no more is
    /// unpacked than the one byte that tells so. `what` names it where it is damaged.
    pub(crate) fn unpack(
        &mut self,
        packed: impl Read,
        out: &mut impl Write,
        what: &'static str,
    ) -> Result<(), ReadErrorKind> {
        let bytes = io::copy(&mut packed.take(self.bytes.saturating_add(1)), out)
            .map_err(|error| ReadErrorKind::damaged(what, error))?;
        self.bytes = (self.bytes.checked_sub(bytes))
            .ok_or(ReadErrorKind::UnpacksTooLarge { limit: self.limits.unpacked_bytes })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Gives bytes without end and counts them; too many are an error.
    struct Bomb {
        given: usize,
    }

    impl Read for Bomb {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.given += buffer.len();
            assert!(self.given < 1 << 20, "nobody stops unpacking");
            buffer.fill(0);
            Ok(buffer.len())
        }
    }

    fn budget(unpacked_bytes: u64, members: usize) -> Budget {
        Budget::new(&Limits { unpacked_bytes, members, ..Limits::default() })
    }

    #[test]
    fn unpacking_stops_at_the_limit() {
        let mut bomb = Bomb { given: 0 };
        let mut out = Vec::new();
        let refused = budget(1000, 1).unpack(&mut bomb, &mut out, "bomb");
        assert!(matches!(refused, Err(ReadErrorKind::UnpacksTooLarge { limit: 1000 })));
        assert_eq!((bomb.given, out.len()), (1001, 1001));
    }

    #[test]
    fn what_fits_is_taken_off_for_all_that_follows() {
        let mut budget = budget(1000, 10);
        let mut unpack = |bytes| budget.unpack(io::repeat(0).take(bytes), &mut io::sink(), "part");
        assert!(unpack(600).is_ok() && unpack(400).is_ok());
        assert!(matches!(unpack(1), Err(ReadErrorKind::UnpacksTooLarge { limit: 1000 })));
        assert!(budget.spend_members(4).is_ok() && budget.spend_members(6).is_ok());
        assert!(matches!(budget.spend_members(1), Err(ReadErrorKind::TooManyMembers { limit: 10 })));
    }

    #[test]
    fn text_lines_and_time_run_out() {
        let limits = Limits { text_bytes: 10, lines: 2, time: Duration::ZERO, ..Limits::default() };
        let mut budget = Budget::new(&limits);
        assert!(budget.spend_text(6).is_ok() && budget.check_text(10).is_ok());
        assert!(matches!(budget.spend_text(5), Err(ReadErrorKind::TooMuchText { limit: 10 })));
        // Nothing is left of it, not even for less.
        assert!(matches!(budget.check_left(), Err(ReadErrorKind::TooMuchText { limit: 10 })));
        assert!(matches!(budget.check_text(11), Err(ReadErrorKind::TooMuchText { limit: 10 })));
        assert!(budget.spend_lines(2).is_ok());
        assert!(matches!(budget.spend_lines(1), Err(ReadErrorKind::TooManyLines { limit: 2 })));
        std::thread::sleep(Duration::from_millis(1));
        assert!(matches!(budget.check_time(), Err(ReadErrorKind::TooSlow { .. })));
    }
}
