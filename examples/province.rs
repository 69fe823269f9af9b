//! Writes the generated province of the benches as a workspace, so that the whole job can be timed as a process.
//!
//! `cargo run --example province FOLDER [--registered]`, then `tongket report FOLDER`.

#[path = "../benches/province/mod.rs"]
#[allow(dead_code, reason = "the benches read the reports that this example only writes")]
mod province;

use std::path::Path;
use std::{env, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (flags, folders): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|text| text.starts_with("--"));
    let known = flags.iter().all(|flag| *flag == "--registered");
    let [folder] = folders[..] else {
        return Err(io::Error::other("usage: province FOLDER [--registered]"));
    };
    if !known {
        return Err(io::Error::other("usage: province FOLDER [--registered]"));
    }
    province::write(Path::new(folder), !flags.is_empty())?;
    println!("{} workbooks below {folder}", province::DISTRICTS * province::YEARS.count());
    Ok(())
}
