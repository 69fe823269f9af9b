#![doc = include_str!("README.md")]

pub mod analysis;
pub mod app;
pub mod domain;
pub mod intake;
pub mod report;
pub mod text;
