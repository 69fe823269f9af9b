//! The part of the program that reads workspaces.

#[path = "../../src/app/error.rs"]
pub mod error;
#[path = "../../src/app/fault.rs"]
pub mod fault;
#[path = "../../src/app/nearest.rs"]
mod nearest;
#[path = "../../src/app/workspace/mod.rs"]
pub mod workspace;
