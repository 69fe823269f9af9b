//! `Delivery`: the outputs of one run, put in their places together. Until then the outputs of the run before stay as they
//! are; a run that is interrupted or refused leaves them whole.
//!
//! Outputs are first written into `.tongket/new` inside their folder. Once all are safe on the disk the list of them
//! becomes `.tongket/ready`, and from then on the run counts as done: the files are renamed into their places, each old one
//! kept until all stand. Where the system refuses one (Excel has it open), all old ones are put back, by a list of their
//! own, `.tongket/back`. Where the machine stops in between, the next run finds the list, of the one kind or the other, and
//! finishes what was begun before it does anything else.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

use crate::app::error::{Error, Operation};

/// The folder inside the outputs' folder that a run works in.
const WORKSHOP: &str = ".tongket";
/// In it: outputs that wait.
const NEW: &str = "new";
/// Outputs of the run before, until all of the new ones stand.
const OLD: &str = "old";
/// The list of the outputs that wait, once all are there.
const READY: &str = "ready";
/// The list of the outputs to put back, where not all could be put in their places.
const BACK: &str = "back";
/// What a run holds while it works.
const LOCK: &str = "lock";

/// Outputs on their way to a folder.
#[derive(Debug)]
pub struct Delivery {
    folder: PathBuf,
    /// Held until the end: a second run into the same folder is refused.
    lock: Option<File>,
    names: Mutex<Vec<String>>,
    /// Whether what lies in the workshop is needed by the next run or by a person, and must not be swept away.
    leave: bool,
}

impl Delivery {
    /// Begins a delivery into a folder and finishes one that was interrupted there.
    pub fn begin(folder: &Path) -> Result<Delivery, Error> {
        let workshop = folder.join(WORKSHOP);
        fs::create_dir_all(&workshop).map_err(|cause| Error::io(Operation::CreateFolder, folder, cause))?;
        let lock = hold(folder, &workshop)?;
        let mut delivery =
            Delivery { folder: folder.to_owned(), lock: Some(lock), names: Mutex::default(), leave: true };
        if let Ok(list) = fs::read_to_string(workshop.join(BACK)) {
            // What was refused once may be free now; what is not is the next run's to put back.
            list.lines().filter_map(Undo::parse).try_for_each(|undo| delivery.put_back(&undo))?;
            delivery.sweep();
        } else if let Ok(list) = fs::read_to_string(workshop.join(READY)) {
            // What waited was whole: the run had only not come to the end of putting it in place.
            let waiting = list.lines().filter(|name| delivery.waiting(name).is_file());
            for name in waiting {
                delivery.place(name)?;
            }
            delivery.sweep();
        }
        // Without a list nothing that waits counts; what lies among the old could not be put back once.
        let _ = fs::remove_dir_all(workshop.join(NEW));
        delivery.leave = workshop.join(OLD).exists();
        Ok(delivery)
    }

    /// Where the outputs go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The way from the folder to another, with `/`; none where both have no folder in common (two drives).
    pub fn way_to(&self, other: &Path) -> Option<String> {
        super::way(&self.folder, other)
    }

