//! Which period a report is for: from its title and parameters, its sheet's name, its file's and folders' names, in this
//! order; never from the date of a signature.

use std::borrow::Cow;
use std::rc::Rc;

use crate::domain::{Calendar, Month, Period, Term};
use crate::text::{Label, Since, Span, cuts_months, fold};

/// The months that a phrase means, with its year filled in from `year` where it is open; `None` where it stays open.
pub fn period_of(span: Span, year: Option<i32>, calendar: Calendar, term: &Term) -> Option<Period> {
    let span = year.map_or(span, |year| span.in_year(year));
    match span {
        Span::Year(year) => Some(calendar.year(year)),
        Span::Half(year, half) => Some(calendar.part(year?, 6 * (i32::from(half) - 1), 6)),
        Span::Quarter(year, quarter) => Some(calendar.part(year?, 3 * (i32::from(quarter) - 1), 3)),
        Span::First(year, months) => Some(calendar.part(year?, 0, i32::from(months))),
        Span::Month(year, month) => calendar.month(year?, u32::from(month)),
        // The term's own name: *giai đoạn 2016–2021* may begin and end within its years.
        Span::Years(from, to) if from == term.period.from.year() && to == term.period.to.year() => Some(term.period),
        Span::Years(from, to) => match months_between_terms(from, to, term) {
            Some(months) => Some(term.period.moved(months)),
            None => Period::new(calendar.year(from).from, calendar.year(to).to),
        },
        Span::Months((from_year, from), (to_year, to)) => {
            Period::new(Month::new(from_year, u32::from(from))?, Month::new(to_year, u32::from(to))?)
        }
        // The first day of a month is the end of the month before.
        Span::AsOf(year, month, 1) => {
            let (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
            up_to(Month::new(year, u32::from(month))?, calendar)
        }
        Span::AsOf(year, month, _) => up_to(Month::new(year, u32::from(month))?, calendar),
        Span::Until(year, month) => up_to(Month::new(year?, u32::from(month))?, calendar),
        Span::Part(year, first, months) => Some(calendar.part(year?, i32::from(first), i32::from(months))),
        Span::Run(year, from, to) => {
            let to_year = year?;
            // *Từ tháng 12 đến tháng 5*: the year is that of the end.
            let from_year = if from <= to { to_year } else { to_year - 1 };
            Period::new(Month::new(from_year, u32::from(from))?, Month::new(to_year, u32::from(to))?)
        }
        Span::Since(_) => None,
    }
}

/// How many months before or after the term another of its length lies that years name in the same way: *2013–2018* beside the
/// term *2018–2023*, which ends where the next begins.
fn months_between_terms(from: i32, to: i32, term: &Term) -> Option<i32> {
    let own = (term.period.from.year(), term.period.to.year());
    let length = own.1 - own.0;
    let alike = to - from == length && length > 0 && (from - own.0) % length == 0;
    (alike && length * 12 == term.period.months()).then(|| (from - own.0) * 12)
}

/// From the start of the statistical year.
fn up_to(month: Month, calendar: Calendar) -> Option<Period> {
    Period::new(calendar.year(calendar.year_of(month)).from, month)
}

/// What a running figure covers: from its beginning to the end of a period; `None` where it makes no sense, as the start of
/// the year does beside several years.
pub fn running(since: Since, period: Period, calendar: Calendar, term: &Term) -> Option<Period> {
    match since {
        Since::Year if period.months() > 12 => None,
        Since::Year => up_to(period.to, calendar),
        Since::Term => Period::new(term.period.from, period.to),
        Since::Named(year) => Period::new(calendar.year(year).from, period.to),
    }
}

/// What the surroundings of a table say about time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Surroundings {
    /// The phrase that counts, where there is one.
    pub span: Option<Span>,
    /// The year that open phrases fall in.
    pub year: Option<i32>,
    /// Where its figures begin, if they run on from before.
    pub since: Option<Since>,
    /// The days that it runs from and to, where they are none that months begin or end with.
    pub days: Option<String>,
    /// The name of sheet, file or folder that says which part of a year it is, and not of which: *So kết 6 tháng*. Headings that
    /// name whole years know better.
    pub part_by_name: Option<String>,
    /// Two places that name periods without a common month.
    pub contradiction: Option<(String, String)>,
    /// Two periods that a title names at once, one of them within the other: *QUÝ IV VÀ NĂM 2021*.
    pub joined: Option<(String, String)>,
    /// The line that speaks of a part of the term, and not of which months: *GIỮA NHIỆM KỲ 2018–2023*.
    pub partly: Option<String>,
    /// When a title looks ahead to: no figures are of that time.
    pub ahead: Option<Span>,
}

