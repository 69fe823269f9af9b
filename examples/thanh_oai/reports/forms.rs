//! The forms that offices use, filled in with the figures of [`Figures`].

use super::figures::{self, COMMUNES, Figures, PERIODS, REPORTERS};
use super::paper::{Cell, Look, Paper};

/// The line that stands on every sheet. It names no number, so that it cannot be taken for a period.
const INVENTED: &str = "Số liệu minh họa: số của từng đơn vị, từng kỳ là giả định; chỉ tổng cả giai đoạn là số đã công bố. / \
                        For illustration: figures by unit and period are invented; only the totals of the whole term were published.";

/// How numbers are typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Numbers, nought as 0.
    Plain,
    /// Numbers, nought as a dash.
    Dash,
    /// Words: `1.234`, `05`, a dash.
    Text,
}

impl Numbers {
    fn cell(self, value: u64) -> Cell {
        match (self, value) {
            (Numbers::Plain, _) => Cell::Number(value),
            (_, 0) => "-".into(),
            (Numbers::Dash, _) => Cell::Number(value),
            (Numbers::Text, _) => typed(value).into(),
        }
    }

    fn sum(self, formula: String, value: u64) -> Cell {
        if self == Numbers::Text { self.cell(value) } else { Cell::Sum(formula, value) }
    }
}

/// `1234` as `1.234`, `5` as `05`.
fn typed(value: u64) -> String {
    match value {
        0..10 => format!("{value:02}"),
        10..1000 => value.to_string(),
        _ => format!("{}.{:03}", value / 1000, value % 1000),
    }
}

/// How communes are named.
#[derive(Clone, Copy)]
pub enum Names {
    /// *Xã Bích Hòa*.
    Full,
    /// *xã Bích Hòa*.
    Lower,
    /// *XÃ BÍCH HÒA*.
    Upper,
    /// *Xã Bích Hoà*, the tone on the last vowel.
    NewTone,
    /// *CĐ xã Bích Hòa*.
    Union,
    /// *Bích Hòa*.
    Bare,
}

impl Names {
    fn of(self, unit: usize) -> String {
        let name = REPORTERS[unit].name;
        let word = if unit == 0 { "thị trấn" } else { "xã" };
        match self {
            Names::Full => format!("{} {name}", if unit == 0 { "Thị trấn" } else { "Xã" }),
            Names::Lower => format!("{word} {name}"),
            Names::Upper => format!("{word} {name}").to_uppercase(),
            Names::NewTone => Names::Full.of(unit).replace("òa", "oà").replace("ùy", "uỳ"),
            Names::Union => format!("CĐ {word} {name}"),
            Names::Bare => name.to_owned(),
        }
    }
}

/// Groups of columns: first leaf, heading, headings of its leaves.
const GROUPS: [(usize, &str, &[&str]); 5] = [
    (figures::IMPROVEMENTS_BASE, "Sáng kiến cải tiến được công nhận", &["Cấp cơ sở", "Cấp trên cơ sở"]),
    (figures::WORKERS_BASE, "Danh hiệu \"Công nhân giỏi\"", &["Cấp cơ sở", "Cấp huyện", "Cấp thành phố"]),
    (figures::EXPERIENCE_BASE, "Sáng kiến kinh nghiệm được công nhận", &["Cấp cơ sở", "Cấp huyện", "Cấp thành phố"]),
    (figures::VOICES, "Lượt người phát biểu ý kiến tại hội nghị đối thoại", &[]),
    (figures::ISSUES, "Nội dung được đề cập tại hội nghị đối thoại", &[]),
];

/// One row per commune, the indicators in columns under a merged header.
#[derive(Clone, Copy)]
pub struct CommuneForm {
    /// Which part of the term.
    pub period: usize,
    /// How communes are named.
    pub names: Names,
    /// How numbers are typed.
    pub numbers: Numbers,
    /// The first leaf and the one after the last.
    pub leaves: (usize, usize),
    /// Only this emulation cluster.
    pub cluster: Option<u8>,
    /// A row over each emulation cluster.
    pub groups: bool,
    /// The cluster's sums in that row.
    pub subtotals: bool,
    /// A third header row over the groups of columns.
    pub movement_row: bool,
    /// The total before the communes.
    pub total_first: bool,
}

