//! Comparison on the command line: the term before, targets and scoring of a workspace's own files.

use crate::sandbox::Sandbox;

const REPORT: &str = "SÁNG KIẾN NĂM 2018,,\nTT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,12\n2,Xã Tam Hưng,8\n";

fn configured(lines: &str) -> Sandbox {
    let config = std::fs::read_to_string(Sandbox::new().path("ws/tongket.toml")).expect("a configuration");
    Sandbox::new().file("tongket.toml", &format!("{config}{lines}")).report_csv("bc-2018.csv", REPORT)
}

#[test]
fn the_term_before_and_targets_are_followed() {
    configured("[compare]\nname = \"Giai đoạn trước\"\nfrom = \"2015-07\"\nto = \"2018-06\"\n")
        .file(
            "targets.csv",
            "indicator,category,unit,period,comparator,target\n\
             improvements,,thanh-oai,2018,>=,30\n\
             improvements,,kim-bai,2018,>=,10\n\
             improvements,,tam-hung,2018,>=,15\n\
             improvements,,tam-hung,2030,>=,15\n",
        )
        .run(&["check", "ws"])
        .stdout_lacks("setting-unused")
        .stdout_contains("ghi chú[terms-overlap]")
        .stdout_contains("có chung 6 tháng (2018-01..2018-06)")
        .stdout_contains("cảnh báo[targets-differ]")
        .stdout_contains("được giao 30, cộng chỉ tiêu của 2 đơn vị trực thuộc được 25, lệch −5")
        .stdout_contains("ghi chú[target-unmeasured]");
}

#[test]
fn what_is_compared_with_came_before() {
    configured("[compare]\nfrom = \"2019-01\"\nto = \"2019-12\"\n")
        .run(&["check", "ws"])
        .code(2)
        .stderr_contains("tongket.toml:9  compare.from: giai đoạn so sánh bắt đầu ở 2019-01, không trước giai đoạn của báo cáo (2018-01)");
}

const SCORING: &str = r#"
[scoring]
name = { vi = "Chấm điểm thi đua", en = "Emulation score" }
period = "2018"
[[criteria]]
code = "sang-kien"
name = { vi = "Sáng kiến", en = "Improvements" }
indicator = "improvements"
method = "target"
points = 60
[[bonuses]]
code = "vuot"
name = { vi = "Thưởng", en = "Bonus" }
indicator = "improvements"
method = "each"
per = 10
points = 1
cap = 5
[[classes]]
code = "tot"
name = { vi = "Tốt", en = "Good" }
from = 50
"#;

#[test]
fn a_scoring_is_followed_and_says_who_has_no_target() {
    configured("")
        .file("scoring.toml", SCORING)
        .file("targets.csv", "indicator,unit,period,target\nimprovements,kim-bai,2018,10\n")
        .run(&["check", "ws"])
        .stdout_contains("cảnh báo[score-no-target]")
        .stdout_contains("Xã Tam Hưng: 1 tiêu chí tính 0 điểm: Sáng kiến");
}

#[test]
fn all_faults_of_a_scoring_are_told_at_once_with_the_nearest_key() {
    let ran = configured("")
        .file(
            "scoring.toml",
            r#"
[scoring]
name = { vi = "A" }
unit = ["district"]
decimals = 7
period = "năm 2018"
[[blocks]]
code = "khoi-1"
name = { vi = "Khối 1" }
units = ["kim-bai", "tam-hung", "kim-bay", "kim-bai"]
[[criteria]]
code = "a"
name = { vi = "A" }
indicator = "improvement"
method = "tagret"
points = 10
[[criteria]]
code = "b"
name = { vi = "B" }
indicator = "improvements"
method = "best"
points = -1
per = 5
[[criteria]]
code = "b"
name = { vi = "C" }
indicator = "improvements"
method = "each"
points = "ba"
per = 0
weigth = 2
[[criteria]]
code = "d"
name = { vi = "D" }
indicator = "improvements"
method = "steps"
steps = [{ at_least = 5, at_most = 7, points = 1 }, { points = 2 }]
[[conditions]]
code = "k"
name = { vi = "K" }
complete = true
each_criterion = 50
class_at_most = "khá"
[[classes]]
code = "kha"
name = { vi = "Khá" }
from = 70
[[classes]]
code = "tot"
name = { vi = "Tốt" }
from = 85
"#,
        )
        .run(&["check", "ws"])
        .code(2);
    for fault in [
        "scoring.toml:4  scoring.unit: không có khóa `unit`",
        "viết `units`",
        "scoring.toml:5  scoring.decimals: `7` nằm ngoài khoảng từ 0 đến 4",
        "scoring.toml:6  scoring.period: `năm 2018` không phải kỳ",
        "scoring.toml:10  blocks.khoi-1.units: không có `kim-bay`",
        "scoring.toml:10  blocks.khoi-1.units: đơn vị `kim-bai` đã ở một khối",
        "scoring.toml:14  criteria.a.indicator: không có `improvement`",
        "scoring.toml:15  criteria.a.method: `tagret` không phải một trong",
        "viết `target`",
        "scoring.toml:21  criteria.b.method: `improvements` chưa nói tăng hay giảm là tốt",
        "criteria.b.points: `-1` nhỏ hơn 0",
        "criteria.b.per: khóa này chỉ dùng cho method = \"each\"",
        "scoring.toml:25  criteria.b.code: mã `b` đã dùng ở trên",
        "criteria.b.points: giá trị không đúng kiểu",
        "criteria.b.cap: thiếu khóa bắt buộc",
        "criteria.b.per: `0` không lớn hơn 0",
        "criteria.b.weigth: không có khóa `weigth`",
        "viết `weight`",
        "chỉ được có một trong các khóa: at_least, at_most",
        "phải có một trong các khóa: at_least, at_most",
        "conditions.k: chỉ được có một trong các khóa: indicator, each_criterion, months_of_life, complete",
        "conditions.k.class_at_most: không có `khá`",
        "viết `kha`",
        "classes.tot.from: mức điểm 85 không thấp hơn",
    ] {
        assert!(ran.stderr.contains(fault), "no {fault:?} in\n{}", ran.stderr);
    }
}
