//! `tongket trace`: any figure down to its cells, with arithmetic that holds.

use std::path::Path;

use tongket::analysis::{analyse, derive};
use tongket::app::pipeline;
use tongket::app::progress::Progress;
use tongket::app::workspace::{Workspace, list_reports};
use tongket::domain::{Amount, Derivation, Number, Observations, Way, Whole};

use crate::sandbox::Sandbox;

/// Checks the arithmetic of a derivation and of all below it; false where a way says that it is not exact.
fn holds(derivation: &Derivation, observations: &Observations, depth: usize) -> bool {
    assert!(depth < 40, "a derivation goes round in a circle");
    let Some(figure) = &derivation.figure else {
        assert_eq!(derivation.way, Way::Nothing);
        return true;
    };
    let value = figure.value.amount();
    match &derivation.way {
        Way::Nothing => false,
        Way::Cells { steps, exact } => {
            assert!(!steps.is_empty());
            let amount = |minus: bool, amount: Amount| if minus { Amount::ZERO - amount } else { amount };
            let sum: Amount = steps
                .iter()
                .map(|step| amount(step.minus, observations.get(step.cell).state.amount().expect("a value")))
                .sum();
            assert!(!exact || sum == value, "{derivation:#?}");
            *exact
        }
        Way::Weighted { cell, weight } => {
            let Number::Ratio { numerator, denominator, .. } = figure.value else { panic!("{derivation:#?}") };
            let mean = observations.get(*cell).state.amount().expect("a mean");
            assert_eq!(mean.times(denominator, Amount::whole(1)), Some(numerator));
            assert_eq!(weight.figure.as_ref().expect("a figure").value.amount(), denominator);
            holds(weight, observations, depth + 1)
        }
        Way::Ratio { above, below } => {
            let part = |part: &Derivation| part.figure.as_ref().expect("a figure").value.amount();
            let Number::Ratio { numerator, denominator, .. } = figure.value else { panic!("{derivation:#?}") };
            assert_eq!((part(above), part(below)), (numerator, denominator));
            holds(above, observations, depth + 1) & holds(below, observations, depth + 1)
        }
        Way::Sum { of, parts, off, .. } => {
            let figures = || parts.iter().map(|part| part.figure.as_ref().expect("a part has a figure").value);
            match of {
                Whole::RatiosOfUnits | Whole::RatiosOfPeriods => {
                    let Number::Ratio { numerator, denominator, .. } = figure.value else { panic!("{derivation:#?}") };
                    let pair = |number| match number {
                        Number::Ratio { numerator, denominator, .. } => (numerator, denominator),
                        other => panic!("{other:?}"),
                    };
                    assert_eq!(figures().map(|number| pair(number).0).sum::<Amount>(), numerator);
                    assert_eq!(figures().map(|number| pair(number).1).sum::<Amount>(), denominator);
                }
                _ => assert!(off.is_some() || figures().map(Number::amount).sum::<Amount>() == value),
            }
            let below = parts.iter().map(|part| holds(part, observations, depth + 1)).fold(true, |all, one| all & one);
            below & off.is_none()
        }
    }
}

/// Every figure of an example workspace, followed to its cells: how many there are, and how many do not add up.
fn followed(workspace: &str) -> (usize, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(workspace);
    let workspace = Workspace::load(&folder).expect("a workspace");
    let (files, told) = list_reports(&workspace.reports());
    let progress = Progress::new("", files.len() as u64, false);
    let read = pipeline::understand(&workspace, &files, told, &progress);
    let knowledge = &workspace.knowledge;
    let figures = analyse(&read.observations, knowledge).expect("figures").value;
    let units = figures.units.as_ref().unwrap_or(&read.observations.units);
    let mut inexact = Vec::new();
    for figure in figures.rows() {
        let key = (figure.unit, figure.indicator, figure.category, figure.period);
        if !holds(&derive(key, &figures, &read.observations, knowledge), &read.observations, 0) {
            inexact.push(format!(
                "{} {} {:?} {}",
                units.get(figure.unit).code,
                knowledge.catalogue.indicator(figure.indicator).code,
                figure.category,
                knowledge.calendar.show(figure.period)
            ));
        }
    }
    (figures.rows().len(), inexact)
}

#[test]
fn every_figure_of_the_examples_is_followed_to_its_cells_by_arithmetic_that_holds() {
    for workspace in ["thanh-oai", "vinh-long"] {
        let (all, inexact) = followed(workspace);
        assert!(all > 50, "{workspace}: {all} figures");
        assert!(inexact.is_empty(), "{workspace}: {} of {all} do not add up: {inexact:#?}", inexact.len());
    }
}

/// A district that reports by halves and nine months, and in parts, over two years.
fn sandbox() -> Sandbox {
    Sandbox::new()
        .report_csv("6 thang dau 2018.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,10\n2,Xã Tam Hưng,4\n")
        .report_csv("9 thang dau 2018.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,16\n2,Xã Tam Hưng,7\n")
        .report_csv("quy IV 2018.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,\"1.002\"\n")
        .report_csv("bc-2019.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,30\n2,Xã Tam Hưng,9\n")
}

