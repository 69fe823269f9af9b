//! Reports in the forms that offices use, in random combinations of header, wording, totals and groups.

use super::chance::Chance;
use super::page::Page;
use super::words::{self, Body, COMMUNES, GRASSROOTS, MEASURED, Measured, SECTORS};
use crate::drawing::Draw;

/// A workbook with the path it came under.
pub struct Report {
    pub path: String,
    pub pages: Vec<Page>,
    /// Written as delimited text, where that loses nothing.
    pub delimiter: Option<char>,
}

const PERIODS: [&str; 8] = ["2016-H2", "2017", "2018", "2019", "2020", "2021-H1", "2019-Q2", "2018-H1"];
const YEARS: [&str; 4] = ["2017", "2018", "2019", "2020"];

/// A report in a form that the seed chooses.
pub fn report(chance: &mut Chance) -> Report {
    match chance.below(12) {
        10 => quarters(chance),
        11 => units_as_columns(chance),
        0..=2 => units_by_indicators(chance),
        3 | 4 => indicators_of_a_unit(chance),
        5 => indicators_by_years(chance),
        6 => units_by_years(chance),
        7 => units_by_both(chance),
        8 => sheets(chance),
        _ => tidy(chance),
    }
}

fn page(name: &str, chance: &mut Chance) -> Page {
    Page { name: name.to_owned(), as_text: chance.once_in(4), merges: !chance.once_in(3), ..Page::default() }
}

/// What a report says of its period and where: in the title, in the name of sheet, file or folder.
struct When {
    title: String,
    sheet: String,
    path: String,
}

fn when(period: &str, chance: &mut Chance) -> When {
    let nothing = When { title: String::new(), sheet: "Sheet1".to_owned(), path: "tong-hop".to_owned() };
    match chance.below(5) {
        0 => When { sheet: words::period_phrase(period, chance).replace(['/', ':'], " "), ..nothing },
        1 => When { path: words::period_in_file_name(period, chance), ..nothing },
        2 => When { path: format!("{}/tong-hop", words::period_in_file_name(period, chance)), ..nothing },
        _ => When { title: words::period_phrase(period, chance), ..nothing },
    }
}

