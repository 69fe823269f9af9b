//! Files, console, commands: the only part that meets the world, and the only one that knows the order of the stages.
//!
//! Configuration is read by [`workspace`] alone, outputs are written by [`store`] alone (all of a run together, by its `Delivery`), and [`pipeline`] is the whole
//! story on one screen.

pub mod accept;
pub mod cli;
pub mod console;
mod decide;
pub mod edition;
pub mod error;
pub mod fault;
mod nearest;
pub mod pipeline;
pub mod progress;
pub mod store;
pub mod workspace;
