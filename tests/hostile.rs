//! Files made to do harm: each is told or read, takes neither the machine's memory nor its time, and everything beside it
//! is read. The wall's own tests hold what a reader does with each; here the whole program is watched from outside.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::sandbox::Sandbox;
use crate::wall::package::{Xlsx, number, worksheet, xls, zipped};

/// A file may take so much memory, in kilobytes.
const MOST_MEMORY: u64 = 1 << 20;
/// A program that has not ended by then hangs; on a busy machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(180);

/// How a run went.
struct Watched {
    stdout: String,
    stderr: String,
    /// The most memory that it had, in kilobytes; none where the system does not tell.
    memory: Option<u64>,
}

#[expect(clippy::disallowed_methods, reason = "what hangs must be ended")]
fn watch(sandbox: &Sandbox, arguments: &[&str]) -> Watched {
    let log = |name: &str| fs::File::create(sandbox.path(name)).expect("a file");
    let mut run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(arguments)
        .current_dir(sandbox.path(""))
        .stdout(Stdio::from(log("stdout")))
        .stderr(Stdio::from(log("stderr")))
        .spawn()
        .expect("the program starts");
    let began = Instant::now();
    let mut memory = None;
    let status = loop {
        memory = memory.max(most_memory(&run));
        if let Some(status) = run.try_wait().expect("a status") {
            break status;
        }
        if began.elapsed() > PATIENCE {
            run.kill().expect("a kill");
            panic!("{arguments:?} hangs");
        }
        thread::sleep(Duration::from_millis(10));
    };
    let text = |name: &str| fs::read_to_string(sandbox.path(name)).expect("UTF-8");
    let watched = Watched { stdout: text("stdout"), stderr: text("stderr"), memory };
    assert!(status.code().is_some_and(|code| code <= 1), "{status} {}", watched.stderr);
    assert!(!watched.stderr.contains("panicked"), "{}", watched.stderr);
    assert!(watched.memory.is_none_or(|memory| memory < MOST_MEMORY), "{:?} KB", watched.memory);
    println!("{:?}: {:.1} s, {} MB", arguments, began.elapsed().as_secs_f64(), watched.memory.unwrap_or(0) >> 10);
    watched
}

