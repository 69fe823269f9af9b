//! The same cells as calamine reads, and no harm from files whose bytes were knocked about.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx as Peer};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use tongket::domain::{Amount, CellValue};
use tongket::intake::Intake;

use super::package::{Xlsx, number, worksheet, xls};

#[derive(Clone, Debug)]
enum Drawn {
    Number(f64),
    Share(f64),
    Day(u32),
    Words(String),
    Yes(bool),
}

fn drawn() -> impl Strategy<Value = Drawn> {
    prop_oneof![
        (-1_000_000_i64..1_000_000).prop_map(|number| Drawn::Number(number as f64)),
        any::<f32>()
            .prop_filter("shown", |number| number.is_finite() && number.abs() < 1e20)
            .prop_map(|n| Drawn::Number(f64::from(n))),
        (0.0..2.0_f64).prop_map(Drawn::Share),
        (1..80_000_u32).prop_map(Drawn::Day),
        "[a-zA-Z0-9 <>&\"'_xăâđêôơưạảấầẩẫậ\n-]{1,12}".prop_map(Drawn::Words),
        any::<bool>().prop_map(Drawn::Yes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_workbook_holds_the_cells_that_its_peer_reads(cells in prop::collection::btree_map((0..200_u32, 0..40_u16), drawn(), 1..60)) {
        let mut workbook = Workbook::new();
        let (share, day) = (Format::new().set_num_format("0.00%"), Format::new().set_num_format("dd/mm/yyyy"));
        let sheet = workbook.add_worksheet();
        for (&(row, column), drawn) in &cells {
            match drawn {
                Drawn::Number(number) => sheet.write_number(row, column, *number),
                Drawn::Share(number) => sheet.write_number_with_format(row, column, *number, &share),
                Drawn::Day(days) => sheet.write_number_with_format(row, column, *days, &day),
                Drawn::Words(words) => sheet.write_string(row, column, words),
                Drawn::Yes(yes) => sheet.write_boolean(row, column, *yes),
            }
            .expect("a cell");
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let grids = Intake::new(&super::KNOWLEDGE).grids("a.xlsx", &bytes).value;
        let mut ours = grids[0].cells().iter();
        let mut peer: Peer<_> = Peer::new(Cursor::new(&bytes)).expect("a workbook");
        let mut theirs = peer.worksheet_cells_reader("Sheet1").expect("a sheet");
        while let Some(cell) = theirs.next_cell().expect("a cell") {
            let text = match cell.get_value() {
                DataRef::SharedString(text) => Some((*text).to_owned()),
                DataRef::String(text) => Some(text.clone()),
                _ => None,
            };
            if *cell.get_value() == DataRef::Empty || text.as_ref().is_some_and(|text| text.trim().is_empty()) {
                continue;
            }
            let our = ours.next().expect("as many cells");
            prop_assert_eq!((our.at.row, our.at.column), cell.get_position());
            match (&our.value, cell.get_value()) {
                (CellValue::Text(our), _) => prop_assert_eq!(Some(&**our), text.as_deref()),
                (CellValue::Number(our) | CellValue::Percent(our), DataRef::Float(their)) => {
                    prop_assert_eq!(Some(*our), Amount::from_float(*their));
                }
                (CellValue::Bool(our), DataRef::Bool(their)) => prop_assert_eq!(our, their),
                (CellValue::Date(year, month, day), DataRef::DateTime(their)) => {
                    let (their_year, their_month, their_day, ..) = their.to_ymd_hms_milli();
                    prop_assert_eq!((*year, *month, *day), (i32::from(their_year), u32::from(their_month), u32::from(their_day)));
                }
                (our, their) => prop_assert!(false, "{:?} is not {:?}", our, their),
            }
        }
        prop_assert!(ours.next().is_none());
    }

    #[test]
    fn knocked_bytes_are_told_or_read_and_never_stop_the_program(
        format in 0..6_usize,
        knocks in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Đơn vị</t></is></c><c r=\"B1\"><f>1</f><v>2</v></c></row>";
        // Of the zipped formats the parts are knocked, not the archive around them.
        let sheet = worksheet(rows).into_bytes();
        let content = b"<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell office:value-type=\"float\" \
            office:value=\"1\" table:number-columns-repeated=\"2\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>".to_vec();
        let page = "<table><tr><td rowspan=2 colspan=\"3\">Xã<br>A</td></tr><tr><td x:num=\"1\">1</td></tr></table>".as_bytes().to_vec();
        let mut bytes = match format {
            0 => xls(&[], &[("A", 0, 0, [number(0, 0, 0, 1.0), number(9, 3, 0, 2.5)].concat())]),
            1 => Xlsx::of(&String::from_utf8_lossy(&sheet)).bytes(),
            2 => sheet,
            3 => content,
            4 => page,
            _ => "Đơn vị;Sáng kiến\nXã A;1\n\"b;c\";2\n".as_bytes().to_vec(),
        };
        for (at, byte) in knocks {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        let bytes = match format {
            2 => Xlsx::of(&String::from_utf8_lossy(&bytes)).bytes(),
            3 => super::package::zipped(&[("content.xml", &bytes)]),
            _ => bytes,
        };
        let found = Intake::new(&super::KNOWLEDGE).grids("a.xls", &bytes);
        prop_assert!(found.value.iter().map(|grid| grid.cells().len()).sum::<usize>() <= 5_000_000);
        prop_assert!(!found.findings.iter().any(|finding| format!("{:?}", finding.facts).contains("panic")), "{:?}", found.findings);
    }
}
