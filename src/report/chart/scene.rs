//! `Scene`: everything that a chart shows, placed, before it is written as SVG. Tests look here for texts that overlap or
//! leave the frame.

use std::sync::Arc;

use super::text::{Face, Glyphs, Lettering};
use crate::report::theme::{Colour, Fill, Theme};
use crate::text::Language;

/// A point of the picture in pixels, y downwards.
pub(super) type Point = (f64, f64);

/// A rectangle with upright sides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn centre(&self) -> Point {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// Larger by some pixels on every side, smaller if negative.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// Whether a straight line from one point to another passes through.
    pub(super) fn is_crossed(&self, from: Point, to: Point) -> bool {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, delta, low, high) in
            [(from.0, to.0 - from.0, self.left, self.right), (from.1, to.1 - from.1, self.top, self.bottom)]
        {
            if delta.abs() < 1e-9 {
                if start < low || start > high {
                    return false;
                }
                continue;
            }
            let (a, b) = ((low - start) / delta, (high - start) / delta);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        enter <= leave
    }
}

/// Something drawn that is no text.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Shape {
    Rect { area: Area, colour: Colour },
    Polygon { points: Vec<Point>, colour: Colour },
    Line { points: Vec<Point>, colour: Colour, width: f64 },
}

impl Shape {
    /// What it covers.
    #[cfg(test)]
    pub(super) fn area(&self) -> Area {
        match self {
            Shape::Rect { area, .. } => *area,
            Shape::Polygon { points, .. } | Shape::Line { points, .. } => {
                let mut area = Area::new(f64::MAX, f64::MAX, f64::MIN, f64::MIN);
                for (x, y) in points {
                    area.left = area.left.min(*x);
                    area.right = area.right.max(*x);
                    area.top = area.top.min(*y);
                    area.bottom = area.bottom.max(*y);
                }
                area
            }
        }
    }
}

/// One line of text in its place.
#[derive(Clone, Debug)]
pub(super) struct PlacedText {
    pub text: String,
    pub glyphs: Arc<Glyphs>,
    pub face: Face,
    pub colour: Colour,
    /// What it stands on; only tests ask.
    #[cfg_attr(not(test), allow(dead_code))]
    pub ground: Colour,
    pub left: f64,
    pub baseline: f64,
}

impl PlacedText {
    /// As wide as it runs, as high as its ink.
    pub(super) fn area(&self) -> Area {
        let scale = self.face.size / 1000.0;
        Area::new(
            self.left,
            self.baseline + self.glyphs.ink_top * scale,
            self.left + self.glyphs.advance * scale,
            self.baseline + self.glyphs.ink_bottom * scale,
        )
    }
}

