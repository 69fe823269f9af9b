//! Recipes: what `inspect --recipe` writes reads the same; what a person writes goes before what is detected; what is
//! wrong in them is told at once.

use std::fs;

use tempfile::TempDir;
use tongket::app::workspace::Workspace;
use tongket::domain::{Code, Finding, Knowledge};
use tongket::intake::Intake;
use tongket::report::inspection;

use crate::drawing::{self, Sheet};
use crate::reading::{self, show_observations};

/// The cases' workspace with these recipes.
fn workspace(recipes: &[(&str, &str)]) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(reading::folder().join("workspace")).expect("a workspace") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("a copy");
    }
    fs::create_dir(copy.path().join("layouts")).expect("a folder");
    for (name, text) in recipes {
        fs::write(copy.path().join("layouts").join(name), text).expect("a recipe");
    }
    copy
}

fn with_recipe(text: &str) -> Knowledge {
    let folder = workspace(&[("x.toml", text)]);
    Workspace::load(folder.path()).unwrap_or_else(|error| panic!("{error}\n{text}")).knowledge
}

/// The same knowledge, and a recipe.
fn following(knowledge: &Knowledge, recipe: &str) -> Knowledge {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("layouts")).expect("a folder");
    fs::write(folder.path().join("layouts/x.toml"), recipe).expect("a recipe");
    let recipes = Workspace::recipes(folder.path(), knowledge).unwrap_or_else(|error| panic!("{error}\n{recipe}"));
    Knowledge { recipes, ..knowledge.clone() }
}

/// What a file says: its observations, and its findings.
fn read(knowledge: &Knowledge, path: &str, bytes: &[u8]) -> (String, Vec<Finding>) {
    let (observations, findings) = reading::read(&Intake::new(knowledge), path, bytes);
    (show_observations(knowledge, &observations), findings)
}

fn recipe_of(knowledge: &Knowledge, path: &str, bytes: &[u8]) -> String {
    let inspection = Intake::new(knowledge).inspect(path, bytes, "").value;
    inspection::recipe(&inspection, knowledge)
}

/// Holds that the recipe of a report reads the same as detection does, and is what would be proposed again.
#[track_caller]
fn holds(knowledge: &Knowledge, name: &str, path: &str, bytes: &[u8]) {
    let differs = difference(knowledge, path, bytes);
    assert!(differs.is_none(), "{name}: {}", differs.unwrap_or_default());
}

/// How the recipe of a report reads otherwise than detection, or is not what would be proposed again.
fn difference(knowledge: &Knowledge, path: &str, bytes: &[u8]) -> Option<String> {
    let recipe = recipe_of(knowledge, path, bytes);
    let following = following(knowledge, &recipe);
    let (detected, told) = read(knowledge, path, bytes);
    if told.iter().any(|finding| finding.code == Code::SheetRefused) {
        return None;
    }
    let (followed, findings) = read(&following, path, bytes);
    if detected != followed {
        return Some(format!("reads\n{followed}\nand not\n{detected}\nby\n{recipe}"));
    }
    let unfit: Vec<_> = findings.iter().filter(|finding| finding.code.as_str().starts_with("recipe")).collect();
    if !unfit.is_empty() {
        return Some(format!("{unfit:?}\n{recipe}"));
    }
    let again = recipe_of(&following, path, bytes);
    (recipe != again).then(|| format!("proposes\n{again}\nafter\n{recipe}"))
}

#[test]
fn the_recipe_of_every_case_reads_the_same_and_proposes_itself_again() {
    for case in reading::workbooks() {
        let knowledge = reading::knowledge_of(&case.workspace);
        holds(&knowledge, &case.name, &case.path, &case.bytes);
    }
}

#[test]
fn the_recipe_of_every_drawn_report_reads_the_same() {
    /// Of two tables side by side below parameters, one's header was taken a row too high, and its recipe finds it where it
    /// is. The aim is none; this is only lowered.
    const DIFFERENT: usize = 1;
    let different: Vec<String> = (0..80)
        .filter_map(|seed| {
            let drawn = crate::fidelity::drawn(seed);
            let difference = difference(&drawn.world.knowledge, &drawn.file, &drawn.bytes)?;
            Some(format!("seed {seed}: {difference}"))
        })
        .collect();
    assert!(different.len() <= DIFFERENT, "{}", different.join("\n"));
}

