//! The kinds of indicators from outside, and units that two bodies report: workbooks to `summary.csv`. All figures are
//! invented.

use crate::sandbox::Sandbox;

const CATALOGUE: &str = r#"
[breakdowns.classes]
name = { vi = "Xếp loại công đoàn", en = "Class" }
categories = [
  { code = "excellent", name = { vi = "Hoàn thành xuất sắc nhiệm vụ", en = "Excellent" }, aliases = ["HTXSNV", "Xuất sắc"] },
  { code = "good", name = { vi = "Hoàn thành tốt nhiệm vụ", en = "Good" }, aliases = ["HTTNV", "Tốt"] },
]
[[indicators]]
code = "members"
name = { vi = "Tổng số đoàn viên", en = "Members" }
kind = "stock"
measure = "người"
integer = true
[[indicators]]
code = "wage"
name = { vi = "Tiền lương bình quân", en = "Mean wage" }
kind = "mean"
measure = "nghìn đồng"
weight = "members"
[[indicators]]
code = "rules"
name = { vi = "Có quy chế dân chủ", en = "Has rules of democracy" }
kind = "flag"
[[indicators]]
code = "rank"
name = { vi = "Xếp loại", en = "Rating" }
kind = "rating"
breakdown = "classes"
"#;

fn summary(sandbox: &Sandbox) -> String {
    sandbox.run(&["report", "ws", "--output", "out"]);
    std::fs::read_to_string(sandbox.path("out/summary.csv")).expect("a summary")
}

#[track_caller]
fn holds(summary: &str, lines: &[&str]) {
    // No unit here begins or ends: the last two columns are empty.
    for line in lines {
        assert!(summary.lines().any(|found| found.strip_suffix(",,") == Some(*line)), "no {line:?} in\n{summary}");
    }
}

#[test]
fn words_of_flags_and_ratings_are_read_and_means_are_weighed() {
    let sandbox = Sandbox::new()
        .file("indicators.toml", CATALOGUE)
        .report_csv(
            "bc-2018.csv",
            "BÁO CÁO NĂM 2018,,,,,\n\
             TT,Đơn vị,Tổng số đoàn viên,Tiền lương bình quân,Có quy chế dân chủ,Xếp loại\n\
             1,Thị trấn Kim Bài,100,5000,Có,HTXSNV\n\
             2,Xã Tam Hưng,50,4000,Không,Loại tốt\n",
        )
        .report_csv(
            "bc-2019.csv",
            "BÁO CÁO NĂM 2019,,,,,\n\
             TT,Đơn vị,Tổng số đoàn viên,Có quy chế dân chủ,Xếp loại,\n\
             ,,,,Xuất sắc,Tốt\n\
             1,Thị trấn Kim Bài,110,x,,x\n\
             2,Xã Tam Hưng,55,x,x,\n",
        );
    let name = "thanh-oai,LĐLĐ huyện Thanh Oai";
    let lines = [
        "wage,,2018,4666.666667,,children,2,2,0",
        "rules,,2018,1,,children,2,2,0",
        "rules,,2019,2,,children,2,2,0",
        "rules,,2018-01..2019-12,2,,children,2,2,0",
        "rank,,2018,2,,children,2,2,0",
        "rank,excellent,2018,1,,children,2,2,0",
        "rank,good,2019,1,,children,2,2,0",
    ];
    let lines: Vec<String> = lines.iter().map(|line| format!("{name},{line}")).collect();
    let summary = summary(&sandbox);
    holds(&summary, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    holds(&summary, &["tam-hung,Xã Tam Hưng,rank,excellent,2018,0,,own,1,1,0"]);
}

#[test]
fn a_class_that_the_catalogue_does_not_have_is_told_and_never_mapped() {
    let sandbox = Sandbox::new().file("indicators.toml", CATALOGUE).report_csv(
        "bc-2018.csv",
        "BÁO CÁO NĂM 2018,,,\n\
         TT,Đơn vị,Tổng số đoàn viên,Xếp loại\n\
         1,Thị trấn Kim Bài,100,HTXSNV\n\
         2,Xã Tam Hưng,50,Vững mạnh xuất sắc\n",
    );
    let ran = sandbox.run(&["check", "ws"]);
    assert!(ran.stdout.contains("Vững mạnh xuất sắc"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Hoàn thành xuất sắc nhiệm vụ; Hoàn thành tốt nhiệm vụ"), "{}", ran.stdout);
    holds(&summary(&sandbox), &["thanh-oai,LĐLĐ huyện Thanh Oai,rank,excellent,2018,1,,children,1,2,1"]);
}

/// A union that belongs to a commune, and that the education union reports too.
fn doubly_led(by_the_sector: &str) -> Sandbox {
    let title = "SÁNG KIẾN NĂM 2019,,\nTT,Đơn vị,Sáng kiến cải tiến\n";
    Sandbox::new()
        .file(
            "units.csv",
            "code,name,kind,parent\n\
             thanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
             kim-bai,Thị trấn Kim Bài,commune,thanh-oai\n\
             giao-duc,Công đoàn Giáo dục huyện,sector,thanh-oai\n\
             truong-a,CĐCS Trường THCS Kim Bài,grassroots,kim-bai\n\
             may,CĐCS Công ty may,grassroots,kim-bai\n\
             truong-b,CĐCS Trường Mầm non Hoa Sen,grassroots,giao-duc\n",
        )
        .report_csv(
            "kim-bai 2019.csv",
            &format!("Đơn vị báo cáo: Thị trấn Kim Bài,,\n{title}1,CĐCS Trường THCS Kim Bài,7\n2,CĐCS Công ty may,5\n"),
        )
        .report_csv(
            "nganh giao-duc 2019.csv",
            &format!(
                "Đơn vị báo cáo: Công đoàn Giáo dục huyện,,\n{title}1,CĐCS Trường THCS Kim Bài,{by_the_sector}\n2,CĐCS Trường Mầm non Hoa Sen,3\n"
            ),
        )
}

#[test]
fn a_unit_under_two_parents_counts_once_under_the_parent_in_the_registry() {
    let sandbox = doubly_led("7");
    holds(
        &summary(&sandbox),
        &[
            "thanh-oai,LĐLĐ huyện Thanh Oai,improvements,,2019,15,,children,2,2,0",
            "kim-bai,Thị trấn Kim Bài,improvements,,2019,12,,children,2,2,0",
            "giao-duc,Công đoàn Giáo dục huyện,improvements,,2019,3,,children,1,1,0",
            "truong-a,CĐCS Trường THCS Kim Bài,improvements,,2019,7,,own,1,1,0",
        ],
    );
    let ran = sandbox.run(&["check", "ws"]);
    assert!(!ran.stdout.contains("[fact-twice]"), "equal values merge quietly: {}", ran.stdout);
}

#[test]
fn two_parents_that_disagree_on_a_unit_are_told_and_it_still_counts_once() {
    let sandbox = doubly_led("9");
    holds(
        &summary(&sandbox),
        &[
            // The later report is used, by the natural order of paths, under the registry's parent.
            "truong-a,CĐCS Trường THCS Kim Bài,improvements,,2019,9,,own,1,1,0",
            "kim-bai,Thị trấn Kim Bài,improvements,,2019,14,,children,2,2,0",
            "giao-duc,Công đoàn Giáo dục huyện,improvements,,2019,3,,children,1,1,0",
            "thanh-oai,LĐLĐ huyện Thanh Oai,improvements,,2019,17,,children,2,2,0",
        ],
    );
    sandbox.run(&["check", "ws"]).code(1).stdout_contains("[fact-twice]");
}
