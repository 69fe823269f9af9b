//! `Axis`: a scale with round steps, its grid, and the names of what stands along it.

use super::scene::{Anchor, Area, Scene};
use super::text::Face;
use crate::text::{Language, show_number};

/// A scale with ticks from `first × step` to `last × step`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Axis {
    first: i64,
    last: i64,
    /// The mantissa of the step: 1, 2, 5, or 25 (for 2,5) …
    mantissa: i64,
    /// … times ten to this power.
    power: i32,
    /// Its upper end: the last tick, or the greatest value, if the next tick would be far above it.
    high: f64,
}

impl Axis {
    /// The axis with four to seven round steps that holds all values.
    pub(super) fn new(values: impl IntoIterator<Item = f64>, from_zero: bool) -> Self {
        let (mut low, mut high, mut whole) = (f64::MAX, f64::MIN, true);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
            whole &= value.fract() == 0.0;
        }
        if low > high {
            (low, high) = (0.0, 0.0);
        }
        if from_zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high - low <= high.abs().max(low.abs()) * 1e-9 {
            high = low + if low == 0.0 { 1.0 } else { low.abs() };
        }
        let mut power = (high - low).log10().floor() as i32 - 2;
        if whole {
            power = power.max(0);
        }
        // The first step of the row 1, 2, 2½, 5, 10 … that needs at most six.
        loop {
            for (mantissa, power) in [(1, power), (2, power), (25, power - 1), (5, power)] {
                if whole && power < 0 {
                    continue;
                }
                let step = mantissa as f64 * 10_f64.powi(power);
                let (first, mut last) = ((low / step).floor(), (high / step).ceil());
                if last - first <= 7.0 && high / step - first <= 6.0 {
                    let mut end = last * step;
                    if end - high > 0.3 * step && last - first > 2.0 {
                        last -= 1.0;
                        end = high;
                    }
                    return Self { first: first as i64, last: last as i64, mantissa, power, high: end };
                }
            }
            power += 1;
        }
    }

    /// The axis of shares: 0 to 100, and on if parts exceed the whole.
    pub(super) fn of_shares(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = values.into_iter().fold((0.0_f64, 0.0_f64), |(l, h), value| (l.min(value), h.max(value)));
        if low >= 0.0 && high <= 100.5 {
            return Self { first: 0, last: 4, mantissa: 25, power: 0, high: 100.0 };
        }
        Self::new([low, high.round()], true)
    }

    fn at(&self, index: i64) -> f64 {
        (index * self.mantissa) as f64 * 10_f64.powi(self.power)
    }

    pub(super) fn low(&self) -> f64 {
        self.at(self.first)
    }

    pub(super) fn high(&self) -> f64 {
        self.high
    }

    /// From one tick to the next.
    pub(super) fn step(&self) -> f64 {
        self.at(1)
    }

    /// Where a value stands between two ends.
    pub(super) fn place(&self, value: f64, at_low: f64, at_high: f64) -> f64 {
        at_low + (value - self.low()) / (self.high() - self.low()) * (at_high - at_low)
    }

    /// The round values with their texts.
    fn ticks(&self, language: Language) -> Vec<(f64, String)> {
        let written = |index: i64| {
            let number = index * self.mantissa;
            let sign = if number < 0 { "-" } else { "" };
            let digits = number.unsigned_abs().to_string();
            let plain = match usize::try_from(self.power) {
                _ if number == 0 => digits,
                Ok(zeros) => digits + &"0".repeat(zeros),
                Err(_) => {
                    let places = self.power.unsigned_abs() as usize;
                    let digits = format!("{digits:0>width$}", width = places + 1);
                    let (whole, fraction) = digits.split_at(digits.len() - places);
                    match fraction.trim_end_matches('0') {
                        "" => whole.to_owned(),
                        fraction => format!("{whole}.{fraction}"),
                    }
                }
            };
            show_number(&format!("{sign}{plain}"), language)
        };
        (self.first..=self.last).map(|index| (self.at(index), written(index))).collect()
    }

    /// What is left for columns or lines beside the values of the ticks, which end in a mark.
    pub(super) fn plot(&self, scene: &Scene, area: Area, mark: &str) -> Area {
        let face = Face::regular(scene.label);
        let ticks = self.ticks(scene.language);
        let texts: Vec<String> = ticks.into_iter().map(|(_, text)| text + mark).collect();
        let widest = scene.letters.widest(texts.iter().map(String::as_str), face);
        // A number that would take the chart's room says nothing to a reader.
        let room = if widest > area.width() * 0.3 { 0.0 } else { widest + 18.0 };
        Area { left: area.left + room, ..area }
    }

    /// Draws grid lines with their values at the left; gives the same as `plot`.
    pub(super) fn draw(&self, scene: &mut Scene, area: Area, mark: &str) -> Area {
        let face = Face::regular(scene.label);
        let plot = self.plot(scene, area, mark);
        for (value, text) in self.ticks(scene.language) {
            let y = self.place(value, plot.bottom, plot.top);
            if plot.left > area.left {
                let text = text + mark;
                let at = (plot.left - 18.0, face.baseline_at(y));
                scene.text(&text, face, scene.theme.muted, Anchor::Right, at);
            }
            scene.line(vec![(plot.left, y), (plot.right, y)], scene.theme.grid, 1.5);
        }
        plot
    }
}

