//! Native charts: what Excel draws from the cells of the sheet of numbers, in the colours and with the labels of the
//! pictures. Labels that are no plain number (`trên 300`, `58,1%`) carry their printed text.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType, ChartPoint, ChartSeries,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::charts::Block;
use crate::report::chart::{ChartKind, ChartSpec, Datum, Pair, Step, StepRole};
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

impl Drawing<'_> {
    /// The number format of whole numbers, whose dots do not follow the region of the viewer.
    fn whole(&self) -> &'static str {
        match self.language {
            Language::Vi => r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0",
            Language::En => "#,##0",
        }
    }

    fn labels(&self, colour: Colour, position: Option<ChartDataLabelPosition>) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format(self.whole()).set_font(&font(12, colour, true));
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
        if data.iter().flatten().all(is_plain) {
            return;
        }
        let custom: Vec<ChartDataLabel> = data
            .iter()
            .map(|datum| {
                let mut label = ChartDataLabel::new();
                match datum {
                    Some(datum) => {
                        label.set_value(datum.text.as_str()).set_font(&font(12, colour, true));
                    }
                    None => {
                        label.set_hidden();
                    }
                }
                label.to_custom()
            })
            .collect();
        series.set_custom_data_labels(&custom);
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
            .set_num_format(self.whole())
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
                for (place, one) in series.iter().enumerate() {
                    let fill = theme.parts[place.min(4)];
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(fill)).set_overlap(100).set_gap(55);
                    self.label(&mut drawn, &one.values, fill.ink, Some(ChartDataLabelPosition::Center));
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
                for (place, one) in series.iter().enumerate() {
                    let fill = theme.parts[place.min(4)];
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(fill)).set_overlap(100).set_gap(55);
                    self.label(&mut drawn, &one.values, fill.ink, Some(ChartDataLabelPosition::Center));
                    chart.push_series(&drawn);
                }
                chart
            }
            ChartKind::Grouped { series, .. } => {
                let mut chart = self.framed(ChartType::Column, series.len() > 1);
                for (place, one) in series.iter().enumerate() {
                    let mut drawn = self.series(place);
                    drawn.set_format(&mut filled(theme.parts[place.min(4)])).set_overlap(0).set_gap(60);
                    self.label(&mut drawn, &one.values, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                    chart.push_series(&drawn);
                }
                chart
            }
            ChartKind::Line { series, .. } => {
                let mut chart = self.framed(ChartType::Line, series.len() > 1);
                for (place, one) in series.iter().enumerate() {
                    let colour = theme.lines[place.min(3)];
                    let mut drawn = self.series(place);
                    self.stroke(&mut drawn, colour, 2.5, place);
                    self.label(&mut drawn, &one.values, colour, Some(ChartDataLabelPosition::Above));
                    chart.push_series(&drawn);
                }
                chart
            }
            ChartKind::Ranking { items, .. } => {
                let mut chart = self.bars(ChartType::Bar, false);
                let mut drawn = self.series(0);
                let fills: Vec<ChartPoint> = items
                    .iter()
                    .map(|item| {
                        ChartPoint::new().set_format(&mut filled(if item.strong { theme.strong } else { theme.plain }))
                    })
                    .collect();
                drawn.set_format(&mut filled(theme.plain)).set_points(&fills).set_gap(35);
                let data: Vec<Option<Datum>> = items.iter().map(|item| Some(item.datum.clone())).collect();
                self.label(&mut drawn, &data, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&drawn);
                chart
            }
            ChartKind::Targets { items } => {
                let mut chart = self.bars(ChartType::Bar, true);
                let most = items.iter().map(|item| item.done.value).fold(100.0, f64::max).min(150.0);
                chart.x_axis().set_max((most / 10.0).ceil() * 10.0 + 30.0);
                let mut done = self.series(0);
                let points: Vec<ChartPoint> = items
                    .iter()
                    .map(|item| {
                        ChartPoint::new().set_format(&mut if item.is_met {
                            filled(theme.strong)
                        } else {
                            hatched(theme.fall)
                        })
                    })
                    .collect();
                done.set_format(&mut filled(theme.strong)).set_points(&points).set_overlap(100).set_gap(60);
                let data: Vec<Option<Datum>> = items.iter().map(|item| Some(item.done.clone())).collect();
                self.label(&mut done, &data, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&done);
                let mut planned = self.series(1);
                let mut outline = ChartFormat::new();
                outline.set_no_fill().set_border(ChartLine::new().set_color(rgb(theme.text)).set_width(1.25));
                planned.set_format(&mut outline).set_overlap(100).set_gap(60);
                chart.push_series(&planned);
                chart
            }
            ChartKind::Slope { pairs, .. } => self.slope(pairs),
            ChartKind::Dumbbell { pairs, .. } => self.dumbbell(pairs),
            ChartKind::Pareto { bars } => {
                let mut chart = self.framed(ChartType::Column, true);
                chart.y_axis().set_min(0);
                let mut drawn = self.series(0);
                let points: Vec<ChartPoint> = bars
                    .iter()
                    .map(|bar| {
                        ChartPoint::new().set_format(&mut filled(if bar.carries { theme.strong } else { theme.plain }))
                    })
                    .collect();
                drawn.set_format(&mut filled(theme.strong)).set_points(&points).set_gap(35);
                let data: Vec<Option<Datum>> = bars.iter().map(|bar| Some(bar.datum.clone())).collect();
                self.label(&mut drawn, &data, theme.text, Some(ChartDataLabelPosition::OutsideEnd));
                chart.push_series(&drawn);
                let mut line = Chart::new(ChartType::Line);
                let mut shares = self.series(1);
                self.stroke(&mut shares, theme.average, 2.0, 0);
                shares.set_secondary_axis(true);
                line.push_series(&shares);
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
                    if place > 0 {
                        let data: Vec<Option<Datum>> = steps
                            .iter()
                            .zip(shown[place])
                            .map(|(step, value)| value.map(|_| step.datum.clone()))
                            .collect();
                        let colour = if place == 1 { theme.strong.ink } else { theme.text };
                        self.label(&mut drawn, &data, colour, Some(ChartDataLabelPosition::InsideEnd));
                    }
                    chart.push_series(&drawn);
                }
                chart
            }
            // These are no charts of one series of cells.
            ChartKind::Panels { .. } | ChartKind::HeatMap { .. } | ChartKind::Cards { .. } => {
                self.framed(ChartType::Column, false)
            }
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
            chart.push_series(&drawn);
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
        let mut drawn = self.series(3);
        let points: Vec<ChartPoint> = pairs
            .iter()
            .map(|pair| {
                let falls = pair.to.value < pair.from.value;
                ChartPoint::new().set_format(&mut if falls { hatched(theme.fall) } else { filled(theme.strong) })
            })
            .collect();
        drawn.set_format(&mut filled(theme.strong)).set_points(&points).set_overlap(100).set_gap(60);
        let data: Vec<Option<Datum>> = pairs
            .iter()
            .map(|pair| {
                let text = format!("{} → {}", pair.from.text, pair.to.text);
                Some(Datum { value: -1.0, text, figure: None })
            })
            .collect();
        self.label(&mut drawn, &data, theme.text, Some(ChartDataLabelPosition::InsideBase));
        chart.push_series(&drawn);
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
        let all = self.block.columns.iter().flat_map(|(_, values)| values.iter().flatten().copied());
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(l, h), value| (l.min(value), h.max(value)));
        for place in 0..count {
            let mut chart = self.framed(ChartType::Line, false);
            chart.title().set_name((self.sheet, self.block.head, place as u16 + 1));
            chart.title().set_font(&font(11, self.theme.text, true));
            chart.x_axis().set_font(&font(9, self.theme.muted, false));
            chart.y_axis().set_font(&font(9, self.theme.muted, false)).set_min(low.min(0.0)).set_max(high);
            if average {
                let mut thin = self.series(count);
                let mut format = ChartFormat::new();
                format.set_line(ChartLine::new().set_color(rgb(self.theme.plain.colour)).set_width(1.25));
                thin.set_format(&mut format).set_marker(ChartMarker::new().set_none());
                chart.push_series(&thin);
            }
            let mut drawn = self.series(place);
            self.stroke(&mut drawn, self.theme.strong.colour, 2.25, 0);
            chart.push_series(&drawn);
            chart.set_alt_text(format!("{} – {}", spec.alt, self.block.columns[place].0));
            chart.set_name(format!("{} {}", spec.name, place + 1));
            chart.set_width(width).set_height(height);
            let (x, y) = ((place % across) as u32 * width, (place / across) as u32 * height);
            sheet.insert_chart_with_offset(row, 0, &chart, x, y)?;
        }
        Ok(())
    }
}
