//! Writes what an example made: into the folder that the command line names, or else where it is committed.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Writes files by their paths below the folder, and prints where.
pub fn write<E>(committed: &str, made: Result<Vec<(String, Vec<u8>)>, E>) -> io::Result<()>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(committed);
    let folder = env::args_os().nth(1).map_or(committed, PathBuf::from);
    for (path, bytes) in made.map_err(io::Error::other)? {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, bytes)?;
        println!("{}", file.display());
    }
    Ok(())
}
