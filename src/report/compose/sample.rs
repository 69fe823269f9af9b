//! A small made-up district for the tests of this folder: figures, observations and knowledge by hand.

use crate::domain::{
    Amount, Basis, Better, Breakdown, BreakdownId, Calendar, Catalogue, Category, CategoryId, CellRef, Cells, Code,
    Figure, Figures, FileSource, Finding, Indicator, IndicatorId, Kind, Knowledge, Measure, Number, Observation,
    ObservationId, Observations, Period, Place, Qualifier, Registry, SheetSource, State, Term, Unit, UnitId, UnitKind,
};
use crate::text::{Bilingual, Language};

/// A whole workspace after analysis.
pub struct Sample {
    pub figures: Figures,
    pub observations: Observations,
    pub knowledge: Knowledge,
    pub findings: Vec<Finding>,
}

pub const IMPROVEMENTS: IndicatorId = IndicatorId(0);
pub const GOOD_WORKERS: IndicatorId = IndicatorId(1);
pub const PARTICIPANTS: IndicatorId = IndicatorId(2);
pub const ISSUES: IndicatorId = IndicatorId(3);
pub const MEMBERS: IndicatorId = IndicatorId(4);
pub const WOMEN: IndicatorId = IndicatorId(5);
pub const WOMEN_SHARE: IndicatorId = IndicatorId(6);
pub const VISITS: IndicatorId = IndicatorId(7);
pub const FUND: IndicatorId = IndicatorId(8);
pub const NEVER: IndicatorId = IndicatorId(9);

fn words(vi: &str, en: &str) -> Bilingual {
    Bilingual { vi: vi.to_owned(), en: en.to_owned() }
}

fn breakdown(name: (&str, &str), additive: bool, parts: &[(&str, &str, &str)]) -> Breakdown {
    let category = |&(code, vi, en): &(&str, &str, &str)| Category {
        code: code.to_owned(),
        name: words(vi, en),
        aliases: Vec::new(),
    };
    let categories = parts.iter().map(category).collect();
    Breakdown { code: name.1.to_lowercase(), name: words(name.0, name.1), additive, categories }
}

fn indicator(code: &str, vi: &str, en: &str, group: &str, kind: Kind, measure: &str) -> Indicator {
    let money = (measure == "triệu đồng").then_some(6);
    Indicator {
        code: code.to_owned(),
        name: words(vi, en),
        aliases: Vec::new(),
        group: Bilingual::same(group),
        kind,
        measure: Measure { name: measure.to_owned(), english: String::new(), money },
        integer: money.is_none() && measure != "%",
        breakdown: None,
        part_of: None,
        better: Better::Higher,
        numerator: None,
        denominator: None,
        weight: None,
        scale: 100,
    }
}

fn catalogue() -> Catalogue {
    let levels = [("base", "Cấp cơ sở", "Grassroots"), ("above", "Cấp trên cơ sở", "Above grassroots")];
    let kinds = [("home", "Tại nhà", "At home"), ("hospital", "Tại bệnh viện", "In hospital")];
    let mut indicators = vec![
        indicator(
            "improvements",
            "Sáng kiến cải tiến được công nhận",
            "Recognised improvements",
            "Sáng kiến",
            Kind::Flow,
            "sáng kiến",
        ),
        indicator("good_workers", "Công nhân giỏi", "Good workers", "Sáng kiến", Kind::Flow, "người"),
        indicator("participants", "Lượt người dự đối thoại", "Dialogue participants", "Đối thoại", Kind::Flow, "lượt"),
        indicator("issues", "Nội dung được phản ánh", "Issues raised", "Đối thoại", Kind::Flow, "nội dung"),
        indicator("members", "Đoàn viên công đoàn", "Members", "Tổ chức", Kind::Stock, "người"),
        indicator("members_women", "Đoàn viên nữ", "Women members", "Tổ chức", Kind::Stock, "người"),
        indicator("women_share", "Tỷ lệ đoàn viên nữ", "Share of women", "Tổ chức", Kind::Rate, "%"),
        indicator("visits", "Lượt thăm hỏi đoàn viên", "Visits", "Chăm lo", Kind::Flow, "lượt"),
        indicator("fund", "Tiền chăm lo đoàn viên", "Money for members", "Chăm lo", Kind::Flow, "triệu đồng"),
        indicator("never", "Vụ tai nạn lao động", "Accidents", "Chăm lo", Kind::Flow, "vụ"),
    ];
    indicators[0].breakdown = Some(BreakdownId(0));
    indicators[1].breakdown = Some(BreakdownId(0));
    indicators[5].part_of = Some(MEMBERS);
    indicators[6].numerator = Some(WOMEN);
    indicators[6].denominator = Some(MEMBERS);
    indicators[6].better = Better::None;
    indicators[7].breakdown = Some(BreakdownId(1));
    indicators[9].better = Better::Lower;
    let breakdowns =
        vec![breakdown(("Cấp công nhận", "Level"), false, &levels), breakdown(("Nơi thăm", "Place"), true, &kinds)];
    Catalogue { indicators, breakdowns, balances: Vec::new() }
}

