//! What stands around a table: whose report it is, for when, in which measure, and what its title names.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::{Calendar, CellRef, Knowledge, Period, Said};
use crate::text::{Bound, Label, MeasureWord, Since, Span, TimePhrase, bound, find_times, fold, measure_stated};

use super::candidates::UnitMatch;
use super::reporter::{Reporter, named_like_the_first, reporter, signed_by};
use super::table::Part;
use super::when::{self, Surroundings};
use crate::intake::extract::{Readings, RowReading};
use crate::intake::lexicon::Lexicon;
use crate::intake::vocabulary::Meaning;

/// What stands around a table.
#[derive(Clone, Debug)]
pub struct Context {
    /// Whose report it is.
    pub reporter: Reporter,
    /// What it says about time.
    pub when: Surroundings,
    /// The months that its phrase means.
    pub period: Option<Period>,
    /// The measure stated for the whole table.
    pub measure: Option<MeasureWord>,
    /// What a line says of that and is not understood.
    pub unclear: Option<String>,
    /// What the title names.
    pub title: Option<Meaning>,
    /// The measure that the title gives with that name: *Kinh phí hỗ trợ (1.000đ)*.
    title_measure: Option<MeasureWord>,
}

/// Reads what stands around a table. `names`: of sheet, file and folders, nearest first.
pub fn read(readings: &Readings, names: &[&str], knowledge: &Knowledge, lexicon: &Lexicon<'_>) -> Context {
    let joined = with_values(&readings.lines);
    let lines: Vec<&str> = joined.iter().map(|line| line.as_ref()).collect();
    let when = |from: usize, names: &[&str]| {
        let block = parameters(&readings.lines[from..]);
        let said = |text: &str| lexicon.said(&lexicon.units().without_timed(text));
        // *Q. 3* is the third district, where there is one.
        let names: Vec<&str> =
            names.iter().map(|name| if names_a_district(name, lexicon) { "" } else { *name }).collect();
        let when = when::surroundings(block, &lines[from..], &names, knowledge.calendar, &knowledge.term, &said);
        let period = when.span.and_then(|span| when::period_of(span, when.year, knowledge.calendar, &knowledge.term));
        (when, period)
    };
    // What stands over one of several tables says more of it than what stands over all of them.
    let own = readings.shared;
    let of_own = Some(own).filter(|&own| own > 0).map(|own| when(own, &[])).filter(|(_, period)| period.is_some());
    let (when, period) = of_own.unwrap_or_else(|| when(0, names));
    // *Tháng 9 và lũy kế*: where columns say it of themselves, the others do not run on.
    let runs = |path: &Vec<String>| path.iter().any(|part| since_of(&lexicon.said(part)).is_some());
    let by_columns = readings.columns.iter().any(|column| runs(&column.path));
    let period = match when.since {
        Some(since) if !by_columns => {
            period.and_then(|period| when::running(since, period, knowledge.calendar, &knowledge.term))
        }
        _ => period,
    };
    // What stands in brackets behind the name of an indicator is that one's.
    let named = |line: &str| matches!(lexicon.title(line), Some(Meaning::Indicator(..)));
    let stated = |line: &&str| lexicon.said(line).measure_line.or_else(|| measure_stated(line, !named(line)).map(Some));
    // *Thu (1.000đ)*, the name of a sheet.
    let of_names = || names.iter().find_map(|name| measure_stated(name, true));
    let above = || lines.iter().rev().find_map(stated).flatten();
    let measure = readings.measure_within.or_else(above).or(readings.measure_below).or_else(of_names);
    let unclear = lines.iter().rev().find(|line| lexicon.said(line).measure_line == Some(None));
    let unclear = unclear.filter(|_| measure.is_none()).and_then(|line| line.split_once(':'));
    let unclear = unclear.map(|(_, stated)| stated.trim().trim_end_matches(')').to_owned());
    let named_at = latest_named(readings, when.year, period, knowledge, lexicon);
    let said_by = |from: usize, names: &[&str]| reporter(&readings.lines[from..], names, knowledge, lexicon, named_at);
    let has_own = own > 0 || readings.first_of_kind.is_some();
    let of_own = has_own.then(|| said_by(own, &[]));
    let of_own = of_own.filter(|reporter| *reporter != Reporter::Unsaid);
    let like_first = || named_like_the_first(readings, lexicon, period);
    let reporter = of_own.or_else(like_first).unwrap_or_else(|| said_by(0, names));
    let reporter = signed_by(&readings.signed, &reporter, knowledge, lexicon, named_at).unwrap_or(reporter);
    // *Đơn vị tính: CĐCS*, *CÔNG ĐOÀN NGÀNH Y TẾ*: in what is counted, and whose it is.
    let says_else = |line: &str| {
        let said = lexicon.said(line);
        said.is_signature_date
            || said.measure_line.is_some()
            || matches!(lexicon.find(line, None, period), UnitMatch::One(_))
    };
    let mut titles = lines.iter().rev().filter(|line| !says_else(line));
    // A sheet may be called after what it measures.
    let title = titles.find(|line| lexicon.title(line).is_some()).or(names.first());
    let title_measure = title.and_then(|line| lexicon.sense(&[line]).measure);
    let title = title.and_then(|line| lexicon.title(line));
    Context { reporter, when, period, measure, unclear, title, title_measure }
}