/// The system's own count, where it keeps one.
fn most_memory(run: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", run.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Reads a file beside a good one: it is told with this code, and the good one is read.
#[track_caller]
fn told(name: &str, bytes: &[u8], code: &str) {
    let sandbox = Sandbox::new().good_report().bytes(&format!("reports/{name}"), bytes);
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    assert!(code.is_empty() || ran.stderr.contains(&format!("[{code}]")), "no {code} in\n{}", ran.stderr);
    assert_eq!(ran.stdout.lines().filter(|line| line.contains("bc-2019.csv")).count(), 2, "{}", ran.stdout);
}

/// A workbook whose one sheet is written piece by piece.
fn large_sheet(pieces: impl Iterator<Item = String>) -> Vec<u8> {
    let around = Xlsx::of("?").bytes();
    let mut parts = ZipArchive::new(Cursor::new(around)).expect("an archive");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let fast = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        zip.start_file(part.name().expect("a name").into_owned(), fast.compression_level(Some(1))).expect("an entry");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        if content == b"?" {
            zip.write_all(b"<worksheet><sheetData>").expect("written");
            break;
        }
        zip.write_all(&content).expect("written");
    }
    for piece in pieces {
        zip.write_all(piece.as_bytes()).expect("written");
    }
    zip.write_all(b"</sheetData></worksheet>").expect("written");
    // What came behind the sheet.
    for index in 1..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        zip.start_file(name, fast).expect("an entry");
        zip.write_all(&content).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn a_sheet_that_inflates_without_end_meets_the_limit() {
    let spaces = " ".repeat(1 << 20);
    told("bom.xlsx", &large_sheet((0..600).map(|_| spaces.clone())), "file-limit");
}

#[test]
fn a_sparse_sheet_of_a_gigabyte_meets_the_limit() {
    // Few cells, far apart, with a gigabyte of empty rows between them.
    let empty: String = (0..8000)
        .map(|_| "<row spans=\"1:16384\" ht=\"15\" customHeight=\"1\" x14ac:dyDescent=\"0.25\"></row>")
        .collect();
    let far = [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".to_owned(),
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>".to_owned(),
    ];
    let pieces = far.into_iter().chain((0..1700).map(|_| empty.clone()));
    told("thua.xlsx", &large_sheet(pieces), "file-limit");
}

#[test]
fn more_cells_than_a_country_has_meet_the_limit() {
    let row: String = (0..1000).fold(String::new(), |mut row, cell| {
        let _ = write!(row, "<c><v>{cell}</v></c>");
        row
    });
    told("o.xlsx", &large_sheet((0..5100).map(|_| format!("<row>{row}</row>"))), "file-limit");
}

#[test]
fn a_long_list_is_read_whole() {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}{}</row>",
        text("A1", "BÁO CÁO SÁNG KIẾN NĂM 2019"),
        text("A2", "TT"),
        text("B2", "Đơn vị"),
        text("C2", "Sáng kiến cải tiến")
    );
    let rows = (3..60_003).map(|row| {
        let name = text(&format!("B{row}"), &format!("Công đoàn cơ sở {row}"));
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c>{name}<c r=\"C{row}\"><v>{}</v></c></row>",
            row - 2,
            row % 50
        )
    });
    let bytes = large_sheet(std::iter::once(head).chain(rows));
    let sandbox = Sandbox::new().bytes("reports/dai.xlsx", &bytes);
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    assert_eq!(ran.stdout.lines().count(), 60_001, "{}", ran.stderr);
}

#[test]
fn a_list_of_nothing_but_totals_ends() {
    let text = |at: String, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}</row>",
        text("A1".to_owned(), "BÁO CÁO SÁNG KIẾN NĂM 2019"),
        text("A2".to_owned(), "Đơn vị"),
        text("B2".to_owned(), "Sáng kiến cải tiến")
    );
    let rows = (3..20_003).map(|row| {
        format!("<row r=\"{row}\">{}<c r=\"B{row}\"><v>0</v></c></row>", text(format!("A{row}"), "Tổng cộng"))
    });
    told("cong.xlsx", &large_sheet(std::iter::once(head).chain(rows)), "");
}

#[test]
fn entities_that_multiply_are_not_followed() {
    let mut bomb = String::from("<!DOCTYPE a [<!ENTITY a0 \"xxxxxxxxxxxxxxxx\">");
    for depth in 1..40 {
        let _ = write!(bomb, "<!ENTITY a{depth} \"&a{0};&a{0};&a{0};&a{0};\">", depth - 1);
    }
    bomb.push_str("<!ENTITY own SYSTEM \"file:///etc/passwd\">]>");
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a39;&own;</t></is></c></row>";
    told("thuc-the.xlsx", &Xlsx::of(&format!("{bomb}{}", worksheet(rows))).bytes(), "");
    let content = format!(
        "{bomb}<office:document-content><table:table table:name=\"A\"><table:table-row><table:table-cell><text:p>&a39;</text:p></table:table-cell></table:table-row></table:table></office:document-content>"
    );
    told("thuc-the.ods", &zipped(&[("content.xml", content.as_bytes())]), "");
    let page = format!("{bomb}<html><table><tr><td>&a39;&own;</td></tr></table></html>");
    told("thuc-the.xls", page.as_bytes(), "");
}

