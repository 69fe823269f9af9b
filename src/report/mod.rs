//! Figures → documents and charts → bytes.

pub mod chart;
pub mod theme;