/// The names under columns or points, wrapped to their room.
pub(super) struct Names {
    lines: Vec<Vec<String>>,
    face: Face,
    /// Only every so-many-th is shown: years that would touch.
    every: usize,
}

impl Names {
    pub(super) fn new(scene: &Scene, names: &[String], room: f64) -> Self {
        let face = Face::regular(scene.label);
        let room = room - 14.0;
        let widest = scene.letters.widest(names.iter().map(String::as_str), face);
        let are_words = names.iter().any(|name| name.contains(' '));
        if !are_words && widest > room && names.len() > 2 {
            let every = (widest / room.max(1.0)).ceil().min(names.len() as f64) as usize;
            let room = (room + 14.0) * every as f64 - 14.0;
            let lines = names.iter().map(|name| vec![scene.letters.shorten(name, face, room)]).collect();
            return Self { lines, face, every };
        }
        let lines = names.iter().map(|name| scene.letters.wrap(name, face, room, 4)).collect();
        Self { lines, face, every: 1 }
    }

    /// Whether a name had to be cut.
    pub(super) fn are_cut(&self) -> bool {
        self.lines.iter().flatten().any(|line| line.ends_with('…'))
    }

    pub(super) fn height(&self) -> f64 {
        let most = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        most as f64 * self.face.leading() + 22.0
    }

    /// Draws them below a line, each in the middle of its place.
    pub(super) fn draw(&self, scene: &mut Scene, top: f64, places: impl IntoIterator<Item = f64>) {
        let baseline = top + 12.0 + self.face.size;
        for (index, (lines, x)) in self.lines.iter().zip(places).enumerate() {
            if index % self.every == 0 {
                scene.lines(lines, self.face, scene.theme.text, Anchor::Middle, (x, baseline));
            }
        }
    }
}

/// The slots of columns side by side.
#[derive(Clone, Copy)]
pub(super) struct Slots {
    left: f64,
    pub width: f64,
    count: usize,
}

impl Slots {
    pub(super) fn new(area: Area, count: usize) -> Self {
        Self { left: area.left, width: area.width() / count.max(1) as f64, count }
    }

    pub(super) fn middle(&self, index: usize) -> f64 {
        self.left + (index as f64 + 0.5) * self.width
    }

    pub(super) fn middles(self) -> impl Iterator<Item = f64> {
        (0..self.count).map(move |index| self.middle(index))
    }
}

/// Puts boxes of some heights as near as possible to where they want to be, in their order, without overlap and between two
/// ends. `None`: there is no room for all. Takes and gives middles; wishes must rise.
pub(super) fn spread(wishes: &[f64], heights: &[f64], top: f64, bottom: f64) -> Option<Vec<f64>> {
    // Measured from where each box would be if all were stacked from zero, boxes need only not to change their order:
    // neighbours that would are merged into blocks at their mean.
    let mut stacked = Vec::with_capacity(wishes.len());
    let mut below = 0.0;
    for height in heights {
        stacked.push(below + height / 2.0);
        below += height;
    }
    if below > bottom - top + 1e-6 {
        return None;
    }
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&stacked) {
        let mut block = (wish - offset, 1);
        while let Some((mean, count)) = blocks.last().copied().filter(|(mean, _)| *mean > block.0) {
            blocks.pop();
            let both = count + block.1;
            block = ((mean * count as f64 + block.0 * block.1 as f64) / both as f64, both);
        }
        blocks.push(block);
    }
    let shifts = blocks.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    let limit = (bottom - below).max(top);
    Some(shifts.zip(stacked).map(|(shift, offset)| shift.clamp(top, limit) + offset).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(values: &[f64], from_zero: bool) -> String {
        let ticks = Axis::new(values.iter().copied(), from_zero).ticks(Language::Vi);
        ticks.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn steps_are_round_and_hold_all_values() {
        for (values, from_zero, expected) in [
            (&[0.0, 15_780.0][..], true, "0 5.000 10.000 15.000"),
            (&[7_744.0], true, "0 2.000 4.000 6.000 8.000"),
            (&[3.0], true, "0 1 2 3"),
            (&[0.0, 0.0], true, "0 1"),
            (&[], true, "0 1"),
            (&[1e9], true, "0 200.000.000 400.000.000 600.000.000 800.000.000 1.000.000.000"),
            (&[0.35], true, "0 0,1 0,2 0,3"),
            (&[-40.0, 60.0], true, "−40 −20 0 20 40 60"),
            (&[117_397.0, 122_644.0], false, "117.000 118.000 119.000 120.000 121.000 122.000"),
            (&[12.5, 12.5], true, "0 2,5 5 7,5 10 12,5"),
        ] {
            assert_eq!(shown(values, from_zero), expected, "{values:?}");
        }
    }

    #[test]
    fn boxes_keep_their_order_and_do_not_overlap() {
        assert_eq!(spread(&[10.0, 12.0, 50.0], &[10.0, 10.0, 10.0], 0.0, 100.0), Some(vec![6.0, 16.0, 50.0]));
        assert_eq!(spread(&[99.0, 99.0], &[10.0, 10.0], 0.0, 100.0), Some(vec![85.0, 95.0]));
        assert_eq!(spread(&[5.0, 5.0], &[10.0, 10.0], 0.0, 15.0), None);
        assert_eq!(spread(&[], &[], 0.0, 15.0), Some(vec![]));
    }
}