#[test]
fn markup_nested_without_end_is_no_deep_hole() {
    let depth = 200_000;
    let rows = format!("{}{}", "<row><c><is>".repeat(depth), "</is></c></row>".repeat(depth));
    told("sau.xlsx", &Xlsx::of(&worksheet(&rows)).bytes(), "");
    let page = format!("<html>{}1{}</html>", "<table><tr><td>".repeat(depth), "</td></tr></table>".repeat(depth));
    told("sau.xls", page.as_bytes(), "");
    let content = format!(
        "{}{}",
        "<table:table><table:table-row><table:table-cell>".repeat(depth),
        "</table:table-cell></table:table-row></table:table>".repeat(depth)
    );
    told("sau.ods", &zipped(&[("content.xml", content.as_bytes())]), "");
}

#[test]
fn archives_that_lead_out_of_themselves_write_nothing() {
    let sheet = worksheet("<row><c><v>1</v></c></row>");
    let book = Xlsx::of(&sheet).bytes();
    let mut parts = ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        let name = part.name().expect("a name").into_owned();
        zip.start_file(name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(&content).expect("written");
    }
    for name in ["../../ngoai.txt", "/ngoai.txt", "C:\\ngoai.txt", "xl/../../ngoai.txt"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(b"?").expect("written");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    let sandbox = Sandbox::new().good_report().bytes("reports/loi.xlsx", &bytes);
    let before = sandbox.files("");
    watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    let after: Vec<String> =
        sandbox.files("").into_iter().filter(|name| name != "stdout" && name != "stderr").collect();
    assert_eq!(after, before);
}

#[test]
fn an_archive_of_a_hundred_thousand_parts_is_only_one_file() {
    let parts: Vec<String> = (0..100_000).map(|part| format!("xl/worksheets/sheet{part}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (name.as_str(), &b""[..])).collect();
    told("nhieu.xlsx", &zipped(&parts), "file-broken");
}

#[test]
fn cells_that_say_that_they_stand_far_away_take_no_room() {
    let wild = xls(&[], &[("A", 0, 0, [number(0, 0, 0, 1.0), number(65_535, 255, 0, 2.5)].concat())]);
    told("xa.xls", &wild, "");
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    told("xa.xlsx", &Xlsx::of(&worksheet(rows)).bytes(), "");
    let merges = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells>{}</mergeCells></worksheet>",
        (1..5000).fold(String::new(), |mut all, row| {
            let _ = write!(all, "<mergeCell ref=\"A{row}:XFD1048576\"/>");
            all
        })
    );
    told("gop.xlsx", &Xlsx::of(&merges).bytes(), "");
}

#[test]
fn ten_thousand_files_are_read_one_by_one() {
    let mut sandbox = Sandbox::new();
    for file in 0..10_000 {
        let text = format!(
            "BÁO CÁO SÁNG KIẾN NĂM {},,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,{file}\n",
            2018 + file % 2
        );
        sandbox = sandbox.report_csv(&format!("{:03}/bc-{file}.csv", file / 100), &text);
    }
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    assert_eq!(ran.stdout.lines().count(), 10_001, "{}", &ran.stderr[..ran.stderr.len().min(2000)]);
}

/// Names as somebody with bad intentions would give them.
const NAMES: [&str; 9] = [
    "=cmd|'/C calc'!A0",
    "+1+cmd",
    "@SUM(1+1)",
    "-2+3+cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "]]><b>Xã</b> & \"Tân\" 'Hội'",
    "../../../../ngoai",
    "CON",
    "Xã \u{202e}oãX\u{2066} An",
];