    /// Takes one output; `name` is relative, with `/`.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        write_synced(&self.waiting(name), bytes)?;
        self.names.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(name.to_owned());
        Ok(())
    }

    /// Puts all outputs in their places, or none.
    pub fn finish(mut self) -> Result<(), Error> {
        let mut names = std::mem::take(self.names.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner));
        names.sort();
        let (list, ready) = (self.workshop().join("list"), self.workshop().join(READY));
        write_synced(&list, names.join("\n").as_bytes())?;
        fs::rename(&list, &ready).map_err(|cause| Error::io(Operation::ReplaceFile, &ready, cause))?;
        let mut placed = Vec::with_capacity(names.len());
        for name in &names {
            let done = self.keep_old(name).and_then(|()| self.place(name));
            placed.push(name);
            if let Err(error) = done {
                self.undo(&placed);
                return Err(error);
            }
        }
        self.leave = false;
        settle(&self.folder);
        Ok(())
    }

    fn workshop(&self) -> PathBuf {
        self.folder.join(WORKSHOP)
    }

    fn waiting(&self, name: &str) -> PathBuf {
        below(&self.workshop().join(NEW), name)
    }

    /// Keeps what stands in an output's place until all stand. It is copied by name where the disk can do that, so that
    /// the place is never empty.
    fn keep_old(&self, name: &str) -> Result<(), Error> {
        let (place, old) = (below(&self.folder, name), below(&self.workshop().join(OLD), name));
        if !place.is_file() {
            return Ok(());
        }
        make_room(&old)?;
        fs::hard_link(&place, &old)
            .or_else(|_| fs::copy(&place, &old).map(|_| ()))
            .map_err(|cause| Error::io(Operation::ReplaceFile, &place, cause))
    }

    fn place(&self, name: &str) -> Result<(), Error> {
        let place = below(&self.folder, name);
        make_room(&place)?;
        fs::rename(self.waiting(name), &place).map_err(|cause| Error::io(Operation::ReplaceFile, &place, cause))
    }

    /// The run is not done after all: everything goes back to where it was. The list of what to put back stands before
    /// anything is put back, so that a machine that stops in between leaves no mix.
    fn undo(&mut self, touched: &[&String]) {
        let (list, back) = (self.workshop().join("list"), self.workshop().join(BACK));
        let undos: Vec<Undo> = touched.iter().rev().filter_map(|name| self.undo_of(name)).collect();
        let lines: Vec<String> = undos.iter().map(Undo::line).collect();
        // On a full disk there is no list, and everything is put back all the same.
        let listed = write_synced(&list, lines.join("\n").as_bytes()).is_ok() && fs::rename(&list, &back).is_ok();
        // With the list of what to put back nobody will go on with the run; without it nobody may.
        let _ = fs::remove_file(self.workshop().join(READY));
        let mut whole = true;
        for undo in &undos {
            whole &= self.put_back(undo).is_ok();
        }
        self.leave = !whole;
        if whole && listed {
            settle(&self.folder);
        }
    }

    /// How to undo what was done for one output; none where nothing was.
    fn undo_of(&self, name: &str) -> Option<Undo> {
        let had_old = below(&self.workshop().join(OLD), name).is_file();
        let untouched = self.waiting(name).is_file();
        (had_old || !untouched).then(|| Undo { name: name.to_owned(), had_old })
    }

    /// Puts back what stood in one output's place, or nothing; doing so again does no harm.
    fn put_back(&self, undo: &Undo) -> Result<(), Error> {
        let (place, old) = (below(&self.folder, &undo.name), below(&self.workshop().join(OLD), &undo.name));
        let undone = match undo.had_old {
            true if old.is_file() => fs::rename(&old, &place),
            true => Ok(()),
            false if place.is_file() => fs::remove_file(&place),
            false => Ok(()),
        };
        undone.map_err(|cause| Error::io(Operation::ReplaceFile, &place, cause))
    }

    /// Takes away what a run leaves in its folder.
    fn sweep(&self) {
        let workshop = self.workshop();
        let _ = fs::remove_dir_all(workshop.join(NEW));
        let _ = fs::remove_dir_all(workshop.join(OLD));
        // The lists go last: as long as they stand, what was begun is finished.
        let _ = fs::remove_file(workshop.join(READY));
        let _ = fs::remove_file(workshop.join(BACK));
    }
}

/// How to undo what was done for one output.
struct Undo {
    name: String,
    /// Whether something stood in its place, which waits among the old.
    had_old: bool,
}

impl Undo {
    fn line(&self) -> String {
        format!("{} {}", if self.had_old { "old" } else { "none" }, self.name)
    }

