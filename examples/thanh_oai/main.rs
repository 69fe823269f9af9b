//! Makes the workbooks of the example workspace `data/thanh-oai`.
//!
//! `cargo run --example thanh_oai [FOLDER]` writes them into FOLDER, or else into `data/thanh-oai/reports` of this
//! package. The same program always writes the same bytes; a test holds that the committed files are what it makes.

mod reports;

#[path = "../shared/write.rs"]
mod write;

fn main() -> std::io::Result<()> {
    write::write("data/thanh-oai/reports", reports::all())
}
