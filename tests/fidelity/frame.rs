//! What stands around a table: the block above it, notes, signatures, what somebody left beside it.

use super::page::Page;
use super::words::{self, Span};
use super::world::World;
use super::world::bodies::Body;
use crate::chance::Chance;
use crate::drawing::Draw;

/// What a report says of its unit and its period, and where.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// Whose report it is, in full, for the block top left; else a line says it, or the title does.
    pub reporter: Option<String>,
    pub reporter_line: Option<String>,
    pub title_unit: String,
    pub title_period: String,
    /// A block of names over values: `Năm | 2019`.
    pub parameters: Vec<(String, String)>,
    /// Whether the values stand below their names, not beside them.
    pub across: bool,
    /// When the figures were taken, below the period.
    pub as_of: String,
    pub sheet: String,
    /// Folders and file without extension.
    pub path: String,
}

/// Where a report says its period.
pub fn period_place(world: &World, span: Span, chance: &mut Chance) -> Where {
    let mut place = Where {
        sheet: chance.pick(&["Sheet1", "Biểu 1", "Bieu tong hop", "Sheet1", "Trang_tính1", "Biểu 02-TĐ"]).to_owned(),
        path: chance.pick(&["tong-hop", "Biểu tổng hợp", "BC gui", "so lieu"]).to_owned(),
        ..Where::default()
    };
    let period = span.period(world.knowledge.calendar);
    match chance.below(11) {
        9 if period.from.year() == period.to.year() && !matches!(span, Span::AsOf(..)) => {
            place.across = true;
            let names = [["tu_thang", "den_thang", "nam"], ["Từ tháng", "Đến tháng", "Năm"]][chance.below(2)];

            let values =
                [period.from.number().to_string(), period.to.number().to_string(), period.to.year().to_string()];
            place.parameters = names.iter().map(|name| (*name).to_owned()).zip(values).collect();
        }
        10 if matches!(span, Span::Year(_)) => {
            place.title_period = span.phrase(chance);
            let day = if world.union { "30/11" } else { chance.pick(&["31/12", "15/12", "25/12"]) };
            place.as_of = chance
                .pick(&["(Số liệu tính đến ngày {})", "Số liệu tính đến {}", "(Tính đến hết ngày {})"])
                .replace("{}", &format!("{day}/{}", span.year()));
        }
        0 => place.sheet = span.sheet_name(chance),
        1 => place.path = span.file_name(chance),
        2 => place.path = format!("{}/{}", span.file_name(chance), place.path),
        3 if matches!(span, Span::Year(_)) => place
            .parameters
            .push((chance.pick(&["Năm", "Năm báo cáo", "Kỳ báo cáo", "Năm:"]).to_owned(), span.year().to_string())),
        4 => place.parameters.push(("Kỳ báo cáo".to_owned(), span.phrase(chance))),
        _ => place.title_period = span.phrase(chance),
    }
    place
}

/// Adds where a report says its unit.
pub fn unit_place(place: &mut Where, body: &Body, chance: &mut Chance) {
    match chance.below(7) {
        0 => place.reporter_line = Some(words::body_alone(body, chance).replace('\n', " ")),
        1 => place.title_unit = body.name.clone(),
        2 if !place.sheet.chars().any(|c| c.is_ascii_digit() && c != '1') => {
            place.sheet = words::body_alone(body, chance)
                .replace(['\n', '*', '(', ')', '/', ':'], " ")
                .trim()
                .chars()
                .take(31)
                .collect();
            place.sheet.truncate(place.sheet.trim_end().len());
        }
        3 => place.path = format!("{} {}", place.path, words::body_in_file_name(body, chance)),
        4 => place.path = format!("{}/{}", words::body_in_file_name(body, chance), place.path),
        _ => place.reporter = Some(body.name.clone()),
    }
}

const SUBJECTS: &[&str] = &[
    "BÁO CÁO TỔNG HỢP SỐ LIỆU",
    "BIỂU TỔNG HỢP KẾT QUẢ PHONG TRÀO THI ĐUA",
    "Báo cáo kết quả hoạt động",
    "THỐNG KÊ SỐ LIỆU",
    "PHỤ LỤC SỐ LIỆU",
    "BIỂU SỐ LIỆU KÈM THEO BÁO CÁO",
    "Tổng hợp số liệu các đơn vị",
    "",
];

