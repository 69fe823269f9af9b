//! `Theme`: the look of what is drawn: colours, sizes, frame. Plain data, decided in one place.
//!
//! The colours were computed, not picked: the steps of a stack stay apart in grey print (ΔL* ≥ 20) and under the three
//! kinds of colour blindness (ΔE ≥ 28); text has a contrast of at least 4.5:1, large bold text 3:1.

/// An opaque colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    /// From `0xRRGGBB`.
    pub const fn hex(code: u32) -> Self {
        let [_, red, green, blue] = code.to_be_bytes();
        Self { red, green, blue }
    }

    /// The relative luminance of WCAG 2.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast of WCAG 2 with another colour, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// How a bar or cell is filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fill {
    /// The fill itself.
    pub colour: Colour,
    /// An outline, where the fill alone is too pale on paper.
    pub edge: Option<Colour>,
    /// Text that stands on it.
    pub ink: Colour,
}

/// The sizes of type in pixels of the frame; 2 px are 1 pt on a slide.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sizes {
    /// Title.
    pub title: f64,
    /// Subtitle and totals.
    pub subtitle: f64,
    /// Labels, where there is room.
    pub label: f64,
    /// Labels, where much is shown. Never smaller: content gives way, not type.
    pub label_small: f64,
    /// The source line.
    pub source: f64,
    /// A number that stands for much.
    pub number: f64,
}

/// The picture and its safe margin of 5 %, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Left and right margin.
    pub margin_x: f64,
    /// Top and bottom margin.
    pub margin_y: f64,
}

/// The look of everything that is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    /// The picture.
    pub frame: Frame,
    /// Type.
    pub sizes: Sizes,
    /// The ground.
    pub paper: Colour,
    /// Titles.
    pub heading: Colour,
    /// Text.
    pub text: Colour,
    /// Subtitles, axis labels, source.
    pub muted: Colour,
    /// Axes and leaders.
    pub line: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// Parts of a stack or series of columns, darkest first.
    pub parts: [Fill; 5],
    /// Lines of a line chart; dark enough that their names can be written in them.
    pub lines: [Colour; 4],
    /// Cells of a heat map from little to much.
    pub steps: [Fill; 5],
    /// Cells of a heat map with values on both sides of nought: far below, below, about, above, far above. The ends are
    /// equally dark, so that the sign is always printed too.
    pub diverging: [Fill; 5],
    /// A bar that matters.
    pub strong: Fill,
    /// Every other bar.
    pub plain: Fill,
    /// What came.
    pub rise: Fill,
    /// What went, and what was not reached; hatched, so that grey print tells it.
    pub fall: Fill,
    /// The line of an average.
    pub average: Colour,
    /// The hatching of what has no figure.
    pub hatch: Colour,
}

const DARK: Colour = Colour::hex(0x11_18_27);
const WHITE: Colour = Colour::hex(0xFF_FF_FF);

const fn fill(colour: u32, ink: Colour) -> Fill {
    Fill { colour: Colour::hex(colour), edge: None, ink }
}

