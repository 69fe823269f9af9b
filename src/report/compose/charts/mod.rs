//! Which charts are drawn, and what each finds: trends of every indicator first, then units ranked and mapped by year.
//! A chart that would mislead is left out, and the notes say why.

mod cards;
pub(super) mod course;
pub(super) mod frame;
mod movement;
mod own_title;
mod spread;
mod targets;
mod terms;
#[cfg(test)]
mod tests;
mod titles;
mod trend;
mod units;

use super::picker::{Item, Picker};
use crate::domain::{ChartChoice, ChartForm, IndicatorId, Kind};
use crate::report::chart::{ChartKind, ChartSpec};

/// So many charts fit into one conference.
const MOST: usize = 16;
/// So many of them may be trends, or rankings, maps and comparisons would never get a place.
const MOST_TRENDS: usize = 7;
/// So many compare units or indicators before a second round.
const MOST_LEADING: usize = 10;

/// Why a chart is not drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undrawn {
    /// Nothing to see: the kind of chart does not suit this indicator, or there is no figure at all.
    NotMeant,
    /// Every figure is nought.
    AllZero,
    /// Too few years or units.
    TooFew,
    /// Too few units reported.
    Coverage,
}

impl Undrawn {
    fn key(self) -> &'static str {
        match self {
            Undrawn::NotMeant => "report.undrawn.not_meant",
            Undrawn::AllZero => "report.undrawn.all_zero",
            Undrawn::TooFew => "report.undrawn.too_few",
            Undrawn::Coverage => "report.undrawn.coverage",
        }
    }
}

/// A chart, or why there is none.
type Drawn = Result<ChartSpec, Undrawn>;

/// Which round of the selection a chart takes part in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Round {
    /// A person wants it.
    Asked,
    Trend,
    Leading,
    More,
}

/// The charts in the order of the chapters, and why others are missing.
pub fn charts(picker: &Picker) -> (Vec<ChartSpec>, Vec<String>) {
    let mut drafts = Drafts { picker, drawn: Vec::new(), notes: Vec::new(), moved: false };
    let asked = |indicator: IndicatorId| picker.knowledge.charts.iter().any(|choice| choice.indicator == indicator);
    let cards: Vec<Item> = of_form(picker, ChartForm::Cards).collect();
    let of_cards =
        picker.knowledge.charts.iter().find(|choice| choice.form == ChartForm::Cards && choice.title.is_some());
    let drawn = cards::cards(picker, &cards);
    let drawn = match of_cards {
        Some(choice) => drawn.map(|spec| drafts.titled(spec, choice)),
        None => drawn,
    };
    drafts.keep(if cards.is_empty() { Round::Leading } else { Round::Asked }, ChartForm::Cards, None, drawn);
    drafts.keep(Round::Leading, ChartForm::Targets, None, targets::targets(picker, None));
    for (_, indicators) in picker.chapters() {
        let mut first = true;
        drafts.moved = false;
        for (place, &indicator) in indicators.iter().enumerate() {
            if asked(indicator) {
                drafts.asked(indicator, &indicators);
                continue;
            }
            drafts.automatic(indicator, &indicators, place == 0, &mut first);
        }
    }
    let Drafts { drawn, mut notes, .. } = drafts;
    let mut chosen = select(&drawn);
    for (number, spec) in chosen.iter_mut().enumerate() {
        spec.name = format!("{:02}-{}", number + 1, spec.name);
    }
    notes.extend(absent(picker, &chosen));
    (chosen, notes)
}

/// What a person wants drawn in this form.
fn of_form<'p>(picker: &'p Picker, form: ChartForm) -> impl Iterator<Item = Item> + 'p {
    let choices = picker.knowledge.charts.iter().filter(move |choice| choice.form == form);
    choices.map(|choice| chosen_item(picker, choice))
}

/// What a choice is about.
fn chosen_item(picker: &Picker, choice: &ChartChoice) -> Item {
    match choice.category {
        Some(category) => Item { indicator: choice.indicator, category: Some(category) },
        None => lead(picker, choice.indicator),
    }
}

/// Charts in the making.
struct Drafts<'p, 'a> {
    picker: &'p Picker<'a>,
    drawn: Vec<(Round, ChartSpec)>,
    notes: Vec<String>,
    /// Whether a waterfall tells what moved the chapter at hand.
    moved: bool,
}

