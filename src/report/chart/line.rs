//! Lines over time: values at the points, names at the ends, no legend.

use super::axis::{Axis, Names, spread};
use super::breaks;
use super::datum::known;
use super::marker;
use super::scene::{Anchor, Area, PlacedText, Point, Scene};
use super::spec::{Break, Datum, Series};
use super::text::Face;
use crate::report::theme::Colour;

/// A scale that does not start at nought shows at least so much of the greatest value, or a small change would look large.
const LEAST_SHOWN: f64 = 0.1;

/// The scale of a line chart. It starts at zero unless that would flatten the lines.
pub(super) fn axis(series: &[Series]) -> Axis {
    let values = series.iter().flat_map(|one| &one.values).filter_map(|datum| known(Some(datum)));
    let (low, high) =
        values.clone().fold((f64::MAX, f64::MIN), |(l, h), datum| (l.min(datum.value), h.max(datum.value)));
    let is_flat = low > 0.0 && high > low && high - low < 0.3 * high;
    // Room for the values below the lowest points.
    let more = ((high - low) * 0.1).max((high * LEAST_SHOWN - (high - low)) / 2.0);
    let floor = is_flat.then(|| (low - more).floor());
    let ceiling = (is_flat && high - low < high * LEAST_SHOWN).then(|| (high + more).ceil());
    Axis::new(values.map(|datum| datum.value).chain(floor).chain(ceiling), !is_flat)
}

/// One line in its place.
struct Track<'a> {
    colour: Colour,
    /// One a category; `None`: no figure.
    points: Vec<Option<(Point, &'a Datum)>>,
}

impl Track<'_> {
    fn last(&self) -> Option<(usize, Point, &Datum)> {
        let index = self.points.iter().rposition(Option::is_some)?;
        self.points[index].map(|(point, datum)| (index, point, datum))
    }

    /// The straight pieces between neighbouring points.
    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        self.points.windows(2).filter_map(|pair| match pair {
            [Some((from, _)), Some((to, _))] => Some((*from, *to)),
            _ => None,
        })
    }
}

const MARKER: f64 = 9.0;
const END_GAP: f64 = 26.0;
/// From the last point to the end of the grid.
const LAST_INSET: f64 = 14.0;

pub(super) fn draw(scene: &mut Scene, area: Area, categories: &[String], series: &[Series], breaks: &[Break]) {
    let face = Face::semibold(scene.label);
    let axis = axis(series);
    // The subtitle names a line that is alone.
    let named = |one: &Series| {
        if series.len() > 1 { scene.letters.wrap(&one.name, face, area.width() * 0.22, 3) } else { Vec::new() }
    };
    let ends: Vec<Vec<String>> = series.iter().map(named).collect();
    let lines = || ends.iter().flatten().map(String::as_str);
    let ends_width = scene.letters.widest(lines(), face).max(scene.letters.widest(lines(), Face::regular(face.size)));
    let last_values = series.iter().filter_map(|one| known(one.values.last())).map(|datum| datum.text.as_str());
    let ends_width = ends_width.max(scene.letters.widest(last_values, face).min(area.width() * 0.22));

    let step = |width: f64| width / categories.len().max(1) as f64;
    let inner = Area { right: area.right - ends_width - END_GAP, ..area };
    let about = step(axis.plot(scene, inner, "").width() - 60.0 - LAST_INSET);
    let room = match categories.len() {
        1 => area.width() * 0.4,
        // The first name must not leave the frame at the left, nor the last one at the right.
        _ => about.min(190.0).min(2.0 * (ends_width + END_GAP + LAST_INSET)),
    };
    let names = Names::new(scene, categories, room);
    let inner = Area { top: area.top + face.size * 1.4, bottom: area.bottom - names.height(), ..inner };
    let plot = axis.draw(scene, inner, "");
    let inset = (step(plot.width()) / 2.0).min(60.0);
    let places: Vec<f64> = match categories.len() {
        0 | 1 => vec![plot.centre().0],
        count => {
            let step = (plot.width() - inset - LAST_INSET) / (count - 1) as f64;
            (0..count).map(|index| plot.left + inset + index as f64 * step).collect()
        }
    };
    if axis.low() <= 0.0 && axis.high() >= 0.0 {
        let base = axis.place(0.0, plot.bottom, plot.top);
        scene.line(vec![(plot.left, base), (plot.right, base)], scene.theme.line, 2.0);
    }
    let tracks: Vec<Track> = series
        .iter()
        .zip(scene.theme.lines)
        .map(|(series, colour)| {
            let point = |(index, x): (usize, &f64)| {
                let datum = known(series.values.get(index))?;
                Some(((*x, axis.place(datum.value, plot.bottom, plot.top)), datum))
            };
            Track { colour, points: places.iter().enumerate().map(point).collect() }
        })
        .collect();
    let border = |index: usize| match (places.get(index.wrapping_sub(1)), places.get(index)) {
        (Some(before), Some(after)) => (before + after) / 2.0,
        _ => plot.left,
    };
    breaks::draw(scene, breaks, Area { top: area.top, ..plot }, border);
    draw_tracks(scene, &tracks, breaks);
    names.draw(scene, plot.bottom, places.iter().copied());
    let ends_area = Area { left: plot.right + END_GAP, top: area.top, ..area };
    draw_ends(scene, &tracks, &ends, Area { bottom: plot.bottom + face.size * 0.5, ..ends_area });
    let bounds =
        Area { top: area.top - face.size * 0.4, bottom: plot.bottom - 3.0, right: plot.right + END_GAP, ..plot };
    draw_values(scene, &tracks, bounds);
    draw_gaps(scene, &tracks, &places, plot);
}