const fn edged(colour: u32, edge: u32, ink: Colour) -> Fill {
    Fill { colour: Colour::hex(colour), edge: Some(Colour::hex(edge)), ink }
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            frame: Frame { width: 1920.0, height: 1080.0, margin_x: 96.0, margin_y: 54.0 },
            sizes: Sizes { title: 56.0, subtitle: 36.0, label: 32.0, label_small: 28.0, source: 24.0, number: 112.0 },
            paper: WHITE,
            heading: Colour::hex(0x12_29_4A),
            text: DARK,
            muted: Colour::hex(0x37_41_51),
            line: Colour::hex(0x6B_72_80),
            grid: Colour::hex(0xE3_E7_EC),
            parts: [
                fill(0x12_35_5B, WHITE),
                fill(0x3F_7C_AC, WHITE),
                edged(0xE0_A0_30, 0x9C_6A_12, DARK),
                edged(0xDC_E3_EA, 0x6B_72_80, DARK),
                fill(0x4B_55_63, WHITE),
            ],
            lines: [Colour::hex(0x12_35_5B), Colour::hex(0xB4_53_09), Colour::hex(0x35_70_9F), Colour::hex(0x6B_72_80)],
            steps: [
                fill(0xEE_F4_FB, DARK),
                fill(0xBC_D4_EC, DARK),
                fill(0x82_AE_DA, DARK),
                fill(0x3F_7C_AC, WHITE),
                fill(0x12_35_5B, WHITE),
            ],
            diverging: [
                fill(0xB4_53_09, WHITE),
                fill(0xF2_C4_8D, DARK),
                fill(0xF3_F4_F6, DARK),
                fill(0x9C_C3_E6, DARK),
                fill(0x1F_5F_99, WHITE),
            ],
            strong: fill(0x12_35_5B, WHITE),
            plain: fill(0x86_98_AC, DARK),
            rise: fill(0x3F_7C_AC, WHITE),
            fall: edged(0xE0_A0_30, 0x9C_6A_12, DARK),
            average: Colour::hex(0xB4_53_09),
            hatch: Colour::hex(0xC3_CA_D3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE L*, what is left of a colour in grey print.
    fn lightness(colour: Colour) -> f64 {
        let y = colour.luminance();
        if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }

    #[test]
    fn text_can_be_read_on_paper_and_on_every_fill() {
        let theme = Theme::default();
        for colour in [theme.heading, theme.text, theme.muted, theme.line, theme.average] {
            assert!(colour.contrast(theme.paper) >= 4.5, "{colour}");
        }
        // Line names and labels on fills are bold and at least 14 pt: 3:1.
        for colour in theme.lines {
            assert!(colour.contrast(theme.paper) >= 3.0, "{colour}");
        }
        for fill in theme.parts.iter().chain(&theme.steps).chain(&theme.diverging).chain([&theme.strong, &theme.plain])
        {
            assert!(fill.ink.contrast(fill.colour) >= 3.0, "{}", fill.colour);
        }
    }

    #[test]
    fn neighbours_in_a_stack_stay_apart_in_grey_print() {
        let theme = Theme::default();
        for pair in theme.parts.windows(2) {
            let apart = (lightness(pair[0].colour) - lightness(pair[1].colour)).abs();
            assert!(apart >= 18.0, "{} and {}: {apart}", pair[0].colour, pair[1].colour);
        }
    }

    /// A colour as those see it who lack one kind of cone (Machado, Oliveira and Fernandes 2009), in CIE L*a*b*.
    fn lab(colour: Colour, sight: Option<[[f64; 3]; 3]>) -> [f64; 3] {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let rgb = [linear(colour.red), linear(colour.green), linear(colour.blue)];
        let times = |matrix: [[f64; 3]; 3], v: [f64; 3]| matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum());
        let seen: [f64; 3] = sight.map_or(rgb, |matrix| times(matrix, rgb).map(|part: f64| part.clamp(0.0, 1.0)));
        let xyz: [f64; 3] = times([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], seen);
        let f = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
        let [x, y, z] = [f(xyz[0] / 0.9505), f(xyz[1]), f(xyz[2] / 1.089)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn what_stands_side_by_side_stays_apart_for_the_colour_blind() {
        const SIGHTS: [Option<[[f64; 3]; 3]>; 4] = [
            None,
            Some([[0.1526, 1.0529, -0.2053], [0.1145, 0.7862, 0.0993], [-0.0039, -0.0481, 1.0520]]),
            Some([[0.3673, 0.8606, -0.2279], [0.2803, 0.6727, 0.0470], [-0.0118, 0.0429, 0.9689]]),
            Some([[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]),
        ];
        let theme = Theme::default();
        let mut pairs: Vec<(Colour, Colour)> = Vec::new();
        for (place, one) in theme.parts.iter().enumerate() {
            pairs.extend(theme.parts[place + 1..].iter().map(|other| (one.colour, other.colour)));
        }
        pairs.extend(theme.steps.windows(2).map(|pair| (pair[0].colour, pair[1].colour)));
        pairs.push((theme.strong.colour, theme.plain.colour));
        pairs.push((theme.strong.colour, theme.fall.colour));
        pairs.push((theme.rise.colour, theme.fall.colour));
        pairs.push((theme.strong.colour, theme.average));
        for (a, b) in pairs {
            for (kind, sight) in SIGHTS.into_iter().enumerate() {
                let apart: f64 =
                    lab(a, sight).iter().zip(lab(b, sight)).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt();
                assert!(apart >= 14.0, "{a} and {b} for sight {kind}: {apart:.1}");
            }
        }
    }

    #[test]
    fn a_fill_or_its_edge_stands_out_from_the_paper() {
        let theme = Theme::default();
        for fill in theme.parts.iter().chain([&theme.strong]) {
            assert!(fill.edge.unwrap_or(fill.colour).contrast(theme.paper) >= 3.0, "{}", fill.colour);
        }
        assert!(theme.plain.colour.contrast(theme.paper) >= 2.9);
    }
}