impl Default for CommuneForm {
    fn default() -> CommuneForm {
        CommuneForm {
            period: 0,
            names: Names::Full,
            numbers: Numbers::Dash,
            leaves: (figures::IMPROVEMENTS_BASE, figures::ISSUES + 1),
            cluster: None,
            groups: false,
            subtotals: false,
            movement_row: false,
            total_first: false,
        }
    }
}

impl CommuneForm {
    /// The sheet.
    pub fn sheet(self, figures: &Figures) -> Paper {
        let (first, end) = self.leaves;
        let name = self.cluster.map_or("Biểu 01".to_owned(), |cluster| format!("Cụm thi đua số {cluster}"));
        let mut paper = Paper::new(&name, [vec![6.0, 26.0], vec![11.0; end - first]].concat());
        let last = paper.last_column();
        let row = self.head(&mut paper);

        let communes: Vec<usize> = (0..COMMUNES)
            .filter(|&unit| self.cluster.is_none_or(|cluster| REPORTERS[unit].cluster == cluster))
            .collect();
        let mut row = row;
        let total_row = if self.total_first { Some(row) } else { None };
        row += u32::from(self.total_first);
        let mut number = 0;
        let mut parts: Vec<(u32, u32)> = Vec::new();
        let mut group_rows = Vec::new();
        for cluster in 1..=3_u8 {
            let members: Vec<usize> = communes.iter().copied().filter(|&u| REPORTERS[u].cluster == cluster).collect();
            if members.is_empty() {
                continue;
            }
            if self.groups {
                paper.put(row, 0, ["I", "II", "III"][usize::from(cluster) - 1], Look::Order);
                paper.put(row, 1, format!("Cụm thi đua số {cluster}"), Look::Total);
                group_rows.push((row, row + 1, row + members.len() as u32, members.clone()));
                row += 1;
            }
            parts.push((row, row + members.len() as u32 - 1));
            for unit in members {
                number += 1;
                paper.put(row, 0, Cell::Number(number), Look::Order);
                paper.put(row, 1, self.names.of(unit), Look::Words);
                for leaf in first..end {
                    let value = figures.get(unit, self.period, leaf);
                    paper.put(row, (leaf - first) as u16 + 2, self.numbers.cell(value), Look::Amount);
                }
                row += 1;
            }
        }
        let sum = |units: &[usize], leaf| units.iter().map(|&unit| figures.get(unit, self.period, leaf)).sum::<u64>();
        for (at, from, to, units) in &group_rows {
            for leaf in first..end {
                let column = (leaf - first) as u16 + 2;
                let cell = match self.subtotals {
                    true => self.numbers.sum(format!("=SUM({})", range(column, *from, *to)), sum(units, leaf)),
                    false => "".into(),
                };
                paper.put(*at, column, cell, Look::TotalAmount);
            }
        }
        let at = total_row.unwrap_or(row);
        let label = if self.total_first { "Cộng các xã, thị trấn" } else { "Tổng cộng" };
        paper.span((at, 0, at, 1), label, Look::Total);
        for leaf in first..end {
            let column = (leaf - first) as u16 + 2;
            let ranges: Vec<String> = parts.iter().map(|&(from, to)| range(column, from, to)).collect();
            let cell = self.numbers.sum(format!("=SUM({})", ranges.join(",")), sum(&communes, leaf));
            paper.put(at, column, cell, Look::TotalAmount);
        }
        sign(&mut paper, row + 2, last, PERIODS[self.period].signed);
        paper
    }