/// Where the given x of a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// A picture in the making: the theme, the means to measure text, and what was placed so far.
pub(super) struct Scene<'a> {
    pub theme: &'a Theme,
    /// The language of numbers on axes and of the few words that a chart adds.
    pub language: Language,
    pub letters: Lettering,
    /// Size of the labels of this chart: one size for all of them.
    pub label: f64,
    pub shapes: Vec<Shape>,
    pub texts: Vec<PlacedText>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(theme: &'a Theme, language: Language) -> Self {
        Self { theme, language, letters: Lettering, label: theme.sizes.label, shapes: Vec::new(), texts: Vec::new() }
    }

    /// The picture without its margins.
    pub(super) fn safe(&self) -> Area {
        let frame = self.theme.frame;
        Area::new(frame.margin_x, frame.margin_y, frame.width - frame.margin_x, frame.height - frame.margin_y)
    }

    /// A text, laid out but not yet in the picture.
    pub(super) fn lay(&self, text: &str, face: Face, anchor: Anchor, at: Point) -> PlacedText {
        let glyphs = self.letters.glyphs(text, face.weight);
        let width = glyphs.advance * face.size / 1000.0;
        let left = match anchor {
            Anchor::Left => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::Right => at.0 - width,
        };
        let (colour, ground) = (self.theme.text, self.theme.paper);
        PlacedText { text: text.to_owned(), glyphs, face, colour, ground, left, baseline: at.1 }
    }

    /// Puts a text on the ground of the picture.
    pub(super) fn text(&mut self, text: &str, face: Face, colour: Colour, anchor: Anchor, at: Point) {
        if text.is_empty() {
            return;
        }
        let placed = self.lay(text, face, anchor, at);
        self.texts.push(PlacedText { colour, ..placed });
    }

    /// Puts a text in the middle of a filled area.
    pub(super) fn text_on(&mut self, text: &str, face: Face, fill: Fill, centre: Point) {
        let placed = self.lay(text, face, Anchor::Middle, (centre.0, face.baseline_at(centre.1)));
        self.texts.push(PlacedText { colour: fill.ink, ground: fill.colour, ..placed });
    }

    /// Puts lines of text below one another, the first with its baseline at the point.
    pub(super) fn lines(&mut self, lines: &[String], face: Face, colour: Colour, anchor: Anchor, at: Point) {
        let mut baseline = at.1;
        for line in lines {
            self.text(line, face, colour, anchor, (at.0, baseline));
            baseline += face.leading();
        }
    }

    /// Whether no text stands here.
    pub(super) fn is_free(&self, area: &Area) -> bool {
        self.texts.iter().all(|text| !text.area().meets(area))
    }

    pub(super) fn rect(&mut self, area: Area, colour: Colour) {
        if area.width() > 0.0 && area.height() > 0.0 {
            self.shapes.push(Shape::Rect { area, colour });
        }
    }

    pub(super) fn line(&mut self, points: Vec<Point>, colour: Colour, width: f64) {
        self.shapes.push(Shape::Line { points, colour, width });
    }

    /// A filled area with its edge inside, if it has one. `rounded`: the side whose corners are rounded.
    pub(super) fn bar(&mut self, area: Area, fill: Fill, rounded: Option<Side>) {
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return;
        }
        match fill.edge {
            Some(edge) if area.width().min(area.height()) > 6.0 => {
                self.plate(area, edge, rounded, RADIUS);
                self.plate(area.grown(-1.5), fill.colour, rounded, RADIUS - 1.5);
            }
            Some(edge) => self.plate(area, edge, rounded, RADIUS),
            None => self.plate(area, fill.colour, rounded, RADIUS),
        }
    }

    fn plate(&mut self, area: Area, colour: Colour, rounded: Option<Side>, radius: f64) {
        let radius = radius.min(area.width() / 2.0).min(area.height() / 2.0);
        let Some(side) = rounded.filter(|_| radius >= 1.0) else { return self.rect(area, colour) };
        let Area { left, top, right, bottom } = area;
        // Clockwise from the upper left; each corner with the middle of its arc and the angle where the arc starts.
        let corners = [
            ((left, top), (left + radius, top + radius), 180.0_f64, [Side::Top, Side::Left]),
            ((right, top), (right - radius, top + radius), 270.0, [Side::Top, Side::Right]),
            ((right, bottom), (right - radius, bottom - radius), 0.0, [Side::Bottom, Side::Right]),
            ((left, bottom), (left + radius, bottom - radius), 90.0, [Side::Bottom, Side::Left]),
        ];
        let mut points = Vec::new();
        for (corner, middle, start, sides) in corners {
            if side != Side::All && !sides.contains(&side) {
                points.push(corner);
                continue;
            }
            for step in 0..=6 {
                let angle = (start + f64::from(step) * 15.0).to_radians();
                points.push((middle.0 + radius * angle.cos(), middle.1 + radius * angle.sin()));
            }
        }
        self.shapes.push(Shape::Polygon { points, colour });
    }

    /// Fills an area with slanting lines: there is no figure, or one that must be told apart without colour.
    pub(super) fn hatch(&mut self, area: Area, colour: Colour) {
        const GAP: f64 = 14.0;
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return;
        }
        let (width, height) = (area.width(), area.height());
        let mut offset = GAP / 2.0;
        while offset < width + height {
            // The line x + y = offset, cut off at the sides.
            let from = (offset.min(width), (offset - width).max(0.0));
            let to = ((offset - height).max(0.0), offset.min(height));
            let place = |(x, y): Point| (area.left + x, area.top + y);
            self.line(vec![place(from), place(to)], colour, 2.0);
            offset += GAP;
        }
    }

    /// A straight line of dashes.
    pub(super) fn dashes(&mut self, from: Point, to: Point, colour: Colour, width: f64) {
        const DASH: f64 = 12.0;
        const GAP: f64 = 8.0;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let mut start = 0.0;
        while start < length {
            let end = (start + DASH).min(length);
            let at = |along: f64| (from.0 + dx * along / length, from.1 + dy * along / length);
            self.line(vec![at(start), at(end)], colour, width);
            start += DASH + GAP;
        }
    }
}

/// The radius of a bar's rounded corners.
const RADIUS: f64 = 6.0;

/// A side of an area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Top,
    Bottom,
    Left,
    Right,
    All,
}
