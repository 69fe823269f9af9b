//! What reports measure, field by field: how a catalogue names it, and how people write it.

/// A part of a breakdown: a level, a sector, an awarding body.
#[derive(Debug)]
pub struct Part {
    pub code: &'static str,
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// As it stands under a heading that names the indicator.
    pub leaves: &'static [&'static str],
    /// As it follows the indicator's name in one heading.
    pub tails: &'static [&'static str],
}

/// How an indicator is taken apart.
#[derive(Debug)]
pub struct Breakdown {
    pub code: &'static str,
    pub name: &'static str,
    pub additive: bool,
    pub parts: &'static [Part],
}

/// What is measured.
#[derive(Debug)]
pub struct Thing {
    pub code: &'static str,
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// Other ways to write it, which the catalogue does not list.
    pub said: &'static [&'static str],
    pub kind: &'static str,
    pub measure: &'static str,
    /// Figures lie below this.
    pub bound: u64,
    pub breakdown: &'static str,
    /// What it is an *of which* of.
    pub part_of: &'static str,
    /// As a part under the heading of that.
    pub leaves: &'static [&'static str],
    /// The chapter it stands under.
    pub chapter: &'static str,
}

macro_rules! part {
    ($code:literal $name:literal [$($alias:literal),*] leaf [$($leaf:literal),+] tail [$($tail:literal),+]) => {
        Part { code: $code, name: $name, aliases: &[$($alias),*], leaves: &[$($leaf),+], tails: &[$($tail),+] }
    };
}