fn registry(units: usize) -> Registry {
    const NAMES: [&str; 12] = [
        "Xã Bình Minh",
        "Xã Tam Hưng",
        "Thị trấn Kim Bài",
        "Xã Mỹ Hưng",
        "Xã Thanh Mai",
        "Xã Cao Viên",
        "Công đoàn ngành Giáo dục và Đào tạo huyện",
        "Xã Dân Hòa",
        "Xã Hồng Dương",
        "Xã Kim Thư",
        "Công đoàn Cụm công nghiệp Thanh Oai",
        "Xã Liên Châu",
    ];
    let unit = |code: String, name: String, kind, parent| Unit {
        code,
        name,
        kind,
        parent,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
        registered: true,
    };
    let mut all = vec![unit("thanh-oai".into(), "LĐLĐ huyện Thanh Oai".into(), UnitKind::District, None)];
    for place in 0..units {
        let name = NAMES.get(place).map_or_else(|| format!("Xã số {place}"), |name| (*name).to_owned());
        all.push(unit(format!("u{place}"), name, UnitKind::Commune, Some(UnitId(0))));
    }
    Registry::new(all)
}

/// What is counted in the figures of a sample.
struct Maker {
    observations: Observations,
    figures: Vec<Figure>,
    years: Vec<Period>,
    term: Period,
    units: u32,
}

impl Maker {
    fn observe(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        year: usize,
        state: State,
    ) -> ObservationId {
        let id = ObservationId(self.observations.rows.len() as u32);
        let column = u32::from(indicator.0) + category.map_or(0, |c| u32::from(c.index())) + 2;
        self.observations.rows.push(Observation {
            unit,
            indicator,
            category,
            period: self.years[year],
            state,
            qualifier: Qualifier::Exact,
            repaired: false,
            sheet: year as u32,
            cell: CellRef::new(unit.0 + 5, column),
            raw: state.amount().map_or("…".to_owned(), |a| a.to_string()).into(),
        });
        self.observations.files[year].observations += 1;
        id
    }

    /// Values of every unit and year; `None`: not reported. Sums them up over units, and over years as `closing` says.
    fn item(
        &mut self,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        qualifier: Qualifier,
        closing: bool,
        value: impl Fn(u32, usize) -> Option<Amount>,
    ) {
        let years = self.years.clone();
        let mut all = vec![(Amount::ZERO, 0, 0); years.len() + 1];
        for unit in 1..=self.units {
            let mut known: Vec<Option<(Amount, ObservationId)>> = Vec::new();
            for year in 0..years.len() {
                let amount = value(unit, year);
                known.push(amount.map(|a| (a, self.observe(UnitId(unit), indicator, category, year, State::Value(a)))));
            }
            let gaps = known.iter().filter(|k| k.is_none()).count() as u32;
            let mut push = |period, amount, reported, expected, gaps, cells| {
                self.figures.push(Figure {
                    unit: UnitId(unit),
                    indicator,
                    category,
                    period,
                    value: Number::Exact(amount),
                    qualifier,
                    basis: Basis::Own,
                    reported,
                    expected,
                    gaps,
                    repaired: false,
                    disputed: false,
                    cells: Cells::from(cells),
                });
            };
            for (year, found) in known.iter().enumerate() {
                if let Some((amount, id)) = found {
                    push(years[year], *amount, 1, 1, 0, vec![*id]);
                    all[year] = (all[year].0 + *amount, all[year].1 + 1, all[year].2);
                } else {
                    all[year].2 += 1;
                }
            }
            let cells: Vec<ObservationId> = known.iter().flatten().map(|(_, id)| *id).collect();
            let amount = if closing {
                known.last().copied().flatten().map(|(a, _)| a)
            } else {
                (!cells.is_empty()).then(|| known.iter().flatten().map(|(a, _)| *a).sum())
            };
            if let Some(amount) = amount {
                push(self.term, amount, cells.len() as u32, years.len() as u32, gaps, cells);
                let last = all.len() - 1;
                all[last] = (all[last].0 + amount, all[last].1 + 1, all[last].2 + gaps);
            } else {
                let last = all.len() - 1;
                all[last].2 += gaps;
            }
        }
        let periods: Vec<Period> = years.iter().copied().chain([self.term]).collect();
        for (period, (amount, reported, gaps)) in periods.into_iter().zip(all) {
            if reported > 0 {
                self.figures.push(Figure {
                    unit: UnitId(0),
                    indicator,
                    category,
                    period,
                    value: Number::Exact(amount),
                    qualifier,
                    basis: Basis::Children,
                    reported,
                    expected: self.units,
                    gaps,
                    repaired: false,
                    disputed: false,
                    cells: Cells::default(),
                });
            }
        }
    }

    /// The quotient of two indicators wherever both are known.
    fn rate(&mut self, indicator: IndicatorId, above: IndicatorId, below: IndicatorId) {
        let of =
            |wanted: IndicatorId| self.figures.iter().filter(move |f| f.indicator == wanted && f.category.is_none());
        let rates: Vec<Figure> = of(above)
            .filter_map(|top| {
                let under = of(below).find(|f| f.unit == top.unit && f.period == top.period)?;
                let value =
                    Number::Ratio { numerator: top.value.amount(), denominator: under.value.amount(), scale: 100 };
                Some(Figure { indicator, value, cells: Cells::default(), ..top.clone() })
            })
            .collect();
        self.figures.extend(rates);
    }
}