fn draw_tracks(scene: &mut Scene, tracks: &[Track], breaks: &[Break]) {
    // The first series is drawn last: on top.
    for track in tracks.iter().rev() {
        let mut run: Vec<Point> = Vec::new();
        for (index, point) in track.points.iter().map(|point| point.map(|(at, _)| at)).chain([None]).enumerate() {
            // What is of two perimeters is not one line; what is of two organisations is one to be read with care.
            if let Some(one) = breaks.iter().find(|one| one.before == index) {
                if let (Some(&from), Some(to), true) = (run.last(), point, one.inside) {
                    scene.dashes(from, to, track.colour, 3.0);
                }
                if run.len() > 1 {
                    scene.line(std::mem::take(&mut run), track.colour, 5.0);
                }
                run.clear();
            }
            match point {
                Some(at) => run.push(at),
                None if run.len() > 1 => scene.line(std::mem::take(&mut run), track.colour, 5.0),
                None => run.clear(),
            }
        }
    }
    for (index, track) in tracks.iter().enumerate().rev() {
        for (at, _) in track.points.iter().flatten() {
            marker::draw(scene, index, *at, MARKER + 3.0, scene.theme.paper);
            marker::draw(scene, index, *at, MARKER, track.colour);
        }
    }
}

/// Writes each line's name at the right, with its last value if the line goes to the end, as near to it as others allow.
fn draw_ends(scene: &mut Scene, tracks: &[Track], names: &[Vec<String>], area: Area) {
    let name_face = Face::regular(scene.label);
    let value_face = Face::semibold(scene.label);
    struct End<'a> {
        from: Point,
        value: Option<&'a str>,
        lines: &'a [String],
        colour: Colour,
    }
    let mut ends: Vec<End> = Vec::new();
    for (track, lines) in tracks.iter().zip(names) {
        let count = track.points.len();
        let end = match track.last() {
            Some((index, from, datum)) => {
                let fits = scene.letters.width(&datum.text, value_face) <= area.width() + 1.0;
                let value = (index + 1 == count && fits).then_some(datum.text.as_str());
                End { from, value, lines, colour: track.colour }
            }
            None => {
                let bottom = (area.left - END_GAP, area.bottom - value_face.size);
                End { from: bottom, value: Some("…"), lines, colour: track.colour }
            }
        };
        ends.push(end);
    }
    ends.sort_by(|a, b| a.from.1.total_cmp(&b.from.1));
    let leading = name_face.leading();
    let heights: Vec<f64> = ends
        .iter()
        .map(|end| leading * (end.lines.len() + usize::from(end.value.is_some())) as f64 + leading * 0.25)
        .collect();
    // The value's line, or else the name's first, is level with the point.
    let first = leading * 0.625;
    let wishes: Vec<f64> = ends.iter().zip(&heights).map(|(end, height)| end.from.1 - first + height / 2.0).collect();
    let Some(middles) = spread(&wishes, &heights, area.top - leading * 0.5, area.bottom) else {
        // Too many lines of names for the height: names only, shortened to one line.
        let mut top = area.top;
        for end in ends {
            let name = scene.letters.shorten(&end.lines.join(" "), value_face, area.width());
            scene.text(&name, value_face, end.colour, Anchor::Left, (area.left, name_face.baseline_at(top + first)));
            top += leading;
        }
        return;
    };
    for ((end, middle), height) in ends.iter().zip(middles).zip(heights) {
        let level = middle - height / 2.0 + first;
        let from = (end.from.0 + MARKER + 5.0, end.from.1);
        let to = (area.left - 6.0, level);
        if (to.1 - from.1).abs() > 6.0 || to.0 - from.0 > END_GAP * 2.0 {
            let bend = area.left - END_GAP + 4.0;
            if from.0 < bend {
                scene.line(vec![from, (bend, from.1), to], scene.theme.hatch, 2.0);
            }
        }
        let mut baseline = value_face.baseline_at(level);
        if let Some(value) = end.value {
            scene.text(value, value_face, end.colour, Anchor::Left, (area.left, baseline));
            baseline += leading;
        }
        let face = if end.value.is_some() { name_face } else { value_face };
        scene.lines(end.lines, face, end.colour, Anchor::Left, (area.left, baseline));
    }
}

