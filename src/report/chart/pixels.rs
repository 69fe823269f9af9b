//! Pixels → PNG with a palette. A chart has few colours and their blends at edges: one byte a pixel is a quarter of the work
//! and of the file, and the blends beyond the 256 most frequent colours move by less than the eye sees.

use std::collections::HashMap;

use resvg::tiny_skia::Pixmap;

const PALETTE: usize = 256;

pub(super) fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let width = pixels.width() as usize;
    let (data, _) = pixels.data().as_chunks::<4>();
    let palette = Palette::of(data, width);
    let mut written = Vec::with_capacity(100_000);
    let mut encoder = png::Encoder::new(&mut written, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.colours.iter().flatten().copied().collect::<Vec<u8>>());
    // Measured: level 2 without filters takes half the time of the default, for files a fifth larger.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&palette.indices(data, width))?;
    writer.finish()?;
    Ok(written)
}

struct Palette {
    colours: Vec<[u8; 3]>,
    /// Every colour of the picture with its place in the palette.
    places: HashMap<Pixel, u8>,
}

/// Red, green, blue and opacity, which is full everywhere.
type Pixel = [u8; 4];

/// The rows of a picture, each with whether it repeats the one before: half of a chart's do.
fn rows(pixels: &[Pixel], width: usize) -> impl Iterator<Item = (bool, &[Pixel])> {
    let mut last: &[Pixel] = &[];
    pixels.chunks(width.max(1)).map(move |row| {
        // As bytes, this is one fast comparison.
        let repeats = std::mem::replace(&mut last, row).as_flattened() == row.as_flattened();
        (repeats, row)
    })
}

impl Palette {
    fn of(pixels: &[Pixel], width: usize) -> Self {
        let mut counts: HashMap<Pixel, usize> = HashMap::new();
        for (_, row) in rows(pixels, width).filter(|(repeats, _)| !repeats) {
            for run in row.chunk_by(|a, b| a == b) {
                *counts.entry(run[0]).or_default() += run.len();
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

    fn indices(&self, pixels: &[Pixel], width: usize) -> Vec<u8> {
        let mut indices = Vec::with_capacity(pixels.len());
        for (repeats, row) in rows(pixels, width) {
            if repeats {
                indices.extend_from_within(indices.len() - row.len()..);
                continue;
            }
            for run in row.chunk_by(|a, b| a == b) {
                let place = self.places.get(&run[0]).copied().unwrap_or(0);
                indices.resize(indices.len() + run.len(), place);
            }
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