    /// Title block and header; gives the row after them.
    fn head(self, paper: &mut Paper) -> u32 {
        let (first, end) = self.leaves;
        let last = paper.last_column();
        let span = &PERIODS[self.period];
        paper.span((0, 0, 0, 3), "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI", Look::Centre);
        paper.span((1, 0, 1, 3), "LIÊN ĐOÀN LAO ĐỘNG HUYỆN THANH OAI", Look::Title);
        paper.span((0, 4, 0, last), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look::Title);
        paper.span((1, 4, 1, last), "Độc lập - Tự do - Hạnh phúc", Look::Title);
        paper.line(3, "TỔNG HỢP KẾT QUẢ PHONG TRÀO THI ĐUA CỦA CÁC XÃ, THỊ TRẤN", Look::Title);
        let title = match self.cluster {
            Some(cluster) => format!("Cụm thi đua số {cluster}, {}", span.name),
            None => span.name.to_uppercase(),
        };
        paper.line(4, title, Look::Title);
        paper.line(
            5,
            format!("(Kèm theo Báo cáo số 45/BC-LĐLĐ {} của LĐLĐ huyện Thanh Oai)", span.signed),
            Look::Aside,
        );
        paper.line(6, INVENTED, Look::Warning);
        paper.span((7, last - 2, 7, last), "Đơn vị tính: sáng kiến, người, lượt", Look::Aside);

        let top = 8;
        let middle = top + u32::from(self.movement_row);
        let bottom = middle + 1;
        paper.span((top, 0, bottom, 0), "TT", Look::Head);
        paper.span((top, 1, bottom, 1), "Tên đơn vị", Look::Head);
        for (leaf, heading, leaves) in GROUPS {
            if !(first..end).contains(&leaf) {
                continue;
            }
            let column = (leaf - first) as u16 + 2;
            if leaves.is_empty() {
                paper.span((middle, column, bottom, column), heading, Look::Head);
            } else {
                paper.span((middle, column, middle, column + leaves.len() as u16 - 1), heading, Look::Head);
            }
            for (offset, text) in leaves.iter().enumerate() {
                paper.put(bottom, column + offset as u16, *text, Look::Head);
            }
        }
        if self.movement_row {
            let dialogue = (figures::VOICES - first) as u16 + 2;
            paper.span((top, 2, top, dialogue - 1), "Phong trào thi đua", Look::Head);
            paper.span((top, dialogue, top, last), "Đối thoại", Look::Head);
        }
        for column in 0..=last {
            paper.put(bottom + 1, column, format!("({})", column + 1), Look::Head);
        }
        bottom + 2
    }
}

/// One row per commune with plain headings in one row, as a form that is saved as csv has them.
pub fn communes_csv(figures: &Figures, period: usize, leaves: (usize, usize)) -> Paper {
    let (first, end) = leaves;
    let mut paper = Paper::new("", vec![10.0; end - first + 2]);
    paper.put(0, 0, "LĐLĐ huyện Thanh Oai", Look::Words);
    paper.put(1, 0, format!("Tổng hợp các xã, thị trấn {}", PERIODS[period].name), Look::Words);
    paper.put(2, 0, INVENTED, Look::Words);
    paper.put(4, 0, "STT", Look::Head);
    paper.put(4, 1, "Đơn vị", Look::Head);
    for (leaf, heading, leaves) in GROUPS {
        let heading = heading.trim_end_matches(" được công nhận");
        for offset in 0..leaves.len().max(1) {
            if (first..end).contains(&(leaf + offset)) {
                let text = match leaves.get(offset) {
                    Some(level) => format!("{heading} {}", level.to_lowercase()),
                    None => heading.to_owned(),
                };
                paper.put(4, (leaf + offset - first) as u16 + 2, text, Look::Head);
            }
        }
    }
    for unit in 0..COMMUNES {
        let row = unit as u32 + 5;
        paper.put(row, 0, Cell::Number(unit as u64 + 1), Look::Order);
        paper.put(row, 1, Names::Bare.of(unit), Look::Words);
        for leaf in first..end {
            paper.put(
                row,
                (leaf - first) as u16 + 2,
                Numbers::Text.cell(figures.get(unit, period, leaf)),
                Look::Amount,
            );
        }
    }
    let row = COMMUNES as u32 + 5;
    paper.put(row, 1, "Tổng số", Look::Total);
    for leaf in first..end {
        let total: u64 = (0..COMMUNES).map(|unit| figures.get(unit, period, leaf)).sum();
        paper.put(row, (leaf - first) as u16 + 2, Numbers::Text.cell(total), Look::TotalAmount);
    }
    paper
}

