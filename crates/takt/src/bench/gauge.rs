//! CPU time and memory of this process.

use crate::fault::Fault;

/// Something done to so many things, and the CPU time it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Facts, rows, moves or accounts.
    pub count: u64,
    /// CPU time of the process, user and system, in nanoseconds.
    pub nanos: u64,
}

impl Pass {
    /// Does something and takes its CPU time. What it gives is handed on, so that no compiler leaves it out.
    ///
    /// # Errors
    /// Those of what is done.
    pub fn time<T>(count: u64, act: impl FnOnce() -> Result<T, Fault>) -> Result<(Self, T), Fault> {
        let before = cpu_nanos();
        let given = std::hint::black_box(act()?);
        let nanos = cpu_nanos().saturating_sub(before);
        Ok((Self { count, nanos }, given))
    }

    /// How many a CPU second.
    #[must_use]
    pub fn rate(self) -> u64 {
        let rate = u128::from(self.count) * 1_000_000_000 / u128::from(self.nanos.max(1));
        u64::try_from(rate).unwrap_or(u64::MAX)
    }

    /// Two parts of one pass together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { count: self.count + other.count, nanos: self.nanos + other.nanos }
    }

    /// The quicker of two: what is above it was the machine's other work.
    #[must_use]
    pub fn or_quicker(self, other: Self) -> Self {
        if other.rate() > self.rate() { other } else { self }
    }
}

/// CPU time of this process so far, user and system, in nanoseconds.
#[cfg(unix)]
#[must_use]
pub fn cpu_nanos() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    seconds.saturating_mul(1_000_000_000).saturating_add(u64::try_from(time.tv_nsec).unwrap_or(0))
}

/// Where the system has no such clock: elapsed time, which is as much where nothing else runs.
#[cfg(not(unix))]
#[must_use]
pub fn cpu_nanos() -> u64 {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    u64::try_from(BEGUN.get_or_init(std::time::Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// The most memory this process ever held, in megabytes; 0 where the system does not say (it is read from `/proc`).
#[must_use]
pub fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time_and_is_counted() {
        let (pass, sum) = Pass::time(5_000_000, || Ok((0..5_000_000_u64).map(std::hint::black_box).sum::<u64>()))
            .expect("nothing that fails");
        assert_eq!((pass.count, sum), (5_000_000, 12_499_997_500_000));
        assert!(pass.nanos > 0 && pass.rate() > 0);
        assert_eq!(Pass { count: 3, nanos: 1_500_000_000 }.rate(), 2);
    }

    #[test]
    fn the_quicker_of_two_passes_counts() {
        let (slow, quick) = (Pass { count: 10, nanos: 20 }, Pass { count: 10, nanos: 10 });
        assert_eq!((slow.or_quicker(quick), quick.or_quicker(slow)), (quick, quick));
        assert_eq!(slow.and(quick), Pass { count: 20, nanos: 30 });
    }
}
