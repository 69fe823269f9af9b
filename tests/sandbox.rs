//! A folder to run the program in, with a workspace under `ws/` that is valid until a test breaks it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A folder with a workspace.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// A valid workspace: two communes of a district, one indicator, no report.
    pub fn new() -> Sandbox {
        Sandbox::empty()
            .file(
                "tongket.toml",
                r#"
[workspace]
name = "LĐLĐ huyện Thanh Oai"
unit = "thanh-oai"
[term]
name = "Giai đoạn 2018–2019"
from = "2018-01"
to = "2019-12"
"#,
            )
            .file(
                "indicators.toml",
                r#"
[[indicators]]
code = "improvements"
name = { vi = "Sáng kiến cải tiến", en = "Improvements" }
group = "Sáng kiến"
kind = "flow"
measure = "sáng kiến"
integer = true
"#,
            )
            .file(
                "units.csv",
                "code,name,kind,parent\n\
                 thanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
                 kim-bai,Thị trấn Kim Bài,commune,thanh-oai\n\
                 tam-hung,Xã Tam Hưng,commune,thanh-oai\n",
            )
    }

    /// A district `goc` with communes `x0`, `x1` … over whole years; what is counted is the test's.
    pub fn district(name: &str, communes: &[&str], (from, to): (u32, u32), catalogue: &str) -> Sandbox {
        let config = format!(
            "[workspace]\nname = \"{name}\"\nunit = \"goc\"\n\
             [term]\nname = \"{from}–{to}\"\nfrom = \"{from}-01\"\nto = \"{to}-12\"\n"
        );
        let row = |(at, commune): (usize, &&str)| format!("x{at},{commune},commune,goc,,\n");
        let units: String = communes.iter().enumerate().map(row).collect();
        Sandbox::empty()
            .file("tongket.toml", &config)
            .file("indicators.toml", catalogue)
            .file("units.csv", &format!("code,name,kind,parent,valid_from,valid_to\ngoc,{name},district,,,\n{units}"))
    }

    /// Puts lines behind those of a file of the workspace.
    pub fn more(self, name: &str, lines: &str) -> Sandbox {
        let text = fs::read_to_string(self.path("ws").join(name)).expect("a file");
        self.file(name, &format!("{text}{lines}"))
    }

    /// A csv report as a table: title, headings behind number and unit, one row a unit.
    pub fn table(self, name: &str, title: &str, headings: &[&str], rows: &[(&str, Vec<String>)]) -> Sandbox {
        let mut text = format!("{title},{}\nTT,Đơn vị,{}\n", ",".repeat(headings.len()), headings.join(","));
        for (at, (unit, cells)) in rows.iter().enumerate() {
            text.push_str(&format!("{},{unit},{}\n", at + 1, cells.join(",")));
        }
        self.report_csv(name, &text)
    }

    /// A folder without a workspace.
    pub fn empty() -> Sandbox {
        Sandbox { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A path below the sandbox.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Puts a text file into the workspace.
    pub fn file(self, name: &str, text: &str) -> Sandbox {
        self.bytes(name, text.as_bytes())
    }

    /// Puts a file into the workspace.
    pub fn bytes(self, name: &str, bytes: &[u8]) -> Sandbox {
        let path = self.path("ws").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// Puts a csv report into the workspace.
    pub fn report_csv(self, name: &str, text: &str) -> Sandbox {
        self.file(&format!("reports/{name}"), text)
    }

    /// A report that must be read whatever else lies beside it: two units, one indicator, the year in the title.
    pub fn good_report(self) -> Sandbox {
        self.report_csv(
            "bc-2019.csv",
            "BÁO CÁO SÁNG KIẾN NĂM 2019,,\n\
             TT,Đơn vị,Sáng kiến cải tiến\n\
             1,Thị trấn Kim Bài,12\n\
             2,Xã Tam Hưng,30\n",
        )
    }

    /// Runs the program in the sandbox.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in("", arguments)
    }

    /// Runs the program in a folder of the sandbox.
    pub fn run_in(&self, below: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_tongket"))
            .args(arguments)
            .current_dir(self.path(below))
            .output()
            .expect("the program starts");
        Ran {
            code: output.status.code().expect("an exit code, not a signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The names of all files below a folder of the sandbox, sorted, with `/`.
    pub fn files(&self, below: &str) -> Vec<String> {
        fn walk(folder: &Path, root: &Path, into: &mut Vec<String>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    walk(&path, root, into);
                } else {
                    let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                    into.push(name);
                }
            }
        }
        let root = self.path(below);
        let mut names = Vec::new();
        walk(&root, &root, &mut names);
        names.sort();
        names
    }
}

/// What a run said.
#[derive(Debug)]
pub struct Ran {
    code: i32,
    /// Results.
    pub stdout: String,
    /// Messages.
    pub stderr: String,
}

impl Ran {
    /// Holds the exit code.
    #[track_caller]
    pub fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "exit code; {self:#?}");
        assert!(!self.stderr.contains("panicked"), "{self:#?}");
        self
    }

    /// Holds a part of the messages.
    #[track_caller]
    pub fn stderr_contains(self, part: &str) -> Ran {
        assert!(self.stderr.contains(part), "no {part:?} in\n{}", self.stderr);
        self
    }

    /// Holds that the messages lack a part.
    #[track_caller]
    pub fn stderr_lacks(self, part: &str) -> Ran {
        assert!(!self.stderr.contains(part), "{part:?} in\n{}", self.stderr);
        self
    }

    /// Holds that the results lack a part.
    #[track_caller]
    pub fn stdout_lacks(self, part: &str) -> Ran {
        assert!(!self.stdout.contains(part), "{part:?} in\n{}", self.stdout);
        self
    }

    /// Holds a part of the results.
    #[track_caller]
    pub fn stdout_contains(self, part: &str) -> Ran {
        assert!(self.stdout.contains(part), "no {part:?} in\n{}\n{}", self.stdout, self.stderr);
        self
    }
}
