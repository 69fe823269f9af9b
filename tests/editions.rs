//! Editions: figures as published are kept whole or not at all, never overwritten, and what changed since is told figure
//! by figure with the cells behind it.

use crate::sandbox::Sandbox;

/// Two years of two communes.
fn workspace() -> Sandbox {
    Sandbox::new().good_report().report_csv(
        "bc-2018.csv",
        "SÁNG KIẾN NĂM 2018,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,10\n2,Xã Tam Hưng,20\n",
    )
}

fn frozen() -> Sandbox {
    let sandbox = workspace();
    sandbox.run(&["freeze", "ws", "đại hội"]).code(0).stdout_contains("Đã chốt 9 số tổng hợp và 4 số liệu gốc vào");
    sandbox
}

/// The same workspace with other words in the report of 2019.
fn resent(sandbox: Sandbox) -> Sandbox {
    sandbox.report_csv(
        "bc-2019.csv",
        "BÁO CÁO SÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,12\n2,Xã Tam Hưng,45\n",
    )
}

#[test]
fn an_edition_keeps_figures_observations_units_and_hashes_and_nothing_else_is_touched() {
    let sandbox = workspace();
    let before = sandbox.files("ws");
    sandbox.run(&["chot", "ws", "dai-hoi"]).code(0);
    let added: Vec<String> = sandbox.files("ws").into_iter().filter(|file| !before.contains(file)).collect();
    assert_eq!(
        added,
        ["edition.json", "figures.csv", "observations.csv", "units.csv"].map(|name| format!("editions/dai-hoi/{name}"))
    );
    let text =
        |name: &str| std::fs::read_to_string(sandbox.path(&format!("ws/editions/dai-hoi/{name}"))).expect("a file");
    let manifest: serde_json::Value = serde_json::from_str(&text("edition.json")).expect("JSON");
    let inputs: Vec<&str> =
        manifest["inputs"].as_array().expect("inputs").iter().filter_map(|input| input["path"].as_str()).collect();
    assert_eq!(inputs, ["indicators.toml", "reports/bc-2018.csv", "reports/bc-2019.csv", "tongket.toml", "units.csv"]);
    assert!(
        manifest["inputs"]
            .as_array()
            .expect("inputs")
            .iter()
            .all(|input| input["sha256"].as_str().map(str::len) == Some(64))
    );
    assert!(
        text("figures.csv")
            .contains("thanh-oai,,LĐLĐ huyện Thanh Oai,improvements,,2019,42,,children,2,2,0,false,false")
    );
    assert!(text("observations.csv").contains("tam-hung,,improvements,,2019,value,30,,false,30,bc-2019.csv"));
    // The same figures make the same edition, but for its name.
    sandbox.run(&["freeze", "ws", "lan-2"]).code(0);
    for name in ["figures.csv", "observations.csv", "units.csv"] {
        let second = std::fs::read_to_string(sandbox.path(&format!("ws/editions/lan-2/{name}"))).expect("a file");
        assert_eq!(text(name), second, "{name}");
    }
}

#[test]
fn an_edition_is_never_overwritten_and_its_name_is_one_folder() {
    let sandbox = frozen();
    let kept = sandbox.files("ws");
    sandbox.run(&["freeze", "ws", "đại hội"]).code(2).stderr_contains("đã có bản chốt `đại hội`");
    sandbox.run(&["freeze", "ws", "ĐẠI HỘI"]).code(2).stderr_contains("không ghi đè");
    for name in ["../ngoài", "a/b", "..", "", "a\\b", ".ẩn"] {
        sandbox.run(&["freeze", "ws", name]).code(2).stderr_contains("không dùng làm tên bản chốt được");
    }
    assert_eq!(sandbox.files("ws"), kept);
    // Nothing to freeze is nothing frozen.
    let empty = Sandbox::new();
    empty.run(&["freeze", "ws", "a"]).code(1).stderr_contains("reports-empty");
    assert!(!empty.path("ws/editions").exists());
}

#[test]
fn nothing_changed_is_said() {
    let sandbox = frozen();
    sandbox.run(&["diff", "ws", "đại hội"]).code(0).stdout_contains("Không có gì thay đổi so với bản chốt `đại hội`");
    sandbox.run(&["diff", "ws", "đại hội", "--json"]).code(0).stdout_lacks("{");
    let csv = sandbox.run(&["so-sanh", "ws", "đại hội", "--format", "csv"]).code(0).stdout;
    assert_eq!(csv.lines().count(), 1, "{csv}");
    assert!(csv.starts_with("change,unit,unit_name,indicator,category,period,before,after,difference,"), "{csv}");
}

