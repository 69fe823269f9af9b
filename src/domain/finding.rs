//! `Finding`: something to tell a person: code, severity, place, sentence, suggestion.
//!
//! A finding holds facts, not sentences; the sentence is made from `locales/` in the reader's language when it is shown.

use std::cmp::Reverse;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::grid::CellRef;
use crate::text::{Bilingual, Language, has_phrase, phrase, show_number};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A figure is wrong or lacking because of it.
    Error,
    /// A figure may be wrong because of it.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word in `findings.csv`.
    pub const fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident;)+) => {
        /// What a finding is about. Its words stand in `locales/` under the same code.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The code as printed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)+ }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// `reports/` holds no file that can be read.
    ReportsEmpty = "reports-empty", Error;
    /// The file is none of the formats that are read, whatever its name says.
    FileFormat = "file-format", Error;
    /// The file is broken: it ends early or is no valid workbook.
    FileBroken = "file-broken", Error;
    /// The file cannot be opened.
    FileUnreadable = "file-unreadable", Error;
    /// The file is of a kind that is never read.
    FileSkipped = "file-skipped", Note;
    /// A person's decision about a cell was followed.
    DecisionFollowed = "decision-followed", Note;
    /// A person's decision about a cell no longer fits what stands there, and was not followed.
    DecisionUnfit = "decision-unfit", Warning;
    /// The file is locked with a password.
    FilePassword = "file-password", Error;
    /// The file's name says one format and its content is another; the content was read.
    FileExtension = "file-extension", Note;
    /// The file goes beyond a limit of reading.
    FileLimit = "file-limit", Error;
    /// One sheet could not be read; the others were.
    SheetBroken = "sheet-broken", Error;
    /// A text file whose letters cannot be told: neither UTF-8 nor UTF-16.
    FileEncoding = "file-encoding", Error;
    /// A sheet of macros or a dialogue was not read.
    SheetOther = "sheet-other", Note;
    /// Hidden rows were read.
    RowsHidden = "rows-hidden", Warning;
    /// Hidden columns were not read.
    ColumnsHidden = "columns-hidden", Warning;
    /// A hidden sheet was not read.
    SheetHidden = "sheet-hidden", Warning;
    /// Texts of the sheet were in a charset from before Unicode and were decoded.
    TextDecoded = "text-decoded", Note;
    /// Texts of the sheet may be in a charset from before Unicode; they were left as they are.
    TextUnsure = "text-unsure", Warning;
    /// Texts in TCVN3 lost their ư, which some programs drop; what is certain was put back.
    TextDamaged = "text-damaged", Warning;
    /// No table was recognised on the sheet, so nothing of it was read.
    SheetNotRead = "sheet-not-read", Warning;
    /// Too little of a table was understood to trust the rest, so nothing of it was read.
    SheetRefused = "sheet-refused", Warning;
    /// A recipe names a report and none of its tables stands there.
    RecipeUnfit = "recipe-unfit", Warning;
    /// Two recipes speak of one sheet; the first by name was followed.
    RecipeTwice = "recipe-twice", Warning;
    /// A column that holds numbers was not read because its heading is unknown.
    ColumnNotRead = "column-not-read", Warning;
    /// A row that holds numbers was not read because its label is unknown.
    RowNotRead = "row-not-read", Warning;
    /// A row that was read as somebody's equals the sum of all others: it may be their total.
    TotalSuspected = "total-suspected", Warning;
    /// Figures that stand under a category were read as the whole, for nothing shows that they are a part.
    WholeAssumed = "whole-assumed", Warning;
    /// The two languages of a heading say different things.
    HeadingLanguages = "heading-languages", Warning;
    /// Two columns or rows of one table mean the same thing.
    HeadingTwice = "heading-twice", Error;
    /// A unit that `units.csv` lacks.
    UnitUnknown = "unit-unknown", Note;
    /// A name that fits several units.
    UnitAmbiguous = "unit-ambiguous", Error;
    /// A union that `units.csv` lacks may be reported by two bodies, and then counts twice.
    UnitDoubled = "unit-doubled", Warning;
    /// A code of a unit that `units.csv` lacks.
    UnitCodeUnknown = "unit-code-unknown", Error;
    /// A code and a name in one row that mean two units; the code was taken.
    UnitsDiffer = "units-differ", Warning;
    /// Nothing says whose report it is; the workspace's own unit was taken.
    UnitAssumed = "unit-assumed", Warning;
    /// A name that was matched without its diacritics.
    NameProposed = "name-proposed", Warning;
    /// Words that were mistyped or bare of diacritics and were taken for others.
    WordsProposed = "words-proposed", Warning;
    /// A name that is another unit's but for its diacritics.
    NameNear = "name-near", Warning;
    /// Nothing says which period the figures are for.
    PeriodUnknown = "period-unknown", Error;
    /// Two places of a report disagree on its period.
    PeriodDiffers = "period-differs", Warning;
    /// A period outside the term.
    PeriodOutside = "period-outside", Note;
    /// A cell that should hold a number holds something else.
    CellNotNumber = "cell-not-number", Error;
    /// A cell with a spreadsheet error.
    CellError = "cell-error", Error;
    /// A formula that was saved without its result.
    CellUncomputed = "cell-uncomputed", Error;
    /// A date in a column of numbers.
    CellDate = "cell-date", Error;
    /// A whole number that lost its thousands, repaired.
    CellRepaired = "cell-repaired", Warning;
    /// A count below nought.
    CellNegative = "cell-negative", Warning;
    /// Money in a measure that is not understood; it was read in another.
    MeasureUnknown = "measure-unknown", Warning;
    /// Numbers in another convention than the rest of their column.
    ColumnConvention = "column-convention", Warning;
    /// A fraction where only whole numbers can be.
    CellFraction = "cell-fraction", Error;
    /// Two reports state different values for the same fact.
    FactTwice = "fact-twice", Error;
    /// A rule of the catalogue does not hold.
    RuleBroken = "rule-broken", Error;
    /// A rule of the catalogue could not be held everywhere, because something that it names is unknown.
    RuleUnassessed = "rule-unassessed", Note;
    /// A part is above its whole.
    PartExceeds = "part-exceeds", Error;
    /// What stood, came and went does not make what stands.
    StockUnexplained = "stock-unexplained", Warning;
    /// A figure far from its unit's other years and from what its peers did.
    ValueUnusual = "value-unusual", Warning;
    /// A figure that is ten, a hundred or a thousand times what was expected, or that part of it.
    ValueScaled = "value-scaled", Warning;
    /// Figures of money that are a thousand or a million times what was expected, or that part of it.
    MoneyScaled = "money-scaled", Warning;
    /// A figure that fits its unit's other years when two of its digits are exchanged.
    DigitsTransposed = "digits-transposed", Warning;
    /// Two rows that fit their units' other years when they are exchanged.
    RowsSwapped = "rows-swapped", Warning;
    /// Values that fit the column before or behind their own.
    ColumnsShifted = "columns-shifted", Warning;
    /// A column that says the same as its neighbour.
    ColumnCopied = "column-copied", Warning;
    /// A report that says the same as that of the period before.
    ReportResent = "report-resent", Warning;
    /// A printed total differs from its parts.
    TotalDiffers = "total-differs", Error;
    /// A column differs from what the row of column numbers says it is.
    FormulaDiffers = "formula-differs", Error;
    /// A printed total differs from its parts by no more than rounding.
    TotalRounded = "total-rounded", Note;
    /// A report that was sent again, and which of the two is used.
    ReportAgain = "report-again", Note;
    /// Units that should have reported and did not.
    ReportMissing = "report-missing", Warning;
    /// A unit's own figure differs from the sum of its children.
    OwnDiffers = "own-differs", Warning;
    /// Longer and shorter periods of one unit contradict each other.
    PeriodsContradict = "periods-contradict", Error;
    /// A stock that was reported before the end of its period, not at it.
    StockNotClosing = "stock-not-closing", Warning;
    /// A rate whose denominator is zero.
    RateUndefined = "rate-undefined", Warning;
    /// A flow over a span that begins or ends outside the term.
    PeriodAcross = "period-across", Warning;
    /// A unit was split and nothing says into which shares, so its earlier figures stay where they were.
    SplitUnshared = "split-unshared", Warning;
    /// Units moved to another parent, and figures of theirs before the move are known only within the old one.
    PerimeterUnmoved = "perimeter-unmoved", Warning;
    /// Units moved within a year that they reported as a whole, so the year stays with whom they stood under at its end.
    MovedWithinYear = "moved-within-year", Note;
    /// Shares, averages, answers or classes of units that became one cannot be added up.
    PerimeterNotAdded = "perimeter-not-added", Note;
    /// A unit reported part of its last year, and the new unit that it became reported the whole year.
    YearTakenOver = "year-taken-over", Note;
    /// Years of the term for which no report has a figure.
    TermWithoutData = "term-without-data", Warning;
    /// An amount too large to be a figure of any office.
    ValueTooLarge = "value-too-large", Error;
    /// The term and the one before have months in common.
    TermsOverlap = "terms-overlap", Note;
    /// A target for which nothing was reported.
    TargetUnmeasured = "target-unmeasured", Note;
    /// The targets of a unit's children do not make its own.
    TargetsDiffer = "targets-differ", Warning;
    /// A score that rests on figures which are missing or inexact.
    ScoreIncomplete = "score-incomplete", Warning;
    /// A criterion compares with a target that the unit does not have.
    ScoreNoTarget = "score-no-target", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where something stands: file › sheet › cell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Place {
    /// Path relative to `reports/`, with `/`.
    pub file: String,
    /// The sheet's name; empty: the whole file.
    pub sheet: String,
    /// A cell or block as A1; empty: the whole sheet.
    pub cell: String,
}

impl Place {
    /// A whole file.
    pub fn file(file: &str) -> Place {
        Place { file: file.to_owned(), ..Place::default() }
    }

    /// A whole sheet.
    pub fn sheet(file: &str, sheet: &str) -> Place {
        Place { file: file.to_owned(), sheet: sheet.to_owned(), cell: String::new() }
    }

    /// One cell.
    pub fn cell(file: &str, sheet: &str, cell: CellRef) -> Place {
        Place { file: file.to_owned(), sheet: sheet.to_owned(), cell: cell.to_string() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for part in [&self.sheet, &self.cell] {
            if !part.is_empty() {
                write!(f, " › {part}")?;
            }
        }
        Ok(())
    }
}

/// A fact that a finding's sentence names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fact {
    /// Words, shown as they are.
    Text(String),
    /// A number, shown in the reader's convention.
    Number(Amount),
    /// Words that the workspace gives in both languages.
    Words(Bilingual),
}

impl From<&str> for Fact {
    fn from(text: &str) -> Fact {
        Fact::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Fact {
        Fact::Text(text)
    }
}

impl From<Bilingual> for Fact {
    fn from(words: Bilingual) -> Fact {
        Fact::Words(words)
    }
}

impl From<Amount> for Fact {
    fn from(amount: Amount) -> Fact {
        Fact::Number(amount)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Fact {
        Fact::Number(Amount::whole(count as i64))
    }
}

/// The fact that names a variant of a finding's sentences.
const VARIANT: &str = "variant";

/// Something to tell a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// How much it matters; the code's own unless a rule says otherwise.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// The code of the unit concerned; empty: none in particular.
    pub unit: String,
    /// The code of the indicator concerned.
    pub indicator: String,
    /// The code of the category concerned.
    pub category: String,
    /// The period concerned, in its text form.
    pub period: String,
    /// How much it moves the total that it enters, in millionths of it; nought where that is not said.
    pub weight: u32,
    /// What the sentence names, by key.
    pub facts: Vec<(&'static str, Fact)>,
}

impl Finding {
    /// A finding of that code at that place, with the code's own severity.
    pub fn new(code: Code, place: Place) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            place,
            unit: String::new(),
            indicator: String::new(),
            category: String::new(),
            period: String::new(),
            weight: 0,
            facts: Vec::new(),
        }
    }

    /// Adds a fact that the sentence names.
    #[must_use]
    pub fn with(mut self, key: &'static str, fact: impl Into<Fact>) -> Finding {
        self.facts.push((key, fact.into()));
        self
    }

    /// Names a variant of the sentences: where `locales/` has `title-across`, a finding with the variant `across` takes
    /// it instead of `title`. Of several variants the first that has the sentence counts.
    #[must_use]
    pub fn variant(self, name: &'static str) -> Finding {
        self.with(VARIANT, name)
    }

    /// Says which unit it concerns.
    #[must_use]
    pub fn unit(mut self, code: &str) -> Finding {
        code.clone_into(&mut self.unit);
        self
    }

    /// Says which indicator and category it concerns, by code.
    #[must_use]
    pub fn indicator(mut self, code: &str, category: Option<&str>) -> Finding {
        code.clone_into(&mut self.indicator);
        category.unwrap_or_default().clone_into(&mut self.category);
        self
    }

    /// Says which period it concerns, in its text form.
    #[must_use]
    pub fn period(mut self, period: String) -> Finding {
        self.period = period;
        self
    }

    /// The headline: what is the matter.
    pub fn title(&self, language: Language) -> String {
        self.phrase("title", language)
    }

    /// What must be, what is. May be empty.
    pub fn detail(&self, language: Language) -> String {
        self.phrase("detail", language)
    }

    /// What to do about it.
    pub fn suggestion(&self, language: Language) -> String {
        self.phrase("suggestion", language)
    }

    /// What to ask of the unit that sent the report: it knows neither this program nor its files.
    pub fn request(&self, language: Language) -> String {
        let part = if has_phrase(&format!("finding.{}.request", self.code)) { "request" } else { "suggestion" };
        self.phrase(part, language)
    }

    fn phrase(&self, part: &str, language: Language) -> String {
        let facts: Vec<(&str, String)> = self
            .facts
            .iter()
            .map(|(key, fact)| {
                let shown = match fact {
                    Fact::Text(text) => text.clone(),
                    Fact::Words(words) => words.get(language).to_owned(),
                    Fact::Number(amount) => show_number(&amount.to_string(), language),
                };
                (*key, shown)
            })
            .collect();
        let plain = format!("finding.{}.{part}", self.code);
        let variants = facts.iter().filter(|(key, _)| *key == VARIANT).map(|(_, name)| format!("{plain}-{name}"));
        let key = variants.into_iter().find(|key| has_phrase(key)).unwrap_or(plain);
        phrase(&key, language, &facts)
    }

    /// The order that findings are shown in: by severity, then by how much they move a total, then place, then code.
    pub fn sort_key(&self) -> impl Ord + use<> {
        (
            self.severity,
            Reverse(self.weight),
            self.place.clone(),
            self.code,
            self.unit.clone(),
            self.indicator.clone(),
            self.category.clone(),
            self.period.clone(),
            self.facts.clone(),
        )
    }
}

/// A value and what was found on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Found<T> {
    /// What was asked for.
    pub value: T,
    /// What there is to tell.
    pub findings: Vec<Finding>,
}

impl<T> Found<T> {
    /// A value with nothing to tell.
    pub fn clean(value: T) -> Found<T> {
        Found { value, findings: Vec::new() }
    }

    /// Hands over the value and keeps the findings in `into`.
    pub fn unload(self, into: &mut Vec<Finding>) -> T {
        into.extend(self.findings);
        self.value
    }
}
