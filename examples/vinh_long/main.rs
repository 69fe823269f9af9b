//! Makes the workbooks of the example workspace `data/vinh-long`.
//!
//! `cargo run --example vinh_long [FOLDER]` writes them into FOLDER, or else into `data/vinh-long/reports` of this
//! package. The same program always writes the same bytes; a test holds that the committed files are what it makes.

#[allow(dead_code, reason = "what the reports are made from is asked by the test")]
mod reports;

#[path = "../shared/write.rs"]
mod write;

fn main() -> std::io::Result<()> {
    write::write("data/vinh-long/reports", reports::all())
}
