//! Charts as they come before a conference, for the tests. The figures are invented.

use super::{ChartKind, ChartSpec, Datum, HeatRow, RankItem, Series};
use crate::text::{Language, show_number};

pub(super) const LONG: &str = "Công đoàn các khu công nghiệp và chế xuất Hà Nội";

pub(super) fn datum(value: f64) -> Datum {
    Datum { value, text: show_number(&value.to_string(), Language::Vi), figure: None }
}

pub(super) fn spec(name: &str, title: &str, subtitle: &str, kind: ChartKind) -> ChartSpec {
    ChartSpec {
        name: name.into(),
        language: Language::Vi,
        title: title.into(),
        subtitle: subtitle.into(),
        source: "Nguồn: báo cáo của 25/25 đơn vị trực thuộc LĐLĐ huyện Thanh Oai; số liệu minh họa.".into(),
        alt: format!("Biểu đồ: {title}"),
        kind,
        breaks: Vec::new(),
        cited: Vec::new(),
    }
}

pub(super) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

pub(super) fn series(name: &str, values: &[Option<f64>]) -> Series {
    Series { name: name.into(), values: values.iter().map(|value| value.map(datum)).collect() }
}

fn full(name: &str, values: &[f64]) -> Series {
    series(name, &values.iter().copied().map(Some).collect::<Vec<_>>())
}

fn percent(name: &str, values: &[f64]) -> Series {
    let mut one = full(name, values);
    one.values.iter_mut().flatten().for_each(|datum| datum.text.push('%'));
    one
}

pub(super) const COMMUNES: [&str; 20] = [
    "Xã Cao Viên",
    "Xã Bình Minh",
    "Thị trấn Kim Bài",
    "Trường THPT Thanh Oai A",
    "Trường THPT Nguyễn Du",
    "Bệnh viện đa khoa huyện Thanh Oai",
    "Xã Tam Hưng",
    "Xã Mỹ Hưng",
    "Phòng Giáo dục và Đào tạo",
    "Xã Phương Trung",
    LONG,
    "Xã Dân Hòa",
    "Trung tâm Y tế",
    "Xã Hồng Dương",
    "Xã Đỗ Động",
    "Công ty TNHH May xuất khẩu Thanh Oai",
    "Xã Liên Châu",
    "Xã Tân Ước",
    "Xã Thanh Thùy",
    "Xã Xuân Dương",
];

const YEARS: [&str; 6] = ["2016", "2017", "2018", "2019", "2020", "2021"];