/// Whether the name of a sheet or file would be a quarter, but is the whole name of a registered unit.
fn names_a_district(name: &str, lexicon: &Lexicon<'_>) -> bool {
    let is_quarter =
        |text: &str| lexicon.said(text).times.iter().any(|time| matches!(time.span, Span::Quarter(None, _)));
    name.contains(['.', ' ']) && is_quarter(name) && matches!(lexicon.find(name, None, None), UnitMatch::One(_))
}

/// The last period that columns name, where the names of units depend on when; of rows, where columns name none and nothing else
/// does.
fn latest_named(
    readings: &Readings,
    year: Option<i32>,
    around: Option<Period>,
    knowledge: &Knowledge,
    lexicon: &Lexicon<'_>,
) -> Option<Period> {
    if !lexicon.units().any_dated() {
        return around;
    }
    let latest = |texts: &mut dyn Iterator<Item = &str>| {
        let mut last: Option<Period> = None;
        for text in texts {
            let said = lexicon.said(text);
            let spans = said.times.iter().map(|time| time.span);
            let periods = spans.filter_map(|span| when::period_of(span, year, knowledge.calendar, &knowledge.term));
            last = last.into_iter().chain(periods).max_by_key(|period| period.to);
        }
        last
    };
    let of_columns = latest(&mut readings.columns.iter().flat_map(|column| &column.path).map(String::as_str));
    let of_row = |row: &'_ RowReading| {
        row.labels.iter().map(|(_, label)| label.clone()).chain(row.groups.iter().cloned()).collect::<Vec<_>>()
    };
    let of_rows = || {
        let labels: Vec<Arc<str>> = readings.rows.iter().flat_map(of_row).collect();
        latest(&mut labels.iter().map(|label| &**label))
    };
    of_columns.or(around).or_else(of_rows)
}

/// The lines over a table, *Quý:* with the value in the cell beside it. A day beside *Tháng báo cáo:* is that month, as a cell
/// has it that shows but its month.
fn with_values(lines: &[(CellRef, String)]) -> Vec<Cow<'_, str>> {
    const OF_TIME: &[&str] =
        &["quí", "tháng", "năm", "kì", "kì báo cáo", "năm báo cáo", "quí báo cáo", "tháng báo cáo"];
    let named =
        |line: &str| Some(fold(line.trim_end().trim_end_matches(':'))).filter(|n| OF_TIME.contains(&n.as_str()));
    let is_short = |value: &str| {
        let month = || value.chars().count() <= 7 && value.chars().all(|c| c.is_ascii_digit() || c == '/');
        value.chars().count() <= 4 || month()
    };
    // *Từ tháng | 1 | đến tháng | 6 | năm | 2021* is one line, set in cells.
    let in_cells = |place: usize| {
        let row = lines[place].0.row;
        let first = lines[..place].iter().rposition(|(at, _)| at.row != row).map_or(0, |before| before + 1);
        // Most lines begin otherwise.
        let begins = lines[first].1.trim_start().starts_with(['T', 't']) && fold(&lines[first].1).starts_with("từ ");
        let of_row = || lines[first..].iter().take_while(|(at, _)| at.row == row).map(|(_, line)| line.trim());
        if !begins || of_row().count() < 2 {
            return None;
        }
        let joined = of_row().collect::<Vec<&str>>().join(" ");
        let whole = matches!(find_times(&joined).as_slice(), [TimePhrase { at, .. }] if at.end == joined.len());
        whole.then(|| if place == first { joined } else { String::new() })
    };
    let line = |place: usize| {
        if let Some(joined) = in_cells(place) {
            return Cow::Owned(joined);
        }
        let (at, line) = &lines[place];
        let beside = lines.get(place + 1).filter(|(next, _)| next.row == at.row).map(|(_, value)| value.trim());
        let (Some(name), Some(value)) = (named(line), beside) else { return Cow::Borrowed(line.as_str()) };
        match day(value) {
            Some((year, month, _)) if name.starts_with("tháng") => Cow::Owned(format!("Tháng {month}/{year}")),
            Some((year, month, _)) if name.starts_with("quí") => {
                Cow::Owned(format!("Quý {}/{year}", month.div_ceil(3)))
            }
            // *Quý báo cáo: | 2/2022*
            _ if is_short(value) => {
                let first = line.split_whitespace().next().unwrap_or(line).trim_end_matches(':');
                Cow::Owned(format!("{first} {value}"))
            }
            _ => Cow::Borrowed(line.as_str()),
        }
    };
    (0..lines.len()).map(line).collect()
}