    fn parse(line: &str) -> Option<Undo> {
        let (word, name) = line.split_once(' ')?;
        Some(Undo { name: name.to_owned(), had_old: word == "old" })
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if !self.leave {
            self.sweep();
        }
        // The lock goes last, so that nobody begins before the folder is as it should be.
        let _ = fs::remove_file(self.workshop().join(LOCK));
        drop(self.lock.take());
        let _ = fs::remove_dir(self.workshop());
    }
}

/// Holds the folder for this run.
fn hold(folder: &Path, workshop: &Path) -> Result<File, Error> {
    let path = workshop.join(LOCK);
    let failed = |cause| Error::io(Operation::WriteFile, &path, cause);
    let mark = process::id().to_string();
    // A run that ends takes its lock file away; who was waiting for it may hold a file that is no longer there.
    for _ in 0..100 {
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut lock = match opened {
            Ok(lock) => lock,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(workshop).map_err(failed)?;
                continue;
            }
            Err(error) => return Err(failed(error)),
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::FolderTaken { path: folder.to_owned() }),
            // A disk without locks: two runs at once are then not kept apart, and one alone is still whole.
            Err(TryLockError::Error(_)) => return Ok(lock),
        }
        lock.set_len(0).and_then(|()| lock.write_all(mark.as_bytes())).map_err(failed)?;
        // Where the held file cannot be read beside its holder it cannot be taken away either, and is the one.
        if fs::read_to_string(&path).map_or_else(|error| error.kind() != ErrorKind::NotFound, |seen| seen == mark) {
            return Ok(lock);
        }
    }
    Err(Error::FolderTaken { path: folder.to_owned() })
}

/// A path below a folder; `name` has `/`.
fn below(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

fn make_room(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|cause| Error::io(Operation::CreateFolder, folder, cause))
}

/// Writes a file and brings it safely to the disk.
fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    make_room(path)?;
    let failed = |cause| Error::io(Operation::WriteFile, path, cause);
    let mut file = File::create(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)
}