/// A sheet whose words nobody knows.
fn strange() -> Vec<u8> {
    let mut sheet = Sheet { name: "Biểu 7b".to_owned(), ..Sheet::default() };
    for line in [
        "| Phụ biểu 7b | | | | | | |",
        "| Mục | Nơi | a1 | a2 | b1 | b2 | c |",
        "| 1 | Xã Bích Hòa | 3 | 1 | 5 | 2.5 | 9 |",
        "| 2 | Xã Bình Minh | 4 | 0 | 6 | 1.5 | 9 |",
        "| x | Gộp | 7 | 1 | 11 | 4 | 18 |",
        "| 3 | Nơi khác | 9 | 9 | 9 | 9 | 9 |",
    ] {
        sheet.draw(line);
    }
    drawing::xlsx(&[sheet])
}

#[test]
fn what_a_recipe_says_goes_before_what_the_words_say() {
    let knowledge = reading::knowledge();
    let (nothing, findings) = read(&knowledge, "tan-uoc/7b.xlsx", &strange());
    assert_eq!(nothing, "observations:\n", "{findings:?}");
    let following = with_recipe(
        r#"
[match]
file = "*/7b*.xlsx"
[[tables]]
sheet = "Biểu 7?"
header = "2"
data = "3-"
period = "2019-Q1"
[[tables.columns]]
column = "A"
role = "ordinal"
[[tables.columns]]
column = "B"
role = "unit"
[[tables.columns]]
column = "C:D"
indicator = "improvements"
category = "base"
[[tables.columns]]
column = "E"
indicator = "members"
period = "2018"
[[tables.columns]]
column = "F"
indicator = "benefit"
measure = "tỷ đồng"
[[tables.columns]]
column = "G"
role = "ignore"
[[tables.rows]]
label = "Gộp"
role = "total"
[[tables.rows]]
row = "6"
unit = "tan-uoc"
"#,
    );
    let (read_so, findings) = read(&following, "tan-uoc/7b.xlsx", &strange());
    let expected = "observations:\n\
        bich-hoa | members |  | 2018 | 5 | E3\n\
        bich-hoa | benefit |  | 2019-Q1 | 2500 | F3\n\
        binh-minh | members |  | 2018 | 6 | E4\n\
        binh-minh | benefit |  | 2019-Q1 | 1500 | F4\n\
        tan-uoc | members |  | 2018 | 9 | E6\n\
        tan-uoc | benefit |  | 2019-Q1 | 9000 | F6\n";
    // Two columns of one meaning that differ are never both read, whoever says so.
    assert_eq!(read_so, expected, "{findings:?}");
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::HeadingTwice]);
}