/// One indicator per row: the education union's report.
pub fn education_sheet(figures: &Figures, period: usize, numbers: Numbers) -> Paper {
    let mut paper = indicator_sheet("Mẫu 2-HĐCĐ", figures::EDUCATION);
    let span = &PERIODS[period];
    paper.line(3, "BÁO CÁO SỐ LIỆU VỀ HOẠT ĐỘNG CÔNG ĐOÀN", Look::Title);
    paper.line(4, span.name.to_uppercase(), Look::Title);
    paper.line(5, format!("(Số liệu tính đến ngày {})", span.until), Look::Aside);
    indicator_rows(&mut paper, figures, (figures::EDUCATION, period), numbers);
    paper
}

/// One indicator per row: the district agencies' report, whose period only the sheet's name tells.
pub fn agencies_sheet(figures: &Figures, period: usize) -> Paper {
    let name = PERIODS[period].name;
    let capital = name.replacen('n', "N", usize::from(name.starts_with('n')));
    let mut paper = indicator_sheet(&capital, figures::AGENCIES);
    paper.line(3, "BÁO CÁO KẾT QUẢ HOẠT ĐỘNG CÔNG ĐOÀN", Look::Title);
    indicator_rows(&mut paper, figures, (figures::AGENCIES, period), Numbers::Text);
    paper
}

fn indicator_sheet(name: &str, unit: usize) -> Paper {
    let mut paper = Paper::new(name, vec![6.0, 62.0, 14.0, 12.0, 14.0]);
    paper.span((0, 0, 0, 2), "Công đoàn cấp trên: LĐLĐ huyện Thanh Oai", Look::Plain);
    paper.span((1, 0, 1, 2), format!("Đơn vị báo cáo: {}", REPORTERS[unit].name), Look::Plain);
    paper.put(0, 4, "MẪU SỐ 2-HĐCĐ", Look::Title);
    paper
}

/// A line of the form: its label, its unit of measurement, and what it counts.
type Line = (&'static str, &'static str, Option<usize>);

const LINES: [Line; 19] = [
    ("I. Sáng kiến", "", None),
    ("1. Sáng kiến cải tiến được công nhận", "", None),
    ("- Cấp cơ sở", "sáng kiến", Some(figures::IMPROVEMENTS_BASE)),
    ("- Cấp trên cơ sở", "“", Some(figures::IMPROVEMENTS_ABOVE)),
    ("2. Sáng kiến kinh nghiệm được công nhận, chia ra:", "", None),
    ("a) Cấp cơ sở", "sáng kiến", Some(figures::EXPERIENCE_BASE)),
    ("b) Cấp huyện", "“", Some(figures::EXPERIENCE_DISTRICT)),
    ("c) Cấp thành phố", "“", Some(figures::EXPERIENCE_CITY)),
    ("II. Thi đua, khen thưởng", "", None),
    ("1. Danh hiệu \"Công nhân giỏi\"", "", None),
    ("- Cấp cơ sở", "người", Some(figures::WORKERS_BASE)),
    ("- Cấp huyện", "“", Some(figures::WORKERS_DISTRICT)),
    ("- Cấp thành phố", "“", Some(figures::WORKERS_CITY)),
    ("III. Đối thoại", "", None),
    ("1. Lượt người phát biểu ý kiến tại hội nghị đối thoại", "lượt", Some(figures::VOICES)),
    ("2. Nội dung được đề cập tại hội nghị đối thoại", "nội dung", Some(figures::ISSUES)),
    ("IV. Tổ chức công đoàn", "", None),
    ("1. Tổng số đoàn viên công đoàn", "người", Some(figures::MEMBERS)),
    ("- Trong đó: nữ", "“", Some(figures::WOMEN)),
];

