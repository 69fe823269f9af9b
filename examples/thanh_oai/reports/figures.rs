//! The figures: the article's totals, parted over units and periods by a small generator of our own.

/// A part of the term that units report for.
pub struct Span {
    /// As reports call it.
    pub name: &'static str,
    /// Its last day.
    pub until: &'static str,
    /// The place and date over the signature; two are of the year after.
    pub signed: &'static str,
    /// How busy it is, in percent of a usual year.
    busy: u64,
}

/// The six parts of the term 2016-07..2021-06.
pub const PERIODS: [Span; 6] = [
    Span { name: "6 tháng cuối năm 2016", until: "31/12/2016", signed: "ngày 20 tháng 12 năm 2016", busy: 47 },
    Span { name: "năm 2017", until: "31/12/2017", signed: "ngày 15 tháng 12 năm 2017", busy: 94 },
    Span { name: "năm 2018", until: "31/12/2018", signed: "ngày 18 tháng 12 năm 2018", busy: 103 },
    Span { name: "năm 2019", until: "31/12/2019", signed: "ngày 06 tháng 01 năm 2020", busy: 112 },
    Span { name: "năm 2020", until: "31/12/2020", signed: "ngày 05 tháng 01 năm 2021", busy: 98 },
    Span { name: "6 tháng đầu năm 2021", until: "30/6/2021", signed: "ngày 25 tháng 6 năm 2021", busy: 56 },
];

/// What is counted: the columns of [`Figures`].
pub const IMPROVEMENTS_BASE: usize = 0;
pub const IMPROVEMENTS_ABOVE: usize = 1;
pub const WORKERS_BASE: usize = 2;
pub const WORKERS_DISTRICT: usize = 3;
pub const WORKERS_CITY: usize = 4;
pub const EXPERIENCE_BASE: usize = 5;
pub const EXPERIENCE_DISTRICT: usize = 6;
pub const EXPERIENCE_CITY: usize = 7;
pub const VOICES: usize = 8;
pub const ISSUES: usize = 9;
pub const MEMBERS: usize = 10;
pub const WOMEN: usize = 11;
const LEAVES: usize = 12;

/// A unit that reports.
pub struct Reporter {
    /// Its name without the type word.
    pub name: &'static str,
    /// Which emulation cluster a commune is in; 0: not a commune.
    pub cluster: u8,
    /// Weights: improvements, good workers, experience initiatives, issues raised.
    weights: [u64; 4],
    /// Members at the start of the term.
    members: u64,
    /// Women among them, in percent.
    women: u64,
}

const fn commune(name: &'static str, cluster: u8, weights: [u64; 4], members: u64, women: u64) -> Reporter {
    Reporter { name, cluster, weights, members, women }
}

/// The township and the twenty communes, in the district's usual order, then the sector union and the blocks.
pub const REPORTERS: [Reporter; 25] = [
    commune("Kim Bài", 1, [26, 3, 5, 3], 118, 52),
    commune("Bích Hòa", 1, [22, 4, 4, 2], 104, 49),
    commune("Bình Minh", 1, [24, 6, 4, 2], 112, 47),
    commune("Cao Dương", 1, [17, 2, 4, 0], 86, 50),
    commune("Cao Viên", 1, [21, 3, 5, 1], 109, 48),
    commune("Cự Khê", 1, [19, 5, 3, 2], 92, 46),
    commune("Dân Hòa", 1, [18, 4, 4, 1], 88, 51),
    commune("Đỗ Động", 2, [14, 1, 3, 0], 71, 45),
    commune("Hồng Dương", 2, [18, 3, 5, 1], 97, 53),
    commune("Kim An", 2, [11, 1, 2, 0], 58, 44),
    commune("Kim Thư", 2, [13, 3, 3, 1], 69, 48),
    commune("Liên Châu", 2, [12, 1, 3, 0], 66, 47),
    commune("Mỹ Hưng", 2, [14, 2, 3, 0], 74, 50),
    commune("Phương Trung", 2, [23, 7, 5, 2], 121, 54),
    commune("Tam Hưng", 3, [19, 3, 5, 1], 99, 49),
    commune("Tân Ước", 3, [15, 2, 4, 0], 81, 46),
    commune("Thanh Cao", 3, [17, 3, 4, 1], 87, 48),
    commune("Thanh Mai", 3, [16, 2, 4, 0], 83, 51),
    commune("Thanh Thùy", 3, [20, 8, 3, 2], 94, 42),
    commune("Thanh Văn", 3, [13, 1, 3, 0], 68, 47),
    commune("Xuân Dương", 3, [12, 1, 3, 0], 64, 49),
    commune("Công đoàn ngành Giáo dục và Đào tạo huyện", 0, [290, 0, 860, 9], 2_180, 78),
    commune("Khối cơ quan huyện", 0, [115, 6, 22, 8], 312, 46),
    commune("Cụm công nghiệp Bích Hòa", 0, [118, 66, 0, 12], 1_236, 58),
    commune("Cụm công nghiệp Thanh Oai", 0, [92, 48, 0, 9], 864, 55),
];

