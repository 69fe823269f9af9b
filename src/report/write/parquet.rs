//! `observations.parquet`: every observation with its cell, for other programs. The columns are those of `extract`, then
//! the state of the cell and the value as exact text, for a float cannot hold every decimal.

use std::collections::HashMap;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;

use super::WriteError;
use crate::domain::{Knowledge, Observation, Observations, State};

/// Text columns before the value, the value, text columns after it.
const COLUMNS: [&str; 14] = [
    "unit",
    "unit_name",
    "indicator",
    "category",
    "period",
    "value",
    "qualifier",
    "raw",
    "file",
    "sheet",
    "cell",
    "state",
    "repaired",
    "value_text",
];
const VALUE: &str = "value";
/// Rows are written in groups of at most this many, so that a reader can take a part.
const GROUP: usize = 1 << 20;

/// The observations as a parquet file.
pub fn parquet(observations: &Observations, knowledge: &Knowledge) -> Result<Vec<u8>, WriteError> {
    let properties = WriterProperties::builder()
        .set_created_by("tongket".to_owned())
        .set_compression(Compression::UNCOMPRESSED)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::None)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema()?, Arc::new(properties))?;
    for rows in observations.rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for name in COLUMNS {
            if name == VALUE {
                write_values(&mut group, rows)?;
            } else {
                write_words(&mut group, rows, name, |row| word(name, row, observations, knowledge))?;
            }
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

fn schema() -> Result<Arc<Type>, ParquetError> {
    let mut fields = Vec::new();
    for name in COLUMNS {
        let field = if name == VALUE {
            Type::primitive_type_builder(name, Physical::DOUBLE).with_repetition(Repetition::OPTIONAL).build()?
        } else {
            Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::String))
                .build()?
        };
        fields.push(Arc::new(field));
    }
    Ok(Arc::new(Type::group_type_builder("observations").with_fields(fields).build()?))
}

/// One text of an observation.
fn word(column: &str, row: &Observation, observations: &Observations, knowledge: &Knowledge) -> String {
    let unit = observations.units.get(row.unit);
    let sheet = &observations.sheets[row.sheet as usize];
    match column {
        "unit" => unit.code.clone(),
        "unit_name" => unit.name.clone(),
        "indicator" => knowledge.catalogue.indicator(row.indicator).code.clone(),
        "category" => {
            let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
            category.map_or_else(String::new, |category| category.code.clone())
        }
        "period" => knowledge.calendar.show(row.period),
        "qualifier" => row.qualifier.code().to_owned(),
        "raw" => row.raw.to_string(),
        "file" => observations.files[sheet.file as usize].path.clone(),
        "sheet" => sheet.name.clone(),
        "cell" => row.cell.to_string(),
        "state" => match row.state {
            State::Value(_) | State::Class => "value",
            State::Missing => "missing",
            State::NotApplicable => "not_applicable",
        }
        .to_owned(),
        "repaired" => if row.repaired { "yes" } else { "no" }.to_owned(),
        _ => row.state.amount().map_or_else(String::new, |amount| amount.to_string()),
    }
}

/// What two rows share when they share the text of a column; `None` where texts are looked at one by one.
fn key(column: &str, row: &Observation) -> Option<(u32, u32)> {
    Some(match column {
        "unit" | "unit_name" => (row.unit.0, 0),
        "indicator" => (u32::from(row.indicator.0), 0),
        "category" => (u32::from(row.indicator.0), row.category.map_or(0, |category| u32::from(category.index()) + 1)),
        "period" => (row.period.from.index().unsigned_abs(), row.period.to.index().unsigned_abs()),
        "file" | "sheet" => (row.sheet, 0),
        "cell" => (row.cell.row, row.cell.column),
        _ => return None,
    })
}

fn write_words<W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[Observation],
    column: &str,
    word: impl Fn(&Observation) -> String,
) -> Result<(), ParquetError> {
    let mut known: HashMap<(u32, u32), ByteArray> = HashMap::new();
    let bytes = |row: &Observation| ByteArray::from(word(row).into_bytes());
    let words: Vec<ByteArray> = rows
        .iter()
        .map(|row| match key(column, row) {
            Some(key) => known.entry(key).or_insert_with(|| bytes(row)).clone(),
            None => bytes(row),
        })
        .collect();
    write_column::<ByteArrayType, W>(group, &words, None)
}

fn write_values<W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[Observation],
) -> Result<(), ParquetError> {
    let values: Vec<f64> = rows.iter().filter_map(|row| row.state.amount()).map(|amount| amount.to_f64()).collect();
    let present: Vec<i16> = rows.iter().map(|row| i16::from(row.state.amount().is_some())).collect();
    write_column::<DoubleType, W>(group, &values, Some(&present))
}

fn write_column<T: DataType, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    present: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("more columns than the schema has".to_owned()));
    };
    column.typed::<T>().write_batch(values, present, None)?;
    column.close()
}
