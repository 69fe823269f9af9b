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

/// Reports of 2019 by a commune and by the education union on grassroots unions that the registry lacks: name and two
/// counts.
fn met_twice(by_the_commune: &str, by_the_sector: &str) -> Sandbox {
    let title = "BÁO CÁO NĂM 2019,,,\nTT,Đơn vị,Sáng kiến cải tiến,Khen thưởng\n";
    Sandbox::new()
        .file(
            "indicators.toml",
            "[[indicators]]\ncode = \"improvements\"\nname = { vi = \"Sáng kiến cải tiến\" }\nkind = \"flow\"\nmeasure = \"sáng kiến\"\n\
             [[indicators]]\ncode = \"awards\"\nname = { vi = \"Khen thưởng\" }\nkind = \"flow\"\nmeasure = \"lượt\"\n",
        )
        .file(
            "units.csv",
            "code,name,kind,parent\n\
             thanh-oai,LĐLĐ huyện Thanh Oai,district,\n\
             kim-bai,Thị trấn Kim Bài,commune,thanh-oai\n\
             tam-hung,Xã Tam Hưng,commune,thanh-oai\n\
             giao-duc,Công đoàn Giáo dục huyện,sector,thanh-oai\n",
        )
        .report_csv("kim-bai.csv", &format!("Đơn vị báo cáo: Thị trấn Kim Bài,,,\n{title}{by_the_commune}"))
        .report_csv("nganh.csv", &format!("Đơn vị báo cáo: Công đoàn Giáo dục huyện,,,\n{title}{by_the_sector}"))
}

#[test]
fn a_union_that_the_registry_lacks_and_two_bodies_report_is_told_with_its_cells_until_a_person_decides() {
    let schools = "1,CĐCS Trường THCS Kim Bài,127,16\n";
    let sandbox = met_twice(
        &format!("{schools}2,CĐCS Công ty may,5,1\n"),
        "1,Trường THCS Kim Bài,127,16\n2,Trường Mầm non Hoa Sen,3,1\n",
    );
    let name = "thanh-oai,LĐLĐ huyện Thanh Oai,improvements,,2019";
    sandbox
        .run(&["check", "ws"])
        .stdout_contains("[unit-doubled] Có lẽ một đơn vị được hai nơi báo cáo nên đang bị cộng hai lần")
        .stdout_contains("1 tên có cả ở Thị trấn Kim Bài và ở Công đoàn Giáo dục huyện với số liệu giống nhau: Trường THCS Kim Bài (C4: 127; nganh.csv › nganh › C4: 127)")
        .stdout_contains("ghi \"Trường THCS Kim Bài\" = \"kim-bai/cdcs-truong-thcs-kim-bai\" dưới [decisions.units.\"giao-duc\"]");
    holds(&summary(&sandbox), &[&format!("{name},262,,children,2,3,1")]);
    let config = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    // The line that the finding gives makes it one.
    let one = format!(
        "{config}[decisions.units.\"giao-duc\"]\n\"Trường THCS Kim Bài\" = \"kim-bai/cdcs-truong-thcs-kim-bai\"\n"
    );
    let sandbox = sandbox.file("tongket.toml", &one);
    sandbox.run(&["check", "ws"]).stdout_lacks("unit-doubled").stdout_lacks("fact-twice");
    holds(&summary(&sandbox), &[&format!("{name},135,,children,2,3,1")]);
    // And the other line makes them two, for good.
    let two =
        format!("{config}[decisions.units.\"giao-duc\"]\n\"Trường THCS Kim Bài\" = \"giao-duc/truong-thcs-kim-bai\"\n");
    let sandbox = sandbox.file("tongket.toml", &two);
    sandbox.run(&["check", "ws"]).stdout_lacks("unit-doubled");
    holds(&summary(&sandbox), &[&format!("{name},262,,children,2,3,1")]);
}

#[test]
fn one_name_under_a_sector_and_a_territory_is_asked_about_even_where_figures_differ() {
    met_twice("1,CĐCS Trường THCS Kim Bài,7,1\n", "1,CĐCS Trường THCS Kim Bài,9,1\n")
        .run(&["check", "ws"])
        .stdout_contains("[unit-doubled] Hai nơi báo cáo cùng một tên đơn vị, số liệu đang được cộng cả hai");
    // Nothing is added twice where one of them says nothing.
    met_twice("1,CĐCS Trường THCS Kim Bài,7,1\n", "1,CĐCS Trường THCS Kim Bài,0,0\n2,Trường Mầm non Hoa Sen,3,1\n")
        .run(&["check", "ws"])
        .stdout_lacks("unit-doubled");
}

#[test]
fn two_schools_of_one_name_in_two_communes_are_two_unless_all_their_figures_are_the_same() {
    let told = |tam_hung: &str| {
        let title = "BÁO CÁO NĂM 2019,,,\nTT,Đơn vị,Sáng kiến cải tiến,Khen thưởng\n";
        let text = format!("Đơn vị báo cáo: Xã Tam Hưng,,,\n{title}1,Trường Tiểu học Kim Đồng,{tam_hung}\n");
        let sandbox = met_twice("1,Trường Tiểu học Kim Đồng,127,16\n", "1,Trường Mầm non Hoa Sen,3,1\n");
        sandbox.report_csv("tam-hung.csv", &text).run(&["check", "ws"]).stdout.contains("unit-doubled")
    };
    assert!(!told("31,16"));
    assert!(!told("127,15"));
    assert!(told("127,16"));
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
