//! *Cả năm* below periods that are no parts of it: *Quý I*, *6 tháng*, *9 tháng* run into one another, and add up to nothing.

use crate::text::Span;

use super::Words;
use super::standing::Standing;

/// Whether a row called *Cả năm* is the year's own figure, and no total of the periods above it.
pub(super) fn stands_for_itself(standing: &Standing<'_>, row: usize, known: &dyn Words) -> bool {
    if !standing.named[row].whole_year {
        return false;
    }
    let parent = standing.parents[row];
    let above = (0..row).rev().take_while(|&other| standing.named[other].time && standing.parents[other] == parent);
    let spans: Vec<Span> =
        above.filter_map(|other| known.said(standing.labels[other]).times.first().map(|time| time.span)).collect();
    let count = |is: fn(&Span) -> bool| spans.iter().filter(|span| is(span)).count();
    let quarters = count(|span| matches!(span, Span::Quarter(..)));
    let halves = count(|span| matches!(span, Span::Half(..)));
    let running = count(|span| matches!(span, Span::First(..) | Span::Until(..)));
    quarters < 4 && halves < 2 && (running > 0 || halves > 0)
}
