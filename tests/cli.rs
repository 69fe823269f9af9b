//! The command line: languages, streams, exit codes, where outputs go.

use crate::sandbox::Sandbox;

#[test]
fn help_is_given_in_both_languages() {
    let sandbox = Sandbox::empty();
    let vi = sandbox.run(&["--help"]).code(0).stdout_contains("Lệnh:").stdout_contains("tong-hop");
    assert!(!vi.stdout.contains("Print") && !vi.stdout.contains("Options"), "{}", vi.stdout);
    sandbox.run(&["--lang", "en", "report", "--help"]).code(0).stdout_contains("Folder for the outputs");
    sandbox.run(&["trich", "--help", "--lang=en"]).code(0).stdout_contains("csv (default) or jsonl");
    sandbox.run(&["--version"]).code(0).stdout_contains(env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_mistyped_command_line_is_told_in_the_readers_language_with_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.run(&["reprt", "ws"]).code(2).stderr_contains("lỗi: không có lệnh `reprt`").stderr_contains("`report`");
    sandbox.run(&["report", "ws", "--outptu", "x"]).code(2).stderr_contains("không hiểu `--outptu`");
    sandbox.run(&["report", "--lang", "en"]).code(2).stderr_contains("error: <WORKSPACE> is missing");
    sandbox.run(&["extract", "ws", "--format", "xml"]).code(2).stderr_contains("`xml`").stderr_contains("csv, jsonl");
    sandbox.run(&["report", "ws", "--output"]).code(2).stderr_contains("cần một giá trị");
    sandbox.run(&[]).code(2);
}

#[test]
fn a_code_is_explained_and_a_mistyped_one_is_proposed() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["explain", "reports-empty"]).code(0).stdout_contains("lỗi[reports-empty]");
    sandbox.run(&["giai-thich", "report-empty", "--lang", "en"]).code(2).stderr_contains("`reports-empty`");
    let all = sandbox.run(&["explain"]).code(0).stdout;
    assert!(all.lines().count() > 20, "{all}");
}

#[test]
fn findings_are_lines_of_json_on_stdout_where_asked_for() {
    let ran = Sandbox::new().run(&["check", "ws", "--json"]).code(1);
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["code"], "reports-empty");
    assert_eq!(lines[0]["severity"], "error");
}

#[test]
fn outputs_go_under_output_in_the_current_folder_and_never_into_the_workspace() {
    let sandbox = Sandbox::new().good_report();
    let before = sandbox.files("ws");
    let ran = sandbox.run(&["report", "ws"]);
    let written = sandbox.files("output/ws");
    for name in ["findings.csv", "observations.parquet", "summary.csv", "tong-ket.xlsx"] {
        assert!(written.contains(&name.to_owned()), "{written:?}\n{}", ran.stderr);
        assert!(ran.stdout.contains(name), "{}", ran.stdout);
    }
    assert!(!written.iter().any(|name| name.contains(".tongket-")), "{written:?}");
    // Whoever stands in the workspace finds them beside it.
    sandbox.run_in("ws", &["tong-hop", "."]);
    assert_eq!(sandbox.files("ws"), before);
    assert_eq!(sandbox.files("output/ws"), written);
    sandbox.run(&["report", "ws", "--output", "elsewhere/deep"]);
    assert_eq!(sandbox.files("elsewhere/deep"), written);
}

#[test]
fn outputs_among_the_reports_are_refused() {
    let sandbox = Sandbox::new().good_report();
    let before = sandbox.files("ws");
    for folder in ["ws/reports", "ws/reports/new/folder", "ws/../ws/reports"] {
        sandbox
            .run(&["report", "ws", "--output", folder])
            .code(2)
            .stderr_contains("không được ghi vào thư mục báo cáo");
    }
    assert_eq!(sandbox.files("ws"), before);
}

#[test]
fn a_check_writes_nothing() {
    let sandbox = Sandbox::new().good_report();
    let before = sandbox.files("");
    sandbox.run(&["check", "ws"]);
    assert_eq!(sandbox.files(""), before);
}

#[test]
fn an_output_that_cannot_be_put_in_its_place_is_named_and_nothing_is_left_beside() {
    let sandbox = Sandbox::new().good_report().file("../out/tong-ket.xlsx/full", "x");
    sandbox
        .run(&["report", "ws", "--output", "out"])
        .code(2)
        .stderr_contains("tong-ket.xlsx; tệp cũ còn nguyên")
        .stderr_contains("vì: ")
        .stderr_contains("gợi ý: đóng tệp");
    let left: Vec<String> = sandbox.files("out").into_iter().filter(|name| name.contains(".tongket-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let sandbox = Sandbox::new().good_report();
    sandbox.run(&["report", "ws", "--output", "one"]);
    sandbox.run(&["report", "ws", "--output", "two"]);
    let names = sandbox.files("one");
    assert!(!names.is_empty());
    assert_eq!(names, sandbox.files("two"));
    for name in names {
        let read = |folder: &str| std::fs::read(sandbox.path(folder).join(&name)).expect("a file");
        assert!(read("one") == read("two"), "{name} differs");
    }
}

#[test]
fn what_is_extracted_is_named_by_its_path_among_the_reports() {
    let sandbox = Sandbox::new().good_report();
    const HEADER: &str = "unit,unit_name,indicator,category,period,value,qualifier,raw,file,sheet,cell\n";
    for path in ["ws", "ws/reports", "ws/reports/bc-2019.csv"] {
        let ran = sandbox.run(&["extract", path]);
        assert!(ran.stdout.starts_with(HEADER), "{}", ran.stdout);
    }
    sandbox.run(&["extract", "."]).code(2).stderr_contains("--workspace");
}

#[test]
fn charts_of_an_earlier_run_are_told_and_left() {
    let sandbox = Sandbox::new().good_report().file("../out/bieu-do/99-cu.svg", "<svg/>");
    sandbox
        .run(&["report", "ws", "--output", "out"])
        .stdout_contains("lần chạy trước")
        .stdout_contains("bieu-do/99-cu.svg");
    assert!(sandbox.files("out").contains(&"bieu-do/99-cu.svg".to_owned()));
}

#[test]
fn a_folder_of_outputs_that_cannot_be_looked_into_is_told() {
    // A file in the place of the folder of copies, which this run needs not.
    let sandbox = Sandbox::new().good_report().file("../out/tra-lai", "");
    sandbox
        .run(&["report", "ws", "--output", "out"])
        .stdout_contains("Không xem được trong thư mục tra-lai có còn tệp của lần chạy trước hay không");
    // That there is none is nothing to tell.
    Sandbox::new().good_report().run(&["report", "ws", "--output", "out"]).stdout_lacks("Không xem được");
}