/// Writes the values at the points, the telling ones first: the first, the greatest and the least of each line, then the
/// others where there is room.
fn draw_values(scene: &mut Scene, tracks: &[Track], bounds: Area) {
    let mut wanted: Vec<(usize, usize, usize)> = Vec::new();
    for (which, track) in tracks.iter().enumerate() {
        let known =
            || track.points.iter().enumerate().filter_map(|(i, point)| point.map(|(_, datum)| (i, datum.value)));
        let most = known().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let least = known().min_by(|a, b| a.1.total_cmp(&b.1));
        let first = known().next();
        for (index, _) in known() {
            // The last value stands with the name.
            if index + 1 == track.points.len() {
                continue;
            }
            let telling = [first, most, least].iter().flatten().any(|(other, _)| *other == index);
            wanted.push((usize::from(!telling), which, index));
        }
    }
    wanted.sort_unstable();
    for (_, which, index) in wanted {
        let track = &tracks[which];
        let Some((point, datum)) = track.points[index] else { continue };
        let best = candidates(scene, track, index, point, &datum.text)
            .into_iter()
            .find(|placed| is_clear(scene, tracks, &placed.area(), &bounds));
        if let Some(placed) = best {
            scene.texts.push(PlacedText { colour: track.colour, ..placed });
        }
    }
}

/// Places for the value of a point, the best first: above a peak, below a valley, else on the side away from the line.
fn candidates(scene: &Scene, track: &Track, index: usize, point: Point, text: &str) -> Vec<PlacedText> {
    let face = Face::semibold(scene.label);
    let neighbour = |at: Option<usize>| at.and_then(|at| track.points.get(at)).and_then(|p| p.map(|(p, _)| p.1));
    let around = [neighbour(index.checked_sub(1)), neighbour(Some(index + 1))];
    // Neighbours that are drawn higher have a smaller y.
    let lift: f64 = around.into_iter().flatten().map(|y| point.1 - y).sum();
    let above = point.1 - MARKER - 9.0;
    let below = point.1 + MARKER + 9.0 + face.size * 0.74;
    let order = if lift > 20.0 { [below, above] } else { [above, below] };
    let width = scene.letters.width(text, face);
    let level = face.baseline_at(point.1);
    let mut placed = Vec::new();
    for far in [0.0, face.size * 0.45] {
        for baseline in order {
            let baseline = if baseline == above { baseline - far } else { baseline + far };
            for aside in [0.0, -0.3, 0.3, -0.55, 0.55] {
                placed.push(scene.lay(text, face, Anchor::Middle, (point.0 + aside * width, baseline)));
            }
        }
        // A line has nothing before its first point.
        if far == 0.0 && track.points[..index].iter().all(Option::is_none) {
            placed.push(scene.lay(text, face, Anchor::Right, (point.0 - MARKER - 8.0, level)));
        }
    }
    placed
}

fn is_clear(scene: &Scene, tracks: &[Track], area: &Area, bounds: &Area) -> bool {
    let roomy = Area { left: area.left - 6.0, right: area.right + 6.0, top: area.top - 4.0, bottom: area.bottom + 4.0 };
    bounds.holds(area)
        && scene.is_free(&roomy)
        && tracks.iter().all(|track| {
            track.pieces().all(|(from, to)| !roomy.is_crossed(from, to))
                && track
                    .points
                    .iter()
                    .flatten()
                    .all(|((x, y), _)| !Area::new(x - MARKER, y - MARKER, x + MARKER, y + MARKER).meets(&roomy))
        })
}

/// Marks a point without a figure where its neighbours let it be expected, never at zero.
fn draw_gaps(scene: &mut Scene, tracks: &[Track], places: &[f64], plot: Area) {
    let face = Face::semibold(scene.label);
    for track in tracks {
        for (index, x) in places.iter().enumerate().filter(|(index, _)| track.points[*index].is_none()) {
            let before = track.points[..index].iter().rev().flatten().next();
            let after = track.points[index + 1..].iter().flatten().next();
            let y = match (before, after) {
                (Some((a, _)), Some((b, _))) => a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0),
                (Some((a, _)), None) | (None, Some((a, _))) => a.1,
                (None, None) => continue,
            };
            let y = y.min(plot.bottom - 12.0);
            let placed = scene.lay("…", face, Anchor::Middle, (*x, y + face.size * 0.1));
            if scene.is_free(&placed.area().grown(4.0)) {
                scene.texts.push(PlacedText { colour: track.colour, ..placed });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[f64]) -> Series {
        let datum = |value: &f64| Some(Datum { value: *value, text: value.to_string(), figure: None });
        Series { name: "x".into(), values: values.iter().map(datum).collect() }
    }

    #[test]
    fn the_scale_starts_at_zero_unless_that_would_flatten_the_lines() {
        assert_eq!(axis(&[line(&[40.0, 60.0])]).low(), 0.0);
        assert_eq!(axis(&[line(&[100_000.0, 122_644.0])]).low(), 95_000.0);
        // A change of a hundredth does not fill the height.
        let narrow = axis(&[line(&[61.9, 62.4])]);
        assert!(narrow.low() <= 59.5 && narrow.high() >= 64.5, "{} {}", narrow.low(), narrow.high());
        assert_eq!(axis(&[line(&[5.0, 5.0])]).low(), 0.0);
        assert_eq!(axis(&[line(&[])]).low(), 0.0);
    }
}
