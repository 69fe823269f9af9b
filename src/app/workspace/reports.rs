//! The files under `reports/`: which are read, in which order, and which are not.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::domain::{Code, Finding, Found, Place};
use crate::text::compose;

/// Name of the folder.
pub const FOLDER: &str = "reports";
/// The endings of files that are read, whatever they hold.
const READ: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"];
/// At most this many bytes of one file are read: twenty times a workbook with a million cells.
const MOST_BYTES: u64 = 1 << 28;
/// Files that systems and editors leave behind.
const LEFT_BEHIND: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// A file to read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ReportFile {
    /// Its path relative to `reports/`, with `/`, in composed Unicode whatever the disk says.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// The files of a folder and all folders below, by name, and what was left out.
pub fn list(folder: &Path) -> (Vec<ReportFile>, Vec<Finding>) {
    let mut walk = Walk::default();
    walk.enter(folder, "");
    walk.files.sort();
    (walk.files, walk.findings)
}

#[derive(Default)]
struct Walk {
    files: Vec<ReportFile>,
    findings: Vec<Finding>,
    /// The folders entered, by their real path: a link may lead round in a circle.
    entered: BTreeSet<PathBuf>,
}

impl Walk {
    fn enter(&mut self, folder: &Path, prefix: &str) {
        let entries = folder.canonicalize().and_then(|real| {
            if !self.entered.insert(real) {
                return Ok(Vec::new());
            }
            fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()
        });
        let mut entries = match entries {
            Ok(entries) => entries,
            // No folder for reports holds no reports, which is said once for all.
            Err(error) if prefix.is_empty() && error.kind() == ErrorKind::NotFound => return,
            Err(error) => {
                let place = if prefix.is_empty() { FOLDER } else { prefix.trim_end_matches('/') };
                self.findings.push(unreadable(place, &error));
                return;
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let own = compose(&entry.file_name().to_string_lossy());
            if own.starts_with("~$") || own.starts_with('.') || LEFT_BEHIND.contains(&own.to_lowercase().as_str()) {
                continue;
            }
            let name = format!("{prefix}{own}");
            match fs::metadata(entry.path()) {
                Ok(data) if data.is_dir() => self.enter(&entry.path(), &format!("{name}/")),
                Ok(data) if data.is_file() => self.add(name, entry.path()),
                // A pipe or a device has no end.
                Ok(_) => {
                    let finding = Finding::new(Code::FileUnreadable, Place::file(&name)).variant("special");
                    self.findings.push(finding);
                }
                Err(error) => self.findings.push(unreadable(&name, &error)),
            }
        }
    }

    fn add(&mut self, name: String, path: PathBuf) {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if READ.contains(&extension.as_str()) {
            self.files.push(ReportFile { name, path });
        } else {
            let shown = if extension.is_empty() { "…".to_owned() } else { format!(".{extension}") };
            self.findings.push(Finding::new(Code::FileSkipped, Place::file(&name)).with("extension", shown));
        }
    }
}

impl ReportFile {
    /// What the file holds; nothing, and a finding, where it cannot be read.
    pub fn content(&self) -> Found<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        // One more than is allowed, whatever the system says of its size: it may be growing.
        let read = File::open(&self.path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        let finding = match read {
            Ok(length) if length as u64 <= MOST_BYTES => return Found::clean(Some(bytes)),
            Ok(_) => {
                let finding = Finding::new(Code::FileLimit, Place::file(&self.name)).variant("size");
                finding.with("most", (MOST_BYTES >> 20) as usize)
            }
            Err(error) => unreadable(&self.name, &error),
        };
        Found { value: None, findings: vec![finding] }
    }
}

/// What is said of a file that cannot be opened.
fn unreadable(name: &str, error: &std::io::Error) -> Finding {
    Finding::new(Code::FileUnreadable, Place::file(name)).with("cause", error.to_string())
}