/// The day that a text is, as year, month and day.
fn day(text: &str) -> Option<(i32, u8, u8)> {
    match find_times(text).as_slice() {
        [TimePhrase { span: Span::AsOf(year, month, day), at }] if *at == (0..text.len()) => {
            Some((*year, *month, *day))
        }
        _ => None,
    }
}

/// The days that a table runs from and to, each beside its name: *Từ ngày: | 01/01/2021 | Đến ngày: | 30/06/2021*.
fn days(lines: &[(CellRef, String)]) -> Option<Span> {
    let bounded = |names: &[&str]| {
        lines.iter().enumerate().find_map(|(place, (at, line))| {
            let (name, rest) = line.split_once(':').unwrap_or((line, ""));
            names.contains(&fold(name).as_str()).then_some(())?;
            let beside = || lines.get(place + 1).filter(|(next, _)| next.row == at.row).map(|(_, value)| value.trim());
            day(rest.trim()).or_else(|| day(beside()?))
        })
    };
    let from = bounded(&["từ ngày", "từ", "ngày bắt đầu", "tu ngay"])?;
    let to = bounded(&["đến ngày", "đến", "đến hết ngày", "ngày kết thúc", "den ngay"])?;
    (from <= to).then_some(Span::Months((from.0, from.1), (to.0, to.1)))
}

/// A block of parameters over their values, as machines write it: `tu_thang | den_thang | nam` over `1 | 6 | 2019`.
fn parameters(lines: &[(CellRef, String)]) -> Option<Span> {
    if let Some(span) = days(lines) {
        return Some(span);
    }
    let below = |wanted: Bound| -> Option<i32> {
        let (at, _) = lines.iter().find(|(_, line)| bound(line) == Some(wanted))?;
        let under = |cell: CellRef| cell.column == at.column && cell.row > at.row;
        lines.iter().find(|(cell, _)| under(*cell))?.1.trim().parse().ok()
    };
    let (year, from, to) = (below(Bound::Year)?, below(Bound::From)?, below(Bound::To)?);
    let month = |month: i32| u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
    Some(Span::Months((year, month(from)?), (year, month(to).filter(|_| from <= to)?)))
}

impl Context {
    /// Takes from a cover whose report it is and for when, where nothing nearer says. The month that it bears is when it was printed.
    pub fn look_at_cover(&mut self, cover: &[(CellRef, String)], knowledge: &Knowledge, lexicon: &Lexicon<'_>) {
        if cover.is_empty() {
            return;
        }
        if self.period.is_none() {
            let printed = |line: &&str| {
                let said = lexicon.said(line);
                let of_a_day = |span: Span| matches!(span, Span::Month(..) | Span::AsOf(..));
                said.is_signature_date || said.times.iter().any(|time| of_a_day(time.span))
            };
            let lines: Vec<&str> = cover.iter().map(|(_, line)| line.as_str()).filter(|line| !printed(line)).collect();
            let said = |text: &str| lexicon.said(&lexicon.units().without_timed(text));
            let when = when::surroundings(None, &lines, &[], knowledge.calendar, &knowledge.term, &said);
            let year = self.when.year.or(when.year);
            let span = self.when.span.or(when.span);
            self.period = span.and_then(|span| when::period_of(span, year, knowledge.calendar, &knowledge.term));
            if self.period.is_some() {
                (self.when.span, self.when.year) = (span, year);
            }
        }
        if self.reporter == Reporter::Unsaid {
            self.reporter = reporter(cover, &[], knowledge, lexicon, self.period);
        }
    }