/// Reads the surroundings: a block of parameters, `lines` of the title block, then the names of sheet, file and folders,
/// nearest first.
pub fn surroundings(
    parameters: Option<Span>,
    lines: &[&str],
    names: &[&str],
    calendar: Calendar,
    term: &Term,
    said: &dyn Fn(&str) -> Rc<Label>,
) -> Surroundings {
    let mut found: Vec<(Span, &str)> = parameters.map(|span| (span, "")).into_iter().collect();
    // *Nghị quyết 20-NQ/TW năm 2008*: of when the paper is counts only where nothing else says when.
    let mut of_papers: Vec<(Span, &str)> = Vec::new();
    let mut days: Option<String> = None;
    // The months that figures are counted up to, by the places of their phrases.
    let mut closed: Vec<(usize, Option<i32>, u8)> = Vec::new();
    let mut joined: Option<(String, String)> = None;
    let mut ahead: Option<Span> = None;
    let mut partly: Option<String> = None;
    // The years that figures are counted up to the end of.
    let mut closed_years: Vec<(usize, i32)> = Vec::new();
    for line in lines {
        let said = said(line);
        if !said.is_reference {
            joined = joined.or_else(|| two_at_once(line, &said));
            let of_years = said.times.iter().any(|time| matches!(time.span, Span::Years(..)));
            if of_years && partly.is_none() && speaks_of_a_part(line) {
                partly = Some(line.trim().to_owned());
            }
            if said.times.iter().any(|time| matches!(time.span, Span::Month(..))) && names_a_week(line) {
                days.get_or_insert(line.trim().to_owned());
            }
            for phrase in &said.times {
                // Where the phrase stands is told of the line without the names of units that hold periods.
                let before = line.get(..phrase.at.start);
                let paper = matches!(phrase.span, Span::Year(_)) && before.is_some_and(names_a_paper);
                // *Tăng 15 đoàn viên so với năm 2020* is not of that year.
                if before.is_some_and(|before| compares_with(before) || says_whom_to_call(before)) {
                    continue;
                }
                // *KẾT QUẢ NĂM 2023 VÀ PHƯƠNG HƯỚNG NĂM 2024*
                if before.is_some_and(looks_ahead) {
                    ahead = ahead.or(Some(phrase.span));
                    continue;
                }
                let own = line.get(phrase.at.clone()).unwrap_or_default();
                match phrase.span {
                    Span::AsOf(year, month, _) if before.is_some_and(counts_up_to) => {
                        closed.push((found.len(), Some(year), month));
                    }
                    Span::Until(year, month) if own.contains('/') => closed.push((found.len(), year, month)),
                    Span::Year(year) if before.is_some_and(counts_up_to) => closed_years.push((found.len(), year)),
                    _ => {}
                }
                if paper {
                    of_papers.push((phrase.span, line))
                } else {
                    found.push((phrase.span, line))
                }
                let cut = match phrase.span {
                    Span::Months(..) | Span::Run(..) => cuts_months(own),
                    Span::AsOf(_, _, day) => (2..LAST_DAYS).contains(&day),
                    _ => false,
                };
                if cut {
                    days.get_or_insert(own.to_owned());
                }
            }
        }
    }
    let named = |name: &&str| !said(&spaced(without_copy_mark(name))).times.is_empty();
    if found.is_empty() && !names.iter().any(named) {
        found.append(&mut of_papers);
    }
    let since = found.iter().find_map(|(span, _)| match span {
        Span::Since(since) => Some(*since),
        _ => None,
    });
    // *NĂM 2019* over *(Số liệu tính đến ngày 30/11/2019)*: the report is the year's, the date is when it was closed. Over
    // *30/6/2019* it is of the months up to then.
    let whole = found.iter().find_map(|(span, _)| match span {
        Span::Year(year) => Some(*year),
        _ => None,
    });
    // *NHIỆM KỲ 2018–2023 (đến tháng 6/2022)* runs from the term's beginning.
    let of_term = found.iter().any(|(span, _)| is_term(*span, term));
    let begins = (term.period.from.year(), month_of(term.period.from));
    if whole.is_none() && of_term {
        for (place, year, month) in closed {
            let year = year.filter(|year| (begins.0..=term.period.to.year()).contains(year));
            if let Some(year) = year {
                found[place].0 = Span::Months(begins, (year, month));
            }
        }
    } else if closed_years.len() == 1 && of_term {
        for (place, year) in closed_years {
            found[place].0 = Span::Months(begins, (year, month_of(calendar.year(year).to)));
        }
    } else if let Some(whole) = whole {
        for (place, year, month) in closed {
            found[place].0 = match part_of(whole, year.unwrap_or(whole), month, calendar) {
                Some(part) => part,
                None => Span::Year(whole),
            };
        }
    }
    found.retain(|(span, _)| !matches!(span, Span::Since(_)));
    if found.iter().any(|(span, _)| !matches!(span, Span::AsOf(..))) {
        found.retain(|(span, _)| !matches!(span, Span::AsOf(..)));
    }
    let in_title = found.len();
    let mut of_sheet = 0;
    for (at, name) in names.iter().enumerate() {
        if at == 1 {
            of_sheet = found.len();
        }
        let said = said(&spaced(without_copy_mark(name)));
        let spans = said.times.iter().map(|phrase| phrase.span);
        found.extend(spans.filter(|span| !matches!(span, Span::Since(_))).map(|span| (span, *name)));
    }
    let of_file = |position: usize| names.len() > 1 && position >= of_sheet;
    // A phrase with an open year takes it from the next place that names one.
    let year = found.iter().find_map(|(span, _)| span.year());
    // *BÁO CÁO QUÝ II, PHƯƠNG HƯỚNG QUÝ III NĂM 2022*; of *QUÝ IV* before *QUÝ I NĂM 2023* the year before.
    let year = year.or_else(|| {
        let (own, next) = (found.first()?.0, ahead?);
        let next_year = next.year()?;
        let from = period_of(next, None, calendar, term)?.from;
        let before = |year: i32| period_of(own, Some(year), calendar, term).is_some_and(|own| own.to < from);
        [next_year, next_year - 1].into_iter().find(|&year| before(year))
    });
    let mut result = Surroundings { year, since, days, joined, partly, ahead, ..Surroundings::default() };
    let mut chosen: Option<(Period, &str)> = None;
    for (position, &(span, place)) in found.iter().enumerate() {
        // `5-thang` in a name, under a title that tells those five months by their ends, are not the year's first five.
        if let (Span::First(None, count), Some(Span::Months(..)), Some((before, _))) = (span, result.span, chosen)
            && before.months() == i32::from(count)
        {
            continue;
        }
        let Some(period) = period_of(span, result.year, calendar, term) else {
            result.span.get_or_insert(span);
            continue;
        };
        match chosen {
            None => {
                // An open phrase before it (*Quý I* over *2019*) is the finer one.
                chosen = Some((period, place));
                match result.span.and_then(|open| period_of(open, result.year, calendar, term)) {
                    Some(finer) if period.contains(finer) => chosen = Some((finer, place)),
                    _ => result.span = Some(span),
                }
            }
            Some((before, _)) if before == period => {}
            // *thang 9* of a file is when *9 tháng* of its title ended.
            Some((before, _))
                if of_file(position)
                    && in_title > 0
                    && (2..12).contains(&before.months())
                    && period.months() == 1
                    && before.to == period.to => {}
            // The finer of two that fit: *Giai đoạn 2016–2021* and a sheet named 2017.
            // But a month or a day in the name of a file is when it was sent, where its title speaks of the year.
            Some((before, said))
                if of_file(position) && in_title > 0 && before.contains(period) && before.months() == 12 =>
            {
                if result.contradiction.is_none() && before != period {
                    result.contradiction = Some((said.trim().to_owned(), place.trim().to_owned()));
                }
            }
            Some((before, _)) if before.contains(period) && before.months() > period.months() => {
                chosen = Some((period, place));
                result.span = Some(span);
            }
            Some((before, _)) if period.contains(before) => {}
            Some((before, said)) => {
                // Within one title a second year is a comparison; between places it is a contradiction.
                if position >= in_title && before.overlap(period).is_none() && result.contradiction.is_none() {
                    result.contradiction = Some((said.trim().to_owned(), place.trim().to_owned()));
                }
            }
        }
    }
    if result.span.is_none() {
        result.span = found.first().map(|&(span, _)| span);
    }
    let is_part = |span: Span| span.year().is_none() && !matches!(span, Span::Years(..) | Span::Months(..));
    let counts = found.iter().position(|&(span, _)| Some(span) == result.span && is_part(span));
    result.part_by_name = counts.filter(|&at| at >= in_title).map(|at| found[at].1.trim().to_owned());
    result
}