pub const BREAKDOWNS: &[Breakdown] = &[
    Breakdown {
        code: "level",
        name: "Cấp công nhận",
        additive: false,
        parts: &[
            part!("base" "Cấp cơ sở" ["cấp CS"] leaf ["Cấp cơ sở", "Cơ sở", "CẤP CƠ SỞ", "Cấp CS", "Cấp\ncơ sở"] tail ["cấp cơ sở", "cấp CS", "ở cấp cơ sở", "(cấp cơ sở)"]),
            part!("district" "Cấp huyện" [] leaf ["Cấp huyện", "Huyện", "CẤP HUYỆN", "Cấp\nhuyện"] tail ["cấp huyện", "ở cấp huyện", "(cấp huyện)"]),
            part!("province" "Cấp tỉnh, thành phố" ["cấp tỉnh", "cấp thành phố", "cấp TP"] leaf ["Cấp tỉnh", "Cấp thành phố", "Cấp TP", "Tỉnh, thành phố"] tail ["cấp tỉnh", "cấp thành phố", "cấp TP"]),
        ],
    },
    Breakdown {
        code: "body",
        name: "Cấp khen",
        additive: true,
        parts: &[
            part!("committee" "UBND tỉnh" [] leaf ["UBND tỉnh", "Của UBND tỉnh", "UBND Tỉnh"] tail ["của UBND tỉnh", "UBND tỉnh"]),
            part!("federation" "LĐLĐ tỉnh" [] leaf ["LĐLĐ tỉnh", "Của LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh"] tail ["của LĐLĐ tỉnh", "LĐLĐ tỉnh"]),
            part!("confederation" "Tổng LĐLĐ Việt Nam" ["TLĐ"] leaf ["Tổng LĐLĐ Việt Nam", "TLĐ", "Tổng LĐLĐ VN"] tail ["của Tổng LĐLĐ Việt Nam", "của TLĐ"]),
        ],
    },
    Breakdown {
        code: "sector",
        name: "Khu vực",
        additive: true,
        parts: &[
            part!("public" "Khu vực nhà nước" ["HCSN"] leaf ["Khu vực nhà nước", "KV nhà nước", "HCSN", "Khu vực\nnhà nước"] tail ["khu vực nhà nước", "KV nhà nước"]),
            part!("private" "Khu vực ngoài nhà nước" ["ngoài nhà nước"] leaf ["Khu vực ngoài nhà nước", "Ngoài nhà nước", "KV ngoài nhà nước", "Ngoài NN"] tail ["khu vực ngoài nhà nước", "ngoài nhà nước"]),
        ],
    },
    Breakdown {
        code: "works",
        name: "Xây, sửa",
        additive: true,
        parts: &[
            part!("built" "Xây mới" [] leaf ["Xây mới", "XÂY MỚI", "Xây\nmới"] tail ["xây mới", "được xây mới"]),
            part!("repaired" "Sửa chữa" [] leaf ["Sửa chữa", "Sửa\nchữa"] tail ["sửa chữa", "được sửa chữa"]),
        ],
    },
    Breakdown {
        code: "grade",
        name: "Mức xếp loại",
        additive: true,
        parts: &[
            part!("excellent" "Hoàn thành xuất sắc nhiệm vụ" ["HTXSNV", "xuất sắc"] leaf ["Hoàn thành xuất sắc nhiệm vụ", "HTXSNV", "Hoàn thành xuất sắc\nnhiệm vụ", "Xuất sắc"] tail ["hoàn thành xuất sắc nhiệm vụ", "HTXSNV"]),
            part!("well" "Hoàn thành tốt nhiệm vụ" ["HTTNV", "tốt"] leaf ["Hoàn thành tốt nhiệm vụ", "HTTNV", "Hoàn thành tốt NV", "Tốt"] tail ["hoàn thành tốt nhiệm vụ", "HTTNV"]),
            part!("done" "Hoàn thành nhiệm vụ" ["HTNV"] leaf ["Hoàn thành nhiệm vụ", "HTNV", "Hoàn thành\nnhiệm vụ"] tail ["hoàn thành nhiệm vụ", "HTNV"]),
            part!("failed" "Không hoàn thành nhiệm vụ" ["KHTNV"] leaf ["Không hoàn thành nhiệm vụ", "KHTNV", "Không hoàn thành\nnhiệm vụ"] tail ["không hoàn thành nhiệm vụ", "KHTNV"]),
        ],
    },
    Breakdown {
        code: "aid",
        name: "Loại bổ sung",
        additive: true,
        parts: &[
            part!("balance" "Bổ sung cân đối" [] leaf ["Bổ sung cân đối", "Cân đối", "BS cân đối"] tail ["cân đối"]),
            part!("targeted" "Bổ sung có mục tiêu" [] leaf ["Bổ sung có mục tiêu", "Có mục tiêu", "BS có mục tiêu"] tail ["có mục tiêu"]),
        ],
    },
];

macro_rules! things {
    ($($code:literal $name:literal [$($alias:literal),*] said [$($said:literal),*] $kind:literal $measure:literal < $bound:literal
        $(by $breakdown:literal)? $(of $whole:literal [$($leaf:literal),+])?;)+ in $chapter:literal) => {
        &[$(Thing {
            code: $code, name: $name, aliases: &[$($alias),*], said: &[$($said),*], kind: $kind, measure: $measure, bound: $bound,
            breakdown: concat!("" $(, $breakdown)?), part_of: concat!("" $(, $whole)?), leaves: &[$($($leaf),+)?], chapter: $chapter,
        },)+]
    };
}