/// Brings the names in a folder safely to the disk, on systems that keep them apart from the files.
fn settle(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(inside) = folders.pop() {
            for entry in fs::read_dir(inside).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                    found.push((name, fs::read_to_string(path).expect("a text")));
                }
            }
        }
        found.sort();
        found
    }

    fn deliver(folder: &Path, outputs: &[(&str, &str)]) -> Result<(), Error> {
        let delivery = Delivery::begin(folder)?;
        for (name, text) in outputs {
            delivery.put(name, text.as_bytes())?;
        }
        delivery.finish()
    }

    fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn outputs_stand_in_their_places_only_when_all_are_there() {
        let folder = tempfile::tempdir().expect("a folder");
        deliver(folder.path(), &[("a.csv", "1"), ("bieu-do/01.svg", "1")]).expect("a delivery");
        let old = pairs(&[("a.csv", "1"), ("bieu-do/01.svg", "1")]);
        assert_eq!(files(folder.path()), old);
        let delivery = Delivery::begin(folder.path()).expect("a beginning");
        delivery.put("a.csv", b"2").expect("an output");
        drop(delivery);
        assert_eq!(files(folder.path()), old, "what is given up leaves nothing behind");
        deliver(folder.path(), &[("a.csv", "2"), ("c.csv", "2")]).expect("a delivery");
        assert_eq!(files(folder.path()), pairs(&[("a.csv", "2"), ("bieu-do/01.svg", "1"), ("c.csv", "2")]));
    }

    #[test]
    fn one_output_that_cannot_be_put_in_place_leaves_all_old_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        deliver(folder.path(), &[("a.csv", "1"), ("c.csv", "1")]).expect("a delivery");
        // A folder stands where a file is to go.
        fs::create_dir_all(folder.path().join("d.csv/x")).expect("a folder");
        let refused = deliver(folder.path(), &[("a.csv", "2"), ("b.csv", "2"), ("c.csv", "2"), ("d.csv", "2")]);
        assert!(matches!(refused, Err(Error::Io { operation: Operation::ReplaceFile, .. })), "{refused:?}");
        assert_eq!(files(folder.path()), pairs(&[("a.csv", "1"), ("c.csv", "1")]));
    }

    #[test]
    fn an_interrupted_delivery_is_finished_by_the_next_run() {
        let folder = tempfile::tempdir().expect("a folder");
        deliver(folder.path(), &[("a.csv", "1"), ("b.csv", "1")]).expect("a delivery");
        // As it is when the machine stops after the first of two renames.
        let workshop = folder.path().join(WORKSHOP);
        fs::create_dir_all(workshop.join(NEW)).expect("a folder");
        fs::write(folder.path().join("a.csv"), "2").expect("a file");
        fs::write(workshop.join(NEW).join("b.csv"), "2").expect("a file");
        fs::write(workshop.join(READY), "a.csv\nb.csv").expect("a list");
        drop(Delivery::begin(folder.path()).expect("a beginning"));
        assert_eq!(files(folder.path()), pairs(&[("a.csv", "2"), ("b.csv", "2")]));
        // Without the list nothing of it counts.
        fs::create_dir_all(workshop.join(NEW)).expect("a folder");
        fs::write(workshop.join(NEW).join("b.csv"), "3").expect("a file");
        drop(Delivery::begin(folder.path()).expect("a beginning"));
        assert_eq!(files(folder.path()), pairs(&[("a.csv", "2"), ("b.csv", "2")]));
    }

    #[test]
    fn a_machine_that_stops_while_outputs_are_put_back_leaves_no_mix() {
        // Three outputs of which the second was new; the third could not be put in place. So many of the two were put back
        // when the machine stopped.
        for done in 0..=2 {
            for list_of_the_run in [true, false] {
                let folder = tempfile::tempdir().expect("a folder");
                let workshop = folder.path().join(WORKSHOP);
                fs::create_dir_all(workshop.join(NEW)).expect("a folder");
                fs::create_dir_all(workshop.join(OLD)).expect("a folder");
                let write = |path: PathBuf, text: &str| fs::write(path, text).expect("a file");
                write(workshop.join(NEW).join("c.csv"), "2");
                write(folder.path().join("c.csv"), "1");
                write(workshop.join(BACK), "none b.csv\nold a.csv");
                if list_of_the_run {
                    write(workshop.join(READY), "a.csv\nb.csv\nc.csv");
                }
                if done < 1 {
                    write(folder.path().join("b.csv"), "2");
                }
                write(folder.path().join("a.csv"), if done < 2 { "2" } else { "1" });
                if done < 2 {
                    write(workshop.join(OLD).join("a.csv"), "1");
                }
                drop(Delivery::begin(folder.path()).expect("a beginning"));
                assert_eq!(files(folder.path()), pairs(&[("a.csv", "1"), ("c.csv", "1")]), "{done} {list_of_the_run}");
            }
        }
    }

    #[test]
    fn what_waits_is_kept_until_it_can_be_put_in_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let workshop = folder.path().join(WORKSHOP);
        fs::create_dir_all(workshop.join(NEW)).expect("a folder");
        fs::write(workshop.join(NEW).join("b.csv"), "2").expect("a file");
        fs::write(workshop.join(READY), "b.csv").expect("a list");
        fs::create_dir_all(folder.path().join("b.csv/x")).expect("a folder in the way");
        assert!(Delivery::begin(folder.path()).is_err());
        fs::remove_dir_all(folder.path().join("b.csv")).expect("removed");
        drop(Delivery::begin(folder.path()).expect("a beginning"));
        assert_eq!(files(folder.path()), pairs(&[("b.csv", "2")]));
    }

    #[test]
    fn a_second_run_into_the_same_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Delivery::begin(folder.path()).expect("a beginning");
        first.put("a.csv", b"1").expect("an output");
        let second = Delivery::begin(folder.path());
        assert!(matches!(second, Err(Error::FolderTaken { .. })), "{second:?}");
        first.finish().expect("an end");
        deliver(folder.path(), &[("a.csv", "2")]).expect("the next");
        assert_eq!(files(folder.path()), pairs(&[("a.csv", "2")]));
    }
}