/// A district of so many units over 2016-07..2021-06.
pub fn sample(units: usize, language: Language) -> Sample {
    let calendar = Calendar::default();
    let term = calendar.parse("2016-07..2021-06").expect("a term");
    let years = calendar.years(term);
    let registry = registry(units);
    let knowledge = Knowledge {
        name: "LĐLĐ huyện Thanh Oai".to_owned(),
        root: UnitId(0),
        language,
        calendar,
        term: Term { name: "Giai đoạn 2016–2021".to_owned(), period: term },
        compare: None,
        perimeter: crate::domain::Perimeter::default(),
        catalogue: catalogue(),
        registry: registry.clone(),
        changes: Vec::new(),
        targets: Vec::new(),
        scoring: None,
        rules: Vec::new(),
        decisions: crate::domain::Decisions::default(),
        recipes: Vec::new(),
        charts: Vec::new(),
        prefer_children: false,
        compiled: None,
        read_hidden: false,
    };
    let file = |year: &Period| FileSource {
        path: format!("{}/bao-cao-{}.xlsx", calendar.show(*year), calendar.show(*year)),
        sha256: "0123456789abcdef".repeat(4),
        observations: 0,
    };
    let observations = Observations {
        files: years.iter().map(file).collect(),
        sheets: (0..years.len() as u32).map(|file| SheetSource { file, name: "Biểu 01".to_owned() }).collect(),
        units: registry,
        ..Observations::default()
    };
    let mut maker = Maker { observations, figures: Vec::new(), years: years.clone(), term, units: units as u32 };
    let half = |year: usize| if year == 0 || year == 5 { 2 } else { 1 };
    let count = move |unit: u32, year: usize, size: u32| {
        let grown = size + (unit * 7 + year as u32 * 5) % (size + 3) + year as u32 * size / 6;
        Some(Amount::whole(i64::from(grown) / half(year)))
    };
    let exact = Qualifier::Exact;
    let part = |place: u16| Some(CategoryId::new(place));
    maker.item(IMPROVEMENTS, part(0), exact, false, |u, y| count(u, y, 30));
    maker.item(
        IMPROVEMENTS,
        part(1),
        exact,
        false,
        |u, y| if u % 3 == 0 { Some(Amount::ZERO) } else { count(u, y, 3) },
    );
    maker.item(GOOD_WORKERS, part(0), exact, false, |u, y| if u == 4 && y == 2 { None } else { count(u, y, 8) });
    maker.item(GOOD_WORKERS, part(1), exact, false, |u, y| {
        if u == 4 && y == 2 { None } else { Some(Amount::whole(i64::from(u == 7 && y == 3) * 5)) }
    });
    maker.item(PARTICIPANTS, None, Qualifier::AtLeast, false, |_, _| Some(Amount::whole(5)));
    maker.item(ISSUES, None, exact, false, |u, y| {
        if u == 5 { None } else { Some(Amount::whole(i64::from(u % 4 + y as u32 % 2))) }
    });
    let members = |u: u32, y: usize| Amount::whole(i64::from(200 + u * 13) + y as i64 * i64::from(u));
    maker.item(MEMBERS, None, exact, true, |u, y| Some(members(u, y)));
    maker.item(WOMEN, None, exact, true, |u, y| Some(Amount::whole(i64::from(100 + u * 9) + y as i64)));
    maker.rate(WOMEN_SHARE, WOMEN, MEMBERS);
    maker.item(VISITS, None, exact, false, |u, y| Some(Amount::whole(i64::from(u) * 3 + y as i64)));
    maker.item(VISITS, part(0), exact, false, |u, y| Some(Amount::whole(i64::from(u) * 2 + y as i64)));
    maker.item(VISITS, part(1), exact, false, |u, _| Some(Amount::whole(i64::from(u))));
    maker.item(FUND, None, exact, false, |u, y| {
        Amount::parse(&format!("{}.{}", 1200 * u + 37 * y as u32, (u + y as u32) % 10))
    });
    // One unit says that the question does not arise.
    if units >= 2 {
        for year in 0..years.len() {
            let (unit, state) = (UnitId(2), State::NotApplicable);
            maker.observe(unit, NEVER, None, year, state);
        }
    }
    let place = Place::cell("2019/bao-cao-2019.xlsx", "Biểu 01", CellRef::new(17, 3));
    let findings = vec![
        Finding::new(Code::ReportMissing, Place::default())
            .unit("u3")
            .period("2018".to_owned())
            .with("count", 1)
            .with("units", "Xã Mỹ Hưng"),
        Finding::new(Code::ReportsEmpty, place).indicator("improvements", Some("base")).with("folder", "=reports"),
    ];
    Sample { figures: Figures::new(maker.figures, years, term), observations: maker.observations, knowledge, findings }
}
