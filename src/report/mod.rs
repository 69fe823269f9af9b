//! Figures → documents and charts → bytes.
//!
//! [`compose()`] makes every choice of what is shown and in which words, and leaves a [`Report`], the neutral document.
//! [`mod@write`] turns it into the bytes of one format, and [`chart`] draws its charts. Every number printed anywhere comes
//! from [`mod@format`].

pub mod chart;
mod compose;
mod document;
pub mod format;
pub mod inspection;
pub mod theme;
pub mod write;

#[cfg(test)]
use compose::sample;
pub use compose::{RETURNED, compose, returns};
pub use document::{
    At, Cell, Chapter, Column, ColumnKind, Formula, Marks, Origin, Printed, Report, Returned, Row, RowKind, Table,
};
