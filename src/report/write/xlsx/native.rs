//! Native charts: what Excel draws from the cells of the sheet of numbers, in the colours and with the labels of the
//! pictures. Labels that are no plain number (`trên 300`, `58,1%`) carry their printed text.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType, ChartPoint, ChartSeries,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::numbers::{self, Block};
use super::style::fixed;
use crate::report::chart::{self, ChartKind, ChartSpec, Datum, Pair, Series, Step, StepRole};
use crate::report::theme::{Colour, Fill, Theme};
use crate::text::Language;

const FONT: &str = "Arial";

/// Where the numbers of a chart stand, and how it looks.
pub struct Drawing<'a> {
    /// The sheet of numbers.
    pub sheet: &'a str,
    /// The place on it.
    pub block: &'a Block,
    /// Colours.
    pub theme: &'a Theme,
    /// Of the numbers.
    pub language: Language,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// Puts the native form of a chart on a sheet. Cards and maps are cells, not charts.
pub fn insert(sheet: &mut Worksheet, row: u32, spec: &ChartSpec, drawing: &Drawing) -> Result<(), XlsxError> {
    if let ChartKind::Panels { panels, average, .. } = &spec.kind {
        return drawing.panels(sheet, row, spec, panels.len(), average.is_some());
    }
    let mut chart = drawing.chart(spec);
    chart.set_alt_text(&spec.alt).set_name(&spec.name);
    chart.set_width(drawing.size.0).set_height(drawing.size.1);
    sheet.insert_chart(row, 0, &chart)?;
    Ok(())
}

fn rgb(colour: Colour) -> Color {
    Color::RGB(u32::from_be_bytes([0, colour.red, colour.green, colour.blue]))
}

fn font(size: u32, colour: Colour, bold: bool) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size).set_color(rgb(colour));
    if bold {
        font.set_bold();
    } else {
        font.unset_bold();
    }
    font
}

fn filled(fill: Fill) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(rgb(fill.colour)));
    match fill.edge {
        Some(edge) => format.set_border(ChartLine::new().set_color(rgb(edge)).set_width(0.75)),
        None => format.set_no_border(),
    };
    format
}

/// What went or was not reached: told apart without colour too.
fn hatched(fill: Fill) -> ChartFormat {
    let edge = fill.edge.unwrap_or(fill.ink);
    let mut pattern = ChartPatternFill::new();
    pattern
        .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
        .set_foreground_color(rgb(edge))
        .set_background_color(rgb(fill.colour));
    let mut format = ChartFormat::new();
    format.set_pattern_fill(&pattern).set_border(ChartLine::new().set_color(rgb(edge)).set_width(0.75));
    format
}

fn invisible() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_fill().set_no_border();
    format
}

/// Adds a line with its markers, which [`Chart::push_series`] takes from every line.
fn push_marked(chart: &mut Chart, series: ChartSeries) {
    *chart.add_series() = series;
}

/// Whether a text is nothing but a whole number, which a number format prints the same.
fn is_plain(datum: &Datum) -> bool {
    datum.value >= 0.0
        && datum.value < 1e9
        && datum.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && datum.value.fract() == 0.0
}

/// The base of each step that is not drawn, the levels, what came and what went.
pub type Waterfall = (Vec<Option<f64>>, Vec<Option<f64>>, Vec<Option<f64>>, Vec<Option<f64>>);

/// A waterfall as stacked columns upon an invisible base.
pub fn waterfall(steps: &[Step]) -> Waterfall {
    let mut result: Waterfall = Default::default();
    let mut level = 0.0;
    for step in steps {
        let value = step.datum.value;
        let (base, full, up, down) = match step.role {
            StepRole::Level => (None, Some(value), None, None),
            _ if value >= 0.0 => (Some(level), None, Some(value), None),
            _ => (Some(level + value), None, None, Some(-value)),
        };
        level = if step.role == StepRole::Level { value } else { level + value };
        result.0.push(base);
        result.1.push(full);
        result.2.push(up);
        result.3.push(down);
    }
    result
}