#[test]
fn names_become_neither_formulas_nor_markup_nor_paths() {
    let mut table = String::from("BÁO CÁO SÁNG KIẾN NĂM 2019;;\nTT;Đơn vị;Sáng kiến cải tiến\n");
    for (row, name) in NAMES.iter().enumerate() {
        let _ = writeln!(table, "{};\"{}\";{}", row + 1, name.replace('"', "\"\""), row + 10);
    }
    let units = NAMES.iter().enumerate().fold(
        String::from("code,name,kind,parent\nthanh-oai,LĐLĐ huyện Thanh Oai,district,\n"),
        |mut all, (row, name)| {
            let _ = writeln!(all, "d{row},\"{}\",commune,thanh-oai", name.replace('"', "\"\""));
            all
        },
    );
    let sandbox = Sandbox::new().report_csv("ten.csv", &table).file("units.csv", &units);
    watch(&sandbox, &["report", "ws", "--output", "out"]);
    watch(&sandbox, &["inspect", "ws/reports/ten.csv", "--html"]);
    for name in sandbox.files("").into_iter().filter(|name| !name.starts_with("ws/")) {
        let bytes = fs::read(sandbox.path(&name)).expect("an output");
        match name.rsplit('.').next() {
            Some("xlsx") => {
                let mut parts = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
                for index in 0..parts.len() {
                    let mut part = String::new();
                    let mut file = parts.by_index(index).expect("a part");
                    if file.read_to_string(&mut part).is_err() {
                        continue;
                    }
                    for formula in part.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next()) {
                        assert!(!formula.contains("cmd") && !formula.contains("calc"), "{name}: {formula}");
                    }
                    assert!(!part.contains("<script>"), "{name}");
                }
            }
            Some("csv") => {
                let text = String::from_utf8(bytes).expect("UTF-8");
                for field in text.split(['\n', ',']).map(|field| field.trim_start_matches('"')) {
                    assert!(!field.starts_with(['=', '+', '@']) && !field.starts_with("-2+"), "{name}: {field}");
                }
            }
            Some("html" | "svg") => {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert!(!text.contains("<script>alert") && !text.contains("<b>Xã"), "{name}");
            }
            _ => {}
        }
    }
    let outside = sandbox.files("").into_iter().filter(|name| name.contains("ngoai"));
    assert_eq!(outside.count(), 0);
}

#[test]
fn what_goes_back_to_units_of_such_names_is_harmless_too() {
    let mut units = String::from("code,name,kind,parent\nthanh-oai,LĐLĐ huyện Thanh Oai,district,\n");
    let mut sandbox = Sandbox::new();
    for (row, name) in NAMES.iter().enumerate() {
        let _ = writeln!(units, "d{row},\"{}\",commune,thanh-oai", name.replace('"', "\"\""));
        // A count below nought is something to ask, and each report is of one unit.
        let text = |text: &str| crate::drawing::Draw::text(text);
        let rows = vec![
            vec![text("TT"), text("Đơn vị"), text("Sáng kiến cải tiến năm 2019")],
            vec![text("1"), text(name), text("-5")],
        ];
        let sheet = crate::drawing::Sheet { name: "=A1&B".to_owned(), rows, ..Default::default() };
        sandbox = sandbox.bytes(&format!("reports/{row}/=cmd.xlsx"), &crate::drawing::xlsx(&[sheet]));
    }
    let sandbox = sandbox.file("units.csv", &units);
    watch(&sandbox, &["check", "ws", "--output", "out"]);
    let files = sandbox.files("out");
    let copies: Vec<&String> = files.iter().filter(|name| name.starts_with("tra-lai/")).collect();
    assert_eq!(copies.len(), NAMES.len(), "{files:?}");
    for name in &copies {
        let parts: Vec<&str> = name.split('/').collect();
        assert_eq!(parts.len(), 4, "{name}: a name became a path");
        let allowed = |c: char| !c.is_control() && !"<>:\"|?*\\\u{202e}\u{2066}".contains(c);
        assert!(parts.iter().all(|part| part.chars().all(allowed) && *part != ".." && *part != "CON"), "{name}");
    }
    for name in &files {
        let mut parts =
            ZipArchive::new(Cursor::new(fs::read(sandbox.path(&format!("out/{name}"))).expect("an output")))
                .expect("an archive");
        for index in 0..parts.len() {
            let mut part = String::new();
            if parts.by_index(index).expect("a part").read_to_string(&mut part).is_ok() {
                assert!(!part.contains("<script>") && !part.contains("<b>Xã"), "{name}");
                let formulas = part.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next());
                assert!(formulas.into_iter().all(|formula| !formula.contains("cmd")), "{name}");
            }
        }
    }
}

