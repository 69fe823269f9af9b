//! Figures → documents and charts → bytes.

pub mod chart;