/// How many of [`REPORTERS`] are communes.
pub const COMMUNES: usize = 21;
/// The education union among [`REPORTERS`].
pub const EDUCATION: usize = 21;
/// The block of district agencies among [`REPORTERS`].
pub const AGENCIES: usize = 22;
/// An industrial cluster among [`REPORTERS`].
pub const BICH_HOA_ZONE: usize = 23;
/// An industrial cluster among [`REPORTERS`].
pub const THANH_OAI_ZONE: usize = 24;

/// The one figure that is known only as *trên 40*: voices of the education union in 2019.
const AT_LEAST: (usize, usize, u64) = (EDUCATION, 3, 40);

/// One value for each reporter, period and leaf.
pub struct Figures {
    cells: Vec<[[u64; LEAVES]; PERIODS.len()]>,
}

impl Figures {
    /// Parts the article's totals. Higher levels are parts of the level below, so the ladder holds in every cell.
    pub fn invent() -> Figures {
        let mut dice = Dice(0x7468_616e_686f_6169);
        let mut figures = Figures { cells: vec![[[0; LEAVES]; PERIODS.len()]; REPORTERS.len()] };
        for (leaf, total, weight) in
            [(IMPROVEMENTS_BASE, 4_561, 0), (WORKERS_BASE, 1_258, 1), (EXPERIENCE_BASE, 4_776, 2), (ISSUES, 35, 3)]
        {
            figures.part(leaf, total, |unit, period, _| {
                REPORTERS[unit].weights[weight] * PERIODS[period].busy * dice.between(80, 120)
            });
        }
        for (leaf, below, total) in [
            (IMPROVEMENTS_ABOVE, IMPROVEMENTS_BASE, 436),
            (WORKERS_DISTRICT, WORKERS_BASE, 336),
            (WORKERS_CITY, WORKERS_DISTRICT, 5),
            (EXPERIENCE_DISTRICT, EXPERIENCE_BASE, 2_184),
            (EXPERIENCE_CITY, EXPERIENCE_DISTRICT, 322),
        ] {
            figures.part(leaf, total, |_, _, cell| cell[below] * dice.between(80, 120));
        }
        let (unit, period, voices) = AT_LEAST;
        figures.part(VOICES, 300 - voices, |at, when, cell| {
            if (at, when) == (unit, period) { 0 } else { cell[ISSUES] * dice.between(80, 120) }
        });
        figures.cells[unit][period][VOICES] = voices;
        figures.enrol(&mut dice);
        figures
    }

    /// The value of a leaf.
    pub fn get(&self, unit: usize, period: usize, leaf: usize) -> u64 {
        self.cells[unit][period][leaf]
    }

    /// Whether a value is only known to be at least that.
    pub fn at_least(&self, unit: usize, period: usize, leaf: usize) -> bool {
        (unit, period) == (AT_LEAST.0, AT_LEAST.1) && leaf == VOICES
    }

    /// Parts `total` over all cells by weight, largest remainders first (of equal ones the earlier cell).
    fn part(&mut self, leaf: usize, total: u64, mut weigh: impl FnMut(usize, usize, &[u64; LEAVES]) -> u64) {
        let mut weights = Vec::new();
        for (unit, periods) in self.cells.iter().enumerate() {
            for (period, cell) in periods.iter().enumerate() {
                weights.push((unit, period, weigh(unit, period, cell)));
            }
        }
        let sum: u64 = weights.iter().map(|&(_, _, weight)| weight).sum();
        let mut left = total;
        let mut remainders = Vec::new();
        for (unit, period, weight) in weights {
            let share = total * weight / sum;
            self.cells[unit][period][leaf] = share;
            left -= share;
            remainders.push((std::cmp::Reverse(total * weight % sum), unit, period));
        }
        remainders.sort_unstable();
        for (_, unit, period) in remainders.into_iter().take(left as usize) {
            self.cells[unit][period][leaf] += 1;
        }
    }

    /// Members grow by nought to four in a hundred a period; women keep about their share.
    fn enrol(&mut self, dice: &mut Dice) {
        for (unit, periods) in self.cells.iter_mut().enumerate() {
            let mut members = REPORTERS[unit].members;
            for cell in periods.iter_mut() {
                members += members * dice.between(0, 4) / 100;
                cell[MEMBERS] = members;
                cell[WOMEN] = members * (REPORTERS[unit].women * 10 + dice.between(0, 15)) / 1000;
            }
        }
    }
}

/// A splitmix64 generator: the same throws on every machine.
struct Dice(u64);

impl Dice {
    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (bits ^ (bits >> 31)) % (high - low + 1)
    }
}