fn indicator_rows(paper: &mut Paper, figures: &Figures, (unit, period): (usize, usize), numbers: Numbers) {
    paper.line(6, INVENTED, Look::Warning);
    for (column, heading) in ["TT", "Nội dung", "Đơn vị tính", "Số lượng", "Ghi chú"].into_iter().enumerate()
    {
        paper.put(8, column as u16, heading, Look::Head);
    }
    let mut number = 0;
    for (row, (label, measure, leaf)) in (9..).zip(LINES) {
        let look = if leaf.is_some() { Look::Words } else { Look::Total };
        paper.put(row, 1, label, look);
        paper.put(row, 2, measure, Look::Words);
        paper.put(row, 4, "", Look::Words);
        let Some(leaf) = leaf else {
            paper.put(row, 0, "", look);
            paper.put(row, 3, "", look);
            continue;
        };
        number += 1;
        paper.put(row, 0, Cell::Number(number), Look::Order);
        let value = figures.get(unit, period, leaf);
        let cell = match figures.at_least(unit, period, leaf) {
            true => format!("trên {value}").into(),
            false => numbers.cell(value),
        };
        paper.put(row, 3, cell, Look::Amount);
    }
    sign(paper, 9 + LINES.len() as u32 + 1, paper.last_column(), PERIODS[period].signed);
}

/// Rows are indicators, columns the parts of the term: an industrial cluster's report.
pub fn zone_sheet(figures: &Figures, unit: usize, with_total: bool) -> Paper {
    let periods = PERIODS.len() as u16;
    let columns = 3 + periods + u16::from(with_total);
    let mut paper = Paper::new("Tổng hợp", [vec![6.0, 52.0, 13.0], vec![12.0; usize::from(columns) - 3]].concat());
    let last = paper.last_column();
    paper.span((0, 0, 0, 2), "LIÊN ĐOÀN LAO ĐỘNG HUYỆN THANH OAI", Look::Centre);
    paper.span((1, 0, 1, 2), format!("CÔNG ĐOÀN {}", REPORTERS[unit].name.to_uppercase()), Look::Title);
    paper.line(3, "KẾT QUẢ HOẠT ĐỘNG CÔNG ĐOÀN", Look::Title);
    paper.line(4, "Giai đoạn 2016 - 2021", Look::Title);
    paper.line(5, INVENTED, Look::Warning);
    for (column, heading) in ["TT", "Chỉ tiêu", "Đơn vị tính"].into_iter().enumerate() {
        paper.put(7, column as u16, heading, Look::Head);
    }
    for (period, span) in PERIODS.iter().enumerate() {
        let capital = span.name.replacen("năm 2", "Năm 2", usize::from(span.name.starts_with('n')));
        paper.put(7, period as u16 + 3, capital, Look::Head);
    }
    if with_total {
        paper.put(7, last, "Cộng", Look::Head);
    }
    let mut row = 8;
    let mut measure = "";
    for (leaf, label) in zone_lines() {
        let stated = match leaf {
            figures::MEMBERS | figures::WOMEN | figures::WORKERS_BASE..=figures::WORKERS_CITY => "người",
            figures::VOICES => "lượt",
            figures::ISSUES => "nội dung",
            _ => "sáng kiến",
        };
        paper.put(row, 0, Cell::Number(u64::from(row) - 7), Look::Order);
        paper.put(row, 1, label, Look::Words);
        paper.put(row, 2, if stated == measure { "“" } else { stated }, Look::Words);
        measure = stated;
        for period in 0..PERIODS.len() {
            paper.put(row, period as u16 + 3, Numbers::Dash.cell(figures.get(unit, period, leaf)), Look::Amount);
        }
        if with_total {
            let total: u64 = (0..PERIODS.len()).map(|period| figures.get(unit, period, leaf)).sum();
            let cell = match leaf {
                figures::MEMBERS | figures::WOMEN => "x".into(),
                _ => Cell::Sum(format!("=SUM({})", across(row, 3, periods + 2)), total),
            };
            paper.put(row, last, cell, Look::TotalAmount);
        }
        row += 1;
    }
    sign(&mut paper, row + 1, last, PERIODS[5].signed);
    paper
}

