//! What a person decides about single cells in `tongket.toml`, and when it lapses.

use calamine::Reader;

use crate::sandbox::{Ran, Sandbox};

/// The first report: Tam Hưng says 40, its total does not fit.
const FIRST: &str = "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,12\n2,Xã Tam Hưng,40\n,Tổng cộng,16\n";

/// A workspace with that report and decisions about cells.
fn deciding(decisions: &str) -> Sandbox {
    let config = std::fs::read_to_string(Sandbox::new().path("ws/tongket.toml")).expect("a configuration");
    Sandbox::new().report_csv("bc-2019.csv", FIRST).file("tongket.toml", &format!("{config}{decisions}"))
}

/// A decision about a cell of the report, with more lines behind it.
fn about(cell: &str, found: &str, rest: &str) -> String {
    format!(
        "[[decisions.cells]]\nfile = \"bc-2019.csv\"\nsheet = \"bc-2019\"\ncell = \"{cell}\"\nfound = \"{found}\"\n{rest}\n"
    )
}

/// The figure of a unit in `summary.csv`.
fn figure(sandbox: &Sandbox, unit: &str) -> Option<String> {
    sandbox.run(&["report", "ws", "--output", "out"]);
    let text = std::fs::read_to_string(sandbox.path("out/summary.csv")).expect("a summary");
    let line = text.lines().find(|line| line.starts_with(&format!("{unit},")) && line.contains(",2019,"))?;
    line.split(',').nth(5).map(str::to_owned)
}

fn check(sandbox: &Sandbox) -> Ran {
    sandbox.run(&["check", "ws"])
}

#[test]
fn a_corrected_cell_counts_for_its_amount_in_figures_and_totals_and_says_so() {
    let sandbox = deciding(&about("C3", "40", "decision = \"correct\"\nvalue = 4\nreason = \"gõ thừa số 0\""));
    check(&sandbox)
        .code(0)
        .stdout_lacks("total-differs")
        .stdout_contains("[decision-followed]")
        .stdout_contains("bc-2019.csv › bc-2019 › C3")
        .stdout_contains("ghi \"40\", dùng 4: gõ thừa số 0");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("4"));
    assert_eq!(figure(&sandbox, "thanh-oai").as_deref(), Some("16"), "the unit above adds up the correction");
    assert_traced(&sandbox, "Sửa tay (báo cáo ghi \"40\"): gõ thừa số 0", "C3");
}

/// That the sources sheet of the summary workbook says this of a cell.
fn assert_traced(sandbox: &Sandbox, origin: &str, cell: &str) {
    let book = std::fs::read(sandbox.path("out/tong-ket.xlsx")).expect("a workbook");
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(book)).expect("a workbook");
    let trace = book.sheet_names().into_iter().find(|name| name.starts_with("Truy vết")).expect("the trace");
    let trace = book.worksheet_range(&trace).expect("a sheet");
    let holds = |row: &[calamine::Data], text: &str| row.contains(&calamine::Data::String(text.to_owned()));
    assert!(trace.rows().any(|row| holds(row, origin) && holds(row, cell)), "{trace:?}");
}

#[test]
fn an_ignored_cell_counts_for_nothing() {
    let sandbox = deciding(&about("C3", "40", "decision = \"ignore\"\nreason = \"không phải số của xã\""));
    check(&sandbox).stdout_contains("ghi \"40\", không dùng: không phải số của xã");
    assert_eq!(figure(&sandbox, "tam-hung"), None);
    assert_eq!(figure(&sandbox, "thanh-oai").as_deref(), Some("12"));
    assert_traced(&sandbox, "Bỏ, không tính (báo cáo ghi \"40\"): không phải số của xã", "C3");
}

#[test]
fn an_accepted_cell_stands_and_what_spoke_against_it_is_settled() {
    check(&deciding("")).code(1).stdout_contains("[total-differs]").stdout_contains("C4");
    let sandbox = deciding(&about("C4", "16", "decision = \"accept\"\nreason = \"tổng chỉ tính thị trấn\""));
    check(&sandbox).code(0).stdout_lacks("[total-differs]").stdout_contains("ghi \"16\", giữ nguyên");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("40"), "accepting changes no value");
    assert_traced(&sandbox, "Báo cáo gốc, người tổng hợp giữ nguyên: tổng chỉ tính thị trấn", "C4");
}

#[test]
fn a_cell_that_cannot_be_read_is_given_a_number() {
    let sandbox = deciding(&about("C2", "mười hai", "decision = \"correct\"\nvalue = 12\nreason = \"đã hỏi\""))
        .report_csv("bc-2019.csv", &FIRST.replace("Bài,12", "Bài,mười hai"));
    check(&sandbox).stdout_lacks("cell-not-number");
    assert_eq!(figure(&sandbox, "kim-bai").as_deref(), Some("12"));
}

#[test]
fn a_blank_cell_is_given_a_number() {
    let sandbox = deciding(&about("C2", "", "decision = \"correct\"\nvalue = 12\nreason = \"báo qua điện thoại\""))
        .report_csv("bc-2019.csv", &FIRST.replace("Bài,12", "Bài,"));
    check(&sandbox).stdout_contains("ghi \"\", dùng 12").stdout_lacks("decision-unfit");
    assert_eq!(figure(&sandbox, "kim-bai").as_deref(), Some("12"));
}

