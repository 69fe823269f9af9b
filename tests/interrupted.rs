//! A run that is stopped, refused or doubled leaves the outputs of one run, whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::sandbox::Sandbox;

/// How often a run is killed.
const KILLS: u32 = 50;

type Outputs = BTreeMap<String, Vec<u8>>;

fn outputs(sandbox: &Sandbox, folder: &str) -> Outputs {
    let files = sandbox.files(folder).into_iter().filter(|name| !name.starts_with(".tongket/"));
    files.map(|name| (name.clone(), fs::read(sandbox.path(folder).join(&name)).expect("an output"))).collect()
}

fn start(sandbox: &Sandbox, folder: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["report", "ws", "--output", folder])
        .current_dir(sandbox.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&place).expect("a folder");
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("a copy");
        }
    }
}

/// A report whose every figure is another than `good_report`'s, so that no output of the two runs is alike.
fn corrected(sandbox: &Sandbox) {
    let text = "BÁO CÁO SÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,13\n2,Xã Tam Hưng,31\n";
    fs::write(sandbox.path("ws/reports/bc-2019.csv"), text).expect("a report");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "kills are spread over as long as a run takes")]
fn a_run_that_is_killed_leaves_the_old_outputs_or_the_new_and_never_a_mix() {
    let sandbox = Sandbox::new().good_report();
    let timed = |folder| {
        let began = Instant::now();
        sandbox.run(&["report", "ws", "--output", folder]).code(0);
        began.elapsed()
    };
    let first = timed("old");
    corrected(&sandbox);
    let whole = first.min(timed("new"));
    let (old, new) = (outputs(&sandbox, "old"), outputs(&sandbox, "new"));
    assert!(old.len() > 3 && old.keys().eq(new.keys()), "{:?} {:?}", old.keys(), new.keys());
    assert!(old.iter().any(|(name, bytes)| new[name] != *bytes));

    let (mut stayed, mut came, mut between) = (0, 0, 0);
    for kill in 0..KILLS {
        let folder = format!("out-{kill}");
        fs::create_dir(sandbox.path(&folder)).expect("a folder");
        copy(&sandbox.path("old"), &sandbox.path(&folder));
        let mut run = start(&sandbox, &folder);
        // Moments over the whole run and a little beyond, more of them towards its end, where files are written.
        let part = f64::from(kill) / f64::from(KILLS - 1);
        thread::sleep(whole.mul_f64(1.1 * part.sqrt()));
        run.kill().expect("a kill");
        run.wait().expect("an end");
        let left = outputs(&sandbox, &folder);
        let renaming = sandbox.path(&folder).join(".tongket/ready").is_file();
        if left == old {
            stayed += 1;
        } else if left == new {
            came += 1;
        } else {
            // In the thousandth part of a run in which files are renamed every one is whole, and what is to come is written down.
            assert!(renaming, "a mix that nobody knows of after kill {kill}");
            for (name, bytes) in &left {
                assert!(
                    old.get(name) == Some(bytes) || new.get(name) == Some(bytes),
                    "{name} is torn after kill {kill}"
                );
            }
            between += 1;
        }
        // What was interrupted stands in nobody's way.
        if renaming || kill % 10 == 0 {
            sandbox.run(&["report", "ws", "--output", &folder]).code(0);
            assert_eq!(outputs(&sandbox, &folder), new, "after kill {kill}");
            assert!(!sandbox.path(&folder).join(".tongket").exists());
        }
        fs::remove_dir_all(sandbox.path(&folder)).expect("removed");
    }
    println!("{KILLS} kills: {stayed} left the old outputs, {came} the new, {between} fell between two renames");
    assert!(stayed > 0, "some kills come before the end");
}

#[test]
fn two_runs_at_once_into_one_folder_do_not_mix() {
    let sandbox = Sandbox::new().good_report();
    let mut runs: Vec<Child> = (0..4).map(|_| start(&sandbox, "out")).collect();
    let codes: Vec<i32> = runs.iter_mut().map(|run| run.wait().expect("an end").code().expect("a code")).collect();
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 2].contains(code)), "{codes:?}");
    sandbox.run(&["report", "ws", "--output", "alone"]).code(0);
    assert_eq!(outputs(&sandbox, "out"), outputs(&sandbox, "alone"));
}

#[test]
fn while_one_run_works_a_second_says_so() {
    let sandbox = Sandbox::new().good_report();
    fs::create_dir_all(sandbox.path("out/.tongket")).expect("a folder");
    let lock = fs::File::create(sandbox.path("out/.tongket/lock")).expect("a file");
    lock.lock().expect("a lock");
    sandbox.run(&["report", "ws", "--output", "out"]).code(2).stderr_contains("một lần chạy khác đang ghi vào thư mục");
    drop(lock);
    sandbox.run(&["report", "ws", "--output", "out"]).code(0);
}

#[test]
fn an_output_that_cannot_be_replaced_leaves_all_old_ones() {
    let sandbox = Sandbox::new().good_report();
    sandbox.run(&["report", "ws", "--output", "out"]).code(0);
    let summary = sandbox.path("out/summary.csv");
    fs::remove_file(&summary).expect("removed");
    fs::create_dir_all(summary.join("x")).expect("a folder in the way");
    let old = outputs(&sandbox, "out");
    corrected(&sandbox);
    sandbox
        .run(&["report", "ws", "--output", "out"])
        .code(2)
        .stderr_contains("summary.csv")
        .stderr_contains("tệp cũ còn nguyên");
    assert_eq!(outputs(&sandbox, "out"), old);
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_leaves_all_old_outputs() {
    let sandbox = Sandbox::new().good_report();
    sandbox.run(&["report", "ws", "--output", "out"]).code(0);
    let old = outputs(&sandbox, "out");
    corrected(&sandbox);
    // No file may grow beyond a kilobyte: the system refuses to write, as it does on a full disk.
    let limited = format!("trap '' XFSZ; ulimit -f 2; exec '{}' report ws --output out", env!("CARGO_BIN_EXE_tongket"));
    let ran = Command::new("sh").args(["-c", &limited]).current_dir(sandbox.path("")).output().expect("a shell");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.contains("không ghi được") && told.contains("kiểm tra chỗ trống trên đĩa"), "{told}");
    assert_eq!(outputs(&sandbox, "out"), old);
    assert!(!sandbox.path("out/.tongket").exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let sandbox = Sandbox::new().good_report();
    fs::write(sandbox.path("out"), "a file").expect("a file");
    sandbox.run(&["report", "ws", "--output", "out"]).code(2).stderr_contains("không tạo được thư mục");
}

#[test]
fn a_run_writes_nothing_into_the_workspace() {
    let sandbox = Sandbox::new().good_report();
    let before = outputs(&sandbox, "ws");
    sandbox.run_in("ws", &["report", "."]).code(0);
    sandbox.run_in("ws", &["check", "."]).code(0);
    sandbox.run_in("ws/reports", &["extract", "bc-2019.csv"]).code(0);
    assert_eq!(outputs(&sandbox, "ws"), before);
}
