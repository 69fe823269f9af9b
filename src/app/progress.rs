//! `Progress`: a bar for work that lasts longer than half a second, on a terminal only.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work lasts before it shows a bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that shows itself only when it is worth it, and leaves nothing behind.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
    shown: AtomicBool,
}

impl Progress {
    /// A bar of that many steps; `wanted`: messages go to a terminal and are not silenced.
    #[expect(clippy::disallowed_methods, reason = "the time decides only whether a bar is shown, never an output")]
    pub fn new(title: &str, steps: u64, wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(title.to_owned());
        Progress { bar, started: Instant::now(), wanted, shown: AtomicBool::new(false) }
    }

    /// One step is done.
    pub fn step(&self) {
        let due = self.wanted && self.started.elapsed() > PATIENCE;
        if due && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