#[test]
fn units_periods_and_indicators_are_said_of_columns_rows_and_whole_tables() {
    let mut sheet = Sheet { name: "S".to_owned(), ..Sheet::default() };
    for line in ["| | p | q | r |", "| k1 | 1 | 2 | 3 |", "| k2 | 4 | 5 | 6 |", "| k3 | 7 | 8 | 9 |"] {
        sheet.draw(line);
    }
    let bytes = drawing::xlsx(&[sheet]);
    let following = with_recipe(
        r#"
[match]
file = ["a.xlsx"]
[[tables]]
header = "1"
data = "2-"
indicator = "good_workers"
period = "2019"
[[tables.columns]]
column = "A"
role = "label"
[[tables.columns]]
column = "B"
unit = "bich-hoa"
[[tables.columns]]
column = "C"
unit = "binh-minh"
period = "2018"
[[tables.columns]]
column = "D"
role = "total"
[[tables.rows]]
label = "k1"
category = "level.base"
[[tables.rows]]
label = "k2"
category = "district"
[[tables.rows]]
row = "4"
indicator = "dialogues"
"#,
    );
    let (said, findings) = read(&following, "a.xlsx", &bytes);
    let expected = "observations:\n\
        bich-hoa | good_workers | base | 2019 | 1 | B2\n\
        binh-minh | good_workers | base | 2018 | 2 | C2\n\
        bich-hoa | good_workers | district | 2019 | 4 | B3\n\
        binh-minh | good_workers | district | 2018 | 5 | C3\n\
        bich-hoa | dialogues |  | 2019 | 7 | B4\n\
        binh-minh | dialogues |  | 2018 | 8 | C4\n";
    assert_eq!(said, expected, "{findings:?}");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_recipe_finds_its_header_in_files_of_any_name_and_further_down() {
    let knowledge = reading::knowledge();
    let draw = |above: usize| {
        let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
        for _ in 0..above {
            sheet.draw("| Công văn |");
        }
        for line in ["| Nơi | Mã số 12 |", "| Xã Bích Hòa | 3 |", "| Xã Bình Minh | 4 |"] {
            sheet.draw(line);
        }
        drawing::xlsx(&[sheet])
    };
    let proposed = recipe_of(&knowledge, "bc-2019.xlsx", &draw(1));
    let mark = proposed.lines().find_map(|line| line.strip_prefix("# fingerprint = \"")?.get(..12));
    let recipe = format!(
        "[[tables]]\nheader = \"2\"\nfingerprint = \"{}\"\ndata = \"3-\"\n[[tables.columns]]\ncolumn = \"B\"\nindicator = \
         \"members_new\"\n",
        mark.expect("the header's mark")
    );
    let following = with_recipe(&recipe);
    for (path, above, row) in [("bc-2019.xlsx", 1, 3), ("xa/2020/khac.xlsx", 4, 6), ("2018.xlsx", 0, 2)] {
        let (said, findings) = read(&following, path, &draw(above));
        assert!(said.contains(&format!("| 3 | B{row}\n")), "{path}: {said}{findings:?}");
    }
    let other = read(&following, "bc-2019.xlsx", &strange()).0;
    assert_eq!(other, "observations:\n", "another header is another form");
}

#[test]
fn a_recipe_that_does_not_fit_the_report_it_names_and_a_second_one_are_told() {
    let table = "[[tables]]\nsheet = \"Trang khác\"\ndata = \"3-\"\n";
    let unfit = with_recipe(&format!("[match]\nfile = \"*7b*\"\n{table}"));
    let codes = |knowledge: &Knowledge| -> Vec<Code> {
        read(knowledge, "7b.xlsx", &strange()).1.iter().map(|finding| finding.code).collect()
    };
    assert!(codes(&unfit).contains(&Code::RecipeUnfit));
    let nowhere = with_recipe("[match]\nfile = \"*7b*\"\n[[tables]]\ndata = \"50-\"\n");
    assert!(codes(&nowhere).contains(&Code::RecipeUnfit));
    let folder = workspace(&[
        ("a.toml", "[match]\nfile = \"7b*\"\n[[tables]]\ndata = \"3-\"\n"),
        ("b.toml", "[match]\nfile = \"*\"\n[[tables]]\ndata = \"3-\"\n"),
    ]);
    let two = Workspace::load(folder.path()).expect("a workspace").knowledge;
    assert!(codes(&two).contains(&Code::RecipeTwice));
}

#[test]
fn everything_that_is_wrong_in_recipes_is_told_at_once_with_file_line_and_what_to_write() {
    let folder = workspace(&[
        (
            "a.toml",
            r#"[match]
file = ["a.xlsx"]
fiel = "b.xlsx"
[[tables]]
sheet = ""
header = "1-200"
data = "1-"
period = "năm 2019"
measure = "cân"
[[tables.columns]]
column = "7"
role = "values"
[[tables.columns]]
column = "C"
indicator = "improvement"
category = "base"
[[tables.columns]]
column = "D"
indicator = "members"
category = "base"
[[tables.columns]]
column = "E"
role = "aside"
indicator = "members"
[[tables.rows]]
indicator = "members"
[[tables.rows]]
label = "x"
row = "4"
category = "bas"
unit = "bich-hao"
"#,
        ),
        ("b.toml", "[[tables]]\nacross = \"C-A\"\nheader = \"5-7\"\ndata = \"6-\"\n[[tables]]\nfingerprint = \"12\"\n"),
        ("c.toml", "[match\n"),
    ]);
    let error = Workspace::load(folder.path()).expect_err("faults");
    let told = error.to_string();
    for place in [
        "layouts/a.toml:3  match.fiel",
        "layouts/a.toml:5  tables[1].sheet",
        "layouts/a.toml:6  tables[1].header",
        "layouts/a.toml:8  tables[1].period",
        "layouts/a.toml:9  tables[1].measure",
        "layouts/a.toml:11  tables[1].columns[1].column",
        "layouts/a.toml:12  tables[1].columns[1].role",
        "layouts/a.toml:15  tables[1].columns[2].indicator",
        "layouts/a.toml:20  tables[1].columns[3].category",
        "layouts/a.toml:23  tables[1].columns[4].role",
        "layouts/a.toml:25  tables[1].rows[1]",
        "layouts/a.toml:27  tables[1].rows[2]",
        "layouts/a.toml:30  tables[1].rows[2].category",
        "layouts/a.toml:31  tables[1].rows[2].unit",
        "layouts/b.toml:1  tables[1]",
        "layouts/b.toml:2  tables[1].across",
        "layouts/b.toml:4  tables[1].data",
        "layouts/b.toml:6  tables[2].fingerprint",
        "layouts/b.toml:5  tables[2].data",
        "layouts/c.toml:1",
    ] {
        assert!(told.contains(place), "no {place} in\n{told}");
    }
    assert_eq!(told.lines().count(), 21, "{told}");
}