/// Every leaf with a label that stands alone.
fn zone_lines() -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for (leaf, heading, leaves) in GROUPS {
        if leaves.is_empty() {
            lines.push((leaf, heading.to_owned()));
        }
        for (offset, level) in leaves.iter().enumerate() {
            let heading = heading.trim_end_matches(" được công nhận");
            lines.push((leaf + offset, format!("{heading} {}", level.to_lowercase())));
        }
    }
    lines.push((figures::MEMBERS, "Tổng số đoàn viên công đoàn".to_owned()));
    lines.push((figures::WOMEN, "Đoàn viên nữ".to_owned()));
    lines
}

/// Rows are communes, columns the parts of the term, for the one indicator that the title names.
pub fn members_sheet(figures: &Figures, women: bool) -> Paper {
    let (name, title, leaf) = match women {
        false => ("Đoàn viên", "TỔNG SỐ ĐOÀN VIÊN CÔNG ĐOÀN CÁC XÃ, THỊ TRẤN", figures::MEMBERS),
        true => ("Đoàn viên nữ", "SỐ ĐOÀN VIÊN NỮ CÁC XÃ, THỊ TRẤN", figures::WOMEN),
    };
    let mut paper = Paper::new(name, [vec![6.0, 26.0], vec![13.0; PERIODS.len()]].concat());
    let last = paper.last_column();
    paper.span((0, 0, 0, 2), "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI", Look::Centre);
    paper.span((1, 0, 1, 2), "LIÊN ĐOÀN LAO ĐỘNG HUYỆN THANH OAI", Look::Title);
    paper.line(3, title, Look::Title);
    paper.line(4, "Giai đoạn 2016 - 2021", Look::Title);
    paper.line(5, INVENTED, Look::Warning);
    paper.span((6, last - 1, 6, last), "Đơn vị tính: người", Look::Aside);
    paper.span((7, 0, 8, 0), "TT", Look::Head);
    paper.span((7, 1, 8, 1), "Đơn vị", Look::Head);
    paper.span((7, 2, 7, last), "Số cuối kỳ", Look::Head);
    for (period, span) in PERIODS.iter().enumerate() {
        let capital = span.name.replacen("năm 2", "Năm 2", usize::from(span.name.starts_with('n')));
        paper.put(8, period as u16 + 2, capital, Look::Head);
    }
    for unit in 0..COMMUNES {
        let row = unit as u32 + 9;
        paper.put(row, 0, Cell::Number(unit as u64 + 1), Look::Order);
        paper.put(row, 1, Names::Full.of(unit), Look::Words);
        for period in 0..PERIODS.len() {
            paper.put(row, period as u16 + 2, Cell::Number(figures.get(unit, period, leaf)), Look::Amount);
        }
    }
    let row = COMMUNES as u32 + 9;
    paper.span((row, 0, row, 1), "Cộng", Look::Total);
    for period in 0..PERIODS.len() {
        let total = (0..COMMUNES).map(|unit| figures.get(unit, period, leaf)).sum();
        let column = period as u16 + 2;
        paper.put(row, column, Cell::Sum(format!("=SUM({})", range(column, 9, row - 1)), total), Look::TotalAmount);
    }
    sign(&mut paper, row + 2, last, PERIODS[5].signed);
    paper
}

/// Date line and signature block, without names.
fn sign(paper: &mut Paper, row: u32, last: u16, date: &str) {
    let right = last.saturating_sub(3).max(2);
    paper.span((row, right, row, last), format!("Thanh Oai, {date}"), Look::Aside);
    paper.span((row + 1, 0, row + 1, 1), "NGƯỜI LẬP BIỂU", Look::Title);
    paper.span((row + 1, right, row + 1, last), "TM. BAN THƯỜNG VỤ", Look::Title);
    paper.span((row + 2, right, row + 2, last), "CHỦ TỊCH", Look::Title);
}

/// `C9:C29`, from rows and a column counted from 0.
fn range(column: u16, from: u32, to: u32) -> String {
    let letter = letter(column);
    format!("{letter}{}:{letter}{}", from + 1, to + 1)
}

/// `D9:I9`.
fn across(row: u32, from: u16, to: u16) -> String {
    format!("{}{}:{}{}", letter(from), row + 1, letter(to), row + 1)
}

/// The letter of one of the first 26 columns.
fn letter(column: u16) -> char {
    char::from(b'A' + column as u8)
}