/// Whether a text ends in the name of a law or a resolution, a few words at most behind it. *Nghị quyết nhiệm kỳ 2018–2023* has
/// its years already: what follows is of the report.
fn names_a_paper(text: &str) -> bool {
    const PAPERS: &[&str] = &[
        "luật ",
        "nghị quyết ",
        "chỉ thị ",
        "nghị định ",
        "thông tư ",
        "kết luận ",
        "pháp lệnh ",
        "bộ luật ",
        "công văn ",
        "hướng dẫn số ",
        "kế hoạch số ",
        "thông báo số ",
        "chương trình số ",
        "quyết định ",
        "qđ ",
        "ban hành ",
        "biểu mẫu ",
        "áp dụng ",
    ];
    const FARTHEST: usize = 6;
    let folded = format!("{} ", fold(text));
    let last = PAPERS.iter().filter_map(|paper| folded.rfind(paper).map(|at| at + paper.len())).max();
    let is_year = |word: &str| word.parse::<i32>().is_ok_and(|number| (1900..=2100).contains(&number));
    last.is_some_and(|at| {
        let mut behind = folded[at..].split_whitespace();
        folded[at..].split_whitespace().count() <= FARTHEST && !behind.any(is_year)
    })
}

/// The days of a month from which on one counts as its end.
const LAST_DAYS: u8 = 25;

