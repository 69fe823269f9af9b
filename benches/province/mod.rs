//! A generated province: a workspace of 30 districts × 5 years, one workbook each with 50 rows × 12 columns, so about
//! 90,000 cells in 150 workbooks. Places and figures are invented; the same bytes come out every time.

use std::fs;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

/// Districts of the province.
pub const DISTRICTS: usize = 30;
/// Years of the term.
pub const YEARS: std::ops::RangeInclusive<u32> = 2019..=2023;
/// Grassroots unions in each workbook.
pub const ROWS: u32 = 50;

const FIRST: [&str; 6] = ["An", "Bình", "Cẩm", "Đông", "Gia", "Hòa"];
const SECOND: [&str; 5] = ["Phú", "Sơn", "Lộc", "Thành", "Giang"];
const BODIES: [&str; 10] = [
    "Trường Mầm non",
    "Trường Tiểu học",
    "Trường THCS",
    "Công ty TNHH",
    "Công ty cổ phần",
    "Trạm Y tế",
    "Ủy ban nhân dân xã",
    "Hợp tác xã",
    "Bệnh viện",
    "Chi nhánh Điện lực",
];
const PLACES: [&str; 5] = ["An Khánh", "Bình Minh", "Cẩm Tú", "Đại Đồng", "Gia Hưng"];

/// Groups of columns: heading, headings of its leaves, the greatest value of each.
const GROUPS: [(&str, &[&str], &[u64]); 4] = [
    ("Sáng kiến cải tiến được công nhận", &["Cấp cơ sở", "Cấp huyện", "Cấp tỉnh"], &[40, 12, 3]),
    ("Danh hiệu \"Công nhân giỏi\"", &["Cấp cơ sở", "Cấp huyện", "Cấp tỉnh"], &[20, 6, 2]),
    ("Hội nghị đối thoại", &["Số cuộc đối thoại", "Nội dung được đề cập"], &[4, 9]),
    ("Đoàn viên công đoàn", &["Tổng số đoàn viên", "Đoàn viên nữ"], &[1_800, 0]),
];

const SETTINGS: &str = r#"[workspace]
name = "LĐLĐ tỉnh mẫu"
unit = "tinh-mau"

[term]
name = "Giai đoạn 2019–2023"
from = "2019-01"
to = "2023-12"
"#;

const CATALOGUE: &str = r#"[breakdowns.level]
name = { vi = "Cấp công nhận", en = "Recognition level" }
additive = false
categories = [
  { code = "base", name = { vi = "Cấp cơ sở", en = "Grassroots" } },
  { code = "district", name = { vi = "Cấp huyện", en = "District" } },
  { code = "province", name = { vi = "Cấp tỉnh", en = "Province" } },
]

[[indicators]]
code = "improvements"
name = { vi = "Sáng kiến cải tiến được công nhận", en = "Recognised improvements" }
group = "Sáng kiến"
kind = "flow"
measure = "sáng kiến"
integer = true
breakdown = "level"
better = "higher"

[[indicators]]
code = "good_workers"
name = { vi = "Danh hiệu “Công nhân giỏi”", en = "“Good worker” titles" }
aliases = ["Công nhân giỏi"]
group = "Thi đua"
kind = "flow"
measure = "người"
integer = true
breakdown = "level"
better = "higher"

[[indicators]]
code = "dialogues"
name = { vi = "Số cuộc đối thoại", en = "Dialogues" }
group = "Đối thoại"
kind = "flow"
measure = "cuộc"
integer = true
better = "higher"

[[indicators]]
code = "issues_raised"
name = { vi = "Nội dung được đề cập", en = "Issues raised" }
group = "Đối thoại"
kind = "flow"
measure = "nội dung"
integer = true

[[indicators]]
code = "members"
name = { vi = "Tổng số đoàn viên", en = "Union members" }
group = "Đoàn viên"
kind = "stock"
measure = "người"
integer = true
better = "higher"

[[indicators]]
code = "members_women"
name = { vi = "Đoàn viên nữ", en = "Women members" }
group = "Đoàn viên"
kind = "stock"
measure = "người"
integer = true
part_of = "members"

[[indicators]]
code = "women_share"
name = { vi = "Tỷ lệ đoàn viên nữ", en = "Share of women" }
group = "Đoàn viên"
kind = "rate"
numerator = "members_women"
denominator = "members"
scale = 100
measure = "%"
"#;

/// Writes the workspace into a folder, which is made where it is absent. `units.csv` lists the grassroots unions only
/// where `registered`; they need no registry.
pub fn write(folder: &Path, registered: bool) -> io::Result<()> {
    write_workspace(folder, registered)?;
    for year in YEARS {
        let reports = folder.join(format!("reports/{year}"));
        fs::create_dir_all(&reports)?;
        for district in 0..DISTRICTS {
            let bytes = report(district, year).map_err(io::Error::other)?;
            fs::write(reports.join(format!("bc-{year}-huyen-{:02}.xlsx", district + 1)), bytes)?;
        }
    }
    Ok(())
}

