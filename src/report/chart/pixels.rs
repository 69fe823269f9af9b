//! Pixels → PNG with a palette. A chart has few colours and their blends at edges: one byte a pixel is a quarter of the work
//! and of the file, and the blends beyond the 256 most frequent colours move by less than the eye sees.

use std::collections::HashMap;

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

const PALETTE: usize = 256;

pub(super) fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let palette = Palette::of(pixels.pixels());
    let mut written = Vec::with_capacity(100_000);
    let mut encoder = png::Encoder::new(&mut written, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.colours.iter().flatten().copied().collect::<Vec<u8>>());
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&palette.indices(pixels.pixels()))?;
    writer.finish()?;
    Ok(written)
}

struct Palette {
    colours: Vec<[u8; 3]>,
    /// Every colour of the picture with its place in the palette.
    places: HashMap<u32, u8>,
}

fn key(pixel: PremultipliedColorU8) -> u32 {
    u32::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()])
}

impl Palette {
    fn of(pixels: &[PremultipliedColorU8]) -> Self {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for run in pixels.chunk_by(|a, b| a == b) {
            *counts.entry(key(run[0])).or_default() += run.len();
        }
        let mut ranked: Vec<(u32, usize)> = counts.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let channels = |colour: u32| {
            let [_, red, green, blue] = colour.to_be_bytes();
            [red, green, blue]
        };
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

    fn indices(&self, pixels: &[PremultipliedColorU8]) -> Vec<u8> {
        let mut indices = Vec::with_capacity(pixels.len());
        for run in pixels.chunk_by(|a, b| a == b) {
            let place = self.places.get(&key(run[0])).copied().unwrap_or(0);
            indices.resize(indices.len() + run.len(), place);
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