impl Drafts<'_, '_> {
    fn keep(&mut self, round: Round, form: ChartForm, item: Option<Item>, drawn: Drawn) -> bool {
        match drawn {
            Ok(spec) => {
                self.drawn.push((round, spec));
                true
            }
            Err(reason) => {
                // That a form does not suit is worth a note only where somebody asked for it.
                let told = round == Round::Asked || (round == Round::Trend && reason != Undrawn::NotMeant);
                if let (true, Some(item)) = (told, item) {
                    let facts = [
                        ("name", self.picker.label(item)),
                        ("form", form_name(self.picker, form)),
                        ("why", self.picker.say(reason.key(), &[])),
                    ];
                    self.notes.push(self.picker.say("report.undrawn.one", &facts));
                }
                false
            }
        }
    }

    /// The charts that a person wants of an indicator.
    fn asked(&mut self, indicator: IndicatorId, chapter: &[IndicatorId]) {
        let picker = self.picker;
        for choice in picker.knowledge.charts.iter().filter(|choice| choice.indicator == indicator) {
            let item = chosen_item(picker, choice);
            let drawn = match choice.form {
                // One chart for all, drawn before the chapters; or none.
                ChartForm::Cards | ChartForm::None => continue,
                ChartForm::Stack => trend::stack(picker, indicator),
                ChartForm::Line => trend::line(picker, item, chapter),
                ChartForm::Columns => trend::columns(picker, item),
                ChartForm::Shares => trend::shares(picker, indicator),
                ChartForm::Ranking => units::ranking(picker, item),
                ChartForm::HeatMap => units::heat_map(picker, item),
                ChartForm::Dumbbell => spread::dumbbell(picker, item),
                ChartForm::Panels => spread::panels(picker, item),
                ChartForm::Pareto => spread::pareto(picker, item, true),
                ChartForm::Targets => targets::targets(picker, Some(item)),
                ChartForm::Slope => terms::slope(picker, item),
                ChartForm::Waterfall => movement::waterfall(picker, item, true),
            };
            let drawn = drawn.map(|spec| self.titled(spec, choice));
            self.keep(Round::Asked, choice.form, Some(item), drawn);
        }
    }

    /// A chart under the title that a person wrote for it, where that can stand; else under its own, and the notes say why.
    fn titled(&mut self, spec: ChartSpec, choice: &ChartChoice) -> ChartSpec {
        let picker = self.picker;
        let Some(title) = &choice.title else { return spec };
        let item = chosen_item(picker, choice);
        match own_title::filled(picker, item, title.get(picker.language)) {
            Ok(own) => {
                let alt = spec.alt.replace(&spec.title, &own.text);
                ChartSpec { title: own.text, cited: own.cited, alt, ..spec }
            }
            Err(unfit) => {
                let (key, fact) = match unfit {
                    own_title::Unfit::Place(place) => ("place", ("place", format!("{{{place}}}"))),
                    own_title::Unfit::Long(letters) => ("long", ("count", letters.to_string())),
                };
                let facts = [("title", title.get(picker.language).to_owned()), ("name", picker.label(item)), fact];
                self.notes.push(picker.say(&format!("report.chart.own_title.{key}"), &facts));
                spec
            }
        }
    }

    /// The charts that what the figures are asks for. `first`: no unit of the chapter's indicators was compared yet.
    fn automatic(&mut self, indicator: IndicatorId, chapter: &[IndicatorId], opens: bool, first: &mut bool) {
        let picker = self.picker;
        let item = lead(picker, indicator);
        let named = picker.indicator(item);
        let with_whole = named.part_of.is_some_and(|whole| chapter.contains(&whole));
        if !with_whole {
            self.keep(Round::Trend, ChartForm::Line, Some(item), trend::trend(picker, indicator, chapter));
        }
        if opens {
            self.keep(Round::Leading, ChartForm::Columns, None, trend::grouped(picker, chapter));
        }
        let round = if *first { Round::Leading } else { Round::More };
        self.keep(round, ChartForm::Shares, None, trend::shares(picker, indicator));
        let ranked = self.keep(round, ChartForm::Ranking, None, units::ranking(picker, item));
        // The first indicator of a chapter whose units differ stands for the chapter.
        *first &= !ranked;
        // Where and when: small lines while there is room for all, else a map.
        let few = picker.reporting_units().count() <= FEW_UNITS;
        let lines = few && !grows_with_time(named.kind);
        if !(lines && self.keep(round, ChartForm::Panels, None, spread::panels(picker, item))) {
            self.keep(round, ChartForm::HeatMap, None, units::heat_map(picker, item));
        }
        if matches!(named.kind, Kind::Rate | Kind::Mean) {
            self.keep(Round::Leading, ChartForm::Dumbbell, None, spread::dumbbell(picker, item));
        }
        if named.kind == Kind::Stock {
            // One tells of a chapter what moved it, and each that the catalogue's own rule explains.
            if movement::is_explained(picker, item) || !(with_whole || self.moved) {
                let drawn = movement::waterfall(picker, item, false);
                self.moved |= self.keep(Round::Leading, ChartForm::Waterfall, None, drawn);
            }
        }
        self.keep(round, ChartForm::Slope, None, terms::slope(picker, item));
        self.keep(Round::More, ChartForm::Pareto, None, spread::pareto(picker, item, false));
    }
}