#[test]
fn a_corrected_resubmission_is_not_overridden_by_an_old_decision() {
    let decision = about("C3", "40", "decision = \"correct\"\nvalue = 4\nreason = \"gõ thừa số 0\"");
    let sandbox = deciding(&decision).report_csv("bc-2019.csv", &FIRST.replace(",40", ",5").replace(",16", ",17"));
    check(&sandbox)
        .stdout_contains("[decision-unfit]")
        .stdout_contains("ô ghi \"40\", nay ghi \"5\"")
        .stdout_lacks("decision-followed");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("5"));
}

#[test]
fn a_decision_with_the_files_hash_lapses_with_the_file() {
    let rest = |hash: &str| format!("hash = \"{hash}\"\ndecision = \"correct\"\nvalue = 4\nreason = \"gõ thừa\"");
    let sandbox = deciding(&about("C3", "40", &rest("00000000")));
    let told = check(&sandbox).stdout_contains("[decision-unfit]").stdout_contains("tệp đã khác").stdout;
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("40"));
    let hash = told.split("hash = \"").nth(1).and_then(|rest| rest.get(..8)).expect("the hash to write");
    let sandbox = deciding(&about("C3", "40", &rest(hash)));
    check(&sandbox).stdout_lacks("decision-unfit");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("4"));
}

#[test]
fn a_decision_about_what_is_not_there_is_told() {
    let rest = "decision = \"ignore\"\nreason = \"thử\"";
    check(&deciding(&about("B3", "Xã Tam Hưng", rest))).stdout_contains("không đọc số liệu nào từ ô này");
    check(&deciding(&about("C3", "40", rest).replace("bc-2019.csv", "khac.csv"))).stdout_contains("không còn tệp này");
    check(&deciding(&about("C3", "40", rest).replace("\"bc-2019\"", "\"Biểu 2\"")))
        .stdout_contains("không có trang tính này");
}

/// Two reports of one year that disagree about Tam Hưng.
fn disputed(decisions: &str) -> Sandbox {
    deciding(decisions)
        .report_csv("bc-2019.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,40\n")
        .report_csv("bc-2019_lan 2.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,44\n")
}

#[test]
fn a_conflict_is_settled_by_accepting_the_later_report_or_ignoring_its_cell() {
    check(&disputed("")).stdout_contains("[fact-twice]");
    let later = |rest: &str| {
        about("C2", "44", rest)
            .replace("\"bc-2019.csv\"", "\"bc-2019_lan 2.csv\"")
            .replace("\"bc-2019\"", "\"bc-2019_lan 2\"")
    };
    let sandbox = disputed(&later("decision = \"accept\""));
    check(&sandbox).stdout_lacks("[fact-twice]");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("44"));
    let sandbox = disputed(&later("decision = \"ignore\"\nreason = \"bản gửi nhầm\""));
    check(&sandbox).stdout_lacks("[fact-twice]");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("40"));
    // What comes later still is news, and disputes again.
    let sandbox = disputed(&later("decision = \"accept\""))
        .report_csv("bc-2019_lan 3.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,45\n");
    check(&sandbox).stdout_contains("[fact-twice]");
    assert_eq!(figure(&sandbox, "tam-hung").as_deref(), Some("45"));
}

#[test]
fn the_lines_to_paste_are_refused_until_a_person_has_decided_and_then_hold() {
    let sandbox = deciding("");
    let lines = sandbox.run(&["check", "ws", "--decisions"]).code(1).stdout;
    for part in ["# lỗi[total-differs]", "cell = \"C4\"", "found = \"16\"", "hash = \"", "decision = \"?\""] {
        assert!(lines.contains(part), "{part}: {lines}");
    }
    check(&deciding(&lines)).code(2).stderr_contains("`?` không phải một trong: accept").stderr_contains("reason");
    let decided = lines.replace("\"?\"", "\"accept\"").replace("reason = \"\"", "reason = \"đã hỏi\"");
    check(&deciding(&decided)).code(0).stdout_contains("[decision-followed]");
}

#[test]
fn wrong_decisions_are_faults_with_their_lines() {
    let wrong = [
        about("c3", "40", "decision = \"accept\""),
        about("C3", "40", "decision = \"correct\"\nreason = \"a\""),
        about("C3", "40", "decision = \"ignore\""),
        about("C2", "12", "decision = \"accept\"\nvalue = 3\nhash = \"xyz\""),
        about("C4", "16", "decision = \"accept\""),
        about("C4", "16", "decision = \"accept\""),
    ];
    check(&deciding(&wrong.concat()))
        .code(2)
        .stderr_contains("`c3` không phải ô")
        .stderr_contains("thêm `value = 1205`")
        .stderr_contains("thêm `reason = \"…\"`")
        .stderr_contains("chỉ quyết định `correct` mới có `value`")
        .stderr_contains("`xyz` không phải phần đầu mã SHA-256")
        .stderr_contains("ô này đã có quyết định ở dòng");
}