/// The block above a table; `subject` is what its title must name.
pub fn title_block(page: &mut Page, world: &World, place: &Where, subject: &str, chance: &mut Chance) {
    let width = 3 + chance.below(4);
    let superior =
        chance.pick(&["LIÊN ĐOÀN LAO ĐỘNG TP HÀ NỘI", "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LĐLĐ TỈNH SƠN HẢI"]);
    if let Some(reporter) = &place.reporter {
        let row = page.row();
        page.text(row, 0, if chance.once_in(2) { &world.bodies.root.name } else { superior });
        page.text(row, width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        let row = page.row();
        page.text(row, 0, &if chance.once_in(2) { reporter.to_uppercase() } else { reporter.clone() });
        page.text(row, width, "Độc lập - Tự do - Hạnh phúc");
    } else if chance.once_in(2)
        && place.reporter_line.is_none()
        && place.title_unit.is_empty()
        && place.sheet.contains(|c: char| c.is_ascii_digit())
        && place.path.is_ascii()
    {
        let row = page.row();
        page.text(row, 0, superior);
        page.text(row, width, chance.pick(&["Biểu số 02/TĐ", "Mẫu 1-HĐCĐ", "Phụ lục 3", "Biểu 05/BCB-LĐLĐ"]));
        let row = page.row();
        page.text(row, 0, &world.bodies.root.name.to_uppercase());
    }
    if let Some(line) = &place.reporter_line {
        let row = page.row();
        let words = chance.pick(&["Đơn vị báo cáo", "Tên đơn vị", "Đơn vị", "Công đoàn", "ĐƠN VỊ BÁO CÁO"]);
        if chance.once_in(3) {
            page.text(row, 0, &format!("{words}:"));
            page.text(row, 1, line);
        } else {
            page.text(row, 0, &format!("{words}: {line}"));
        }
    }
    if chance.once_in(5) {
        let row = page.row();
        page.text(
            row,
            width,
            chance.pick(&[
                "Số: 45/BC-LĐLĐ",
                "Thanh Oai, ngày 05 tháng 01 năm 2022",
                "Ngày nhận báo cáo: 15/02/2022",
                "Mẫu số 02",
                "Ban hành kèm theo QĐ số 1454/QĐ-TLĐ ngày 28/11/2014",
            ]),
        );
    }
    if chance.once_in(2) {
        page.row();
    }
    let column = chance.below(3);
    let subject = if subject.is_empty() { chance.pick(SUBJECTS).to_owned() } else { subject.to_owned() };
    let about = match place.title_unit.as_str() {
        "" => subject,
        unit if subject.is_empty() => format!("BÁO CÁO CỦA {unit}"),
        unit => format!("{subject} {} {unit}", chance.pick(&["của", "CỦA", "-"])),
    };
    let lines: Vec<String> = match (place.title_period.as_str(), chance.below(4)) {
        ("", _) => vec![about],
        (period, 0) => vec![about, format!("({period})")],
        (period, 1) => vec![about, period.to_uppercase()],
        (period, 2) => vec![about, format!("Kỳ báo cáo: {period}")],
        (period, _) => vec![format!("{about} {period}")],
    };
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        let row = page.row();
        page.block(row, column, 1, width, Draw::text(line));
    }
    if chance.once_in(5) {
        let row = page.row();
        page.block(
            row,
            column,
            1,
            width,
            Draw::text(chance.pick(&[
                "(Kèm theo Báo cáo số 15/BC-LĐLĐ ngày 12 tháng 01 năm 2022)",
                "(Ban hành kèm theo Công văn số 123/LĐLĐ ngày 20/11/2022 của LĐLĐ tỉnh)",
                "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021",
            ])),
        );
    }
    if !place.as_of.is_empty() {
        let row = page.row();
        page.block(row, column, 1, width, Draw::text(&place.as_of));
    }
    if !place.parameters.is_empty() {
        if chance.once_in(2) {
            page.row();
        }
        let first = page.rows.len();
        for (index, (name, value)) in place.parameters.iter().enumerate() {
            let (name_at, value_at) = match place.across {
                true => ((first, column + index), (first + 1, column + index)),
                false => ((first + index, column), (first + index, column + 1)),
            };
            page.text(name_at.0, name_at.1, name);
            match value.parse::<u32>() {
                Ok(year) if !page.typing.as_text => page.number(value_at.0, value_at.1, year),
                _ => page.text(value_at.0, value_at.1, value),
            }
        }
    }
    if chance.once_in(4) {
        let row = page.row();
        page.text(
            row,
            width,
            chance.pick(&["Đơn vị tính: người", "ĐVT: Sáng kiến, người", "(Đơn vị tính: cuộc)", "ĐVT: đơn vị"]),
        );
    }
    if chance.once_in(3) {
        page.row();
    }
}

