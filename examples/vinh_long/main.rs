//! Makes the workbooks of the example workspace `data/vinh-long`.
//!
//! `cargo run --example vinh_long [FOLDER]` writes them into FOLDER, or else into `data/vinh-long/reports` of this
//! package. The same program always writes the same bytes; a test holds that the committed files are what it makes.

#[allow(dead_code, reason = "what the reports are made from is asked by the test")]
mod reports;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/vinh-long/reports");
    let folder = env::args_os().nth(1).map_or(committed, PathBuf::from);
    for (path, bytes) in reports::all().map_err(io::Error::other)? {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, bytes)?;
        println!("{}", file.display());
    }
    Ok(())
}
