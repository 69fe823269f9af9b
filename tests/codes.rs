//! Every code of a finding is raised: by a case of `tests/cases/`, whose findings are held line by line, or here by the
//! program itself. A code that neither raises fails, so that no finding is only promised.

use std::collections::BTreeSet;
use std::fs;

use tongket::domain::Code;

use crate::drawing::{self, Draw, Sheet};
use crate::sandbox::Sandbox;
use crate::wall::package::Xlsx;

/// The codes that the program tells of a workspace.
fn told(sandbox: &Sandbox) -> BTreeSet<String> {
    let ran = sandbox.run(&["check", "ws", "--json"]);
    assert!(!ran.stderr.contains("lỗi: "), "{}", ran.stderr);
    let code = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("an object");
        value["code"].as_str().expect("a code").to_owned()
    };
    ran.stdout.lines().map(code).collect()
}

/// A workspace that raises these codes, among others.
#[track_caller]
fn raises(raised: &mut BTreeSet<String>, sandbox: Sandbox, codes: &[&str]) {
    let told = told(&sandbox);
    for code in codes {
        assert!(told.contains(*code), "{code} is not among {told:?}");
        raised.insert((*code).to_owned());
    }
}

const CATALOGUE: &str = r#"
[[indicators]]
code = "sk"
name = { vi = "Sáng kiến", en = "Initiatives" }
kind = "flow"
measure = "sáng kiến"
integer = true
[[indicators]]
code = "kt"
name = { vi = "Khen thưởng", en = "Awards" }
kind = "flow"
measure = "lượt"
integer = true
[[indicators]]
code = "kn"
name = { vi = "Kết nạp mới", en = "Joined" }
kind = "flow"
measure = "người"
integer = true
[[indicators]]
code = "dv"
name = { vi = "Đoàn viên", en = "Members" }
kind = "stock"
measure = "người"
integer = true
gains = ["kn"]
[[indicators]]
code = "nu"
name = { vi = "Đoàn viên nữ", en = "Women" }
kind = "stock"
measure = "người"
integer = true
part_of = "dv"
[[indicators]]
code = "kp"
name = { vi = "Kinh phí", en = "Money" }
kind = "flow"
measure = "triệu đồng"
[[indicators]]
code = "ty"
name = { vi = "Tỷ lệ nữ", en = "Share of women" }
kind = "rate"
numerator = "nu"
denominator = "dv"
[[indicators]]
code = "diem"
name = { vi = "Điểm hài lòng", en = "Score" }
kind = "rate"
[[rules]]
code = "it"
expect = "kt <= sk"
message = { vi = "Khen thưởng nhiều hơn sáng kiến", en = "More awards than initiatives" }
"#;

const HEADINGS: [&str; 6] = ["Sáng kiến", "Khen thưởng", "Kết nạp mới", "Đoàn viên", "Đoàn viên nữ", "Kinh phí"];
const UNITS: [&str; 6] = ["Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn", "Xã Năm", "Xã Sáu"];

/// A workspace of a district with six communes.
fn district(config: &str) -> Sandbox {
    Sandbox::district("Huyện Gốc", &UNITS, (2016, 2020), CATALOGUE).more("tongket.toml", config)
}