/// How high the columns of a waterfall reach, where their values are written.
pub fn tops(steps: &[Step]) -> Vec<Option<f64>> {
    let (bases, levels, up, down) = waterfall(steps);
    let height = |index: usize| [&bases, &levels, &up, &down].iter().filter_map(|column| column[index]).sum();
    (0..steps.len()).map(|index| Some(height(index))).collect()
}

/// The room for what is written beside the bars between two times: the same for all.
pub fn beside(pairs: &[Pair]) -> Vec<Option<f64>> {
    let values = || pairs.iter().flat_map(|pair| [pair.from.value, pair.to.value]);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(l, h), value| (l.min(value), h.max(value)));
    let room = ((high - low).max(high.abs() * 0.05) * 400.0).round() / 1000.0;
    vec![Some(room); pairs.len()]
}

/// A value of less than this share of the tallest column has no room for its digits inside.
const THIN: f64 = 0.035;

/// The data whose digits fit inside the columns that they stand in.
fn inside(series: &[Series], place: usize) -> Vec<Option<Datum>> {
    let value = |one: &Series, index: usize| one.values.get(index)?.as_ref().map(|datum| datum.value.abs());
    let columns = series.iter().map(|one| one.values.len()).max().unwrap_or(0);
    let column = |index: usize| series.iter().filter_map(|one| value(one, index)).sum::<f64>();
    let tallest = (0..columns).map(column).fold(0.0, f64::max);
    let fits = |datum: &&Datum| datum.value.abs() > tallest * THIN;
    series[place].values.iter().map(|datum| datum.as_ref().filter(fits).cloned()).collect()
}