const ENDS: &[&[&str]] = &[
    &["NGƯỜI LẬP BIỂU", "TM. BAN THƯỜNG VỤ"],
    &["Người lập", "CHỦ TỊCH"],
    &["KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ"],
    &["Nơi nhận:", "TM. BAN CHẤP HÀNH"],
];
const COUNTED: &[&str] = &[
    "Số đơn vị đã gửi báo cáo:",
    "Ghi chú: số đơn vị chưa báo cáo",
    "Số trang:",
    "Số bản:",
    "Tổng số đơn vị trực thuộc (để đối chiếu):",
];
const NOTES: &[&str] = &[
    "Ghi chú: năm 2016 có 345 sáng kiến, năm 2017 có 412 sáng kiến",
    "(1) Gồm 12 đơn vị ngoài nhà nước; (2) số liệu ước thực hiện 6 tháng",
    "* Tổng số 1.250 người, trong đó nữ 640 người",
    "Chú thích: \"-\" là không phát sinh; \"…\" là chưa có số liệu",
    "Ghi chú: số liệu gồm 3 đơn vị mới thành lập",
    "(*) Số liệu ước 6 tháng",
    "Ghi chú: Cột 5 = cột 3 + cột 4; số liệu tính đến 15/12/2021",
    "Điện thoại liên hệ: 0912 345 678",
    "Người lập biểu: Nguyễn Văn An - ĐT: 0987654321",
    "- Lưu: VT, 02 bản",
    "Như trên (12 đơn vị);",
    "Tổng số đơn vị báo cáo: 15/17 đơn vị",
    "Ghi chú: (1) Tính cả 12 sáng kiến năm 2015 chuyển sang",
];

/// What closes a sheet: notes, place and date, who signs.
pub fn signatures(page: &mut Page, chance: &mut Chance) {
    for _ in 0..chance.below(3) {
        if chance.once_in(2) {
            page.row();
        }
        let row = page.row();
        if !chance.once_in(4) {
            page.text(row, chance.below(3), chance.pick(NOTES));
            continue;
        }
        // A note whose number stands in a cell of its own.
        let column = chance.below(2);
        page.text(row, column, chance.pick(COUNTED));
        if chance.once_in(2) {
            page.number(row, column + 1 + chance.below(2), chance.below(400));
        } else {
            page.text(row, column + 1 + chance.below(2), &format!("{}/{}", chance.below(9), 9 + chance.below(9)));
        }
    }
    if chance.once_in(3) {
        return;
    }
    if chance.once_in(2) {
        page.row();
    }
    let right = 3 + chance.below(3);
    if chance.once_in(2) {
        let row = page.row();
        page.text(
            row,
            right,
            chance.pick(&[
                "Thanh Oai, ngày 05 tháng 01 năm 2022",
                "Ngày 15 tháng 12 năm 2021",
                "…, ngày 20/12/2021",
                "Hà Nội, ngày  tháng  năm 2022",
            ]),
        );
    }
    let row = page.row();
    let [left, signs] = ENDS[chance.below(ENDS.len())] else { return };
    page.text(row, chance.below(2), left);
    page.text(row, right, signs);
    if chance.once_in(3) {
        let row = page.row();
        page.text(row, right, "PHÓ CHỦ TỊCH");
    }
    if chance.once_in(2) {
        page.row();
        let row = page.row();
        page.text(row, 1, "Nguyễn Văn An");
        page.text(row, right, "Trần Thị Bình");
    }
}

/// What somebody left on the sheet and no report means: sums to check by, a pasted list, a calculation.
pub fn leftovers(page: &mut Page, first_row: usize, chance: &mut Chance) {
    let right = page.width() + 1 + chance.below(2);
    let end = page.rows.len();
    match chance.below(16) {
        14 => {
            // Close by, under no heading.
            for row in first_row + 3..end.min(first_row + 7) {
                page.number(row, right - 1, chance.below(500));
            }
        }
        15 => {
            page.row();
            let row = page.row();
            page.text(row, 1, chance.pick(&["Kiểm tra", "Chênh lệch", "Đối chiếu", "check"]));
            for column in 2..2 + chance.below(5) {
                page.number(row, column, if chance.once_in(3) { chance.below(30) } else { 0 });
            }
        }
        0 => {
            for row in first_row + 2..end.min(first_row + 8) {
                page.number(row, right, chance.below(500));
            }
        }
        1 => {
            page.text(first_row, right, chance.pick(&["Kiểm tra", "check", "Chênh lệch", "Cộng thử"]));
            for row in first_row + 1..end.min(first_row + 9) {
                page.number(row, right, chance.below(300));
            }
        }
        2 => {
            page.row();
            page.row();
            for _ in 0..3 {
                let row = page.row();
                page.number(row, 2 + chance.below(4), chance.below(9000));
            }
        }
        3 => {
            page.row();
            page.row();
            for name in ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"] {
                let row = page.row();
                page.text(row, 1, name);
                page.text(row, 2, "0912345678");
            }
        }
        4 => {
            let row = first_row + chance.below(end - first_row);
            page.text(
                row,
                right + 1,
                chance.pick(&["anh Nam xem lại số này", "12+15=27", "ok", "chờ xã gửi bổ sung 3 SK"]),
            );
        }
        _ => {}
    }
}
