//! A workspace is checked as a whole: every fault is told at once, with file, line, key and what to write instead.

use crate::sandbox::Sandbox;

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let sandbox = Sandbox::empty()
        .file(
            "tongket.toml",
            r#"[workspace]
name = "LĐLĐ huyện"
unit = "thanh-oay"
langauge = "vi"
year_starts = 13
[term]
from = "2021-07"
to = "2016-06"
[perimeter]
mode = "successors"
"#,
        )
        .file(
            "indicators.toml",
            r#"[breakdowns.level]
name = { vi = "Cấp" }
categories = [
  { code = "base", name = { vi = "Cấp cơ sở" } },
  { code = "base", name = { vi = "Cấp CƠ SỞ" } },
]
[[indicators]]
code = "improvements"
name = { vi = "Sáng kiến" }
kind = "flux"
measure = "sáng kiến"
breakdown = "levels"
[[indicators]]
code = "members"
name = { vi = "sáng  kiến" }
kind = "stock"
part_of = "members_women"
[[indicators]]
code = "members_women"
name = { vi = "Nữ", fr = "Femmes" }
kind = "stock"
measure = "người"
part_of = "members"
integer = "yes"
[[indicators]]
code = "women_share"
name = { vi = "Tỷ lệ nữ" }
kind = "rate"
numerator = "members_women"
[[rules]]
code = "r"
expect = ""
message = { vi = "…" }
"#,
        )
        .file(
            "units.csv",
            "code,name,kind,parrent,parent,valid_from,valid_to\n\
             thanh-oai,LĐLĐ huyện,district,,,,\n\
             kim-bai,Kim Bài,comune,,thanh-oai,,\n\
             kim-bai,Kim Bài 2,commune,,thanh-oai,,\n\
             tam-hung,Tam Hưng,commune,,thanh-oia,2020-01,2019-12\n\
             cao-vien,,commune,,,31/12/2019,\n",
        )
        .file("changes.csv", "date,kind,from,to\n2019-01-01,merge,kim-bai,nowhere\n")
        .file("targets.csv", "indicator;unit;target\nmembers;thanh-oai;1.000.000\n");
    let ran = sandbox.run(&["check", "ws"]).code(2);
    for place in [
        "tongket.toml:3  workspace.unit: không có `thanh-oay`",
        "tongket.toml:4  workspace.langauge: không có khóa",
        "tongket.toml:5  workspace.year_starts: `13` nằm ngoài khoảng từ 1 đến 12",
        "tongket.toml:8  term.to: kết thúc (2016-06) trước khi bắt đầu (2021-07)",
        "tongket.toml:10  perimeter.mode: `successors`",
        "indicators.toml:5  breakdowns.level.categories.base.code: mã `base` đã dùng",
        "indicators.toml:5  breakdowns.level.categories.base.name: tên `Cấp CƠ SỞ` đã thuộc về `base`",
        "indicators.toml:10  indicators.improvements.kind: `flux`",
        "indicators.toml:12  indicators.improvements.breakdown: không có `levels`",
        "indicators.toml:13  indicators.members.measure: thiếu khóa",
        "indicators.toml:15  indicators.members.name: tên `sáng  kiến` đã thuộc về `improvements`",
        "indicators.toml:17  indicators.members.part_of: quay vòng: members → members_women → members",
        "indicators.toml:20  indicators.members_women.name.fr: không có khóa",
        "indicators.toml:24  indicators.members_women.integer: giá trị không đúng kiểu",
        "indicators.toml:29  indicators.women_share.denominator: tỷ lệ phải có cả",
        "indicators.toml:32  rules.r.expect: giá trị để trống",
        "units.csv:1  parrent: không có cột `parrent`",
        "units.csv:3  kind: `comune`",
        "units.csv:4  code: mã `kim-bai` đã ở dòng 3",
        "units.csv:5  parent: không có `thanh-oia`",
        "units.csv:5  valid_to: kết thúc (2019-12) trước khi bắt đầu (2020-01)",
        "units.csv:6  name: ô bắt buộc để trống",
        "units.csv:6  parent: `cao-vien` không có đơn vị cấp trên",
        "units.csv:6  valid_from: `31/12/2019`",
        "changes.csv:2  to: không có `nowhere`",
        "targets.csv:1  period: thiếu cột",
        "targets.csv:2  target: `1.000.000`",
    ] {
        assert!(ran.stderr.contains(place), "no {place:?} in\n{}", ran.stderr);
    }
    let told = ran.stderr.lines().filter(|line| line.trim_start().starts_with("gợi ý: ")).count();
    assert_eq!(told, 27, "one hint a fault, and no fault beside those planted\n{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    for hint in
        ["viết `language`", "viết `thanh-oai`", "viết `flow`", "viết `level`", "viết `commune`", "viết `parent`"]
    {
        assert!(ran.stderr.contains(hint), "no {hint:?} in\n{}", ran.stderr);
    }
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one_in_the_language_of_the_file() {
    let text = "[workspace]\nname = \"A\"\nunit = \"thanh-oai\"\nlanguage = \"en\"\nyear_start = 12\n[term]\nfrom = \"2018-01\"\nto = \"2019-12\"\n";
    Sandbox::new()
        .file("tongket.toml", text)
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("tongket.toml:5  workspace.year_start: there is no key `year_start`")
        .stderr_contains("hint: write `year_starts`, or remove the line");
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line_beside_the_faults_of_the_others() {
    Sandbox::new()
        .file("indicators.toml", "[[indicators]]\ncode = \"a\"\nname = sáng kiến\n")
        .file("units.csv", "code,name,kind\nthanh-oai,LĐLĐ,district\n")
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("indicators.toml:3: sai cú pháp TOML")
        .stderr_contains("units.csv:1  parent: thiếu cột");
}

#[test]
fn a_registry_saved_by_excel_is_read_with_its_mark_semicolons_and_blank_lines() {
    let sandbox = Sandbox::new().file(
        "units.csv",
        "\u{feff}code;name;kind;parent;aliases\r\n\
         thanh-oai;LĐLĐ huyện Thanh Oai;district;;\r\n\r\n\
         kim-bai;Thị trấn Kim Bài;commune;thanh-oai;\"TT Kim Bài; Kim Bài\"\r\n\
         tam-hung;Xã Tam Hưng;commune;thanh-oai;Kim Bài\r\n",
    );
    sandbox
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("units.csv:5  aliases: tên `Kim Bài` đã thuộc về `kim-bai`")
        .stderr_contains("có 1 chỗ cần sửa");
}

#[test]
fn a_table_that_is_not_utf8_is_told_with_its_first_bad_line() {
    Sandbox::new()
        .bytes("units.csv", b"code,name,kind,parent\nthanh-oai,L\xd0L\xd0,district,\n")
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("units.csv:2: tệp không phải văn bản UTF-8")
        .stderr_contains("CSV UTF-8");
}

#[test]
fn two_units_may_share_a_code_and_a_name_when_they_never_lived_together() {
    let units = |end: &str| {
        format!(
            "code,name,kind,parent,valid_from,valid_to,aliases\n\
             thanh-oai,LĐLĐ,district,,,,\n\
             vinh-long,Vĩnh Long,province,thanh-oai,,{end},VL\n\
             vinh-long,Vĩnh Long,province,thanh-oai,2019-07,,VL\n"
        )
    };
    Sandbox::new().file("units.csv", &units("2019-06")).run(&["check", "ws"]).code(1).stderr_lacks("units.csv");
    Sandbox::new()
        .file("units.csv", &units("2019-07"))
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("units.csv:4  code: mã `vinh-long` đã ở dòng 3")
        .stderr_contains("units.csv:4  aliases: tên `VL` đã thuộc về `vinh-long`");
}

const LINEAGE: &str = "code,name,kind,parent,valid_from,valid_to\n\
    thanh-oai,LĐLĐ,district,,,\n\
    a,Xã A,commune,thanh-oai,,2018-12\n\
    b,Xã B,commune,thanh-oai,,\n\
    c,Xã C,commune,thanh-oai,2019-01,\n\
    d,Xã D,commune,thanh-oai,2019-03,\n";

#[test]
fn changes_have_no_gap_no_circle_and_shares_that_make_one() {
    let faults = |changes: &str| {
        let sandbox = Sandbox::new().file("units.csv", LINEAGE);
        sandbox.file("changes.csv", &format!("date,kind,from,to,share\n{changes}")).run(&["check", "ws"])
    };
    faults("2019-01-01,split,a,b,0.4\n2019-01-01,split,a,c,0.6\n").code(1);
    faults("2019-01,merge,a,c,\n").code(1);
    faults("2019-01-01,split,a,b,0.4\n2019-01-01,split,a,c,0.5\n")
        .code(2)
        .stderr_contains("changes.csv:2  share: các phần tách từ `a` cộng lại được 0.9");
    faults("2019-01-01,split,a,b,0.4\n2019-01-01,split,a,c,\n").code(2).stderr_contains("cộng lại được 0.4");
    faults("2019-01-01,split,a,b,40%\n").code(2).stderr_contains("changes.csv:2  share: `40%`");
    faults("2019-01-01,merge,a,c,0.5\n").code(2).stderr_contains("tỷ lệ chỉ dùng cho việc chia tách");
    faults("2019-01-01,merge,a,d,\n").code(2).stderr_contains("changes.csv:2  to: `d` bắt đầu ở 2019-03");
    faults("2019-01-01,merge,b,c,\n").code(2).stderr_contains("changes.csv:2  from: `b` phải kết thúc ở 2018-12");
    faults("2019-03-01,merge,a,c,\n").code(2).stderr_contains("changes.csv:2  from: `a` phải kết thúc ở 2019-02");
    faults("2019-01-01,split,c,b,\n2019-02-01,split,b,c,\n").code(2).stderr_contains("quay vòng: b → c → b");
    faults("2019-13-01,merge,a,c,\n").code(2).stderr_contains("changes.csv:2  date: `2019-13-01`");
    faults("2019-01-01,join,a,c,\n").code(2).stderr_contains("merge, split, rename, transfer");
}

#[test]
fn targets_name_what_exists_in_plain_numbers() {
    let run = |rows: &str| {
        let header = "indicator,category,unit,period,comparator,target\n";
        Sandbox::new().file("targets.csv", &format!("{header}{rows}")).run(&["check", "ws"])
    };
    run("improvements,,kim-bai,2019,,4561\nimprovements,,thanh-oai,2019-H1,<=,12\n").code(1);
    run("improvement,,kim-bai,2019,,1\n").code(2).stderr_contains("viết `improvements`");
    run("improvements,base,kim-bai,2019,,1\n")
        .code(2)
        .stderr_contains("targets.csv:2  category: chỉ tiêu `improvements` không có phân tổ, nên không có `base`");
    run("improvements,,kim-bay,2019,,1\n").code(2).stderr_contains("viết `kim-bai`");
    run("improvements,,kim-bai,năm 2019,,1\n").code(2).stderr_contains("targets.csv:2  period: `năm 2019`");
    run("improvements,,kim-bai,2019,=>,1\n").code(2).stderr_contains(">=, <=, =");
    run("improvements,,kim-bai,2019,,4.561\n").code(2).stderr_contains("viết số nguyên không có dấu phân cách: 4561");
    run("improvements,,kim-bai,2019,,1\nimprovements,,kim-bai,2019,,2\n").code(2).stderr_contains("targets.csv:3");
}

#[test]
fn a_unit_is_not_its_own_ancestor_and_there_is_one_root() {
    let run =
        |rows: &str| Sandbox::new().file("units.csv", &format!("code,name,kind,parent\n{rows}")).run(&["check", "ws"]);
    run("thanh-oai,A,district,b\nb,B,commune,c\nc,C,commune,thanh-oai\n")
        .code(2)
        .stderr_contains("units.csv:2  parent: quay vòng: thanh-oai → b → c → thanh-oai")
        .stderr_contains("units.csv  parent: không có đơn vị gốc");
    run("thanh-oai,A,district,\nb,B,commune,\n").code(2).stderr_contains("`b` không có đơn vị cấp trên");
    run("thanh-oai,A,district,thanh-oai\n").code(2).stderr_contains("trỏ về chính nó");
}

#[test]
fn a_workspace_that_lacks_files_names_them_all() {
    Sandbox::empty()
        .file("tongket.toml", "[workspace]\nname = \"A\"\n")
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("tongket.toml:1  workspace.unit: thiếu khóa")
        .stderr_contains("tongket.toml  term: thiếu phần bắt buộc")
        .stderr_contains("indicators.toml: hồ sơ thiếu tệp này")
        .stderr_contains("units.csv: hồ sơ thiếu tệp này");
}

/// A valid workspace whose `tongket.toml` ends in these lines.
fn deciding(lines: &str) -> Sandbox {
    Sandbox::new().more("tongket.toml", lines)
}

#[test]
fn decisions_that_name_what_is_not_there_are_faults() {
    let ran = deciding(
        "[decisions.units]\n\"Kim Bài A\" = \"kim-bay\"\n\"KB\" = \"kim-bai\"\n\"kb\" = \"tam-hung\"\n\
         \"Xã Tam Hưng\" = \"kim-bai\"\n\"Trường A\" = \"kim-bai/Truong A\"\n\"5\" = 5\n\
         [decisions.units.kim-bay]\n\"A\" = \"tam-hung\"\n[decisions.names]\n\"A\" = \"tam-hung\"\n",
    )
    .run(&["check", "ws"])
    .code(2);
    for place in [
        "tongket.toml:10  decisions.units.\"Kim Bài A\": không có `kim-bay`",
        "tongket.toml:12  decisions.units.\"kb\": tên `kb` đã thuộc về `kim-bai`",
        "tongket.toml:13  decisions.units.\"Xã Tam Hưng\": tên `Xã Tam Hưng` đã thuộc về `tam-hung`",
        "tongket.toml:14  decisions.units.\"Trường A\": không có `kim-bai/Truong A`",
        "tongket.toml:15  decisions.units.5: giá trị không đúng kiểu",
        "tongket.toml:17  decisions.units.kim-bay.\"A\": không có `kim-bay`",
        "tongket.toml:18  decisions.names: không có khóa `names`",
    ] {
        assert!(ran.stderr.contains(place), "no {place:?} in\n{}", ran.stderr);
    }
}

#[test]
fn a_decided_name_means_its_unit_in_every_file_and_only_under_its_parent_where_it_says_so() {
    let ran = deciding(
        "[decisions.units]\n\"TH\" = \"tam-hung\"\n\"Cty May A\" = \"kim-bai/cong-ty-may-a\"\n\
         [decisions.units.tam-hung]\n\"Tổ 1\" = \"tam-hung/to-mot\"\n",
    )
    .report_csv("bc-2018.csv", "SÁNG KIẾN NĂM 2018,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,TH,5\n2,cty may A,6\n")
    .report_csv(
        "bc-2019.csv",
        "Đơn vị báo cáo: Xã Tam Hưng,,\nSÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Tổ 1,7\n2,Công ty may A,8\n",
    )
    .report_csv(
        "bd-2019.csv",
        "Đơn vị báo cáo: Thị trấn Kim Bài,,\nSÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Tổ 1,9\n2,Công ty may A,8\n",
    )
    .run(&["extract", "ws"]);
    for line in [
        "tam-hung,Xã Tam Hưng,improvements,,2018,5",
        "kim-bai/cong-ty-may-a,Cty May A,improvements,,2018,6",
        "tam-hung/to-mot,Tổ 1,improvements,,2019,7",
        "kim-bai/to-1,Tổ 1,improvements,,2019,9",
        "kim-bai/cong-ty-may-a,Cty May A,improvements,,2019,8",
    ] {
        assert!(ran.stdout.contains(line), "no {line:?} in\n{}\n{}", ran.stdout, ran.stderr);
    }
}

const WITHOUT_DIACRITICS: &str =
    "SÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thi tran Kim Bai,12\n2,XA TAM HUNG,30\n";

#[test]
fn accepted_names_are_written_once_and_hold_for_later_files() {
    let config = "# của văn phòng\n[workspace]\nname = \"x\"   # tên\nunit = \"thanh-oai\"\n[term]\nfrom = \"2018-01\"\nto = \"2019-12\"\n";
    let sandbox = Sandbox::new().file("tongket.toml", config).report_csv("bc-2019.csv", WITHOUT_DIACRITICS);
    let before = sandbox.run(&["check", "ws"]);
    assert_eq!(before.stdout.matches("Kim Bai").count(), 1, "{}", before.stdout);
    assert!(before.stdout.contains("[name-proposed]"), "{}", before.stdout);
    let ran = sandbox
        .run(&["check", "ws", "--accept"])
        .stderr_contains("Đã ghi 2 quyết định")
        .stderr_contains("\"Thi tran Kim Bai\" = \"kim-bai\"  # Thị trấn Kim Bài");
    assert!(!ran.stdout.contains("[name-proposed]"), "{}", ran.stdout);
    let written = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    let expected = format!(
        "{config}\n[decisions.units]\n\"Thi tran Kim Bai\" = \"kim-bai\"  # Thị trấn Kim Bài\n\"XA TAM HUNG\" = \"tam-hung\"  # Xã Tam Hưng\n"
    );
    assert_eq!(written, expected);
    let again = sandbox.run(&["check", "ws", "--accept"]).stderr_contains("Không có tên nào");
    assert!(!again.stdout.contains("[name-proposed]"), "{}", again.stdout);
    assert_eq!(std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration"), expected);
    let observations = sandbox.run(&["extract", "ws"]).stdout;
    assert!(observations.contains("kim-bai,Thị trấn Kim Bài,improvements,,2019,12"), "{observations}");
}

#[test]
fn a_name_that_is_unique_under_its_parent_only_is_accepted_there_and_an_ambiguous_one_nowhere() {
    let units = "code,name,kind,parent\nthanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
                 kim-bai,Thị trấn Kim Bài,commune,thanh-oai\ntam-hung,Xã Tam Hưng,commune,thanh-oai\n\
                 a,Trường Tân Lập,grassroots,kim-bai\nb,Trường Tấn Lập,grassroots,tam-hung\n";
    let sandbox = Sandbox::new()
        .file("units.csv", units)
        .report_csv(
            "kb-2019.csv",
            "Đơn vị báo cáo: Thị trấn Kim Bài,,\nSÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Truong Tan Lap,12\n2,Khác,1\n",
        )
        .report_csv(
            "to-2019.csv",
            "Đơn vị báo cáo: LĐLĐ huyện Thanh Oai,,\nSÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Truong Tan Lap,12\n2,Xã Tam Hưng,1\n",
        );
    let ran = sandbox.run(&["check", "ws", "--accept"]).stderr_contains("Đã ghi 1 quyết định");
    assert!(ran.stdout.contains("[unit-ambiguous]"), "{}", ran.stdout);
    let written = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    assert!(
        written.ends_with("\n[decisions.units.kim-bai]\n\"Truong Tan Lap\" = \"a\"  # Trường Tân Lập\n"),
        "{written}"
    );
}

#[test]
fn a_file_that_cannot_be_added_to_is_left_alone_and_the_lines_are_shown() {
    let sandbox =
        deciding("[decisions]\nunits = { \"X\" = \"kim-bai\" }\n").report_csv("bc-2019.csv", WITHOUT_DIACRITICS);
    let before = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    sandbox
        .run(&["check", "ws", "--accept"])
        .stderr_contains("hãy tự thêm 2 dòng")
        .stderr_contains("\"XA TAM HUNG\" = \"tam-hung\"");
    assert_eq!(std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration"), before);
}

#[test]
fn changes_that_leave_a_gap_or_go_round_are_told_with_their_rows() {
    let ran = Sandbox::new()
        .file(
            "units.csv",
            "code,name,kind,parent,valid_from,valid_to\n\
             thanh-oai,LĐLĐ huyện Thanh Oai,district,,,\n\
             a,Xã A,commune,thanh-oai,,2018-06\n\
             b,Xã B,commune,thanh-oai,,2018-12\n\
             c,Xã C,commune,thanh-oai,2019-03,\n\
             d,Xã D,commune,thanh-oai,,\n\
             e,Xã E,commune,d,,\n\
             f,Xã F,commune,thanh-oai,2019-02,2019-01\n",
        )
        .file(
            "changes.csv",
            "date,kind,from,to,share\n\
             2018-07-01,merge,a,nowhere,\n\
             2018-07-01,rename,a,c,\n\
             2019-01-01,split,b,a,0.5\n\
             2019-01-01,split,b,d,0.4\n\
             2018-01-01,transfer,d,e,\n\
             2018-07-01,merge,a,d,\n\
             2019-06-01,transfer,e,thanh-oai,0.5\n",
        )
        .run(&["check", "ws"])
        .code(2);
    for place in [
        "units.csv:8  valid_to: kết thúc (2019-01) trước khi bắt đầu (2019-02)",
        "changes.csv:2  to: không có `nowhere`",
        "changes.csv:3  to: `c` bắt đầu ở 2019-03, sau thay đổi (2018-07)",
        "changes.csv:4  to: `a` đã kết thúc ở 2018-06, trước thay đổi (2019-01)",
        "changes.csv:4  share: các phần tách từ `b` cộng lại được 0.9, không phải 1",
        "changes.csv:6  to: quay vòng: d → e → d",
        "changes.csv:7  from: cùng ngày ấy `a` đã có thay đổi khác ở dòng 3",
        "changes.csv:8  share: tỷ lệ chỉ dùng cho việc chia tách",
    ] {
        assert!(ran.stderr.contains(place), "no {place:?} in\n{}", ran.stderr);
    }
}

#[test]
fn titles_of_charts_cite_figures_that_there_are_and_type_no_number() {
    let wrong = "[[charts]]\nindicator = \"improvements\"\nkind = \"line\"\ntitle = \"Lên {lst} sáng kiến, 55 nhiều hơn 2017\"\n\
                 [[charts]]\nindicator = \"improvements\"\nkind = \"columns\"\ntitle = { vi = \"Năm 2018: {first}\", en = \"In 2018 {first\" }\n\
                 [[charts]]\nindicator = \"improvements\"\nkind = \"none\"\ntitle = \"Không vẽ\"\n";
    deciding(wrong)
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("tongket.toml:12  charts[1].title: tiêu đề dùng chỗ điền `lst`, không có chỗ điền này")
        .stderr_contains("viết `last` trong ngoặc nhọn")
        .stderr_contains("tiêu đề gõ sẵn số 55:")
        .stderr_contains("tiêu đề gõ sẵn số 2017:")
        .stderr_contains("dùng chỗ điền như {last}, {change}, {cagr}")
        .stderr_contains("tongket.toml:16  charts[2].title: tiêu đề dùng chỗ điền `{first`")
        .stderr_contains("tongket.toml:20  charts[3].title: không có khóa `title`")
        .stderr_lacks("gõ sẵn số 2018");
    let long =
        format!("[[charts]]\nindicator = \"improvements\"\nkind = \"line\"\ntitle = \"{}\"\n", "dài ".repeat(40));
    deciding(&long).run(&["check", "ws"]).code(2).stderr_contains("tiêu đề dài 159 ký tự, hai dòng chỉ đủ 110");
}

#[test]
fn a_title_of_a_chart_stands_in_the_picture_and_in_the_ledger() {
    let catalogue =
        "[[indicators]]\ncode = \"sk\"\nname = { vi = \"Sáng kiến\" }\nkind = \"flow\"\nmeasure = \"sáng kiến\"\n";
    let title = "[[charts]]\nindicator = \"sk\"\nkind = \"columns\"\ntitle = \"Cả giai đoạn {total}, năm {last_year} còn {last}\"\n";
    let mut sandbox =
        Sandbox::district("Huyện Gốc", &["Xã Một", "Xã Hai"], (2017, 2019), catalogue).more("tongket.toml", title);
    for (year, one, two) in [(2017, 20, 21), (2018, 20, 20), (2019, 22, 20)] {
        let rows = [("Xã Một", vec![one.to_string()]), ("Xã Hai", vec![two.to_string()])];
        sandbox = sandbox.table(&format!("{year}.csv"), &format!("BÁO CÁO NĂM {year}"), &["Sáng kiến"], &rows);
    }
    sandbox.run(&["report", "ws", "--output", "out"]);
    let ledger = std::fs::read_to_string(sandbox.path("out/ledger.json")).expect("a ledger");
    let is_cited = |line: &&str| line.contains("› title\"") && line.contains("\"text\":\"123\"");
    let cited: Vec<&str> = ledger.lines().filter(is_cited).collect();
    assert_eq!(cited.len(), 1, "{ledger}");
    assert!(cited[0].contains("\"period\":\"2017-01..2019-12\""), "not drawn, and still known: {}", cited[0]);
    let pictures = sandbox.files("out").into_iter().filter(|name| name.ends_with(".svg"));
    let mut texts = pictures.map(|name| std::fs::read_to_string(sandbox.path("out").join(name)).expect("a picture"));
    assert!(texts.any(|text| text.contains("Cả giai đoạn 123, năm 2019 còn 42")));
}

#[test]
fn charts_that_name_what_is_not_there_are_faults() {
    let wrong = "[[charts]]\nindicator = \"improvments\"\nkind = \"line\"\n\
                 [[charts]]\nindicator = \"improvements\"\nkind = \"pie\"\n\
                 [[charts]]\nindicator = \"improvements\"\ncategory = \"nowhere\"\nkind = \"ranking\"\n\
                 [[charts]]\nkind = \"line\"\ncolour = \"red\"\n";
    let ran = deciding(wrong).run(&["check", "ws"]).code(2);
    for place in
        ["charts[1].indicator", "charts[2].kind", "charts[3].category", "charts[4].indicator", "charts[4].colour"]
    {
        assert!(ran.stderr.contains(place), "{place}: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("`improvements`"), "{}", ran.stderr);
    deciding("[[charts]]\nindicator = \"improvements\"\nkind = \"none\"\n").run(&["check", "ws"]);
}

#[test]
fn everything_wrong_with_rules_is_told_at_once() {
    let catalogue = r#"[breakdowns.level]
name = { vi = "Cấp" }
categories = [{ code = "base", name = { vi = "Cơ sở" } }]
[[indicators]]
code = "members"
name = { vi = "Đoàn viên" }
kind = "stock"
measure = "người"
gains = ["so-kn", "members_women"]
[[indicators]]
code = "members_women"
name = { vi = "Nữ" }
kind = "stock"
measure = "người"
breakdown = "level"
[[indicators]]
code = "so-kn"
name = { vi = "Kết nạp" }
kind = "flow"
measure = "người"
losses = ["member"]
[[rules]]
code = "a"
expect = "members_woman <= memberz AND members_women.bas > 0"
message = { vi = "…" }
[[rules]]
code = "b"
expect = "so-kn > 0"
message = { vi = "…" }
[[rules]]
code = "c"
expect = "members + 1"
message = { vi = "…" }
[[rules]]
code = "d"
expect = "members <= <="
message = { vi = "…" }
"#;
    let ran = Sandbox::new().file("indicators.toml", catalogue).run(&["check", "ws"]).code(2);
    for told in [
        "indicators.toml:9  indicators.members.gains: `members_women` không phải số phát sinh",
        "indicators.toml:21  indicators.so-kn.losses: không có `member`",
        "indicators.toml:24  rules.a.expect: không có `members_woman`",
        "indicators.toml:24  rules.a.expect: không có `memberz`",
        "indicators.toml:24  rules.a.expect: không có `bas`",
        "viết `members_women`",
        "viết `members`",
        "viết `base`",
        "indicators.toml:28  rules.b.expect: mã `so-kn` có dấu",
        "indicators.toml:32  rules.c.expect: biểu thức cho ra một số",
        "indicators.toml:36  rules.d.expect: không phải biểu thức SQL",
    ] {
        assert!(ran.stderr.contains(told), "no {told:?} in\n{}", ran.stderr);
    }
}

#[test]
fn a_rule_that_does_not_hold_is_told_with_its_cells() {
    let sandbox = Sandbox::new().good_report();
    let catalogue = std::fs::read_to_string(sandbox.path("ws/indicators.toml")).expect("a catalogue");
    let rule = "\n[[rules]]\ncode = \"few\"\nexpect = \"improvements <= 9\"\nseverity = \"note\"\n\
        message = { vi = \"Nhiều sáng kiến\", en = \"Many improvements\" }\n";
    let ran = sandbox.file("indicators.toml", &format!("{catalogue}{rule}")).run(&["check", "ws"]);
    ran.stdout_contains("ghi chú[rule-broken] Nhiều sáng kiến").stdout_contains("quy tắc few: improvements <= 9");
}