#[test]
fn a_figure_is_shown_as_a_tree_down_to_the_cells() {
    let shown = sandbox().run(&["trace", "ws", "improvements"]).code(0).stdout;
    let expected = "\
LĐLĐ huyện Thanh Oai · Sáng kiến cải tiến · Giai đoạn 2018–2019
1.064 sáng kiến — cộng 2/2 đơn vị trực thuộc; chưa đủ báo cáo
├─ Thị trấn Kim Bài: 1.048 sáng kiến — cộng 2 kỳ
│  ├─ 2018: 1.018 sáng kiến — = 16 + 1.002
│  │  ├─ 9 thang dau 2018.csv › 9 thang dau 2018 › C2: \"16\" (1–9/2018)
│  │  └─ quy IV 2018.csv › quy IV 2018 › C2: \"1.002\" (Quý IV/2018)
│  └─ 2019: 30 sáng kiến
│     └─ bc-2019.csv › bc-2019 › C2: \"30\"
└─ Xã Tam Hưng: 16 sáng kiến — cộng 2 kỳ; chưa đủ báo cáo
   ├─ 2018: 7 sáng kiến; chưa đủ báo cáo
   │  └─ 9 thang dau 2018.csv › 9 thang dau 2018 › C3: \"7\" (1–9/2018)
   └─ 2019: 9 sáng kiến
      └─ bc-2019.csv › bc-2019 › C3: \"9\"
";
    assert_eq!(shown, expected);
    let narrow = sandbox().run(&["truy-vet", "ws", "Sang kien cai tien", "--unit", "XA TAM HUNG", "--period", "2018"]);
    assert!(narrow.code(0).stdout.starts_with("Xã Tam Hưng · Sáng kiến cải tiến · 2018\n7 sáng kiến"));
}

#[test]
fn spans_are_subtracted_with_their_signs() {
    // Of the third quarter nobody says anything but what nine months and six leave.
    let sandbox = Sandbox::new()
        .report_csv("6 thang dau 2018.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,4\n")
        .report_csv("9 thang dau 2018.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,7\n");
    let config = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    let config = config.replace("2018-01", "2018-07").replace("2019-12", "2018-09");
    let shown = sandbox.file("tongket.toml", &config).run(&["trace", "ws", "improvements", "-u", "tam-hung"]).code(0);
    assert!(
        shown.stdout.contains("3 sáng kiến — = 7 − 4") || shown.stdout.contains("3 sáng kiến — = − 4 + 7"),
        "{shown:?}"
    );
}

#[test]
fn machines_are_given_the_same_tree() {
    let text = sandbox().run(&["trace", "ws", "improvements", "--period", "2018", "--json"]).code(0).stdout;
    let tree: serde_json::Value = serde_json::from_str(&text).expect("one object");
    assert_eq!(
        (tree["value"].as_str(), tree["way"].as_str(), &tree["exact"]),
        (Some("1025"), Some("units"), &true.into())
    );
    let cell = &tree["parts"][0]["cells"][1];
    assert_eq!((cell["raw"].as_str(), cell["cell"].as_str(), &cell["sign"]), (Some("1.002"), Some("C2"), &1.into()));
}

#[test]
fn what_is_not_known_is_answered_with_what_is_near() {
    let sandbox = sandbox();
    sandbox
        .run(&["trace", "ws", "improvement"])
        .code(2)
        .stderr_contains("ý bạn là: improvements (Sáng kiến cải tiến)?");
    sandbox
        .run(&["trace", "ws", "improvements", "--unit", "Tam Hng"])
        .code(2)
        .stderr_contains("ý bạn là: tam-hung (Xã Tam Hưng)?");
    sandbox
        .run(&["trace", "ws", "improvements", "--period", "2017"])
        .code(2)
        .stderr_contains("các kỳ có số liệu: 2018, 2019, 2018-01..2019-12");
    sandbox.run(&["trace", "ws", "improvements", "--category", "base"]).code(2).stderr_contains("không có phân tổ");
    let none = sandbox.run(&["trace", "ws", "improvements", "--unit", "tam-hung", "--period", "2019"]).code(0);
    assert!(none.stdout.contains("9 sáng kiến"));
}

#[test]
fn a_decision_is_told_where_its_cell_stands() {
    let sandbox = sandbox();
    let config = std::fs::read_to_string(sandbox.path("ws/tongket.toml")).expect("a configuration");
    let decision = "[[decisions.cells]]\nfile = \"bc-2019.csv\"\nsheet = \"bc-2019\"\ncell = \"C3\"\nfound = \"9\"\n\
                    decision = \"correct\"\nvalue = 19\nreason = \"đã hỏi lại xã\"\n";
    let sandbox = sandbox.file("tongket.toml", &format!("{config}{decision}"));
    let shown = sandbox.run(&["trace", "ws", "improvements", "-u", "tam-hung", "-p", "2019"]).code(0).stdout;
    assert!(shown.contains("C3: \"9\" → 19; sửa tay: đã hỏi lại xã"), "{shown}");
}