/// The title block: bodies top left, title with what the report is about, its period, a line of measure.
fn title_block(page: &mut Page, reporter: Option<&str>, subject: &str, period: &str, chance: &mut Chance) {
    let width = 3 + chance.below(3);
    if let Some(reporter) = reporter {
        match chance.below(3) {
            0 => {
                let row = page.row();
                page.text(row, 0, &format!("Đơn vị báo cáo: {reporter}"));
            }
            _ => {
                let row = page.row();
                page.text(row, 0, "LIÊN ĐOÀN LAO ĐỘNG HUYỆN THANH OAI");
                page.text(row, width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
                let row = page.row();
                page.text(row, 0, &reporter.to_uppercase());
                page.text(row, width, "Độc lập - Tự do - Hạnh phúc");
            }
        }
    } else if chance.once_in(2) {
        let row = page.row();
        page.text(row, 0, "LIÊN ĐOÀN LAO ĐỘNG TP HÀ NỘI");
        page.text(row, width, "Biểu số 02/TĐ");
        let row = page.row();
        page.text(row, 0, "LĐLĐ HUYỆN THANH OAI");
    }
    if chance.once_in(2) {
        page.row();
    }
    let column = chance.below(2);
    if !subject.is_empty() || !period.is_empty() {
        let row = page.row();
        let together = chance.once_in(2);
        if together {
            page.block(row, column, 1, width, format!("{subject} {period}").trim());
        } else {
            if !subject.is_empty() {
                page.block(row, column, 1, width, subject);
            }
            if !period.is_empty() {
                let row = if subject.is_empty() { row } else { page.row() };
                page.block(row, column, 1, width, &format!("({period})"));
            }
        }
    }
    if chance.once_in(6) {
        let row = page.row();
        page.text(row, width, chance.pick(&["Thanh Oai, ngày 05 tháng 01 năm 2022", "Số: 15/BC-LĐLĐ", "Mẫu số 02"]));
    }
    if chance.once_in(4) {
        let row = page.row();
        page.block(row, column, 1, width, "(Kèm theo Báo cáo số 15/BC-LĐLĐ ngày 12 tháng 01 năm 2022)");
    }
    if chance.once_in(3) {
        let row = page.row();
        page.text(row, width, chance.pick(&["Đơn vị tính: người", "ĐVT: Sáng kiến, người", "(Đơn vị tính: cuộc)"]));
    }
    if chance.once_in(3) {
        page.row();
    }
}

fn signatures(page: &mut Page, chance: &mut Chance) {
    if chance.once_in(3) {
        return;
    }
    if chance.once_in(2) {
        page.row();
    }
    for _ in 0..=chance.below(3) {
        let row = page.row();
        let column = chance.below(4);
        page.text(row, column, chance.pick(words::SIGNATURES));
    }
    if chance.once_in(2) {
        let row = page.row();
        page.text(row, 1, "Nguyễn Văn An");
    }
}

fn subject(chance: &mut Chance) -> String {
    chance
        .pick(&[
            "BÁO CÁO TỔNG HỢP SỐ LIỆU",
            "BIỂU TỔNG HỢP KẾT QUẢ PHONG TRÀO THI ĐUA",
            "Báo cáo kết quả hoạt động công đoàn",
            "THỐNG KÊ SỐ LIỆU HOẠT ĐỘNG CÔNG ĐOÀN HUYỆN THANH OAI",
        ])
        .to_owned()
}

/// Measured things grouped as the catalogue groups them.
fn groups(measured: &[Measured]) -> Vec<Vec<Measured>> {
    let mut groups: Vec<Vec<Measured>> = Vec::new();
    for one in measured {
        let same = |group: &Vec<Measured>| !one.groups.is_empty() && group[0].groups == one.groups;
        match groups.iter_mut().find(|group| same(group)) {
            Some(group) => group.push(one.clone()),
            None => groups.push(vec![one.clone()]),
        }
    }
    groups
}

/// The header over columns of indicators, `top` rows of which stand above already; the columns in their order.
fn indicator_header(
    page: &mut Page,
    top: usize,
    first: usize,
    measured: &[Measured],
    deep: bool,
    chance: &mut Chance,
) -> Vec<Measured> {
    let mut column = first;
    let mut order = Vec::new();
    for group in groups(measured) {
        if deep && group[0].groups.is_empty() {
            let name = words::dressed(chance.pick(group[0].names), group[0].measure, chance);
            page.block(top, column, 2, 1, &name);
            column += 1;
        } else if deep {
            let name = words::dressed(chance.pick(group[0].groups), group[0].measure, chance);
            page.block(top, column, 1, group.len(), &name);
            for (offset, one) in group.iter().enumerate() {
                page.text(top + 1, column + offset, chance.pick(one.leaves));
            }
            column += group.len();
        } else {
            for one in &group {
                page.text(top, column, &words::dressed(chance.pick(one.names), one.measure, chance));
                column += 1;
            }
        }
        order.extend(group);
    }
    order
}

fn numbers_row(page: &mut Page, width: usize, chance: &mut Chance) {
    if !chance.once_in(3) {
        return;
    }
    let row = page.row();
    let brackets = chance.once_in(2);
    let letters = chance.once_in(2);
    for column in 0..width {
        if letters && column < 2 {
            page.text(row, column, ["A", "B"][column]);
            continue;
        }
        let number = if letters { column - 1 } else { column + 1 };
        let cell = if brackets { Draw::text(&format!("({number})")) } else { Draw::Number(number.to_string()) };
        page.put(row, column, cell);
    }
}

/// A section of rows: its heading, if it has one, and its units by code and name.
type Section = (Option<&'static str>, Vec<(String, String)>);

fn sections(chance: &mut Chance) -> Vec<Section> {
    let code = |body: &Body| match GRASSROOTS.contains(body) {
        true => format!("thanh-oai/{}", body.code),
        false => body.code.to_owned(),
    };
    let mut name = |body: &Body| (code(body), chance.pick(body.names).to_owned());
    let communes: Vec<(String, String)> = COMMUNES.iter().map(&mut name).collect();
    let sectors: Vec<(String, String)> = SECTORS.iter().map(&mut name).collect();
    let grassroots: Vec<(String, String)> = GRASSROOTS.iter().map(&mut name).collect();
    match chance.below(4) {
        0 => vec![
            (Some("Khối xã, thị trấn"), chance.some(&communes, 2, 8)),
            (Some("Khối ngành"), chance.some(&sectors, 2, 3)),
        ],
        1 => vec![(None, chance.some(&communes, 3, 8)), (None, chance.some(&grassroots, 0, 4))],
        2 => vec![(Some("CÁC XÃ"), chance.some(&communes, 3, 8)), (Some("TRỰC THUỘC"), chance.some(&grassroots, 2, 5))],
        _ => vec![(None, chance.some(&communes, 3, 8))],
    }
}

/// Where totals stand.
#[derive(Clone, Copy, PartialEq)]
enum Total {
    None,
    First,
    Last,
}

/// The rows of units under a header, `figures` columns wide; `fill` writes the figures of a row and gives their amounts.
fn unit_rows(
    page: &mut Page,
    ordinals: bool,
    width: usize,
    chance: &mut Chance,
    fill: &mut dyn FnMut(&mut Page, usize, &str, &mut Chance) -> Vec<u64>,
) {
    let key = usize::from(ordinals);
    let total = [Total::None, Total::First, Total::Last, Total::Last][chance.below(4)];
    let subtotals = ordinals && chance.once_in(2);
    let sections = sections(chance);
    let total_row = (total == Total::First).then(|| page.row());
    let mut sums = vec![0_u64; width];
    let mut ordinal = 0;
    for (index, (heading, units)) in sections.iter().enumerate() {
        let group_row = heading.map(|heading| {
            let row = page.row();
            if ordinals {
                page.text(row, 0, ["I", "II", "III"][index]);
                page.text(row, key, heading);
            } else {
                page.text(row, key, &format!("{}. {heading}", ["I", "II", "III"][index]));
            }
            ordinal = 0;
            row
        });
        let mut section = vec![0_u64; width];
        for (unit, name) in units {
            let row = page.row();
            ordinal += 1;
            // Once in a while a row loses its number.
            if ordinals && !chance.once_in(30) {
                page.put(row, 0, Draw::Number(ordinal.to_string()));
            }
            page.text(row, key, name);
            for (sum, value) in section.iter_mut().zip(fill(page, row, unit, chance)) {
                *sum += value;
            }
            if chance.once_in(30) {
                page.row();
            }
        }
        if let (Some(row), true) = (group_row, subtotals) {
            for (offset, sum) in section.iter().enumerate() {
                page.put(row, key + 1 + offset, Draw::Number(sum.to_string()));
            }
        }
        sums.iter_mut().zip(section).for_each(|(sum, part)| *sum += part);
    }
    let row = match total {
        Total::None => return,
        Total::First => total_row.unwrap_or_default(),
        Total::Last => page.row(),
    };
    page.text(row, if chance.once_in(3) { 0 } else { key }, chance.pick(words::TOTALS));
    for (offset, sum) in sums.iter().enumerate() {
        // Printed totals may be wrong.
        let wrong = u64::from(chance.once_in(40));
        page.put(row, key + 1 + offset, Draw::Number((sum + wrong).to_string()));
    }
}

/// Form 1: one row a unit, indicators in columns.
fn units_by_indicators(chance: &mut Chance) -> Report {
    let period = chance.pick(&PERIODS);
    let when = when(period, chance);
    let mut page = page(&when.sheet, chance);
    let subject = subject(chance);
    title_block(&mut page, None, &subject, &when.title, chance);
    unit_table(&mut page, period, chance);
    if chance.once_in(6) {
        // Another table on the same sheet.
        page.row();
        let row = page.row();
        page.text(row, 0, chance.pick(&["II. SỐ LIỆU KHÁC", "Biểu 2: Số liệu bổ sung", "B. Kết quả khác"]));
        unit_table(&mut page, period, chance);
    }
    signatures(&mut page, chance);
    Report { path: when.path, pages: vec![page], delimiter: None }
}

fn unit_table(page: &mut Page, period: &str, chance: &mut Chance) {
    let measured = chance.some(MEASURED, 1, 8);
    let ordinals = !chance.once_in(4);
    let key = usize::from(ordinals);
    let deep = chance.once_in(2) && measured.iter().any(|one| !one.groups.is_empty());
    let outer = deep && chance.once_in(3);
    let first = page.row();
    let depth = 1 + usize::from(deep) + usize::from(outer);
    if ordinals {
        page.block(first, 0, depth, 1, chance.pick(words::ORDINAL_HEADINGS));
    }
    page.block(first, key, depth, 1, chance.pick(words::UNIT_HEADINGS));
    if outer {
        page.block(first, key + 1, 1, measured.len(), chance.pick(&["Kết quả thực hiện", "Kết quả"]));
    }
    let columns = indicator_header(page, first + usize::from(outer), key + 1, &measured, deep, chance);
    while page.rows.len() < first + depth {
        page.row();
    }
    let mut width = key + 1 + columns.len();
    // A column that the catalogue does not know, and one of words.
    let unknown = chance.once_in(5).then(|| {
        page.block(first, width, depth, 1, chance.pick(&["Số buổi văn nghệ", "Diện tích (m2)", "Số người nghe"]));
        width += 1;
        width - 1
    });
    let grade = chance.once_in(5).then(|| {
        page.block(first, width, depth, 1, chance.pick(&["Xếp loại", "Chủ tịch CĐ", "Địa chỉ"]));
        width += 1;
        width - 1
    });
    if chance.once_in(3) {
        page.block(first, width, depth, 1, chance.pick(words::NOTE_HEADINGS));
    }
    numbers_row(page, width, chance);
    let period = period.to_owned();
    let heads: Vec<Vec<Draw>> = page.rows[first..first + depth].to_vec();
    let repeats = chance.once_in(8);
    let mut written = 0;
    unit_rows(page, ordinals, columns.len(), chance, &mut |page, row, unit, chance| {
        if let Some(column) = unknown {
            page.put(row, column, Draw::Number(chance.below(90).to_string()));
        }
        if let Some(column) = grade {
            page.text(row, column, chance.pick(&["Tốt", "Khá", "Nguyễn Văn An", "Thôn 3"]));
        }
        let values = columns
            .iter()
            .enumerate()
            .map(|(offset, one)| page.figure((row, key + 1 + offset), unit, one, &period, chance))
            .collect();
        written += 1;
        // The header again on the next page.
        if repeats && written == 4 {
            page.rows.extend(heads.clone());
        }
        values
    });
}

/// Form 2: one row an indicator, one unit and one period.
fn indicators_of_a_unit(chance: &mut Chance) -> Report {
    let period = chance.pick(&PERIODS);
    let when = when(period, chance);
    let body = &COMMUNES[chance.below(COMMUNES.len())];
    let mut page = page(&when.sheet, chance);
    let subject = subject(chance);
    title_block(&mut page, Some(body.names[0]), &subject, &when.title, chance);
    indicator_table(&mut page, body.code, &[(period.to_owned(), String::new())], chance);
    signatures(&mut page, chance);
    Report { path: when.path, pages: vec![page], delimiter: None }
}

/// Form 3: one row an indicator, years in columns.
fn indicators_by_years(chance: &mut Chance) -> Report {
    let body = &COMMUNES[chance.below(COMMUNES.len())];
    let mut page = page("Sheet1", chance);
    let subject = subject(chance);
    let term = if chance.once_in(2) { "GIAI ĐOẠN 2017 - 2020" } else { "" };
    title_block(&mut page, Some(body.names[0]), &subject, term, chance);
    let years: Vec<(String, String)> =
        chance.some(&YEARS, 2, 4).into_iter().map(|year| (year.to_owned(), year_heading(year, chance))).collect();
    indicator_table(&mut page, body.code, &years, chance);
    signatures(&mut page, chance);
    Report { path: "so-lieu".to_owned(), pages: vec![page], delimiter: None }
}

fn year_heading(year: &str, chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("Năm {year}"),
        1 => format!("Năm\n{year}"),
        _ => year.to_owned(),
    }
}

fn heading(text: &str) -> Draw {
    if text.len() == 4 && text.parse::<u32>().is_ok() { Draw::Number(text.to_owned()) } else { Draw::text(text) }
}

fn indicator_table(page: &mut Page, unit: &str, periods: &[(String, String)], chance: &mut Chance) {
    let measured = chance.some(MEASURED, 3, 12);
    let ordinals = !chance.once_in(4);
    let key = usize::from(ordinals);
    let measures = !chance.once_in(4);
    let first = key + 1 + usize::from(measures);
    let row = page.row();
    if ordinals {
        page.text(row, 0, chance.pick(words::ORDINAL_HEADINGS));
    }
    page.text(row, key, chance.pick(words::INDICATOR_HEADINGS));
    if measures {
        page.text(row, key + 1, chance.pick(words::MEASURE_HEADINGS));
    }
    for (offset, (_, name)) in periods.iter().enumerate() {
        let cell = if name.is_empty() { Draw::text(chance.pick(words::VALUE_HEADINGS)) } else { heading(name) };
        page.put(row, first + offset, cell);
    }
    let mut width = first + periods.len();
    let beside = (periods.len() == 1 && chance.once_in(5)).then(|| {
        page.text(row, width, chance.pick(&["Chỉ tiêu giao", "Cùng kỳ năm trước", "Đạt (%)", "Kế hoạch"]));
        width += 1;
        width - 1
    });
    if chance.once_in(2) {
        page.text(row, width, chance.pick(words::NOTE_HEADINGS));
    }
    numbers_row(page, width, chance);
    let mut ordinal = 0;
    let write = |page: &mut Page, label: &str, number: Option<String>, one: Option<&Measured>, chance: &mut Chance| {
        let row = page.row();
        match number {
            Some(number) if ordinals => {
                let cell = number.parse::<u32>().map_or_else(|_| Draw::text(&number), |_| Draw::Number(number.clone()));
                page.put(row, 0, cell);
                page.text(row, key, label);
            }
            Some(number) => page.text(row, key, &format!("{number}. {label}")),
            None => page.text(row, key, label),
        }
        let Some(one) = one else { return };
        if measures {
            page.text(row, key + 1, one.measure);
        }
        for (offset, (period, _)) in periods.iter().enumerate() {
            page.figure((row, first + offset), unit, one, period, chance);
        }
        if let Some(column) = beside {
            page.put(row, column, Draw::Number(chance.below(120).to_string()));
        }
    };
    for (index, group) in groups(&measured).into_iter().enumerate() {
        if index > 0 && chance.once_in(6) {
            write(page, "Hoạt động phong trào", Some(["I", "II", "III", "IV"][index % 4].to_owned()), None, chance);
        }
        let is_group = group.len() > 1 && chance.once_in(2);
        if !is_group {
            for one in &group {
                ordinal += 1;
                let name = chance.pick(one.names).replace('\n', " ");
                write(page, &name, Some(ordinal.to_string()), Some(one), chance);
            }
            continue;
        }
        ordinal += 1;
        let own = group.iter().find(|one| one.category.is_empty() && one.leaves.contains(&"Tổng số"));
        let name = match own {
            Some(own) => chance.pick(own.names).replace('\n', " "),
            None => chance.pick(group[0].groups).replace('\n', " "),
        };
        write(page, &name, Some(ordinal.to_string()), own, chance);
        let dash = chance.once_in(2);
        for (place, one) in group
            .iter()
            .filter(|one| own.is_none_or(|own| own.code != one.code || own.category != one.category))
            .enumerate()
        {
            let leaf = chance.pick(one.leaves).trim_start_matches("- ").to_owned();
            if dash {
                write(page, &format!("- {leaf}"), None, Some(one), chance);
            } else {
                let letter = ["a", "b", "c"][place % 3];
                write(page, &format!("{letter}) {leaf}"), None, Some(one), chance);
            }
        }
    }
}

/// Form 3: units by years of the indicator in the title.
fn units_by_years(chance: &mut Chance) -> Report {
    let one = MEASURED[chance.below(MEASURED.len())].clone();
    let mut page = page("Sheet1", chance);
    let name = chance.pick(one.names).replace('\n', " ");
    let shape = chance.pick(&["{}", "BÁO CÁO {}", "Kết quả {} của các đơn vị", "Tổng hợp {} toàn huyện"]);
    let term = if chance.once_in(2) { "GIAI ĐOẠN 2017 - 2020" } else { "" };
    title_block(&mut page, None, &shape.replace("{}", &name), term, chance);
    let years = chance.some(&YEARS, 2, 4);
    let ordinals = !chance.once_in(4);
    let key = usize::from(ordinals);
    let row = page.row();
    if ordinals {
        page.text(row, 0, chance.pick(words::ORDINAL_HEADINGS));
    }
    page.text(row, key, chance.pick(words::UNIT_HEADINGS));
    let together = chance.once_in(2).then(|| chance.pick(&["Tổng cộng", "Cộng", "Tổng số"]));
    for (offset, year) in years.iter().enumerate() {
        page.put(row, key + 1 + offset, heading(&year_heading(year, chance)));
    }
    if let Some(together) = together {
        page.text(row, key + 1 + years.len(), together);
    }
    let width = years.len() + usize::from(together.is_some());
    unit_rows(&mut page, ordinals, width, chance, &mut |page, row, unit, chance| {
        let mut values: Vec<u64> = years
            .iter()
            .enumerate()
            .map(|(offset, year)| page.figure((row, key + 1 + offset), unit, &one, year, chance))
            .collect();
        if together.is_some() {
            let sum = values.iter().sum();
            page.put(row, key + 1 + years.len(), Draw::Number(format!("{sum}")));
            values.push(sum);
        }
        values
    });
    signatures(&mut page, chance);
    Report { path: "so-lieu".to_owned(), pages: vec![page], delimiter: None }
}

/// Form 4: units by indicator × year or year × indicator.
fn units_by_both(chance: &mut Chance) -> Report {
    let mut page = page("Sheet1", chance);
    let subject = subject(chance);
    title_block(&mut page, None, &subject, "", chance);
    let measured = chance.some(MEASURED, 2, 4);
    let years = chance.some(&YEARS, 2, 3);
    let by_year = chance.once_in(2);
    let top = page.row();
    page.block(top, 0, 2, 1, "TT");
    page.block(top, 1, 2, 1, chance.pick(words::UNIT_HEADINGS));
    page.row();
    let mut columns: Vec<(Measured, &str)> = Vec::new();
    let name = |one: &Measured, chance: &mut Chance| words::dressed(chance.pick(one.names), one.measure, chance);
    if by_year {
        for year in &years {
            let text = format!("Năm {year}");
            page.block(top, 2 + columns.len(), 1, measured.len(), &text);
            for one in &measured {
                let text = name(one, chance);
                page.text(top + 1, 2 + columns.len(), &text);
                columns.push((one.clone(), *year));
            }
        }
    } else {
        for one in &measured {
            let text = name(one, chance);
            page.block(top, 2 + columns.len(), 1, years.len(), &text);
            for year in &years {
                page.put(top + 1, 2 + columns.len(), heading(&year_heading(year, chance)));
                columns.push((one.clone(), *year));
            }
        }
    }
    numbers_row(&mut page, 2 + columns.len(), chance);
    unit_rows(&mut page, true, columns.len(), chance, &mut |page, row, unit, chance| {
        columns
            .iter()
            .enumerate()
            .map(|(offset, (one, year))| page.figure((row, 2 + offset), unit, one, year, chance))
            .collect()
    });
    signatures(&mut page, chance);
    Report { path: "so-lieu".to_owned(), pages: vec![page], delimiter: None }
}

/// Form 5: one sheet a year, or one a unit.
fn sheets(chance: &mut Chance) -> Report {
    if chance.once_in(2) {
        let years = chance.some(&YEARS, 2, 3);
        let pages = years.iter().map(|year| {
            let mut page = page(&year_heading(year, chance).replace('\n', " "), chance);
            let subject = subject(chance);
            title_block(&mut page, None, &subject, "", chance);
            unit_table(&mut page, year, chance);
            signatures(&mut page, chance);
            page
        });
        return Report { path: "so-lieu".to_owned(), pages: pages.collect(), delimiter: None };
    }
    let period = chance.pick(&PERIODS);
    let path = words::period_in_file_name(period, chance);
    let bodies = chance.some(COMMUNES, 2, 3);
    let pages = bodies.iter().map(|body| {
        let name = body.names[chance.below(body.names.len())].replace(['\n', '*'], " ");
        let mut page = page(&name, chance);
        indicator_table(&mut page, body.code, &[(period.to_owned(), String::new())], chance);
        signatures(&mut page, chance);
        page
    });
    Report { path, pages: pages.collect(), delimiter: None }
}

/// Form 6: a long table.
fn tidy(chance: &mut Chance) -> Report {
    let mut page = page("Dữ liệu", chance);
    let bodies = chance.some(COMMUNES, 2, 4);
    let years = chance.some(&YEARS, 1, 3);
    let measured = chance.some(MEASURED, 2, 4);
    let once = chance.once_in(2);
    page.merges = chance.once_in(2);
    let row = page.row();
    for (column, text) in ["Đơn vị", "Năm", "Chỉ tiêu", "Giá trị"].iter().enumerate() {
        page.text(row, column, text);
    }
    for body in &bodies {
        let name = chance.pick(body.names);
        let mut first = true;
        for year in &years {
            for one in &measured {
                let row = page.row();
                if first || !once {
                    page.text(row, 0, name);
                } else if page.merges {
                    page.put(row, 0, Draw::Above);
                }
                first = false;
                page.put(row, 1, Draw::Number((*year).to_owned()));
                let label = chance.pick(one.names).replace('\n', " ");
                page.text(row, 2, &label);
                page.figure((row, 3), body.code, one, year, chance);
            }
        }
    }
    Report { path: "du-lieu".to_owned(), pages: vec![page], delimiter: None }
}

/// Form 7: quarters under each unit, the categories of the indicator in the title in columns.
fn quarters(chance: &mut Chance) -> Report {
    let year = chance.pick(&YEARS);
    let group: Vec<Measured> = match chance.below(3) {
        0 => MEASURED[0..3].to_vec(),
        1 => MEASURED[3..5].to_vec(),
        _ => MEASURED[5..7].to_vec(),
    };
    let mut page = page("Sheet1", chance);
    let name = chance.pick(&group[0].groups[..1]);
    title_block(&mut page, None, &format!("KẾT QUẢ {name}"), &format!("NĂM {year}"), chance);
    let row = page.row();
    page.text(row, 0, chance.pick(words::ORDINAL_HEADINGS));
    page.text(row, 1, chance.pick(&["Đơn vị", "Đơn vị/Quý", "Tên đơn vị"]));
    for (offset, one) in group.iter().enumerate() {
        page.text(row, 2 + offset, chance.pick(one.leaves));
    }
    let sums = chance.once_in(2);
    for (index, body) in chance.some(COMMUNES, 2, 5).iter().enumerate() {
        let top = page.row();
        page.put(top, 0, Draw::Number((index + 1).to_string()));
        page.text(top, 1, chance.pick(body.names));
        let mut totals = vec![0; group.len()];
        for (number, quarter) in ["I", "II", "III", "IV"].iter().enumerate() {
            let row = page.row();
            page.text(row, 1, &format!("Quý {quarter}"));
            for (offset, one) in group.iter().enumerate() {
                let period = format!("{year}-Q{}", number + 1);
                totals[offset] += page.figure((row, 2 + offset), body.code, one, &period, chance);
            }
        }
        if sums {
            for (offset, total) in totals.iter().enumerate() {
                page.put(top, 2 + offset, Draw::Number(total.to_string()));
            }
        }
    }
    signatures(&mut page, chance);
    Report { path: "so-lieu".to_owned(), pages: vec![page], delimiter: None }
}

/// Indicators in rows, units in columns.
fn units_as_columns(chance: &mut Chance) -> Report {
    let period = chance.pick(&PERIODS);
    let when = when(period, chance);
    let mut page = page(&when.sheet, chance);
    let subject = subject(chance);
    title_block(&mut page, None, &subject, &when.title, chance);
    let bodies = chance.some(COMMUNES, 2, 5);
    let row = page.row();
    page.text(row, 0, "TT");
    page.text(row, 1, chance.pick(words::INDICATOR_HEADINGS));
    page.text(row, 2, chance.pick(words::MEASURE_HEADINGS));
    for (offset, body) in bodies.iter().enumerate() {
        page.text(row, 3 + offset, chance.pick(body.names));
    }
    let total = chance.once_in(2);
    if total {
        page.text(row, 3 + bodies.len(), "Tổng cộng");
    }
    for (index, one) in chance.some(MEASURED, 2, 8).iter().enumerate() {
        let row = page.row();
        page.put(row, 0, Draw::Number((index + 1).to_string()));
        let label = chance.pick(one.names).replace('\n', " ");
        page.text(row, 1, &label);
        page.text(row, 2, one.measure);
        let mut sum = 0;
        for (offset, body) in bodies.iter().enumerate() {
            sum += page.figure((row, 3 + offset), body.code, one, period, chance);
        }
        if total {
            page.put(row, 3 + bodies.len(), Draw::Number(sum.to_string()));
        }
    }
    signatures(&mut page, chance);
    Report { path: when.path, pages: vec![page], delimiter: None }
}
