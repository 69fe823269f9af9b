//! Scene → SVG → PNG. plotters' SVG backend draws the geometry, in sixteenths of a pixel because it counts in whole numbers;
//! text is added as outlines, so that the picture needs no font where it is shown.

use std::fmt::Write;

use plotters::prelude::{DrawingBackend, RGBColor, SVGBackend};
use plotters::style::{Color, ShapeStyle};
use resvg::{tiny_skia, usvg};

use super::ChartError;
use super::scene::{PlacedText, Point, Scene, Shape};
use super::spec::ChartSpec;
use super::text::escape;
use crate::report::theme::Colour;

/// Parts of a pixel that plotters' whole numbers stand for.
const PARTS: f64 = 16.0;

pub(super) fn svg(scene: &Scene, spec: &ChartSpec) -> Result<String, ChartError> {
    let frame = scene.theme.frame;
    let (width, height) = (frame.width, frame.height);
    let id: String = spec.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let geometry = geometry(scene).map_err(|fault| ChartError::Draw(fault.to_string()))?;
    let mut svg = String::with_capacity(geometry.len() * 2 + 40_000);
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" "#,
            r#"role="img" aria-labelledby="{id}-title {id}-desc">"#,
            "\n<title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{desc}</desc>\n",
            r#"<rect width="{w}" height="{h}" fill="{paper}" shape-rendering="crispEdges"/>"#,
            "\n<g transform=\"scale({scale})\" stroke-linejoin=\"round\">\n{geometry}</g>\n",
        ),
        w = width,
        h = height,
        id = id,
        title = escape(&spec.title),
        desc = escape(&spec.alt),
        paper = scene.theme.paper,
        scale = 1.0 / PARTS,
        geometry = geometry,
    );
    for text in &scene.texts {
        outline(&mut svg, text);
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// One text as one path. Its words stay readable in the file, for search and for those who edit it.
fn outline(svg: &mut String, text: &PlacedText) {
    let outline = text.glyphs.outline();
    if outline.is_empty() {
        return;
    }
    let _ = writeln!(
        svg,
        r#"<path aria-label="{}" fill="{}" transform="translate({} {}) scale({})" d="{}"/>"#,
        escape(&text.text),
        text.colour,
        short(text.left),
        short(text.baseline),
        text.face.size / 1000.0,
        outline
    );
}

/// A coordinate with at most two decimals.
fn short(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn geometry(scene: &Scene) -> Result<String, Box<dyn std::error::Error>> {
    let whole = |value: f64| (value * PARTS).round() as i32;
    let place = |(x, y): &Point| (whole(*x), whole(*y));
    let size = (scene.theme.frame.width * PARTS, scene.theme.frame.height * PARTS);
    let mut drawn = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawn, (size.0 as u32, size.1 as u32));
        for shape in &scene.shapes {
            match shape {
                Shape::Rect { area, colour } => backend.draw_rect(
                    place(&(area.left, area.top)),
                    place(&(area.right, area.bottom)),
                    &ink(*colour).filled(),
                    true,
                )?,
                Shape::Polygon { points, colour } => {
                    backend.fill_polygon(points.iter().map(place), &ink(*colour).filled())?;
                }
                Shape::Line { points, colour, width } => {
                    let style =
                        ShapeStyle { color: ink(*colour).to_rgba(), filled: false, stroke_width: whole(*width) as u32 };
                    match points.as_slice() {
                        [from, to] => backend.draw_line(place(from), place(to), &style)?,
                        points => backend.draw_path(points.iter().map(place), &style)?,
                    }
                }
            }
        }
        backend.present()?;
    }
    // Only what is within plotters' own document is wanted.
    let inner = drawn.split_once('\n').map_or("", |(_, rest)| rest);
    // Cells and bars end at a pixel: sharper, and painted several times as fast as blended edges.
    Ok(inner.trim_end().trim_end_matches("</svg>").replace("<rect ", "<rect shape-rendering=\"crispEdges\" "))
}

fn ink(colour: Colour) -> RGBColor {
    RGBColor(colour.red, colour.green, colour.blue)
}

pub(super) fn png(svg: &str, width: u32) -> Result<Vec<u8>, ChartError> {
    let fault = |fault: &dyn std::fmt::Display| ChartError::Render(fault.to_string());
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).map_err(|error| fault(&error))?;
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round() as u32;
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or_else(|| fault(&"a picture without size"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    super::pixels::encode(&pixels).map_err(|error| fault(&error))
}
