//! One file per format. A writer is a pure function to bytes: it opens no file and reads no clock, so the same report
//! always gives the same bytes.

pub mod annotated;
mod csv;
mod ledger;
mod parquet;
mod remarks;
mod summary;
#[cfg(test)]
mod tests;
mod xlsx;

pub use ledger::ledger;
pub use parquet::parquet;
pub use remarks::remarks;
pub use summary::{findings_csv, summary_csv};
pub use xlsx::{CHART_FOLDER, RETURNS, WORKBOOK, returns, xlsx};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The workbook's writer refused.
    #[error("the workbook cannot be put together")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The parquet writer refused.
    #[error("the parquet file cannot be put together")]
    Parquet(#[from] ::parquet::errors::ParquetError),
}