/// Whether a phrase names the years of the term.
fn is_term(span: Span, term: &Term) -> bool {
    matches!(span, Span::Years(from, to) if from == term.period.from.year() && to == term.period.to.year())
}

fn month_of(month: Month) -> u8 {
    u8::try_from(month.number()).unwrap_or(12)
}

/// *Giữa nhiệm kỳ*, *nửa đầu nhiệm kỳ*, *3 năm thực hiện Nghị quyết đại hội*: not all of the term.
fn speaks_of_a_part(line: &str) -> bool {
    const PARTS: &[&str] = &[
        "giữa nhiệm kì",
        "nửa nhiệm kì",
        "nửa đầu nhiệm kì",
        "nửa cuối nhiệm kì",
        "năm đầu nhiệm kì",
        "năm đầu của nhiệm kì",
    ];
    let folded = fold(line);
    let years = |(at, _): (usize, &str)| folded[..at].ends_with(|c: char| c.is_ascii_digit());
    let meeting = ["hội nghị", "lần thứ", "nhiệm kì"].iter().all(|word| folded.contains(word));
    meeting || PARTS.iter().any(|part| folded.contains(part)) || folded.match_indices(" năm thực hiện").any(years)
}

/// *Tuần 3 tháng 5*.
fn names_a_week(line: &str) -> bool {
    let folded = fold(line);
    folded.match_indices("tuần ").any(|(at, word)| folded[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// What a year is counted up to by a month of it, so long before its end that the rest is not only still to come in.
fn part_of(whole: i32, year: i32, month: u8, calendar: Calendar) -> Option<Span> {
    const CLOSED_EARLY: i32 = 1;
    let (all, last) = (calendar.year(whole), Month::new(year, u32::from(month))?);
    let part = up_to(last, calendar).filter(|part| all.contains(*part))?;
    (all.months() - part.months() > CLOSED_EARLY).then_some(Span::Until(Some(year), month))
}

/// Whether words end in *đến ngày* and the like, behind which stands the day up to which is counted.
fn counts_up_to(text: &str) -> bool {
    let folded = fold(text);
    let mut last = folded.split(' ').rev().skip_while(|word| matches!(*word, "ngày" | "hết" | "thời" | "điểm"));
    last.next().is_some_and(|word| matches!(word, "đến" | "tới" | "chốt"))
}

/// Whether words end in what is still to be done, where the title reports as well.
fn looks_ahead(text: &str) -> bool {
    const DONE: &[&str] = &["thực hiện", "kết quả", "hoàn thành"];
    let folded = fold(text);
    let Some(at) = ["phương hướng", "nhiệm vụ"].iter().filter_map(|head| folded.find(head)).min() else {
        return false;
    };
    let (before, behind) = folded.split_at(at);
    let before = before.trim_end();
    let before = before.strip_suffix("các").map_or(before, str::trim_end);
    !DONE.iter().any(|done| before.ends_with(done) || behind.contains(done))
}

/// Whether a telephone number begins in words, of which four digits are no year.
fn says_whom_to_call(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("điện thoại") || folded.split(' ').any(|word| matches!(word, "đt" | "sđt" | "fax" | "tel"))
}

/// A part of a year and the year, or two parts, that a line names side by side: which of them figures are of that name none nobody
/// knows.
fn two_at_once(line: &str, said: &Label) -> Option<(String, String)> {
    let is_part = |span: Span| matches!(span, Span::Quarter(..) | Span::Half(..) | Span::First(..) | Span::Month(..));
    said.times.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let between = fold(line.get(first.at.end..second.at.start)?);
        let whole = matches!(second.span, Span::Year(_));
        let links = matches!(between.as_str(), "" | "và" | "và cả");
        // *NĂM 2022, 6 THÁNG ĐẦU NĂM 2023*
        let year_and_part = matches!(first.span, Span::Year(_)) && is_part(second.span) && second.span.year().is_some();
        let text = |at: std::ops::Range<usize>| line.get(at).map(str::to_owned);
        let part_and_year = is_part(first.span) && (whole && first.span.year().is_none() || is_part(second.span));
        (links && (part_and_year || year_and_part)).then_some(())?;
        let parted = line.get(first.at.end..second.at.start)?.contains([',', ';', '-', '/', '+', '–']);
        (parted || !between.is_empty()).then_some(())?;
        text(first.at.clone()).zip(text(second.at.clone()))
    })
}

/// Whether words end in what something is compared with.
fn compares_with(text: &str) -> bool {
    let folded = fold(text);
    ["so với", "so với cùng kì", "cùng kì", "so cùng kì"].iter().any(|phrase| folded.ends_with(phrase))
}

/// `bc-6-thang-dau-nam-2019`: a hyphen beside a letter is a space, but for `2021-H1` and `2021-Q3`.
fn spaced(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let is_letter = |at: usize| characters.get(at).is_some_and(|c| c.is_alphabetic());
    let part = |at: usize| {
        matches!(characters.get(at), Some('H' | 'h' | 'Q' | 'q'))
            && characters.get(at + 1).is_some_and(char::is_ascii_digit)
    };
    let space = |(at, &c): (usize, &char)| {
        let beside_letter = (at > 0 && is_letter(at - 1)) || is_letter(at + 1);
        if c == '-' && beside_letter && !part(at + 1) { ' ' } else { c }
    };
    let spaced: String = characters.iter().enumerate().map(space).collect();
    with_months_joined(&spaced).unwrap_or(spaced)
}

/// The names of the folders on a path, nearest first: of a month's in that of its year, `2022/06`, both.
pub fn folders(path: &str) -> Vec<Cow<'_, str>> {
    let names: Vec<&str> = path.rsplit('/').filter(|folder| !folder.is_empty()).collect();
    let plain = |name: &str, digits: usize| name.len() == digits && name.bytes().all(|byte| byte.is_ascii_digit());
    let named = |at: usize| match (names[at], names.get(at + 1)) {
        (month, Some(year)) if plain(month, 2) && plain(year, 4) => Cow::Owned(format!("{year}-{month}")),
        (name, _) => Cow::Borrowed(name),
    };
    (0..names.len()).map(named).collect()
}