/// One report.
fn with(sandbox: Sandbox, name: &str, title: &str, headings: &[&str], rows: &[(&str, &[&str])]) -> Sandbox {
    let rows: Vec<(&str, Vec<String>)> =
        rows.iter().map(|(unit, cells)| (*unit, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
    sandbox.table(name, title, headings, &rows)
}

/// Values by year, unit and indicator, that grow by a little.
type Values = Vec<Vec<Vec<i64>>>;

fn steady() -> Values {
    let base = |unit: i64, indicator: i64| [1320, 217, 41, 5130, 2210, 365][indicator as usize] * (7 + 2 * unit) / 8;
    let value = |year: i64, unit: i64, indicator: i64| {
        let value = base(unit, indicator);
        value + value * year / 50 + (year * 7 + unit * 3 + indicator) % 3
    };
    let row = |year, unit| (0..6).map(|indicator| value(year, unit, indicator)).collect();
    (0..5).map(|year| (0..6).map(|unit| row(year, unit)).collect()).collect()
}

/// Five yearly reports in which a slip was made.
fn slipped(slip: impl FnOnce(&mut Values)) -> Sandbox {
    let mut values = steady();
    slip(&mut values);
    let mut sandbox = district("");
    for (year, rows) in values.iter().enumerate() {
        let cells = |row: &Vec<i64>| row.iter().map(i64::to_string).collect();
        let rows: Vec<(&str, Vec<String>)> = UNITS.iter().zip(rows).map(|(unit, row)| (*unit, cells(row))).collect();
        let year = 2016 + year;
        sandbox = sandbox.table(&format!("{year}.csv"), &format!("BÁO CÁO NĂM {year}"), &HEADINGS, &rows);
    }
    sandbox
}

fn files(raised: &mut BTreeSet<String>) {
    raises(raised, Sandbox::new(), &["reports-empty"]);
    let page = "<html><table><tr><td>BÁO CÁO NĂM 2019</td></tr><tr><td>Đơn vị</td><td>Sáng kiến cải tiến</td></tr>\
        <tr><td>Xã Tam Hưng</td><td>3</td></tr></table></html>";
    let data = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let broken =
        Xlsx::of(data).sheet("Macro", "", "xlMacrosheet", Some("<macrosheet/>")).sheet("Mất", "", "worksheet", None);
    let text = |rows: &[&[&str]]| rows.iter().map(|row| row.iter().map(|cell| Draw::parse(cell)).collect()).collect();
    let rows = text(&[
        &["BÁO CÁO NĂM 2019", "", "", ""],
        &["TT", "Đơn vị", "Sáng kiến cải tiến", "Ghi chú"],
        &["1", "Thị trấn Kim Bài", "12", "x"],
        &["2", "Xã Tam Hưng", "30", "x"],
    ]);
    let hidden =
        Sheet { name: "A".to_owned(), rows, hidden_rows: vec![3], hidden_columns: vec![3], ..Sheet::default() };
    let list = text(&[
        &["DANH SÁCH NĂM 2019", "", "", "", "", "", ""],
        &["TT", "Họ và tên", "Tuổi nghề", "Sáng kiến cải tiến", "Bậc thợ", "Hệ số", "Mã"],
        &["1", "Nguyễn Văn An", "12", "3", "4", "7", "31"],
        &["2", "Trần Thị Bình", "15", "1", "5", "8", "32"],
        &["3", "Lê Văn Cường", "21", "2", "6", "9", "33"],
    ]);
    let list = Sheet { name: "Sheet1".to_owned(), rows: list, ..Sheet::default() };
    let mut cut = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec();
    cut.extend([0x55; 400]);
    let config =
        "[workspace]\nname = \"A\"\nunit = \"thanh-oai\"\n[term]\nname = \"A\"\nfrom = \"2018-01\"\nto = \"2019-12\"\n";
    let sandbox = Sandbox::new()
        .good_report()
        .file("tongket.toml", config)
        .report_csv("chu.xlsx", "Kính gửi LĐLĐ huyện")
        .bytes("reports/cut.xlsx", &cut)
        .bytes("reports/khoa.xlsx", &crate::bad_input::locked())
        .report_csv("scan.pdf", "%PDF")
        .report_csv("trang.xls", page)
        .bytes("reports/ma.csv", b"X\xE3 A;S\xE1ng ki?n\n1;2\n")
        .bytes("reports/hong.xlsx", &broken.bytes())
        .bytes("reports/an.xlsx", &drawing::xlsx(&[hidden]))
        .bytes("reports/danh-sach.xlsx", &drawing::xlsx(&[list]));
    // Sparse on the disk, as large as it says to whoever reads it.
    fs::File::create(sandbox.path("ws/reports/lon.xlsx")).and_then(|file| file.set_len(1 << 33)).expect("a file");
    let mut codes =
        vec!["file-format", "file-broken", "file-password", "file-skipped", "file-extension", "file-encoding"];
    codes.extend(["sheet-broken", "sheet-other", "rows-hidden", "columns-hidden", "sheet-refused", "file-limit"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(sandbox.path("nowhere"), sandbox.path("ws/reports/mat.xlsx")).expect("a link");
        codes.push("file-unreadable");
    }
    #[cfg(not(unix))]
    raised.insert("file-unreadable".to_owned());
    raises(raised, sandbox, &codes);
}

fn forms(raised: &mut BTreeSet<String>) {
    let recipe = |sheet: &str| {
        format!("[match]\nfile = \"*\"\n[[tables]]\nsheet = \"{sheet}\"\nheader = \"2\"\ndata = \"3-\"\n")
    };
    raises(
        raised,
        Sandbox::new().good_report().file("layouts/a.toml", &recipe("*")).file("layouts/b.toml", &recipe("*")),
        &["recipe-twice"],
    );
    raises(raised, Sandbox::new().good_report().file("layouts/a.toml", &recipe("Biểu 99")), &["recipe-unfit"]);
    let headings = ["Sáng kiến - Awards", "Kết nạp mới", "Kết nạp mới"];
    raises(
        raised,
        with(district(""), "2019.csv", "BÁO CÁO NĂM 2019", &headings, &[("Xã Một", &["1", "2", "3"])]),
        &["heading-languages", "heading-twice"],
    );
}

fn figures(raised: &mut BTreeSet<String>) {
    let all = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let sandbox = with(district(""), "2012.csv", "BÁO CÁO NĂM 2012", &["Sáng kiến"], &[("Xã Một", &["1"])]);
    let sandbox = with(sandbox, "2017.csv", "BÁO CÁO NĂM 2017", &["Sáng kiến"], &[("Xã Một", &["1"])]);
    let sandbox = with(
        sandbox,
        "2019.csv",
        "BÁO CÁO NĂM 2019",
        &HEADINGS,
        &[
            ("Xã Một", &["10", "20", "5", "100", "120", "3"]),
            ("Xã Hai", &["10", "2", "1", "0", "0", "3"]),
            ("Xã Ba", &["99999999999999999999", "", "1", "9", "3", "3"]),
            ("Tổng cộng", &["21", "22", "7", "109", "123", "9"]),
        ],
    );
    let school = |unit: &str| {
        format!(
            "Đơn vị báo cáo: {unit},,,\nBÁO CÁO NĂM 2017,,,\nTT,Đơn vị,Sáng kiến,Kết nạp mới\n1,Trường Tiểu học Kim Đồng,127,16\n"
        )
    };
    let sandbox = sandbox.report_csv("truong-1.csv", &school("Xã Một")).report_csv("truong-2.csv", &school("Xã Hai"));
    let sandbox = with(sandbox, "2019_lan 2.csv", "BÁO CÁO NĂM 2019", &["Sáng kiến"], &[("Xã Hai", &["11"])]);
    let sandbox = with(sandbox, "2018.csv", "BÁO CÁO NĂM 2018", &["Đoàn viên"], &[("Xã Một", &["70"])]);
    raises(
        raised,
        sandbox,
        &[
            "period-outside",
            "rule-broken",
            "rule-unassessed",
            "part-exceeds",
            "stock-unexplained",
            "fact-twice",
            "unit-doubled",
            "total-differs",
            "report-again",
            "report-missing",
            "term-without-data",
            "value-too-large",
            "rate-undefined",
        ],
    );
    // Fractions that are shown as whole numbers.
    let rows =
        vec![("Xã Một", all(&["0.4"])), ("Xã Hai", all(&["0.4"])), ("Xã Ba", all(&["7"])), ("Tổng cộng", all(&["8"]))];
    raises(raised, district("").table("2019.csv", "BÁO CÁO NĂM 2019", &["Kinh phí"], &rows), &["total-rounded"]);
    let own = "Đơn vị báo cáo: Huyện Gốc,\nBÁO CÁO NĂM 2019,\nNội dung,Số lượng\nSáng kiến,50\n";
    let every: Vec<(&str, &[&str])> = UNITS.iter().map(|unit| (*unit, &["3"][..])).collect();
    let sandbox = with(district(""), "2019/xa.csv", "BÁO CÁO NĂM 2019", &["Sáng kiến"], &every);
    raises(raised, sandbox.report_csv("2019/huyen.csv", own), &["own-differs"]);
    let mut sandbox = district("");
    for (quarter, name) in ["I", "II", "III", "IV"].iter().enumerate() {
        let title = format!("BÁO CÁO QUÝ {name} NĂM 2019");
        sandbox = with(sandbox, &format!("q{quarter}.csv"), &title, &["Sáng kiến"], &[("Xã Một", &["10"])]);
    }
    let sandbox = with(sandbox, "nam.csv", "BÁO CÁO NĂM 2019", &["Sáng kiến"], &[("Xã Một", &["45"])]);
    let half = "BÁO CÁO 6 THÁNG ĐẦU NĂM 2019";
    let sandbox = with(sandbox, "nua.csv", half, &["Đoàn viên"], &[("Xã Một", &["45"])]);
    raises(raised, sandbox, &["periods-contradict", "stock-not-closing"]);
}

fn slips(raised: &mut BTreeSet<String>) {
    raises(raised, slipped(|values| values[3][2][0] = values[3][2][0] * 37 / 10), &["value-unusual"]);
    raises(raised, slipped(|values| values[3][2][1] *= 10), &["value-scaled"]);
    // The first commune's awards were 189, 193, 197, 200 and 204: 200 is no such year's, 1.320's digits are.
    raises(
        raised,
        slipped(|values| {
            for (year, value) in [1290, 1300, 1310, 3120, 1330].into_iter().enumerate() {
                values[year][0][0] = value;
            }
        }),
        &["digits-transposed"],
    );
    raises(raised, slipped(|values| (0..6).for_each(|unit| values[2][unit][5] *= 1000)), &["money-scaled"]);
    raises(raised, slipped(|values| values[3].swap(0, 4)), &["rows-swapped"]);
    raises(
        raised,
        slipped(|values| {
            for row in &mut values[2] {
                row.rotate_right(1);
            }
        }),
        &["columns-shifted"],
    );
    raises(raised, slipped(|values| values[2].iter_mut().for_each(|row| row[1] = row[0])), &["column-copied"]);
    raises(raised, slipped(|values| values[4] = values[3].clone()), &["report-resent"]);
}

/// What a person decided about cells.
fn decisions(raised: &mut BTreeSet<String>) {
    let about = |cell: &str, found: &str| {
        format!(
            "[[decisions.cells]]\nfile = \"bc-2019.csv\"\nsheet = \"bc-2019\"\ncell = \"{cell}\"\nfound = \"{found}\"\n\
             decision = \"correct\"\nvalue = 11\nreason = \"gõ nhầm\"\n"
        )
    };
    let config = fs::read_to_string(Sandbox::new().path("ws/tongket.toml")).expect("a configuration");
    let config = format!("{config}{}{}", about("C3", "12"), about("C4", "99"));
    let sandbox = Sandbox::new().good_report().file("tongket.toml", &config);
    raises(raised, sandbox, &["decision-followed", "decision-unfit"]);
}

/// Units that change, terms, targets and scores.
fn terms(raised: &mut BTreeSet<String>) {
    let every: Vec<(&str, &[&str])> = UNITS.iter().map(|unit| (*unit, &["30", "5"][..])).collect();
    let yearly = |mut sandbox: Sandbox| {
        for year in 2016..2021 {
            let title = format!("BÁO CÁO NĂM {year}");
            sandbox = with(sandbox, &format!("{year}.csv"), &title, &["Sáng kiến", "Điểm hài lòng"], &every);
        }
        sandbox
    };
    let scoring = r#"
[scoring]
name = { vi = "Chấm điểm", en = "Score" }
period = "2019"
[[criteria]]
code = "a"
name = { vi = "Sáng kiến", en = "Initiatives" }
indicator = "sk"
method = "target"
points = 60
[[criteria]]
code = "b"
name = { vi = "Khen thưởng", en = "Awards" }
indicator = "kt"
method = "each"
per = 10
points = 1
cap = 5
"#;
    let targets = "indicator,unit,period,target\nsk,goc,2019,100\nsk,x0,2019,10\nsk,x1,2019,10\nsk,x2,2019,10\nsk,x3,2019,10\n\
        sk,x4,2019,10\nsk,x5,2019,10\nkt,x2,2019,5\n";
    let compare = "[compare]\nname = \"Trước\"\nfrom = \"2012-01\"\nto = \"2016-06\"\n";
    let scored = "indicator,unit,period,target\nsk,x0,2019,10\n";
    raises(
        raised,
        yearly(district("")).file("scoring.toml", scoring).file("targets.csv", scored),
        &["score-incomplete", "score-no-target"],
    );
    raises(
        raised,
        yearly(district(compare)).file("targets.csv", targets),
        &["terms-overlap", "targets-differ", "target-unmeasured"],
    );
    let across = "BÁO CÁO TỪ THÁNG 7/2015 ĐẾN THÁNG 6/2016";
    raises(raised, with(district(""), "qua.csv", across, &["Sáng kiến"], &[("Xã Một", &["9"])]), &["period-across"]);
    // In 2018 one commune is split in two, two others become one, and one goes to a second district.
    let config = "[workspace]\nname = \"Tỉnh\"\nunit = \"tinh\"\n[term]\nname = \"2016–2020\"\nfrom = \"2016-01\"\n\
        to = \"2020-12\"\n[perimeter]\nmode = \"successor\"\nas_of = \"2020-12\"\n";
    let units = "code,name,kind,parent,valid_from,valid_to\ntinh,Tỉnh,province,,,\ngoc,Huyện Gốc,district,tinh,,\n\
        moi,Huyện Mới,district,tinh,,\nx0,Xã Một,commune,goc,,2018-06\nx1,Xã Hai,commune,goc,,2018-06\n\
        x2,Xã Ba,commune,goc,,2018-06\nx3,Xã Bốn,commune,moi,2018-07,\nx4,Xã Năm,commune,goc,2018-07,\n\
        x5,Xã Sáu,commune,goc,2018-07,\nx6,Xã Bảy,commune,goc,2018-07,\nx7,Xã Tám,commune,goc,,\n";
    let changes = "date,kind,from,to,share\n2018-07-01,split,x0,x4,\n2018-07-01,split,x0,x5,\n2018-07-01,merge,x1,x6,\n\
        2018-07-01,merge,x2,x6,\n2018-07-01,transfer,x7,moi,\n";
    let mut sandbox = Sandbox::empty().file("tongket.toml", config).file("indicators.toml", CATALOGUE);
    sandbox = sandbox.file("units.csv", units).file("changes.csv", changes);
    for year in 2016..2019 {
        let title = format!("BÁO CÁO NĂM {year}");
        let rows: [(&str, &[&str]); 3] = [("Xã Một", &["30", "5"]), ("Xã Hai", &["31", "6"]), ("Xã Ba", &["32", "7"])];
        sandbox = with(sandbox, &format!("{year}.csv"), &title, &["Sáng kiến", "Điểm hài lòng"], &rows);
        for (file, unit) in [("goc", "Huyện Gốc"), ("moi", "Huyện Mới")] {
            let own = format!("Đơn vị báo cáo: {unit},\n{title},\nNội dung,Số lượng\nSáng kiến,200\n");
            sandbox = sandbox.report_csv(&format!("huyen-{file}-{year}.csv"), &own);
        }
    }
    for year in 2018..2021 {
        let rows: [(&str, &[&str]); 4] =
            [("Xã Năm", &["30", "5"]), ("Xã Sáu", &["31", "6"]), ("Xã Bảy", &["62", "7"]), ("Xã Tám", &["9", "7"])];
        let title = format!("BÁO CÁO NĂM {year}");
        sandbox = with(sandbox, &format!("moi-{year}.csv"), &title, &["Sáng kiến", "Điểm hài lòng"], &rows);
    }
    raises(
        raised,
        sandbox,
        &["split-unshared", "year-taken-over", "perimeter-unmoved", "perimeter-not-added", "moved-within-year"],
    );
}

#[test]
fn every_code_is_raised_by_a_case_or_by_the_program() {
    let mut raised = BTreeSet::new();
    for entry in fs::read_dir(crate::reading::folder()).expect("the cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a case");
        let found = text.split_once("\nfindings:\n").map_or("", |(_, found)| found);
        raised.extend(found.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned));
    }
    files(&mut raised);
    forms(&mut raised);
    figures(&mut raised);
    slips(&mut raised);
    terms(&mut raised);
    decisions(&mut raised);
    let silent: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !raised.contains(*code)).collect();
    assert_eq!(silent, [""; 0], "no test raises these");
}
