//! Pixels → PNG with a palette. A chart has few colours and their blends at edges: one byte a pixel is a quarter of the work
//! and of the file, and the blends beyond the 256 most frequent colours move by less than the eye sees.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use resvg::tiny_skia::Pixmap;

const PALETTE: usize = 256;

pub(super) fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let width = pixels.width() as usize;
    let (data, _) = pixels.data().as_chunks::<4>();
    let rows = rows(data, width);
    let palette = Palette::of(&rows);
    let mut written = Vec::with_capacity(100_000);
    let mut encoder = png::Encoder::new(&mut written, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.colours.iter().flatten().copied().collect::<Vec<u8>>());
    // Measured: level 2 without filters takes half the time of the default, for files a fifth larger.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&palette.indices(&rows, data.len()))?;
    writer.finish()?;
    Ok(written)
}

/// Red, green, blue and opacity, which is full everywhere.
type Pixel = [u8; 4];

/// A row of a picture.
enum Row {
    /// The same as the row above: half of a chart's are.
    Repeats,
    /// Stretches of one colour, with their lengths.
    Runs(Vec<(Pixel, usize)>),
}

fn rows(pixels: &[Pixel], width: usize) -> Vec<Row> {
    let mut last: &[Pixel] = &[];
    let row = |row: &'_ [Pixel]| row.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
    pixels
        .chunks(width.max(1))
        .map(|line| {
            // As bytes, this is one fast comparison.
            let repeats = std::mem::replace(&mut last, line).as_flattened() == line.as_flattened();
            if repeats { Row::Repeats } else { Row::Runs(row(line)) }
        })
        .collect()
}

struct Palette {
    colours: Vec<[u8; 3]>,
    /// Every colour of the picture with its place in the palette.
    places: HashMap<Pixel, u8, RandomState>,
}

impl Palette {
    fn of(rows: &[Row]) -> Self {
        let mut counts: HashMap<Pixel, usize, RandomState> = HashMap::default();
        for row in rows {
            if let Row::Runs(runs) = row {
                for (colour, length) in runs {
                    *counts.entry(*colour).or_default() += length;
                }
            }
        }
        let mut ranked: Vec<(Pixel, usize)> = counts.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let channels = |[red, green, blue, _]: Pixel| [red, green, blue];
        let colours: Vec<[u8; 3]> = ranked.iter().take(PALETTE).map(|(colour, _)| channels(*colour)).collect();
        let places = ranked
            .iter()
            .enumerate()
            .map(|(rank, (colour, _))| {
                let place = if rank < PALETTE { rank } else { nearest(&colours, channels(*colour)) };
                (*colour, u8::try_from(place).unwrap_or(0))
            })
            .collect();
        Self { colours, places }
    }

    fn indices(&self, rows: &[Row], pixels: usize) -> Vec<u8> {
        let mut indices: Vec<u8> = Vec::with_capacity(pixels);
        let mut start = 0;
        for row in rows {
            let end = indices.len();
            match row {
                Row::Repeats => indices.extend_from_within(start..end),
                Row::Runs(runs) => {
                    for (colour, length) in runs {
                        let place = self.places.get(colour).copied().unwrap_or(0);
                        indices.resize(indices.len() + length, place);
                    }
                }
            }
            start = end;
        }
        indices
    }
}

fn nearest(colours: &[[u8; 3]], wanted: [u8; 3]) -> usize {
    let far = |colour: &[u8; 3]| -> i32 {
        colour.iter().zip(wanted).map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2)).sum()
    };
    colours.iter().enumerate().min_by_key(|(_, colour)| far(colour)).map_or(0, |(place, _)| place)
}
