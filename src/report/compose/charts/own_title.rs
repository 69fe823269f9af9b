//! Titles that a person wrote for a chart in `tongket.toml`, with places for figures. What has no figure is not filled with
//! anything else: then the title made of the figures stands, and the notes say why.

use super::frame::{self, Scale, figure_key};
use super::units;
use crate::domain::{Amount, Better, Figure, Movement, Period, TitlePiece, title_pieces};
use crate::report::chart::Datum;
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

/// Two lines of a slide hold no more letters.
const LONGEST: usize = 110;

/// A title with the numbers that it cites.
pub struct OwnTitle {
    pub text: String,
    pub cited: Vec<Datum>,
}

/// Why a title cannot stand.
pub enum Unfit {
    /// This place has no figure, or one that went the other way.
    Place(String),
    /// It has so many letters when its places are filled.
    Long(usize),
}

/// Fills the places of a title with the figures of an item.
pub fn filled(picker: &Picker, item: Item, text: &str) -> Result<OwnTitle, Unfit> {
    let places = Places::new(picker, item);
    let mut title = OwnTitle { text: String::new(), cited: Vec::new() };
    for piece in title_pieces(text) {
        match piece {
            TitlePiece::Words(words) => title.text.push_str(words),
            TitlePiece::Place(place) => {
                let (said, figure) = places.said(place).ok_or_else(|| Unfit::Place(place.to_owned()))?;
                title.text.push_str(&said);
                title.cited.extend(figure.map(|figure| Datum {
                    value: places.scale.shown(figure.value.amount()).to_f64(),
                    text: said,
                    figure: Some(figure_key(figure)),
                }));
            }
        }
    }
    match title.text.chars().count() {
        letters if letters > LONGEST => Err(Unfit::Long(letters)),
        _ => Ok(title),
    }
}

/// What places are filled with.
struct Places<'p, 'a> {
    picker: &'p Picker<'a>,
    item: Item,
    scale: Scale,
    /// The figures of the years that compare.
    years: Vec<&'a Figure>,
}

impl<'p, 'a> Places<'p, 'a> {
    fn new(picker: &'p Picker<'a>, item: Item) -> Places<'p, 'a> {
        let periods: Vec<Period> = frame::comparable_years(picker, item);
        let years: Vec<&Figure> =
            periods.iter().filter_map(|&period| frame::solid_figure(picker, item, period)).collect();
        Places { picker, item, scale: Scale::of(picker, item, years.iter().copied()), years }
    }

    /// What fills a place, and the figure behind it where it prints one.
    fn said(&self, place: &str) -> Option<(String, Option<&'a Figure>)> {
        let Places { picker, item, .. } = *self;
        let (first, last) = (self.years.first().copied(), self.years.last().copied());
        let value = |figure: &'a Figure| Some((self.value(figure), Some(figure)));
        let year = |figure: &Figure| Some((frame::period_label(picker, item, figure.period), None));
        let by_amount = |figure: &&&Figure| figure.value.amount();
        let most = || self.years.iter().rev().max_by_key(by_amount).copied();
        let least = || self.years.iter().min_by_key(by_amount).copied();
        let leader = || units::in_order(picker, item).first().copied();
        let coverage = || picker.coverage(item, picker.term);
        match place {
            "name" => Some((picker.label(item), None)),
            "unit" => Some((picker.unit_name(picker.root).to_owned(), None)),
            "term" => Some((picker.term_name(), None)),
            "first" => value(first?),
            "first_year" => year(first?),
            "last" => value(last?),
            "last_year" => year(last?),
            "most" => value(most()?),
            "most_year" => year(most()?),
            "least" => value(least()?),
            "least_year" => year(least()?),
            "total" => value(frame::solid_figure(picker, item, picker.term)?),
            "leader" if picker.indicator(item).better == Better::None => None,
            "leader" => Some((picker.unit_name(leader()?.0).to_owned(), None)),
            "leader_value" => value(leader()?.1),
            "reported" => Some((coverage().reported.to_string(), None)),
            "expected" => Some((coverage().expected.to_string(), None)),
            moved => self.moved(moved).map(|said| (said, None)),
        }
    }

    /// A figure as printed; money is nothing without its measure.
    fn value(&self, figure: &Figure) -> String {
        let money = self.picker.indicator(self.item).measure.money.is_some();
        if money { self.scale.titled(self.picker, self.item, figure) } else { self.scale.marked(self.picker, figure) }
    }

    /// What lies between the first and the last year: signed; or, with the way it is said to have gone, without its sign,
    /// and only where it went that way. None across a break of perimeter.
    fn moved(&self, place: &str) -> Option<String> {
        let (opening, closing) = (*self.years.first()?, *self.years.last()?);
        if opening.period == closing.period || frame::is_broken(self.picker, opening.period, closing.period) {
            return None;
        }
        let movement = Movement { opening, closing, broken: false };
        let (what, way) = match place.rsplit_once('_') {
            Some((what, way @ ("up" | "down"))) => (what, Some(way)),
            _ => (place, None),
        };
        let percent = |amount: Amount| format::signed(amount, Style::PERCENT, self.picker.language);
        let said = match what {
            "change" => self.scale.change(self.picker, opening, closing),
            "percent" => percent(movement.growth()?),
            "cagr" => percent(movement.yearly_growth()?),
            _ => return None,
        };
        let change = movement.change();
        match way {
            None => Some(said),
            Some("up") if change > Amount::ZERO => Some(said.trim_start_matches('+').to_owned()),
            Some("down") if change < Amount::ZERO => Some(said.trim_start_matches(['−', '-']).to_owned()),
            Some(_) => None,
        }
    }
}