/// `2022_06 bao cao`, `06_2022`: a month beside its year, with a hyphen between them. None where there is none, and where the
/// number is part of a day: `15_06_2022`.
fn with_months_joined(name: &str) -> Option<String> {
    let mut tokens: Vec<&str> = name.split([' ', '_']).collect();
    let number = |at: usize, digits: usize| {
        let token: &&str = tokens.get(at)?;
        let plain = token.len() == digits && token.bytes().all(|byte| byte.is_ascii_digit());
        token.parse::<u32>().ok().filter(|_| plain)
    };
    let month = |at: usize| number(at, 2).is_some_and(|number| (1..=12).contains(&number));
    let year = |at: usize| number(at, 4).is_some_and(|number| (2000..=2100).contains(&number));
    let joins = |at: &usize| {
        let first = month(*at) && year(at + 1) && at.checked_sub(1).is_none_or(|before| number(before, 2).is_none());
        first || (year(*at) && month(at + 1) && number(at + 2, 2).is_none())
    };
    let at = (0..tokens.len()).find(joins)?;
    let joined = format!("{}-{}", tokens[at], tokens[at + 1]);
    tokens.splice(at..=at + 1, [joined.as_str()]);
    Some(tokens.join(" "))
}

/// `báo cáo (2)`: a copy made by the system, not a month.
fn without_copy_mark(name: &str) -> &str {
    let trimmed = name.trim_end();
    match trimmed.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, number)) if number.bytes().all(|b| b.is_ascii_digit()) && number.len() <= 2 => before.trim_end(),
        _ => trimmed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term() -> Term {
        let calendar = Calendar::default();
        Term {
            name: "Giai đoạn 2016–2021".to_owned(), period: calendar.parse("2016-07..2021-06").expect("a period")
        }
    }

    fn said(text: &str) -> Rc<Label> {
        Rc::new(Label::new(text))
    }

    fn read(lines: &[&str], names: &[&str]) -> Option<String> {
        let calendar = Calendar::default();
        let found = surroundings(None, lines, names, calendar, &term(), &said);
        found.span.and_then(|span| period_of(span, found.year, calendar, &term())).map(|period| calendar.show(period))
    }

    #[test]
    fn the_title_goes_before_the_names_of_sheet_file_and_folder() {
        for (lines, names, period) in [
            (vec!["BÁO CÁO SÁNG KIẾN NĂM 2017"], vec!["Sheet1", "bc", "2018"], Some("2017")),
            (vec!["BÁO CÁO SÁNG KIẾN"], vec!["Năm 2019", "bc"], Some("2019")),
            (vec!["THỰC HIỆN LUẬT CÔNG ĐOÀN NĂM 2012", "(Số liệu năm 2019)"], vec![], Some("2019")),
            (vec!["THỰC HIỆN NGHỊ QUYẾT 20-NQ/TW NĂM 2008"], vec!["bc-2019"], Some("2019")),
            (vec!["THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2018-2023 NĂM 2021"], vec![], Some("2021")),
            (vec!["NGHỊ QUYẾT 2016-2021 NĂM 2020"], vec!["bc"], Some("2020")),
            (vec!["THỰC HIỆN NGHỊ QUYẾT 20-NQ/TW NĂM 2018"], vec![], Some("2018")),
            (vec!["Quý I"], vec!["Sheet1", "bc-2019"], Some("2019-Q1")),
            (vec!["Giai đoạn 2016-2021"], vec!["2018", "bc"], Some("2018")),
            (vec!["GIAI ĐOẠN 2016 - 2021"], vec!["Sheet1", "bc"], Some("2016-07..2021-06")),
            (vec!["6 tháng đầu năm 2021"], vec!["2021", "bc"], Some("2021-H1")),
            (vec!["(Kèm theo Quyết định số 1339/QĐ-BTC ngày 12/06/2008)", "NĂM 2006"], vec!["Sheet1"], Some("2006")),
            (vec!["Thanh Oai, ngày 05 tháng 01 năm 2018", "Năm 2017"], vec![], Some("2017")),
            (vec!["Số liệu tính đến 31/12/2019"], vec![], Some("2019")),
            (vec!["NĂM: 2019", "(Số liệu tính đến ngày 30/11/2019)"], vec![], Some("2019")),
            (vec!["NĂM: 2019", "(Số liệu tính đến ngày 30/6/2019)"], vec![], Some("2019-H1")),
            (vec!["NĂM 2019", "(Tính đến ngày: 30/9)"], vec![], Some("2019-01..2019-09")),
            (vec!["KẾT QUẢ NĂM 2018 VÀ PHƯƠNG HƯỚNG NĂM 2019"], vec![], Some("2018")),
            (vec!["KẾT QUẢ VÀ PHƯƠNG HƯỚNG NĂM 2020", "Số liệu năm 2019"], vec![], Some("2019")),
            (vec!["KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2019"], vec![], Some("2019")),
            (vec!["NĂM: 2019", "(Số liệu tính đến ngày: ☑ 30/6 ☐ 31/12)"], vec![], Some("2019-H1")),
            (vec!["NĂM: 2019", "(Số liệu tính đến ngày: [ ] 30/6 [x] 31/12)"], vec![], Some("2019")),
            (vec!["NĂM 2019", "Tính đến ngày 31 tháng 5"], vec![], Some("2019-01..2019-05")),
            (vec!["Từ đầu năm 2019 đến ngày 30/9/2019"], vec![], Some("2019-01..2019-09")),
            (vec!["SỐ LIỆU CÁC NĂM 2021, 2022, 2023"], vec![], Some("2021-01..2023-12")),
            (vec!["NĂM 2021 VÀ NĂM 2022"], vec![], Some("2021-01..2022-12")),
            (vec!["6 tháng đầu năm 2019", "(Số liệu tính đến ngày 31/5/2019)"], vec![], Some("2019-H1")),
            (vec!["Từ ngày 01/7/2017 đến ngày 30/11/2017"], vec!["bc-5-thang", "2017"], Some("2017-07..2017-11")),
            (vec!["9 tháng năm 2022"], vec!["Sheet1", "thang 9"], Some("2022-01..2022-09")),
            (vec!["6 tháng đầu năm 2022"], vec!["Sheet1", "bc thang 6"], Some("2022-H1")),
            (vec![], vec!["Sheet1", "bao cao (2)", "reports"], None),
            (vec![], vec!["bc-6-thang-dau-nam-2019 (2)"], Some("2019-H1")),
            (vec![], vec!["2019-H2-cac-xa"], Some("2019-H2")),
            (vec![], vec!["quy-1-2019"], Some("2019-Q1")),
        ] {
            assert_eq!(read(&lines, &names).as_deref(), period, "{lines:?} {names:?}");
        }
    }

    #[test]
    fn two_places_that_disagree_are_told() {
        let found = surroundings(None, &["NĂM 2017"], &["2018"], Calendar::default(), &term(), &said);
        assert_eq!(found.contradiction, Some(("NĂM 2017".to_owned(), "2018".to_owned())));
        let found = surroundings(None, &["NĂM 2017 (so với năm 2016)"], &["2017"], Calendar::default(), &term(), &said);
        assert_eq!(found.contradiction, None);
    }
}