/// So many units have a line each.
const FEW_UNITS: usize = 12;

/// Takes the charts that were asked for and those of the first rounds within their limits, then fills up with others, and
/// keeps the order.
fn select(drafts: &[(Round, ChartSpec)]) -> Vec<ChartSpec> {
    let of =
        |wanted: Round| drafts.iter().enumerate().filter(move |(_, (round, _))| *round == wanted).map(|(at, _)| at);
    let mut chosen: Vec<usize> = of(Round::Asked)
        .chain(of(Round::Trend).take(MOST_TRENDS))
        .chain(of(Round::Leading).take(MOST_LEADING))
        .collect();
    let others = of(Round::Leading).skip(MOST_LEADING).chain(of(Round::More)).chain(of(Round::Trend).skip(MOST_TRENDS));
    for draft in others {
        if chosen.len() < MOST {
            chosen.push(draft);
        }
    }
    chosen.sort_unstable();
    chosen.iter().map(|&at| drafts[at].1.clone()).collect()
}

/// The forms that no chart has, each with what it needs.
fn absent(picker: &Picker, chosen: &[ChartSpec]) -> Vec<String> {
    let drawn: Vec<ChartForm> = chosen.iter().map(|spec| form(&spec.kind)).collect();
    let missing = ChartForm::ALL.iter().filter(|(form, _)| {
        // Columns answer what a line does, for few years.
        !matches!(form, ChartForm::None | ChartForm::Columns) && !drawn.contains(form)
    });
    missing
        .map(|(form, code)| {
            let needs = picker.say(&format!("report.chart.needs.{code}"), &[]);
            picker.say("report.undrawn.form", &[("form", form_name(picker, *form)), ("needs", needs)])
        })
        .collect()
}

fn form_name(picker: &Picker, form: ChartForm) -> String {
    picker.say(&format!("report.chart.form.{}", form.code()), &[])
}

/// The form of a chart that was drawn.
fn form(kind: &ChartKind) -> ChartForm {
    match kind {
        ChartKind::Stacked { .. } => ChartForm::Stack,
        ChartKind::Grouped { .. } => ChartForm::Columns,
        ChartKind::Line { .. } => ChartForm::Line,
        ChartKind::Ranking { .. } => ChartForm::Ranking,
        ChartKind::HeatMap { .. } => ChartForm::HeatMap,
        ChartKind::Shares { .. } => ChartForm::Shares,
        ChartKind::Targets { .. } => ChartForm::Targets,
        ChartKind::Slope { .. } => ChartForm::Slope,
        ChartKind::Dumbbell { .. } => ChartForm::Dumbbell,
        ChartKind::Panels { .. } => ChartForm::Panels,
        ChartKind::Pareto { .. } => ChartForm::Pareto,
        ChartKind::Waterfall { .. } => ChartForm::Waterfall,
        ChartKind::Cards { .. } => ChartForm::Cards,
    }
}

/// The item that stands for an indicator where only one can: its total, else its first part that has figures.
fn lead(picker: &Picker, indicator: IndicatorId) -> Item {
    let items = picker.items(indicator);
    items.iter().copied().find(|&item| picker.has_figures(item)).unwrap_or(Item::total(indicator))
}

/// Whether a kind adds up over the months of a period, so that part-years are smaller by nature.
fn grows_with_time(kind: Kind) -> bool {
    matches!(kind, Kind::Flow)
}