pub(super) fn all() -> Vec<ChartSpec> {
    let years = names(&YEARS);
    let totals = [3_420.0, 6_611.0, 7_005.0, 7_212.0, 7_744.0, 3_905.0];
    let rank = |count: usize| -> Vec<RankItem> {
        (0..count)
            .map(|i| RankItem {
                rank: (i + 1).to_string(),
                name: COMMUNES[i].into(),
                datum: datum((412.0 * 0.88_f64.powi(i32::try_from(i).expect("small"))).round()),
                strong: i < 3,
            })
            .collect()
    };
    let heat = |rows: usize, missing: bool| -> Vec<HeatRow> {
        (0..rows)
            .map(|row| HeatRow {
                name: COMMUNES[row].into(),
                values: (0..6)
                    .map(|column| {
                        let value = ((row * 37 + column * 23) % 89 + column * 9 + 4) as f64;
                        (!missing || (row * 5 + column) % 11 != 7).then(|| datum(value))
                    })
                    .collect(),
            })
            .collect()
    };
    vec![
        spec(
            "01-dien-tuyen-truyen-theo-nhom",
            "Đoàn viên được tuyên truyền tăng bình quân 8,2%/năm; khối giáo dục chiếm 56% cả giai đoạn",
            "Lượt người, tháng 7/2016 – tháng 6/2021",
            ChartKind::Stacked {
                categories: years.clone(),
                series: vec![
                    full("Giáo dục", &[1_900.0, 3_705.0, 3_980.0, 4_090.0, 4_320.0, 2_204.0]),
                    full("Xã, thị trấn", &[890.0, 1_702.0, 1_815.0, 1_850.0, 2_011.0, 1_010.0]),
                    full("Doanh nghiệp", &[480.0, 904.0, 890.0, 950.0, 1_090.0, 520.0]),
                    full("Khác", &[150.0, 300.0, 320.0, 322.0, 323.0, 171.0]),
                ],
                totals: totals.iter().map(|value| Some(datum(*value))).collect(),
                growth: Vec::new(),
            },
        ),
        spec(
            "02-sang-kien-theo-cap",
            "4.561 sáng kiến cấp cơ sở được công nhận, gấp 10,5 lần cấp trên",
            "Sáng kiến cải tiến được công nhận theo cấp, tháng 7/2016 – tháng 6/2021",
            ChartKind::Stacked {
                categories: years.clone(),
                series: vec![
                    full("Cấp cơ sở", &[402.0, 880.0, 925.0, 960.0, 951.0, 443.0]),
                    full("Trên cơ sở", &[38.0, 84.0, 89.0, 91.0, 93.0, 41.0]),
                    full("Cấp thành phố", &[3.0, 5.0, 0.0, 8.0, 7.0, 2.0]),
                ],
                totals: Vec::new(),
                growth: Vec::new(),
            },
        ),
        spec(
            "03-lao-dong-gioi",
            "Lao động giỏi cấp cơ sở tăng ở bốn trong năm khối",
            "Người, so sánh hai giai đoạn",
            ChartKind::Grouped {
                categories: names(&[
                    "Ủy ban nhân dân xã",
                    "Trường Mầm non Hoa Phượng",
                    "Bệnh viện Đa khoa",
                    "Khối doanh nghiệp ngoài nhà nước",
                    "Sở Nội vụ",
                    LONG,
                ]),
                series: vec![
                    full("Giai đoạn 2011–2016", &[12_450.0, 8_320.0, 15_780.0, 4_300.0, 2_210.0, 10_020.0]),
                    full("Giai đoạn 2016–2021", &[9_300.0, 10_111.0, 14_002.0, 6_120.0, 2_890.0, 12_400.0]),
                ],
            },
        ),
        spec(
            "04-ba-cap",
            "Công nhận lao động giỏi giữ đều qua các năm ở cả ba cấp",
            "Người được công nhận mỗi năm",
            ChartKind::Grouped {
                categories: years.clone(),
                series: vec![
                    full("Cấp cơ sở", &[121.0, 251.0, 240.0, 262.0, 258.0, 126.0]),
                    full("Cấp huyện", &[30.0, 68.0, 70.0, 66.0, 69.0, 33.0]),
                    series("Cấp thành phố", &[None, Some(1.0), Some(2.0), Some(0.0), Some(1.0), Some(1.0)]),
                ],
            },
        ),
        spec(
            "05-doan-vien",
            "Đoàn viên đạt đỉnh năm 2019 rồi giảm 4,3% trong hai năm",
            "Đoàn viên công đoàn, người; số liệu đến 30/11 hằng năm",
            ChartKind::Line {
                categories: years.clone(),
                series: vec![full("Đoàn viên", &[116_020.0, 118_300.0, 119_870.0, 122_644.0, 120_120.0, 117_397.0])],
            },
        ),
        spec(
            "06-bon-duong",
            "Sáng kiến kinh nghiệm tăng đều, ba chỉ tiêu khác đi ngang",
            "Số lượng mỗi năm theo cấp công nhận",
            ChartKind::Line {
                categories: years.clone(),
                series: vec![
                    full("Sáng kiến kinh nghiệm cấp cơ sở", &[410.0, 880.0, 925.0, 960.0, 1_101.0, 1_143.0]),
                    full("Sáng kiến cải tiến", &[402.0, 710.0, 802.0, 760.0, 751.0, 743.0]),
                    series(
                        "Lao động giỏi cấp cơ sở",
                        &[Some(121.0), Some(251.0), None, Some(262.0), Some(258.0), Some(226.0)],
                    ),
                    full("Lao động giỏi cấp huyện", &[30.0, 68.0, 70.0, 66.0, 69.0, 133.0]),
                ],
            },
        ),
        spec(
            "07-xep-hang-20",
            "Xã Cao Viên dẫn đầu với 412 sáng kiến; 13 đơn vị dưới mức bình quân 161",
            "Sáng kiến cấp cơ sở, cộng cả giai đoạn tháng 7/2016 – tháng 6/2021",
            ChartKind::Ranking {
                items: rank(20),
                average: Some(Datum { value: 160.9, text: "Bình quân 161".into(), figure: None }),
            },
        ),
        spec(
            "08-xep-hang-8",
            "Xã Cao Viên dẫn đầu với 412 sáng kiến",
            "Sáng kiến cấp cơ sở, cộng cả giai đoạn",
            ChartKind::Ranking {
                items: rank(8),
                average: Some(Datum { value: 275.0, text: "Bình quân 275".into(), figure: None }),
            },
        ),
        spec(
            "09-ban-do-nhiet-18",
            "11/18 đơn vị có số sáng kiến tăng từ năm 2016; bốn đơn vị chưa báo cáo đủ",
            "Sáng kiến cấp cơ sở theo đơn vị và năm",
            ChartKind::HeatMap { columns: years.clone(), rows: heat(18, true) },
        ),
        spec(
            "10-ban-do-nhiet-7",
            "Bảy đơn vị đông đoàn viên nhất đều giữ phong trào",
            "Sáng kiến cấp cơ sở theo đơn vị và năm",
            ChartKind::HeatMap { columns: years.clone(), rows: heat(7, false) },
        ),
        spec(
            "11-co-cau",
            "Sáng kiến ngành giáo dục vẫn chiếm hơn một nửa, giảm 6 điểm phần trăm sau năm năm",
            "Tỷ trọng trong tổng số sáng kiến được công nhận, %",
            ChartKind::Shares {
                categories: years,
                series: vec![
                    percent("Giáo dục", &[58.1, 57.2, 56.0, 54.9, 53.0, 52.1]),
                    percent("Y tế", &[17.0, 16.8, 17.5, 17.1, 18.0, 18.4]),
                    percent("Xã, thị trấn", &[12.9, 13.6, 13.5, 14.5, 14.8, 15.0]),
                    percent("Doanh nghiệp", &[8.0, 8.4, 9.0, 9.3, 9.9, 10.2]),
                    percent("Khác", &[4.0, 4.0, 4.0, 4.2, 4.3, 4.3]),
                ],
            },
        ),
    ]
}
