//! `Store`: the only writer. Each file is whole or not there: it is written beside its place, brought safely to the disk
//! and renamed. What belongs together goes through a [`Delivery`].

mod delivery;

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{Error, Operation};
use super::workspace::{REPORTS, Workspace};

pub use delivery::Delivery;

/// Where outputs go when nothing else is said: this folder of the current directory.
const DEFAULT: &str = "output";

/// The folder of a run's outputs.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The folder asked for, else `output/<name of the workspace's folder>` in the current directory. Nothing is created
    /// before there is something to write.
    pub fn new(asked: Option<&Path>, workspace: &Workspace) -> Result<Store, Error> {
        let real = |path: &Path| path.canonicalize().map_err(|cause| Error::io(Operation::OpenPath, path, cause));
        let home = real(&workspace.folder)?;
        let folder = match asked {
            Some(folder) => folder.to_owned(),
            None => {
                let name = home.file_name().unwrap_or_default();
                let here = real(Path::new("."))?;
                // A workspace is never written into unasked, not even by someone who stands in it.
                match home.parent() {
                    Some(beside) if here.starts_with(&home) => beside.join(DEFAULT).join(name),
                    _ => Path::new(DEFAULT).join(name),
                }
            }
        };
        // What lies among the reports would be read as a report next time.
        if absolute(&folder).is_some_and(|path| path.starts_with(home.join(REPORTS))) {
            return Err(Error::OutputAmongReports { path: folder });
        }
        Ok(Store { folder })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins the outputs of a run, which are put in their places together.
    pub fn deliver(&self) -> Result<Delivery, Error> {
        Delivery::begin(&self.folder)
    }

    /// Writes one file that belongs to no other; `name` is relative, with `/`.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = name.split('/').fold(self.folder.clone(), |path, part| path.join(part));
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(|cause| Error::io(Operation::CreateFolder, folder, cause))?;
        write_whole(&path, bytes, None)
    }

    /// The files of sub-folders, and of the folders below them, that are not among those written: an earlier run left
    /// them, and they are not of one piece with the rest. They are told, not removed: they may be somebody's own.
    pub fn left_over(&self, folders: &[&str], written: &[String]) -> LeftOver {
        let mut open: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
        let mut left = LeftOver::default();
        while let Some(folder) = open.pop() {
            let entries =
                match fs::read_dir(self.folder.join(&folder)).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
                    Ok(entries) => entries,
                    // A run without charts or copies has no folder for them.
                    Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                    Err(cause) => {
                        left.unseen.push((folder, cause));
                        continue;
                    }
                };
            for entry in entries {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(name),
                    _ if !written.contains(&name) => left.files.push(name),
                    _ => {}
                }
            }
        }
        left.files.sort();
        left.unseen.sort_by(|(a, _), (b, _)| a.cmp(b));
        left
    }
}

/// What an earlier run left in the folder of the outputs.
#[derive(Debug, Default)]
pub struct LeftOver {
    /// Files that this run did not make again.
    pub files: Vec<String>,
    /// Folders that cannot be listed, and what the system says.
    pub unseen: Vec<(String, io::Error)>,
}

/// Replaces a file of the workspace's configuration by what a person asked for. A link stays a link, and who may read the
/// file may still.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let real = path.canonicalize().map_err(|cause| Error::io(Operation::OpenPath, path, cause))?;
    let allowed = fs::metadata(&real).map_err(|cause| Error::io(Operation::OpenPath, path, cause))?.permissions();
    write_whole(&real, bytes, Some(allowed))
}

/// Puts a new folder with these files into `parent`: all of them are there or nothing is. What bears its name already is
/// left as it is, and told as an error.
pub fn put_folder(parent: &Path, name: &str, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let target = parent.join(name);
    if target.exists() {
        return Err(Error::io(Operation::WriteFile, &target, io::ErrorKind::AlreadyExists.into()));
    }
    let created =
        |path: &Path| fs::create_dir_all(path).map_err(|cause| Error::io(Operation::CreateFolder, path, cause));
    created(parent)?;
    // Goes away with everything in it where anything fails.
    let beside = tempfile::Builder::new().prefix(".tongket-").tempdir_in(parent);
    let beside = beside.map_err(|cause| Error::io(Operation::CreateFolder, parent, cause))?;
    // One more folder inside, which is as open to others as any that the user makes.
    let folder = beside.path().join(name);
    created(&folder)?;
    for (name, bytes) in files {
        write_whole(&folder.join(name), bytes, None)?;
    }
    fs::rename(&folder, &target).map_err(|cause| Error::io(Operation::ReplaceFile, &target, cause))
}

fn write_whole(path: &Path, bytes: &[u8], allowed: Option<Permissions>) -> Result<(), Error> {
    let failed = |cause| Error::io(Operation::WriteFile, path, cause);
    // Made by hand, so that the file is as readable to others as any that the user makes.
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".tongket-").make_in(folder, |at| File::create_new(at));
    let mut beside = beside.map_err(failed)?;
    beside.as_file_mut().write_all(bytes).map_err(failed)?;
    if let Some(allowed) = allowed {
        beside.as_file().set_permissions(allowed).map_err(failed)?;
    }
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| Error::io(Operation::ReplaceFile, path, error.error))?;
    Ok(())
}

/// The way from a folder to another, with `/`; none where both have no folder in common (two drives).
fn way(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (absolute(from)?, absolute(to)?);
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = std::iter::repeat_n("..".to_owned(), from.components().count() - common);
    let down = to.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let way: Vec<String> = up.chain(down).collect();
    Some(format!("{}/", way.join("/")))
}

/// The real path of a folder that need not exist yet: the real path of what does, with the rest behind it.
fn absolute(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|known| {
        let real = known.canonicalize().ok()?;
        path.strip_prefix(known).ok().map(|rest| real.join(rest))
    })
}