    /// Takes whose paper a table goes with, where nothing else says whose it is: *(Kèm theo Báo cáo … của LĐLĐ huyện)*. The
    /// workspace's own papers go to everybody.
    pub fn look_at_references(&mut self, lines: &[(CellRef, String)], knowledge: &Knowledge, lexicon: &Lexicon<'_>) {
        if self.reporter != Reporter::Unsaid {
            return;
        }
        let mut named = lines.iter().filter(|(_, line)| is_reference(line, lexicon)).filter_map(|(_, line)| {
            match lexicon.mentioned(line, self.period) {
                UnitMatch::One(id) => Some((line, id)),
                _ => None,
            }
        });
        if let Some((line, id)) = named.next().filter(|&(_, id)| id != knowledge.root) {
            self.reporter = Reporter::Proposed(line.clone(), id);
        }
    }

    /// Takes what a recipe says of the whole table before what its surroundings say.
    pub fn follow(&mut self, told: Option<Said>, calendar: Calendar) {
        let Some(told) = told else { return };
        if let Some(unit) = told.unit {
            self.reporter = Reporter::Known(unit);
        }
        if let Some(period) = told.period {
            self.when = Surroundings { year: Some(calendar.year_of(period.to)), ..Surroundings::default() };
            self.period = Some(period);
        }
        if told.measure.is_some() {
            (self.measure, self.title_measure) = (told.measure, None);
        }
        self.title = told.meaning.or(self.title);
    }

    /// The same where nothing above says in which year: that of all columns, *Số sáng kiến năm 2017* over rows of quarters.
    pub fn in_year_of(&self, columns: &[Part], calendar: Calendar) -> Cow<'_, Context> {
        let years = |part: &Part| part.period.filter(|period| period.months() <= 12).map(|p| calendar.year_of(p.to));
        let mut years = columns.iter().filter(|part| !part.closed).map(years);
        match years.next().flatten() {
            Some(year) if self.when.year.is_none() && years.all(|other| other == Some(year)) => {
                let mut dated = self.clone();
                dated.when.year = Some(year);
                Cow::Owned(dated)
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// What the surroundings say of all cells.
    pub fn said(&self) -> Said {
        let unit = match self.reporter {
            Reporter::Known(unit) => Some(unit),
            _ => None,
        };
        Said { meaning: self.title, period: self.period, unit, measure: self.title_measure.or(self.measure) }
    }

    /// The measure stated for a cell: by its row, its column, the title where that names what is measured, the table.
    pub fn measure_of(&self, column: &Part, row: &Part) -> Option<MeasureWord> {
        let named = [column.meaning, row.meaning].into_iter().flatten().find_map(Meaning::indicator);
        let titled = self.title.and_then(Meaning::indicator);
        let of_title = self.title_measure.filter(|_| named.is_none() || named == titled);
        // *KẾT QUẢ THU TÀI CHÍNH (tỷ đồng)*: what money is counted in that nothing else says.
        let money = self.title_measure.filter(|measure| matches!(measure, MeasureWord::Money(_)));
        row.measure.or(column.measure).or(of_title).or(self.measure).or(money)
    }

    /// The months that the phrases of a heading or label mean here.
    pub fn period_of(&self, spans: &[Span], knowledge: &Knowledge) -> Option<Period> {
        let Some(since) = since(spans) else { return self.named(spans, knowledge) };
        let own: Vec<Span> = spans.iter().copied().filter(|span| !matches!(span, Span::Since(_))).collect();
        when::running(since, self.named(&own, knowledge)?, knowledge.calendar, &knowledge.term)
    }

    fn named(&self, spans: &[Span], knowledge: &Knowledge) -> Option<Period> {
        let Some((&last, rest)) = spans.split_last() else { return self.period };
        // *Năm 2019* over *Quý I*; or a year alone under *6 tháng đầu năm*.
        let year = rest.iter().rev().find_map(|span| span.year()).or(self.when.year);
        let around = self.when.span.filter(|_| self.when.part_by_name.is_none());
        let last = match (last, rest.last().copied().or(around)) {
            (Span::Year(year), Some(open))
                if open.year().is_none() && !matches!(open, Span::Years(..) | Span::Months(..)) =>
            {
                open.in_year(year)
            }
            _ => last,
        };
        when::period_of(last, year, knowledge.calendar, &knowledge.term)
    }
}

/// Where the figures begin that such phrases speak of, if they run on from before.
pub fn since(spans: &[Span]) -> Option<Since> {
    spans.iter().rev().find_map(|span| match span {
        Span::Since(since) => Some(*since),
        _ => None,
    })
}

fn since_of(label: &Label) -> Option<Since> {
    since(&label.times.iter().map(|phrase| phrase.span).collect::<Vec<_>>())
}

/// Whether a line says which paper the table goes with, and not whose signature stands below it.
fn is_reference(line: &str, lexicon: &Lexicon<'_>) -> bool {
    let said = lexicon.said(line);
    said.is_reference && !said.is_signature_date
}
