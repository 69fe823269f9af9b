//! The forms that offices use, filled in with the truth.

use super::paper::{Cell, Look, Paper};
use super::truth::{Fact, Truth};

/// The line that stands on every sheet. It names no number, so that it cannot be taken for a period.
pub const INVENTED: &str = "Số liệu minh họa: mọi số liệu đều là giả định, chỉ tên đơn vị và cách sắp xếp tổ chức là thật. / \
                            For illustration: every figure is invented; only the units and the reorganisation are real.";

/// Months from the first to the last, counted from the term's start, both inclusive.
pub type Span = (usize, usize);

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
    /// A value as this office types it.
    pub fn cell(self, value: u64) -> Cell {
        match (self, value) {
            (Numbers::Plain, _) => Cell::Number(value),
            (_, 0) => "-".into(),
            (Numbers::Dash, _) => Cell::Number(value),
            (Numbers::Text, 1..10) => format!("{value:02}").into(),
            (Numbers::Text, _) => grouped(value).into(),
        }
    }
}

/// `1234567` as `1.234.567`.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// What a column or line holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A fact as it is counted.
    Fact(Fact),
    /// The cost of gifts, in this part of a triệu đồng: 1 for triệu, 1.000 for nghìn, 1.000.000 for đồng.
    Cost(u64),
    /// Whether a dialogue conference was held in this year of the term.
    Dialogue(usize),
}

/// What a cell holds for a unit and a span.
pub fn value(truth: &Truth, what: What, unit: &str, span: Span, numbers: Numbers) -> Cell {
    match what {
        What::Fact(fact) => numbers.cell(truth.of(unit, fact, span)),
        What::Cost(part) => numbers.cell(truth.of(unit, Fact::Cost, span) * part),
        What::Dialogue(year) => if truth.dialogue(unit, year) { "x" } else { "-" }.into(),
    }
}

/// A column: the heading of its group or nothing, its own heading, what it holds.
pub type Column = (&'static str, &'static str, What);