impl Drawing<'_> {
    fn labels(&self, colour: Colour, position: Option<ChartDataLabelPosition>) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format(fixed(self.language)).set_font(&font(12, colour, true));
        if let Some(position) = position {
            label.set_position(position);
        }
        label
    }

    /// A column of the block as a series.
    fn series(&self, column: usize) -> ChartSeries {
        let (first, last) = self.block.rows();
        let at = column as u16 + 1;
        let mut series = ChartSeries::new();
        series
            .set_name((self.sheet, self.block.head, at))
            .set_categories((self.sheet, first, 0, last, 0))
            .set_values((self.sheet, first, at, last, at));
        series
    }

    /// Labels a series: by number format where that prints what the pictures print, else by text.
    fn label(
        &self,
        series: &mut ChartSeries,
        data: &[Option<Datum>],
        colour: Colour,
        position: Option<ChartDataLabelPosition>,
    ) {
        series.set_data_label(&self.labels(colour, position));
        if data.iter().all(|datum| datum.as_ref().is_some_and(is_plain)) {
            return;
        }
        let custom: Vec<ChartDataLabel> = data.iter().map(|datum| self.custom(datum.as_ref(), colour, None)).collect();
        series.set_custom_data_labels(&custom);
    }

    /// The label of one point: its text where that is no plain number, none without a datum.
    fn custom(
        &self,
        datum: Option<&Datum>,
        colour: Colour,
        position: Option<ChartDataLabelPosition>,
    ) -> ChartDataLabel {
        let Some(datum) = datum else { return ChartDataLabel::new().set_hidden().to_custom() };
        let mut label = self.labels(colour, position);
        if !is_plain(datum) {
            label.set_value(datum.text.as_str());
        }
        label.to_custom()
    }

    /// Labels a line so that they keep off it: above peaks, below valleys.
    fn label_line(&self, series: &mut ChartSeries, data: &[Option<Datum>], colour: Colour) {
        series.set_data_label(&self.labels(colour, Some(ChartDataLabelPosition::Above)));
        let value = |index: Option<usize>| data.get(index?)?.as_ref().map(|datum| datum.value);
        let position = |index: usize| {
            let (before, here, after) = (value(index.checked_sub(1)), value(Some(index)), value(Some(index + 1)));
            let rise = here.map(|here| {
                let above = |other: Option<f64>| other.map_or(0.0, |other| other - here);
                above(before) + above(after)
            });
            match rise {
                Some(rise) if rise > 0.0 => ChartDataLabelPosition::Below,
                _ => ChartDataLabelPosition::Above,
            }
        };
        let custom: Vec<ChartDataLabel> = data
            .iter()
            .enumerate()
            .map(|(index, datum)| self.custom(datum.as_ref(), colour, Some(position(index))))
            .collect();
        series.set_custom_data_labels(&custom);
    }

    /// A series whose points differ in look.
    fn pointed(&self, column: usize, plain: Fill, formats: impl Iterator<Item = ChartFormat>, gap: u16) -> ChartSeries {
        let points: Vec<ChartPoint> = formats.map(|mut format| ChartPoint::new().set_format(&mut format)).collect();
        let mut drawn = self.series(column);
        drawn.set_format(&mut filled(plain)).set_points(&points).set_gap(gap);
        drawn
    }

    /// A chart with the axes that all share.
    fn framed(&self, kind: ChartType, keyed: bool) -> Chart {
        let mut chart = Chart::new(kind);
        let theme = self.theme;
        let mut grid = ChartLine::new();
        grid.set_color(rgb(theme.grid)).set_width(0.75);
        let mut line = ChartFormat::new();
        line.set_line(ChartLine::new().set_color(rgb(theme.line)).set_width(1));
        let mut none = ChartFormat::new();
        none.set_no_line();
        chart.title().set_hidden();
        chart.x_axis().set_font(&font(12, theme.text, false)).set_format(&mut line);
        chart
            .y_axis()
            .set_font(&font(12, theme.muted, false))
            .set_num_format(fixed(self.language))
            .set_format(&mut none)
            .set_major_gridlines_line(&grid);
        chart.chart_area().set_format(ChartFormat::new().set_no_border().set_no_fill());
        if keyed {
            chart.legend().set_position(ChartLegendPosition::Top).set_font(&font(12, theme.text, false));
        } else {
            chart.legend().set_hidden();
        }
        chart
    }

    /// Horizontal bars, the first on top, without a scale: every bar has its value. The axis that lies is the scale.
    fn bars(&self, kind: ChartType, keyed: bool) -> Chart {
        let theme = self.theme;
        let mut chart = self.framed(kind, keyed);
        let mut line = ChartFormat::new();
        line.set_line(ChartLine::new().set_color(rgb(theme.line)).set_width(1));
        chart.y_axis().set_reverse().set_font(&font(12, theme.text, false)).set_format(&mut line);
        chart.y_axis().set_major_gridlines(false);
        chart.x_axis().set_hidden(true).set_major_gridlines(false).set_min(0);
        chart
    }

    fn chart(&self, spec: &ChartSpec) -> Chart {
        let theme = self.theme;
        match &spec.kind {
            ChartKind::Stacked { series, totals, .. } => {
                let mut chart = self.framed(ChartType::ColumnStacked, true);
                for place in 0..series.len() {
                    let fill = theme.parts[place.min(4)];
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(fill)).set_overlap(100).set_gap(55);
                    self.label(&mut drawn, &inside(series, place), fill.ink, Some(ChartDataLabelPosition::Center));
                    chart.push_series(&drawn);
                }
                if !totals.is_empty() {
                    let mut line = Chart::new(ChartType::Line);
                    let mut drawn = self.series(series.len());
                    drawn.set_format(ChartFormat::new().set_no_line());
                    drawn.set_marker(ChartMarker::new().set_none());
                    self.label(&mut drawn, totals, theme.text, Some(ChartDataLabelPosition::Above));
                    line.push_series(&drawn);
                    chart.combine(&line);
                    chart.legend().delete_entries(&[series.len()]);
                }
                chart
            }
            ChartKind::Shares { series, .. } => {
                let mut chart = self.framed(ChartType::ColumnPercentStacked, true);
                chart.y_axis().set_num_format("0%");
                for place in 0..series.len() {
                    let fill = theme.parts[place.min(4)];
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(fill)).set_overlap(100).set_gap(55);
                    self.label(&mut drawn, &inside(series, place), fill.ink, Some(ChartDataLabelPosition::Center));
                    chart.push_series(&drawn);
                }
                chart
            }
            ChartKind::Grouped { series, .. } => {
                let mut chart = self.framed(ChartType::Column, series.len() > 1);
                if series.iter().flat_map(|one| &one.values).flatten().all(|datum| datum.value >= 0.0) {
                    chart.y_axis().set_min(0);
                }
                for (place, one) in series.iter().enumerate() {
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(theme.parts[place.min(4)])).set_overlap(0).set_gap(60);
                    self.label(&mut drawn, &one.values, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                    chart.push_series(&drawn);
                }
                chart
            }
            ChartKind::Line { series, categories } => {
                let mut chart = self.framed(ChartType::Line, series.len() > 1);
                self.measure(&mut chart, &spec.kind);
                let stretches = numbers::stretches(&spec.breaks, categories.len());
                let mut unnamed = Vec::new();
                for (place, one) in series.iter().enumerate() {
                    let colour = theme.lines[place.min(3)];
                    for (part, stretch) in stretches.iter().enumerate() {
                        let column = place * stretches.len() + part;
                        let mut drawn = self.series(column);
                        self.stroke(&mut drawn, colour, 2.5, place);
                        let inside =
                            |(at, datum): (usize, &Option<Datum>)| datum.clone().filter(|_| stretch.contains(&at));
                        let data: Vec<Option<Datum>> = one.values.iter().enumerate().map(inside).collect();
                        self.label_line(&mut drawn, &data, colour);
                        push_marked(&mut chart, drawn);
                        if part > 0 {
                            unnamed.push(column);
                        }
                    }
                }
                if series.len() > 1 {
                    chart.legend().delete_entries(&unnamed);
                }
                chart
            }
            ChartKind::Ranking { items, .. } => {
                let mut chart = self.bars(ChartType::Bar, false);
                let fills = items.iter().map(|item| filled(if item.strong { theme.strong } else { theme.plain }));
                let mut drawn = self.pointed(0, theme.plain, fills, 35);
                let data: Vec<Option<Datum>> = items.iter().map(|item| Some(item.datum.clone())).collect();
                self.label(&mut drawn, &data, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&drawn);
                chart
            }
            ChartKind::Targets { items } => {
                let mut chart = self.bars(ChartType::Bar, true);
                let most = items.iter().map(|item| item.done.value).fold(100.0, f64::max).min(150.0);
                chart.x_axis().set_max((most / 10.0).ceil() * 10.0 + 60.0);
                let fills =
                    items.iter().map(|item| if item.is_met { filled(theme.strong) } else { hatched(theme.fall) });
                let mut done = self.pointed(0, theme.strong, fills, 60);
                done.set_overlap(100);
                // The words stand beside whichever is longer: the bar, or the frame around it.
                let outside = |beyond: bool| -> Vec<Option<Datum>> {
                    items.iter().map(|item| Some(item.done.clone()).filter(|d| (d.value >= 100.0) == beyond)).collect()
                };
                self.label(&mut done, &outside(true), theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&done);
                let mut planned = self.series(1);
                let mut outline = ChartFormat::new();
                outline.set_no_fill().set_border(ChartLine::new().set_color(rgb(theme.text)).set_width(1.25));
                planned.set_format(&mut outline).set_overlap(100).set_gap(60);
                self.label(&mut planned, &outside(false), theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&planned);
                chart
            }
            ChartKind::Slope { pairs, .. } => self.slope(pairs),
            ChartKind::Dumbbell { pairs, .. } => self.dumbbell(pairs),
            ChartKind::Pareto { bars } => {
                let mut chart = self.framed(ChartType::Column, true);
                chart.y_axis().set_min(0);
                let fills = bars.iter().map(|bar| filled(if bar.carries { theme.strong } else { theme.plain }));
                let mut drawn = self.pointed(0, theme.strong, fills, 35);
                let data: Vec<Option<Datum>> = bars.iter().map(|bar| Some(bar.datum.clone())).collect();
                self.label(&mut drawn, &data, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&drawn);
                let mut line = Chart::new(ChartType::Line);
                let mut shares = self.series(1);
                self.stroke(&mut shares, theme.average, 2.0, 0);
                shares.set_secondary_axis(true);
                push_marked(&mut line, shares);
                line.y2_axis()
                    .set_min(0)
                    .set_max(100)
                    .set_font(&font(12, theme.average, false))
                    .set_num_format("0\"%\"");
                chart.combine(&line);
                chart
            }
            ChartKind::Waterfall { steps } => {
                let mut chart = self.framed(ChartType::ColumnStacked, false);
                let formats = [invisible(), filled(theme.strong), filled(theme.rise), hatched(theme.fall)];
                let columns = waterfall(steps);
                let shown = [&columns.0, &columns.1, &columns.2, &columns.3];
                for (place, format) in formats.iter().enumerate() {
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut format.clone()).set_overlap(100).set_gap(45);
                    chart.push_series(&drawn);
                }
                let ends = columns.0.iter().chain(&columns.1).flatten();
                if ends.into_iter().all(|value| *value >= 0.0) {
                    chart.y_axis().set_min(0);
                }
                // The values stand above the columns, on a line that is not drawn.
                let mut line = Chart::new(ChartType::Line);
                let mut drawn = self.series(shown.len());
                drawn.set_format(ChartFormat::new().set_no_line());
                drawn.set_marker(ChartMarker::new().set_none());
                let texts: Vec<ChartDataLabel> = steps
                    .iter()
                    .map(|step| {
                        let mut label = self.labels(theme.text, Some(ChartDataLabelPosition::Above));
                        label.set_value(step.datum.text.as_str());
                        label.to_custom()
                    })
                    .collect();
                drawn.set_data_label(&self.labels(theme.text, Some(ChartDataLabelPosition::Above)));
                drawn.set_custom_data_labels(&texts);
                line.push_series(&drawn);
                chart.combine(&line);
                chart
            }
            // These are no charts of one series of cells.
            ChartKind::Panels { .. } | ChartKind::HeatMap { .. } | ChartKind::Cards { .. } => {
                self.framed(ChartType::Column, false)
            }
        }
    }

    /// The scale of the picture, for the chart of lines.
    fn measure(&self, chart: &mut Chart, kind: &ChartKind) {
        let Some(ruler) = chart::ruler(kind) else { return };
        // The pictures end at the greatest value; here its label needs the room up to the next step.
        let high = (ruler.high / ruler.step + 0.15).ceil() * ruler.step;
        chart.y_axis().set_min(ruler.low).set_max(high).set_major_unit(ruler.step);
        if ruler.step.fract() != 0.0 {
            chart.y_axis().set_num_format("0.0#");
        }
    }

    fn stroke(&self, series: &mut ChartSeries, colour: Colour, width: f64, place: usize) {
        let marks =
            [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Diamond, ChartMarkerType::Triangle];
        let mut format = ChartFormat::new();
        format.set_line(ChartLine::new().set_color(rgb(colour)).set_width(width));
        let mut mark = ChartMarker::new();
        mark.set_type(marks[place % 4]).set_size(7).set_format(
            ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(rgb(colour)))
                .set_border(ChartLine::new().set_color(rgb(self.theme.paper))),
        );
        series.set_format(&mut format).set_marker(&mark);
    }

    /// A line a unit from one time to the other, named at its end.
    fn slope(&self, pairs: &[Pair]) -> Chart {
        let theme = self.theme;
        let mut chart = self.framed(ChartType::Line, false);
        chart.y_axis().set_hidden(true).set_major_gridlines(false);
        for (place, pair) in pairs.iter().enumerate() {
            let falls = pair.to.value < pair.from.value;
            let colour = if falls { theme.average } else { theme.strong.colour };
            let mut drawn = self.series(place);
            self.stroke(&mut drawn, colour, 2.0, 0);
            if falls {
                let mut format = ChartFormat::new();
                let mut line = ChartLine::new();
                line.set_color(rgb(colour)).set_width(2.0).set_dash_type(ChartLineDashType::Dash);
                format.set_line(&line);
                drawn.set_format(&mut format);
            }
            drawn.set_data_label(&self.labels(colour, Some(ChartDataLabelPosition::Right)));
            let label = |text: &str, position| {
                let mut label = ChartDataLabel::new();
                label.set_value(text).set_font(&font(11, colour, true)).set_position(position);
                label.to_custom()
            };
            let end = format!("{}  {}", pair.to.text, pair.name);
            drawn.set_custom_data_labels(&[
                label(&pair.from.text, ChartDataLabelPosition::Left),
                label(&end, ChartDataLabelPosition::Right),
            ]);
            push_marked(&mut chart, drawn);
        }
        chart
    }

    /// A bar a unit from the lower value to the higher, upon an invisible one.
    fn dumbbell(&self, pairs: &[Pair]) -> Chart {
        let theme = self.theme;
        let mut chart = self.bars(ChartType::BarStacked, false);
        let mut base = self.series(2);
        base.set_format(&mut invisible()).set_overlap(100).set_gap(60);
        chart.push_series(&base);
        let fills = pairs.iter().map(|pair| {
            let falls = pair.to.value < pair.from.value;
            if falls { hatched(theme.fall) } else { filled(theme.strong) }
        });
        let mut drawn = self.pointed(3, theme.strong, fills, 60);
        drawn.set_overlap(100);
        chart.push_series(&drawn);
        // The words stand on a bar that is not drawn, right of the one that is.
        let mut words = self.series(4);
        words.set_format(&mut invisible()).set_overlap(100).set_gap(60);
        let data: Vec<Option<Datum>> = pairs
            .iter()
            .map(|pair| {
                let text = format!("{} → {}", pair.from.text, pair.to.text);
                Some(Datum { value: -1.0, text, figure: None })
            })
            .collect();
        self.label(&mut words, &data, theme.text, Some(ChartDataLabelPosition::InsideBase));
        chart.push_series(&words);
        let lows = pairs.iter().map(|pair| pair.from.value.min(pair.to.value));
        let highs = pairs.iter().map(|pair| pair.from.value.max(pair.to.value)).fold(f64::MIN, f64::max);
        let low = lows.fold(f64::MAX, f64::min);
        if low > 0.0 && highs - low < 0.5 * highs {
            chart.x_axis().set_min((low - (highs - low) * 0.2).max(0.0).floor());
        }
        chart
    }

    /// A small chart a unit, all on one scale.
    fn panels(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        spec: &ChartSpec,
        count: usize,
        average: bool,
    ) -> Result<(), XlsxError> {
        let across = if count <= 4 {
            2
        } else if count <= 9 {
            3
        } else {
            4
        };
        let down = count.div_ceil(across);
        let (width, height) = (self.size.0 / across as u32, self.size.1 / down as u32);
        for place in 0..count {
            let mut chart = self.framed(ChartType::Line, false);
            chart.title().set_name((self.sheet, self.block.head, place as u16 + 1));
            chart.title().set_font(&font(11, self.theme.text, true));
            chart.x_axis().set_font(&font(9, self.theme.muted, false));
            chart.y_axis().set_font(&font(9, self.theme.muted, false));
            self.measure(&mut chart, &spec.kind);
            if average {
                let mut thin = self.series(count);
                let mut format = ChartFormat::new();
                format.set_line(ChartLine::new().set_color(rgb(self.theme.plain.colour)).set_width(1.25));
                thin.set_format(&mut format).set_marker(ChartMarker::new().set_none());
                chart.push_series(&thin);
            }
            let mut drawn = self.series(place);
            self.stroke(&mut drawn, self.theme.strong.colour, 2.25, 0);
            push_marked(&mut chart, drawn);
            chart.set_alt_text(format!("{} – {}", spec.alt, self.block.columns[place].0));
            chart.set_name(format!("{} {}", spec.name, place + 1));
            chart.set_width(width).set_height(height);
            let (x, y) = ((place % across) as u32 * width, (place / across) as u32 * height);
            sheet.insert_chart_with_offset(row, 0, &chart, x, y)?;
        }
        Ok(())
    }
}