/// The same without any report.
pub fn write_workspace(folder: &Path, registered: bool) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("tongket.toml"), SETTINGS)?;
    fs::write(folder.join("indicators.toml"), CATALOGUE)?;
    fs::write(folder.join("units.csv"), registry(registered))
}

/// The reports of a workspace: their names within `reports/`, with `/`, and their bytes, by name.
pub fn reports(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let list = |folder: &Path| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let home = folder.join("reports");
    let name = |path: &Path| path.strip_prefix(&home).expect("inside").to_string_lossy().replace('\\', "/");
    let files = list(&home).flat_map(|year| list(&year));
    let mut files: Vec<(String, Vec<u8>)> = files.map(|path| (name(&path), fs::read(&path).expect("a file"))).collect();
    files.sort();
    files
}

/// A district by its place.
pub fn district_name(district: usize) -> String {
    format!("Huyện {} {}", FIRST[district / SECOND.len()], SECOND[district % SECOND.len()])
}

/// The union of a row; the names are those of all districts.
pub fn union_name(row: u32) -> String {
    let row = row as usize;
    format!("CĐCS {} {}", BODIES[row / PLACES.len()], PLACES[row % PLACES.len()])
}

fn registry(registered: bool) -> String {
    let mut text = String::from("code,name,kind,parent,valid_from,valid_to,aliases\n");
    text.push_str("tinh-mau,LĐLĐ tỉnh mẫu,province,,,,\n");
    for district in 0..DISTRICTS {
        let name = district_name(district);
        text.push_str(&format!("huyen-{:02},{name},district,tinh-mau,,,LĐLĐ {name}\n", district + 1));
        for row in (0..ROWS).filter(|_| registered) {
            let (code, parent) = (row + 1, district + 1);
            text.push_str(&format!("cdcs-{parent:02}-{code:02},{},grassroots,huyen-{parent:02},,,\n", union_name(row)));
        }
    }
    text
}

/// One district's report of one year.
fn report(district: usize, year: u32) -> Result<Vec<u8>, XlsxError> {
    workbook(&district_name(district), year, u64::from(year) << 32 | district as u64, (0..ROWS).map(union_name))
}

/// A report about these unions: title block, two header rows, a row for each union, a total row, a signature.
pub fn workbook(
    district: &str,
    year: u32,
    seed: u64,
    unions: impl ExactSizeIterator<Item = String>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2024, 1, 2)?));
    let sheet = workbook.add_worksheet();
    let boxed = Format::new().set_font_name("Times New Roman").set_font_size(12).set_border(FormatBorder::Thin);
    let bold = boxed.clone().set_bold();
    sheet.set_name("Biểu 01")?;
    sheet.write(0, 0, "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU")?;
    sheet.write(1, 0, format!("LĐLĐ {district}").to_uppercase())?;
    sheet.write(3, 0, format!("TỔNG HỢP KẾT QUẢ HOẠT ĐỘNG CÔNG ĐOÀN NĂM {year}"))?;
    sheet.write(4, 0, "Số liệu sinh tự động để đo tốc độ. Generated figures, to measure speed.")?;
    sheet.merge_range(6, 0, 7, 0, "TT", &bold)?;
    sheet.merge_range(6, 1, 7, 1, "Tên đơn vị", &bold)?;
    let mut column = 2;
    for (heading, leaves, _) in GROUPS {
        sheet.merge_range(6, column, 6, column + leaves.len() as u16 - 1, heading, &bold)?;
        for leaf in leaves {
            sheet.write_with_format(7, column, *leaf, &bold)?;
            column += 1;
        }
    }
    let most: Vec<u64> = GROUPS.iter().flat_map(|(_, _, most)| most.iter().copied()).collect();
    let mut dice = Dice(seed);
    let mut totals = vec![0_u64; most.len()];
    let last = unions.len() as u32 + 8;
    for (row, union) in (0..).zip(unions) {
        sheet.write_with_format(row + 8, 0, row + 1, &boxed)?;
        sheet.write_with_format(row + 8, 1, union, &boxed)?;
        let mut before = 0;
        for (at, &most) in most.iter().enumerate() {
            // The last column is the women among the members before it.
            let value = dice.below(if at + 1 == totals.len() { before + 1 } else { most + 1 });
            sheet.write_with_format(row + 8, at as u16 + 2, value as f64, &boxed)?;
            totals[at] += value;
            before = value;
        }
    }
    sheet.merge_range(last, 0, last, 1, "Tổng cộng", &bold)?;
    for (at, total) in totals.into_iter().enumerate() {
        sheet.write_with_format(last, at as u16 + 2, total as f64, &bold)?;
    }
    sheet.write(last + 2, 8, format!("Ngày 28 tháng 12 năm {year}"))?;
    sheet.write(last + 3, 1, "NGƯỜI LẬP BIỂU")?;
    sheet.write(last + 3, 8, "TM. BAN THƯỜNG VỤ")?;
    workbook.save_to_buffer()
}

/// A splitmix64 generator: the same throws on every machine.
struct Dice(u64);

impl Dice {
    /// A number under `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % end
    }
}
