//! What is committed is what its program makes.

use std::fs;
use std::path::{Path, PathBuf};

/// A workspace of `data/`.
pub fn workspace(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

/// Every file below a folder, as paths relative to it with `/`, in order.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).expect("a path below").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Holds that a folder has these files and no others, byte by byte. `again`: the command that makes them.
pub fn holds(folder: &Path, made: Vec<(String, Vec<u8>)>, again: &str) {
    let mut paths: Vec<String> = made.iter().map(|(path, _)| path.clone()).collect();
    paths.sort();
    assert_eq!(files_below(folder), paths, "run: {again}");
    for (path, bytes) in made {
        let committed = fs::read(folder.join(&path)).expect("a committed report");
        assert!(committed == bytes, "{path} differs; run: {again}");
    }
}