#[test]
fn controls_and_marks_of_direction_reach_no_screen_and_break_no_output() {
    let name = "Xã \u{1b}[31mĐỏ\u{7}\u{0} \u{202e}gnưH\u{2066}";
    let table = format!("TT,Đơn vị,Sáng kiến cải tiến năm 2019\n1,\"{name}\",-5\n2,Xã Tam Hưng,4\n");
    let sandbox = Sandbox::new().good_report().report_csv("la.csv", &table);
    let ran = watch(&sandbox, &["report", "ws", "--output", "out"]);
    for c in ['\u{1b}', '\u{7}', '\u{0}', '\u{202e}', '\u{2066}'] {
        assert!(!ran.stderr.contains(c) && !ran.stdout.contains(c), "{c:?} in {}", ran.stderr);
    }
    for book in ["tong-ket.xlsx", "kiem-tra.xlsx"] {
        let bytes = fs::read(sandbox.path(&format!("out/{book}"))).expect("a workbook");
        let mut parts = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for index in 0..parts.len() {
            let mut part = String::new();
            if parts.by_index(index).expect("a part").read_to_string(&mut part).is_ok() {
                let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
                assert!(!part.contains(forbidden), "{book}: XML holds no control characters");
            }
        }
    }
}

#[test]
fn files_that_change_while_they_are_read_are_read_as_one_or_told() {
    let sandbox = Sandbox::new().good_report();
    let report = |value: u32| {
        let mut text = String::from("TT,Đơn vị,Sáng kiến cải tiến năm 2018\n");
        for row in 0..2_000 {
            let _ = writeln!(text, "{},CĐCS Trường {row},{value}", row + 1);
        }
        text
    };
    let (path, old, new) = (sandbox.path("ws/reports/doi.csv"), report(1), report(2));
    fs::write(&path, &old).expect("a report");
    let done = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for text in [&new, &old] {
                    fs::write(&path, text).expect("a report");
                }
            }
        });
        for _ in 0..5 {
            let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
            assert_eq!(ran.stdout.lines().filter(|line| line.contains("bc-2019.csv")).count(), 2);
            watch(&sandbox, &["report", "ws", "--output", "out"]);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        writer.join().expect("the writer ends");
    });
    assert!(sandbox.files("out").contains(&"summary.csv".to_owned()));
}

#[test]
#[cfg(unix)]
fn what_is_no_ordinary_file_is_told_and_not_waited_for() {
    let sandbox = Sandbox::new().good_report();
    let made = Command::new("mkfifo").arg(sandbox.path("ws/reports/ong.xlsx")).status().expect("a pipe");
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", sandbox.path("ws/reports/khong.xlsx")).expect("a link");
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    let told = ["ong.xlsx: không phải tệp thường", "khong.xlsx: không phải tệp thường"];
    assert!(told.iter().all(|told| ran.stderr.contains(told)), "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
}

#[test]
fn a_file_larger_than_any_workbook_is_not_taken_into_memory() {
    let sandbox = Sandbox::new().good_report();
    // Sparse on the disk, as large as it says to whoever reads it.
    fs::File::create(sandbox.path("ws/reports/lon.xlsx")).and_then(|file| file.set_len(1 << 33)).expect("a file");
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    assert!(ran.stderr.contains("[file-limit]") && ran.stderr.contains("256 MB"), "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
}

#[test]
fn what_office_programs_leave_beside_a_file_is_passed_over() {
    let sandbox =
        Sandbox::new().good_report().bytes("reports/~$bc-2019.xlsx", b"\x05admin").bytes("reports/Thumbs.db", b"?");
    let ran = watch(&sandbox, &["extract", "ws/reports", "--workspace", "ws"]);
    assert!(!ran.stderr.contains('['), "{}", ran.stderr);
}