#[test]
fn a_changed_cell_shows_under_every_figure_that_it_changed() {
    let sandbox = resent(frozen());
    let ran = sandbox
        .run(&["diff", "ws", "đại hội"])
        .code(0)
        .stdout_contains("4 số thay đổi, 0 số mới, 0 số không còn, 0 số giữ nguyên")
        .stdout_contains("LĐLĐ huyện Thanh Oai › Sáng kiến cải tiến › 2019: 42 → 57 (+15)")
        .stdout_contains("Xã Tam Hưng › Sáng kiến cải tiến › 2018-01..2019-12: 50 → 65 (+15)")
        .stdout_contains("bc-2019.csv › bc-2019 › C4: 30 → 45\n")
        .stdout_contains("bc-2019.csv › bc-2019 › C4: 30 → 45  (tam-hung)\n")
        .stdout_contains("bc-2019.csv › bc-2019 › C4: 30 → 45  (tam-hung, 2019)\n")
        .stdout_contains("thay đổi   reports/bc-2019.csv");
    assert!(!ran.stdout.contains("Kim Bài"), "{}", ran.stdout);
    let english = sandbox.run(&["diff", "ws", "đại hội", "--lang", "en"]).code(0).stdout;
    assert!(english.contains("4 figures changed") && english.contains("changed  bc-2019.csv"), "{english}");
    let json = sandbox.run(&["diff", "ws", "đại hội", "--json"]).stdout;
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!((lines[0]["type"].as_str(), lines[4]["type"].as_str()), (Some("figure"), Some("input")));
    assert_eq!(lines[0]["difference"].as_str(), Some("15"));
    assert_eq!(lines[0]["cells"][0]["before"]["raw"].as_str(), Some("30"));
    assert_eq!(lines[0]["cells"][0]["after"]["cell"].as_str(), Some("C4"));
    let csv = sandbox.run(&["diff", "ws", "đại hội", "--format", "csv"]).stdout;
    let row = "changed,thanh-oai,LĐLĐ huyện Thanh Oai,improvements,,2019,42,57,15,,,children,children,0,0,changed,tam-hung,bc-2019.csv,bc-2019,C4,30,45";
    assert!(csv.lines().any(|line| line == row), "{csv}");
}

#[test]
fn new_and_gone_reports_make_figures_new_gone_or_less_complete() {
    let sandbox = frozen();
    std::fs::remove_file(sandbox.path("ws/reports/bc-2018.csv")).expect("removed");
    sandbox
        .run(&["diff", "ws", "đại hội"])
        .stdout_contains("3 số thay đổi, 0 số mới, 3 số không còn")
        .stdout_contains("Xã Tam Hưng › Sáng kiến cải tiến › 2018: 20 → không có")
        .stdout_contains("không còn  bc-2018.csv › bc-2018 › C4: 20 → không có")
        .stdout_contains("không còn  reports/bc-2018.csv");
    let sandbox = frozen().report_csv(
        "a-2018.csv",
        "ĐƠN VỊ KHÁC,,\nSÁNG KIẾN NĂM 2018,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,10\n2,Xã Tam Hưng,25\n",
    );
    sandbox.run(&["diff", "ws", "đại hội"]).code(1).stdout_contains("mới        reports/a-2018.csv");
}

#[test]
fn a_cell_that_only_moved_changes_no_figure() {
    let sandbox = frozen().report_csv(
        "bc-2019.csv",
        "ỦY BAN NHÂN DÂN,,\nBÁO CÁO SÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,12\n2,Xã Tam Hưng,30\n",
    );
    sandbox
        .run(&["diff", "ws", "đại hội"])
        .code(0)
        .stdout_contains("0 số thay đổi, 0 số mới, 0 số không còn, 0 số giữ nguyên")
        .stdout_contains("thay đổi   reports/bc-2019.csv");
}

#[test]
fn a_change_of_configuration_is_told_as_such() {
    let units = "code,name,kind,parent\nthanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
                 kim-bai,Thị trấn Kim Bài,commune,thanh-oai\ntam-hung,Xã Tam Hưng,commune,thanh-oai\n\
                 cao-vien,Xã Cao Viên,commune,thanh-oai\n";
    frozen()
        .file("units.csv", units)
        .run(&["diff", "ws", "đại hội"])
        .stdout_contains("0 số thay đổi, 0 số mới, 0 số không còn, 3 số giữ nguyên")
        .stdout_contains("[cộng 2/2 đơn vị trực thuộc → cộng 2/3 đơn vị trực thuộc, thiếu 1 báo cáo năm]")
        .stdout_contains("không có ô nào khác")
        .stdout_contains("thay đổi   units.csv");
}

