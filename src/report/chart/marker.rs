//! Marks of points: one form a series, so that lines can be told apart without colour.

use super::scene::{Point, Scene, Shape};
use crate::report::theme::Colour;

/// Draws the mark of the series with an index: disc, square, diamond, triangle.
pub(super) fn draw(scene: &mut Scene, index: usize, (x, y): Point, size: f64, colour: Colour) {
    let turned = |corners: u32, turn: f64, reach: f64| -> Vec<Point> {
        let angle = |corner| (turn + f64::from(corner) * 360.0 / f64::from(corners)).to_radians();
        (0..corners).map(|c| (x + reach * angle(c).cos(), y + reach * angle(c).sin())).collect()
    };
    let points = match index % 4 {
        0 => turned(32, 0.0, size),
        1 => turned(4, 45.0, size * 1.25),
        2 => turned(4, 0.0, size * 1.3),
        _ => turned(3, -90.0, size * 1.35),
    };
    scene.shapes.push(Shape::Polygon { points, colour });
}