/// A line of the body of a table.
pub enum Row {
    /// A heading over units.
    Group(&'static str, String),
    /// A unit: its name, its code.
    Unit(String, &'static str),
    /// A unit that sent nothing, with what the office wrote in the last column.
    Silent(String, &'static str),
}

/// Where a total stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// None is printed.
    None,
    /// Over the units, under this name.
    First(&'static str),
    /// Under the units, by formulas, under this name.
    Last(&'static str),
}

/// One row per unit, what is counted in columns.
pub struct UnitForm<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// Who issues it, in capitals: the superior body, the body.
    pub bodies: (&'a str, String),
    /// The title, in capitals.
    pub title: &'a str,
    /// The line under it.
    pub period: &'a str,
    /// A line above the table on the right, or nothing.
    pub measures: &'a str,
    /// The columns.
    pub columns: &'a [Column],
    /// The months.
    pub span: Span,
    /// The lines.
    pub rows: Vec<Row>,
    /// How numbers are typed.
    pub numbers: Numbers,
    /// Where the total stands.
    pub total: Total,
    /// Place and date over the signature.
    pub signed: &'a str,
    /// A note under the table, or nothing.
    pub note: &'a str,
    /// A slip: whose value of which fact is too high, and by how much.
    pub slip: Option<(&'static str, Fact, u64)>,
}

impl UnitForm<'_> {
    /// The sheet.
    pub fn draw(&self, truth: &Truth) -> Paper {
        let width = self.columns.len() as u16;
        let mut paper = Paper::new(self.sheet, [vec![6.0, 34.0], vec![12.0; usize::from(width)]].concat());
        let last = paper.last_column();
        head(&mut paper, self.bodies.0, &self.bodies.1);
        paper.line(3, self.title, Look::Title);
        paper.line(4, self.period, Look::Title);
        paper.line(5, INVENTED, Look::Warning);
        if !self.measures.is_empty() {
            paper.span((6, last - 2, 6, last), self.measures, Look::Aside);
        }
        let mut row = self.header(&mut paper, 7);
        let total_first = matches!(self.total, Total::First(_));
        let total_row = row;
        row += u32::from(total_first);
        let top = row;
        let mut number = 0;
        for line in &self.rows {
            match line {
                Row::Group(mark, name) => {
                    paper.put(row, 0, *mark, Look::Order);
                    paper.put(row, 1, name.as_str(), Look::Total);
                    (2..=last).for_each(|column| paper.put(row, column, "", Look::Total));
                }
                Row::Unit(name, code) => {
                    number += 1;
                    paper.put(row, 0, Cell::Number(number), Look::Order);
                    paper.put(row, 1, name.as_str(), Look::Words);
                    for (column, &(_, _, what)) in (2..).zip(self.columns) {
                        let cell = match self.slip {
                            Some((unit, fact, more)) if unit == *code && what == What::Fact(fact) => {
                                self.numbers.cell(truth.of(code, fact, self.span) + more)
                            }
                            _ => value(truth, what, code, self.span, self.numbers),
                        };
                        paper.put(row, column, cell, Look::Amount);
                    }
                }
                Row::Silent(name, words) => {
                    number += 1;
                    paper.put(row, 0, Cell::Number(number), Look::Order);
                    paper.put(row, 1, name.as_str(), Look::Words);
                    (2..=last).for_each(|column| paper.put(row, column, "", Look::Amount));
                    paper.put(row, last + 1, *words, Look::Plain);
                }
            }
            row += 1;
        }
        if let Total::First(label) | Total::Last(label) = self.total {
            let at = if total_first { total_row } else { row };
            row += u32::from(!total_first);
            paper.span((at, 0, at, 1), label, Look::Total);
            for (column, &(_, _, what)) in (2..).zip(self.columns) {
                paper.put(
                    at,
                    column,
                    self.sum(truth, what, column, (top, top + self.rows.len() as u32 - 1)),
                    Look::TotalAmount,
                );
            }
        }
        if !self.note.is_empty() {
            row += 1;
            paper.put(row, 1, self.note, Look::Plain);
        }
        sign(&mut paper, row + 2, last, self.signed);
        paper
    }

    /// A total: a formula, or words where the office types words.
    fn sum(&self, truth: &Truth, what: What, column: u16, (from, to): (u32, u32)) -> Cell {
        let units = self.rows.iter().filter_map(|row| match row {
            Row::Unit(_, code) => Some(*code),
            Row::Group(..) | Row::Silent(..) => None,
        });
        let sum = match what {
            What::Fact(fact) => {
                let slip = self.slip.filter(|(_, slipped, _)| *slipped == fact).map_or(0, |(_, _, more)| more);
                units.map(|unit| truth.of(unit, fact, self.span)).sum::<u64>() + slip
            }
            What::Cost(part) => units.map(|unit| truth.of(unit, Fact::Cost, self.span) * part).sum(),
            What::Dialogue(_) => return "".into(),
        };
        match self.numbers {
            Numbers::Text => self.numbers.cell(sum),
            Numbers::Plain | Numbers::Dash => Cell::Sum(format!("=SUM({})", range(column, from, to)), sum),
        }
    }

    /// The headings; gives the row after them.
    fn header(&self, paper: &mut Paper, top: u32) -> u32 {
        let grouped = self.columns.iter().any(|(group, _, _)| !group.is_empty());
        let bottom = top + u32::from(grouped);
        paper.span((top, 0, bottom, 0), "TT", Look::Head);
        paper.span((top, 1, bottom, 1), "Đơn vị", Look::Head);
        let mut at = 0;
        while let Some(&(group, heading, _)) = self.columns.get(at) {
            let column = at as u16 + 2;
            if group.is_empty() {
                paper.span((top, column, bottom, column), heading, Look::Head);
                at += 1;
                continue;
            }
            let many = self.columns[at..].iter().take_while(|(other, _, _)| *other == group).count();
            paper.span((top, column, top, column + many as u16 - 1), group, Look::Head);
            for (offset, (_, heading, _)) in self.columns[at..at + many].iter().enumerate() {
                paper.put(bottom, column + offset as u16, *heading, Look::Head);
            }
            at += many;
        }
        bottom + 1
    }
}

/// A line of a list of indicators: its number, its label, its measure, what it holds.
pub type Line = (&'static str, &'static str, &'static str, Option<What>);

/// The lines of form 2-HĐCĐ that these offices fill in.
pub const LINES: [Line; 14] = [
    ("", "I. Lao động, đoàn viên", "", None),
    ("1", "Số CNVCLĐ ở nơi có tổ chức công đoàn", "người", Some(What::Fact(Fact::Workers))),
    ("2", "Tổng số đoàn viên công đoàn", "“", Some(What::Fact(Fact::Members))),
    ("", "- Trong đó: nữ", "“", Some(What::Fact(Fact::Women))),
    ("3", "Đoàn viên kết nạp mới", "“", Some(What::Fact(Fact::Joined))),
    ("4", "Đoàn viên giảm", "“", Some(What::Fact(Fact::Left))),
    ("", "II. Tổ chức", "", None),
    ("5", "Số CĐCS, chia ra:", "", None),
    ("", "- Khu vực hành chính sự nghiệp", "CĐCS", Some(What::Fact(Fact::PublicUnions))),
    ("", "- Khu vực doanh nghiệp", "“", Some(What::Fact(Fact::EnterpriseUnions))),
    ("6", "CĐCS thành lập mới", "“", Some(What::Fact(Fact::Founded))),
    ("", "III. Chăm lo", "", None),
    ("7", "Số lượt đoàn viên, NLĐ được thăm hỏi, tặng quà", "lượt", Some(What::Fact(Fact::Visits))),
    ("8", "Số tiền chăm lo, hỗ trợ", "triệu đồng", Some(What::Cost(1))),
];

/// One row per indicator, one unit and span a sheet: form 2-HĐCĐ.
pub fn indicator_sheet(
    truth: &Truth,
    sheet: &str,
    bodies: (&str, &str),
    (code, span, until): (&str, Span, &str),
    period: &str,
    signed: &str,
) -> Paper {
    let mut paper = Paper::new(sheet, vec![6.0, 58.0, 14.0, 14.0, 14.0]);
    paper.span((0, 0, 0, 2), format!("Công đoàn cấp trên: {}", bodies.0), Look::Plain);
    paper.span((1, 0, 1, 2), format!("Đơn vị báo cáo: {}", bodies.1), Look::Plain);
    paper.put(0, 4, "MẪU SỐ 2-HĐCĐ", Look::Title);
    paper.line(3, "BÁO CÁO TỔNG HỢP SỐ LIỆU VỀ HOẠT ĐỘNG CÔNG ĐOÀN", Look::Title);
    paper.line(4, period, Look::Title);
    paper.line(5, format!("(Số liệu tính đến ngày {until})"), Look::Aside);
    paper.line(6, INVENTED, Look::Warning);
    for (column, heading) in ["TT", "Nội dung", "Đơn vị tính", "Số lượng", "Ghi chú"].into_iter().enumerate()
    {
        paper.put(8, column as u16, heading, Look::Head);
    }
    for (row, (number, label, measure, what)) in (9..).zip(LINES) {
        let look = if what.is_some() { Look::Words } else { Look::Total };
        paper.put(row, 0, number, Look::Order);
        paper.put(row, 1, label, look);
        paper.put(row, 2, measure, Look::Words);
        let cell = what.map_or("".into(), |what| value(truth, what, code, span, Numbers::Dash));
        paper.put(row, 3, cell, Look::Amount);
        paper.put(row, 4, "", Look::Words);
    }
    sign(&mut paper, 10 + LINES.len() as u32, 4, signed);
    paper
}

/// Rows are indicators, columns spans, one unit a sheet.
pub fn spans_sheet(
    truth: &Truth,
    sheet: &str,
    bodies: (&str, &str),
    (title, period): (&str, &str),
    (code, spans): (&str, &[(&str, Span)]),
    signed: &str,
) -> Paper {
    let mut paper = Paper::new(sheet, [vec![6.0, 54.0, 13.0], vec![12.0; spans.len()]].concat());
    let last = paper.last_column();
    head(&mut paper, bodies.0, bodies.1);
    paper.line(3, title, Look::Title);
    paper.line(4, period, Look::Title);
    paper.line(5, INVENTED, Look::Warning);
    let headings = ["TT", "Chỉ tiêu", "Đơn vị tính"].into_iter().chain(spans.iter().map(|(name, _)| *name));
    for (column, heading) in (0..).zip(headings) {
        paper.put(7, column, heading, Look::Head);
    }
    let mut row = 8;
    for (label, measure, what) in SPAN_LINES {
        paper.put(row, 0, Cell::Number(u64::from(row) - 7), Look::Order);
        paper.put(row, 1, label, Look::Words);
        paper.put(row, 2, measure, Look::Words);
        for (column, &(_, span)) in (3..).zip(spans) {
            paper.put(row, column, value(truth, what, code, span, Numbers::Text), Look::Amount);
        }
        row += 1;
    }
    sign(&mut paper, row + 1, last, signed);
    paper
}

/// The lines of [`spans_sheet`], each with a label that stands alone.
const SPAN_LINES: [(&str, &str, What); 10] = [
    ("Số CNVCLĐ ở nơi có tổ chức công đoàn", "người", What::Fact(Fact::Workers)),
    ("Tổng số đoàn viên công đoàn", "người", What::Fact(Fact::Members)),
    ("Số đoàn viên nữ", "người", What::Fact(Fact::Women)),
    ("Số CĐCS khu vực hành chính sự nghiệp", "CĐCS", What::Fact(Fact::PublicUnions)),
    ("Số CĐCS khu vực doanh nghiệp", "CĐCS", What::Fact(Fact::EnterpriseUnions)),
    ("Đoàn viên kết nạp mới", "người", What::Fact(Fact::Joined)),
    ("Đoàn viên giảm", "người", What::Fact(Fact::Left)),
    ("CĐCS thành lập mới", "CĐCS", What::Fact(Fact::Founded)),
    ("Số lượt đoàn viên, NLĐ được thăm hỏi, tặng quà", "lượt", What::Fact(Fact::Visits)),
    ("Số tiền chăm lo, hỗ trợ", "triệu đồng", What::Cost(1)),
];

/// The same for other lines, without a column of measures.
pub fn lines_sheet(
    truth: &Truth,
    sheet: &str,
    bodies: (&str, &str),
    title: &str,
    lines: &[(&str, What)],
    (code, spans): (&str, &[(&str, Span)]),
    signed: &str,
) -> Paper {
    let mut paper = Paper::new(sheet, [vec![6.0, 54.0], vec![14.0; spans.len()]].concat());
    let last = paper.last_column();
    head(&mut paper, bodies.0, bodies.1);
    paper.line(3, title, Look::Title);
    paper.line(4, INVENTED, Look::Warning);
    let headings = ["TT", "Nội dung"].into_iter().chain(spans.iter().map(|(name, _)| *name));
    for (column, heading) in (0..).zip(headings) {
        paper.put(6, column, heading, Look::Head);
    }
    for (row, &(label, what)) in (7..).zip(lines) {
        paper.put(row, 0, Cell::Number(u64::from(row) - 6), Look::Order);
        paper.put(row, 1, label, Look::Words);
        for (column, &(_, span)) in (2..).zip(spans) {
            paper.put(row, column, value(truth, what, code, span, Numbers::Dash), Look::Amount);
        }
    }
    sign(&mut paper, lines.len() as u32 + 8, last, signed);
    paper
}

/// Rows are units; under each indicator stand several spans.
pub fn crossed_sheet(
    sheet: &str,
    bodies: (&str, &str),
    (title, period): (&str, &str),
    (groups, leaves): (&[&str], &[&str]),
    units: &[String],
    cell: impl Fn(usize, usize, usize) -> Cell,
    signed: &str,
) -> Paper {
    let width = groups.len() * leaves.len();
    let mut paper = Paper::new(sheet, [vec![6.0, 38.0], vec![12.0; width]].concat());
    let last = paper.last_column();
    head(&mut paper, bodies.0, bodies.1);
    paper.line(3, title, Look::Title);
    paper.line(4, period, Look::Title);
    paper.line(5, INVENTED, Look::Warning);
    paper.span((7, 0, 8, 0), "STT", Look::Head);
    paper.span((7, 1, 8, 1), "Tên đơn vị", Look::Head);
    for (group, heading) in groups.iter().enumerate() {
        let left = (group * leaves.len()) as u16 + 2;
        paper.span((7, left, 7, left + leaves.len() as u16 - 1), *heading, Look::Head);
        for (leaf, text) in leaves.iter().enumerate() {
            paper.put(8, left + leaf as u16, *text, Look::Head);
        }
    }
    for (at, name) in units.iter().enumerate() {
        let row = at as u32 + 9;
        paper.put(row, 0, Cell::Number(at as u64 + 1), Look::Order);
        paper.put(row, 1, name.as_str(), Look::Words);
        for group in 0..groups.len() {
            for leaf in 0..leaves.len() {
                paper.put(row, (group * leaves.len() + leaf) as u16 + 2, cell(at, group, leaf), Look::Amount);
            }
        }
    }
    sign(&mut paper, units.len() as u32 + 10, last, signed);
    paper
}

/// A long list, as a program exports it: one value a row.
pub fn tidy(headings: &[&str], rows: Vec<Vec<Cell>>) -> Paper {
    let mut paper = Paper::new("", vec![12.0; headings.len()]);
    for (column, heading) in (0..).zip(headings) {
        paper.put(0, column, *heading, Look::Head);
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            paper.put(row, column, cell, Look::Words);
        }
    }
    paper
}

/// The block at the top: the superior body, the body, the motto where there is room for it.
fn head(paper: &mut Paper, superior: &str, body: &str) {
    let last = paper.last_column();
    paper.span((0, 0, 0, 2), superior, Look::Centre);
    paper.span((1, 0, 1, 2), body, Look::Title);
    if last < 5 {
        return;
    }
    paper.span((0, 3, 0, last), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look::Title);
    paper.span((1, 3, 1, last), "Độc lập - Tự do - Hạnh phúc", Look::Title);
}

/// Date line and signature block, without names.
fn sign(paper: &mut Paper, row: u32, last: u16, date: &str) {
    let right = last.saturating_sub(3).max(2);
    paper.span((row, right, row, last), date, Look::Aside);
    paper.span((row + 1, 0, row + 1, 1), "NGƯỜI LẬP BIỂU", Look::Title);
    paper.span((row + 1, right, row + 1, last), "TM. BAN THƯỜNG VỤ", Look::Title);
    paper.span((row + 2, right, row + 2, last), "CHỦ TỊCH", Look::Title);
}

/// `C9:C29`, from rows and a column counted from 0.
fn range(column: u16, from: u32, to: u32) -> String {
    let letter = char::from(b'A' + column as u8);
    format!("{letter}{}:{letter}{}", from + 1, to + 1)
}