#[test]
fn an_edition_that_is_not_there_or_was_changed_by_hand_is_refused() {
    let sandbox = frozen();
    sandbox
        .run(&["diff", "ws", "dai hoi"])
        .code(2)
        .stderr_contains("không có bản chốt `dai hoi`")
        .stderr_contains("`đại hội`");
    workspace().run(&["diff", "ws", "a"]).code(2).stderr_contains("chưa có bản chốt nào");
    let path = "editions/đại hội/figures.csv";
    let text = std::fs::read_to_string(sandbox.path("ws").join(path)).expect("a file").replace(",42,", ",43,");
    sandbox
        .file(path, &text)
        .run(&["diff", "ws", "đại hội"])
        .code(2)
        .stderr_contains("đã bị sửa hoặc hỏng sau khi chốt");
}

#[test]
fn a_changed_cell_of_a_unit_that_moved_shows_under_whom_it_moved_to() {
    let report = |sandbox: Sandbox, year: &str, count: &str| {
        let text = format!("SÁNG KIẾN NĂM {year},,\nTT,Đơn vị,Sáng kiến cải tiến\n1,CĐCS Công ty Mây,{count}\n");
        sandbox.report_csv(&format!("may-{year}.csv"), &text)
    };
    let sandbox = Sandbox::new()
        .file(
            "units.csv",
            "code,name,kind,parent\n\
             thanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
             kim-bai,Thị trấn Kim Bài,commune,thanh-oai\n\
             tam-hung,Xã Tam Hưng,commune,thanh-oai\n\
             may,CĐCS Công ty Mây,grassroots,kim-bai\n",
        )
        .file("changes.csv", "date,kind,from,to,share\n2019-01-01,transfer,may,tam-hung,\n");
    let sandbox = report(report(sandbox, "2018", "5"), "2019", "6");
    sandbox.run(&["freeze", "ws", "đại hội"]).code(0);
    let sandbox = report(sandbox, "2019", "7");
    sandbox.run(&["diff", "ws", "đại hội"]).code(0).stdout_contains(
        "Xã Tam Hưng › Sáng kiến cải tiến › 2019: 6 → 7 (+1)\n    sửa        may-2019.csv › may-2019 › C3: 6 → 7  (may)\n",
    );
}

/// Makes a report that lies there and cannot be read, for as long as what comes back lives.
#[cfg(windows)]
fn unreadable(sandbox: &Sandbox, name: &str) -> std::fs::File {
    use std::os::windows::fs::OpenOptionsExt;
    let path = sandbox.path("ws/reports").join(name);
    std::fs::write(&path, "held by another program").expect("a file");
    std::fs::OpenOptions::new().read(true).share_mode(0).open(path).expect("held")
}

/// The same: a file of the system whose first byte nobody can read, whoever they are.
#[cfg(target_os = "linux")]
fn unreadable(sandbox: &Sandbox, name: &str) -> std::path::PathBuf {
    let path = sandbox.path("ws/reports").join(name);
    std::os::unix::fs::symlink("/proc/self/mem", &path).expect("a link");
    path
}

#[test]
#[cfg(any(windows, target_os = "linux"))]
fn a_report_that_cannot_be_read_is_named_and_never_passes_for_unchanged() {
    let sandbox = workspace();
    let held = unreadable(&sandbox, "dang-mo.csv");
    sandbox
        .run(&["freeze", "ws", "lan-1"])
        .code(1)
        .stdout_contains("Đã chốt 9 số tổng hợp")
        .stderr_contains("file-unreadable")
        .stderr_contains("Bản chốt không có dấu vết của 1 tệp không mở được")
        .stderr_contains("reports/dang-mo.csv");
    let manifest = std::fs::read_to_string(sandbox.path("ws/editions/lan-1/edition.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs").iter();
    let unread: Vec<&str> = inputs.filter(|one| one["sha256"] == "").filter_map(|one| one["path"].as_str()).collect();
    assert_eq!(unread, ["reports/dang-mo.csv"]);
    // It still cannot be read: whether it is as it was nobody knows.
    sandbox.run(&["diff", "ws", "lan-1"]).stdout_contains("không rõ   reports/dang-mo.csv");
    // Now it can, and has other bytes than nobody knows which.
    drop(held);
    std::fs::remove_file(sandbox.path("ws/reports/dang-mo.csv")).expect("removed");
    let sandbox = sandbox.report_csv("dang-mo.csv", "ghi chú\n");
    sandbox
        .run(&["diff", "ws", "lan-1"])
        .stdout_contains("0 số thay đổi")
        .stdout_contains("không rõ   reports/dang-mo.csv");
    let json = sandbox.run(&["diff", "ws", "lan-1", "--json"]).stdout;
    assert!(json.contains(r#""change":"unknown""#), "{json}");
}