/// Fields of work; a workspace takes its indicators from one or two of them.
pub const FIELDS: &[&[Thing]] = &[
    things! {
        "improvements" "Sáng kiến cải tiến được công nhận" ["SKCT", "sáng kiến cải tiến kỹ thuật"]
            said ["Sáng kiến cải tiến", "Số SK cải tiến kỹ thuật", "Số SKCT được công nhận trong kỳ", "Tổng số sáng kiến, cải tiến được công nhận",
                  "Số lượng sáng kiến cải tiến kỹ thuật", "Sáng kiến cải tiến kỹ thuật đã được công nhận", "Số sáng kiến cải tiến", "Sáng kiến cải tiến KT"]
            "flow" "sáng kiến" < 90 by "level";
        "experience" "Sáng kiến kinh nghiệm" ["SKKN"]
            said ["Số sáng kiến kinh nghiệm", "SKKN được công nhận", "SK kinh nghiệm", "Tổng số SKKN", "Số sáng kiến kinh nghiệm được công nhận trong kỳ"]
            "flow" "sáng kiến" < 60 by "level";
        "benefit" "Giá trị làm lợi" []
            said ["GT làm lợi", "Giá trị làm lợi từ sáng kiến", "Tổng giá trị làm lợi", "Số tiền làm lợi"]
            "flow" "triệu đồng" < 9000;
        "works" "Công trình, sản phẩm thi đua" ["Công trình thi đua"]
            said ["Số công trình, sản phẩm thi đua", "Công trình sản phẩm thi đua", "Tổng số công trình thi đua"]
            "flow" "công trình" < 30;
        "creative" "Bằng Lao động sáng tạo" ["Bằng LĐST"]
            said ["Số bằng LĐST", "Bằng LĐ sáng tạo", "Số Bằng Lao động sáng tạo được cấp"]
            "flow" "bằng" < 12;
        in "PHONG TRÀO LAO ĐỘNG SÁNG TẠO"
    },
    things! {
        "good_workers" "Danh hiệu “Công nhân giỏi”" ["Công nhân giỏi"]
            said ["CN giỏi", "Số công nhân giỏi", "Danh hiệu \"Công nhân giỏi\"", "Số CN đạt danh hiệu Công nhân giỏi", "Số người đạt danh hiệu \"Công nhân giỏi\""]
            "flow" "người" < 80 by "level";
        "flags" "Cờ thi đua" []
            said ["Số cờ thi đua", "Tặng cờ thi đua", "Cờ TĐ", "Cờ thi đua các cấp"]
            "flow" "cờ" < 9;
        "merit" "Bằng khen" []
            said ["Số bằng khen", "Tặng bằng khen", "Tổng số bằng khen", "Bằng khen các cấp"]
            "flow" "bằng" < 40 by "body";
        "letters" "Giấy khen" []
            said ["Số giấy khen", "Tặng giấy khen", "Tổng số giấy khen"]
            "flow" "giấy" < 120;
        "champions" "Chiến sĩ thi đua" ["CSTĐ"]
            said ["Số chiến sĩ thi đua", "Danh hiệu Chiến sĩ thi đua", "Chiến sỹ thi đua", "Số CSTĐ"]
            "flow" "người" < 50 by "level";
        "advanced" "Lao động tiên tiến" ["LĐTT"]
            said ["Danh hiệu Lao động tiên tiến", "LĐ tiên tiến", "Số lao động tiên tiến"]
            "flow" "người" < 900;
        "medals" "Kỷ niệm chương" ["KNC"]
            said ["Số kỷ niệm chương", "Kỉ niệm chương", "Số KNC"]
            "flow" "người" < 20;
        in "THI ĐUA - KHEN THƯỞNG"
    },
    things! {
        "workers" "Tổng số CNVCLĐ" ["Tổng số lao động"]
            said ["CNVCLĐ", "Số CNVC-LĐ", "TS CNVCLĐ", "Số CNVCLĐ hiện có", "Tổng số công nhân, viên chức, lao động", "Số CNVCLĐ"]
            "stock" "người" < 4000 by "sector";
        "workers_women" "Lao động nữ" []
            said ["Số lao động nữ", "Nữ CNVCLĐ", "LĐ nữ", "Tổng số lao động nữ"]
            "stock" "người" < 2000 of "workers" ["Trong đó: nữ", "Nữ", "- Trong đó nữ", "Tr.đó: Nữ", "Trong đó: Nữ", "T.đó: nữ"];
        "members" "Tổng số đoàn viên công đoàn" ["đoàn viên công đoàn", "số đoàn viên"]
            said ["ĐVCĐ", "Tổng số ĐVCĐ", "TS đoàn viên", "Số đoàn viên công đoàn hiện có", "Tổng số đoàn viên", "Tổng ĐV", "Tổng số ĐV công đoàn"]
            "stock" "người" < 3000;
        "members_women" "Đoàn viên nữ" []
            said ["Số đoàn viên nữ", "Nữ đoàn viên", "ĐV nữ", "Số ĐVCĐ nữ", "Tổng số đoàn viên nữ"]
            "stock" "người" < 1500 of "members" ["Trong đó: nữ", "Nữ", "- Trong đó nữ", "Tr.đó: Nữ", "Trong đó: ĐV nữ"];
        "members_new" "Đoàn viên kết nạp mới" ["kết nạp mới", "phát triển đoàn viên mới"]
            said ["Số ĐV kết nạp mới", "Số đoàn viên kết nạp mới trong kỳ", "Đoàn viên mới kết nạp", "ĐV kết nạp mới", "Số đoàn viên được kết nạp mới"]
            "flow" "người" < 300;
        "members_lost" "Đoàn viên giảm" ["ĐV giảm"]
            said ["Số đoàn viên giảm", "Số ĐV giảm trong kỳ", "Đoàn viên giảm trong kỳ"]
            "flow" "người" < 200;
        "recommended" "Đoàn viên ưu tú giới thiệu cho Đảng" ["Giới thiệu Đảng"]
            said ["ĐV ưu tú giới thiệu cho Đảng", "Số đoàn viên ưu tú được giới thiệu cho Đảng", "Số ĐV ưu tú giới thiệu cho Đảng"]
            "flow" "người" < 30;
        "admitted" "Đoàn viên được kết nạp Đảng" ["Kết nạp Đảng"]
            said ["Số ĐV được kết nạp Đảng", "Số đoàn viên được kết nạp vào Đảng", "ĐV được kết nạp Đảng"]
            "flow" "người" < 20;
        "unions" "Số công đoàn cơ sở" ["CĐCS hiện có"]
            said ["Số CĐCS", "Tổng số CĐCS", "Tổng số công đoàn cơ sở", "TS CĐCS", "Số CĐCS hiện có"]
            "stock" "CĐCS" < 90;
        "unions_new" "CĐCS thành lập mới" []
            said ["Số CĐCS thành lập mới", "Số CĐCS mới thành lập", "Công đoàn cơ sở thành lập mới", "Thành lập mới CĐCS"]
            "flow" "CĐCS" < 9;
        "women_share" "Tỷ lệ đoàn viên nữ" []
            said ["Tỉ lệ đoàn viên nữ (%)", "Tỷ lệ ĐV nữ", "Tỷ lệ % đoàn viên nữ"]
            "rate" "%" < 100;
        "wage" "Tiền lương bình quân tháng của người lao động" ["Lương bình quân"]
            said ["Tiền lương BQ tháng của 1 NLĐ", "Tiền lương bình quân tháng", "Lương bình quân tháng của người lao động", "Tiền lương bình quân/tháng"]
            "mean" "triệu đồng" < 15;
        "grades" "Xếp loại công đoàn cơ sở" ["Xếp loại CĐCS"]
            said ["Số CĐCS xếp loại", "Kết quả xếp loại CĐCS", "Đánh giá, xếp loại CĐCS"]
            "rating" "" < 30 by "grade";
        "charter" "Có quy chế dân chủ ở cơ sở" ["Quy chế dân chủ"]
            said ["Có QCDC", "Đã ban hành quy chế dân chủ", "Có quy chế dân chủ"]
            "flag" "" < 2;
        in "TỔ CHỨC, ĐOÀN VIÊN"
    },
    things! {
        "dialogues" "Số cuộc đối thoại" ["đối thoại định kỳ"]
            said ["Số cuộc\nđối thoại", "Tổng số cuộc đối thoại", "Số cuộc đối thoại định kỳ", "Cuộc đối thoại", "Số lượng cuộc đối thoại"]
            "flow" "cuộc" < 25;
        "workers_meetings" "Hội nghị người lao động" ["HNNLĐ"]
            said ["Số hội nghị người lao động", "HN người lao động", "HN NLĐ", "Hội nghị NLĐ", "Số đơn vị tổ chức Hội nghị người lao động"]
            "flow" "đơn vị" < 40;
        "staff_meetings" "Hội nghị cán bộ, công chức, viên chức" ["HN CBCCVC", "Hội nghị CBCC"]
            said ["Hội nghị CBCCVC", "Số hội nghị CBCCVC", "Hội nghị cán bộ công chức viên chức", "HN cán bộ, công chức, viên chức"]
            "flow" "đơn vị" < 40;
        "voices" "Lượt người phát biểu ý kiến" ["Lượt người phát biểu ý kiến tại hội nghị đối thoại"]
            said ["Số lượt người phát biểu ý kiến", "Lượt phát biểu ý kiến", "Số lượt phát biểu ý kiến", "Tổng số lượt người phát biểu ý kiến"]
            "flow" "lượt" < 300;
        "issues" "Số nội dung, kiến nghị" ["kiến nghị"]
            said ["Nội dung kiến nghị", "Tổng số nội dung, kiến nghị", "Số kiến nghị"]
            "flow" "nội dung" < 80;
        "agreements" "Thỏa ước lao động tập thể" ["TƯLĐTT"]
            said ["Số bản TƯLĐTT", "Thoả ước LĐTT", "Số thỏa ước lao động tập thể", "Số TƯLĐTT hiện có", "TƯLĐ tập thể"]
            "stock" "bản" < 50;
        "inspections" "Số cuộc kiểm tra, giám sát" ["kiểm tra, giám sát"]
            said ["Cuộc kiểm tra, giám sát", "Số cuộc KT, GS", "Tổng số cuộc kiểm tra giám sát", "Số cuộc kiểm tra và giám sát"]
            "flow" "cuộc" < 20;
        "boards" "Ban Thanh tra nhân dân" ["Ban TTND"]
            said ["Số Ban Thanh tra nhân dân", "Số Ban TTND"]
            "stock" "ban" < 25;
        in "DÂN CHỦ, ĐỐI THOẠI"
    },
    things! {
        "supported" "Đoàn viên, người lao động được hỗ trợ" ["Số người được hỗ trợ"]
            said ["ĐV, NLĐ được hỗ trợ", "Số đoàn viên, NLĐ được hỗ trợ", "Số ĐV, NLĐ được hỗ trợ", "Đoàn viên, NLĐ được hỗ trợ"]
            "flow" "lượt" < 2000;
        "support_money" "Số tiền hỗ trợ" ["kinh phí hỗ trợ"]
            said ["Tổng số tiền hỗ trợ", "Tổng kinh phí hỗ trợ", "Số tiền đã hỗ trợ"]
            "flow" "triệu đồng" < 3000;
        "houses" "Nhà Mái ấm Công đoàn" ["Mái ấm Công đoàn"]
            said ["Số nhà Mái ấm Công đoàn", "Nhà \"Mái ấm Công đoàn\"", "Mái ấm CĐ", "Nhà “Mái ấm công đoàn”"]
            "flow" "nhà" < 12 by "works";
        "accidents" "Số vụ tai nạn lao động" ["TNLĐ"]
            said ["Số vụ TNLĐ", "Vụ tai nạn lao động", "Tổng số vụ tai nạn lao động", "Tai nạn lao động (số vụ)"]
            "flow" "vụ" < 9;
        "dues" "Thu kinh phí công đoàn" ["Thu KPCĐ"]
            said ["Thu kinh phí CĐ", "Số thu KPCĐ", "Thu kinh phí công đoàn 2%", "Thu KPCĐ 2%"]
            "flow" "triệu đồng" < 8000;
        "fees" "Thu đoàn phí công đoàn" ["Thu ĐPCĐ"]
            said ["Thu đoàn phí CĐ", "Thu đoàn phí", "Số thu đoàn phí công đoàn"]
            "flow" "triệu đồng" < 2000;
        "arrears" "Doanh nghiệp nợ BHXH" ["DN nợ BHXH"]
            said ["Số DN nợ BHXH", "Số doanh nghiệp nợ BHXH", "DN còn nợ BHXH", "Số doanh nghiệp còn nợ BHXH"]
            "stock" "doanh nghiệp" < 30;
        in "CHĂM LO, TÀI CHÍNH"
    },
    things! {
        "revenue" "Thu ngân sách nhà nước trên địa bàn" ["Tổng thu NSNN trên địa bàn"]
            said ["Thu NSNN trên địa bàn", "Tổng thu ngân sách nhà nước trên địa bàn", "Thu NSNN trên địa bàn - State revenue in the area", "Thu ngân sách trên địa bàn"]
            "flow" "triệu đồng" < 900000;
        "expenditure" "Chi cân đối ngân sách địa phương" ["Tổng chi cân đối NSĐP"]
            said ["Chi cân đối NSĐP", "Tổng chi cân đối ngân sách địa phương", "Chi cân đối NSĐP - Local budget expenditure"]
            "flow" "triệu đồng" < 900000;
        "transfers" "Bổ sung từ ngân sách trung ương" ["Bổ sung từ NSTW"]
            said ["Số bổ sung từ NSTW", "Bổ sung từ NSTW cho NSĐP", "Bổ sung từ ngân sách TW"]
            "flow" "triệu đồng" < 400000 by "aid";
        "investment" "Chi đầu tư phát triển" ["Chi ĐTPT"]
            said ["Chi đầu tư phát triển (ĐTPT)", "Tổng chi đầu tư phát triển", "Chi đầu tư phát triển - Development investment"]
            "flow" "triệu đồng" < 300000;
        "recurrent" "Chi thường xuyên" []
            said ["Tổng chi thường xuyên", "Chi TX", "Chi thường xuyên - Current expenditure"]
            "flow" "triệu đồng" < 300000;
        in "NGÂN SÁCH"
    },
    things! {
        "births" "Đăng ký khai sinh" ["Khai sinh"]
            said ["Số trường hợp đăng ký khai sinh", "ĐK khai sinh", "Số đăng kí khai sinh"]
            "flow" "trường hợp" < 900;
        "deaths" "Đăng ký khai tử" ["Khai tử"]
            said ["Số trường hợp đăng ký khai tử", "ĐK khai tử"]
            "flow" "trường hợp" < 300;
        "marriages" "Đăng ký kết hôn" ["Kết hôn"]
            said ["Số trường hợp đăng ký kết hôn", "ĐK kết hôn", "Số cặp đăng ký kết hôn"]
            "flow" "cặp" < 400;
        "pupils" "Số học sinh" ["Học sinh"]
            said ["Tổng số học sinh", "TS học sinh", "Số học sinh hiện có", "Số HS"]
            "stock" "học sinh" < 5000 by "sector";
        "pupils_women" "Học sinh nữ" []
            said ["Số học sinh nữ", "HS nữ", "Nữ học sinh"]
            "stock" "học sinh" < 2500 of "pupils" ["Trong đó: nữ", "Nữ", "- Trong đó nữ", "Tr.đó: Nữ"];
        "teachers" "Số giáo viên" ["Giáo viên"]
            said ["Tổng số giáo viên", "Số GV", "Số giáo viên hiện có"]
            "stock" "người" < 300;
        "classes" "Số lớp học" ["Lớp học"]
            said ["Tổng số lớp học", "Số lớp học hiện có", "TS lớp học"]
            "stock" "lớp" < 150;
        in "SỐ LIỆU CƠ BẢN"
    },
];
