//! Which recipe speaks of a sheet: by the pattern of the file's path, by the sheet's name, by the mark of its header.

use crate::domain::{Cell, CellRef, ColumnSpan, Grid, Recipe, TableRecipe};
use crate::text::{fold, matches_pattern};

/// A header is looked for among so many rows.
const DEEPEST: u32 = 1_000;

/// A table of a recipe, as it stands on a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'r> {
    /// What is said of it.
    pub table: &'r TableRecipe,
    /// How many rows further down than written it stands.
    pub shift: i32,
}

/// What recipes say of a sheet.
#[derive(Debug, Default)]
pub struct Followed<'r> {
    /// The recipe that is followed.
    pub recipe: Option<&'r Recipe>,
    /// Its tables on this sheet, top first.
    pub tables: Vec<Placed<'r>>,
    /// Another recipe that speaks of the same sheet and is not followed.
    pub other: Option<&'r Recipe>,
}

/// The recipe to follow on a sheet: the first, by name, that speaks of it.
pub fn of_sheet<'r>(recipes: &'r [Recipe], path: &str, grid: &Grid) -> Followed<'r> {
    let mut followed = Followed::default();
    for recipe in recipes {
        let tables = tables(recipe, path, grid);
        if tables.is_empty() {
            continue;
        }
        if followed.recipe.is_some() {
            followed.other = Some(recipe);
            break;
        }
        followed.recipe = Some(recipe);
        followed.tables = tables;
    }
    followed
}

/// Whether a recipe names a file by its path.
pub fn names_file(recipe: &Recipe, path: &str) -> bool {
    recipe.files.iter().any(|pattern| matches_pattern(pattern, path))
}

fn tables<'r>(recipe: &'r Recipe, path: &str, grid: &Grid) -> Vec<Placed<'r>> {
    if !recipe.files.is_empty() && !names_file(recipe, path) {
        return Vec::new();
    }
    let mut tables: Vec<Placed<'_>> = recipe
        .tables
        .iter()
        .filter(|table| table.sheet.is_empty() || matches_pattern(&table.sheet, &grid.name))
        .filter_map(|table| Some(Placed { table, shift: shift(table, grid)? }))
        .collect();
    tables.sort_by_key(|placed| i64::from(placed.table.data.first) + i64::from(placed.shift));
    tables
}

/// How far a table stands from where its recipe was written; `None` where its header is not on the sheet.
fn shift(table: &TableRecipe, grid: &Grid) -> Option<i32> {
    let (Some(mark), Some(header)) = (table.fingerprint, table.header) else { return Some(0) };
    let height = header.last.unwrap_or(header.first) - header.first + 1;
    let at =
        |first: u32| fingerprint(grid, (first..first + height).collect::<Vec<_>>().as_slice(), table.across) == mark;
    // Where it was written first, then from above.
    let rows = std::iter::once(header.first).chain(grid.rows().take_while(|&row| row < DEEPEST));
    rows.into_iter().find(|&row| at(row)).and_then(|row| i32::try_from(i64::from(row) - i64::from(header.first)).ok())
}

/// The mark of a header: the folded words of its cells with their columns, whatever rows they stand in (FNV-1a, 48 bits).
/// `across`: only in these columns.
pub fn fingerprint(grid: &Grid, rows: &[u32], across: Option<ColumnSpan>) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = START;
    let mut take = |bytes: &[u8]| bytes.iter().for_each(|&byte| hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let first = rows.first().copied().unwrap_or(0);
    let inside = |cell: &&Cell| across.is_none_or(|across| across.contains(cell.at.column));
    for cell in rows.iter().flat_map(|&row| grid.row(row)).filter(inside) {
        let CellRef { row, column } = cell.at;
        take(&(row - first).to_le_bytes());
        take(&column.to_le_bytes());
        take(fold(&cell.raw()).as_bytes());
        take(&[0xff]);
    }
    (hash >> 48 ^ hash) & 0xffff_ffff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CellValue, RowSpan};

    fn grid(rows: &[&[&str]]) -> Grid {
        let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
            cells.iter().enumerate().map(move |(column, text)| Cell {
                at: CellRef::new(row as u32, column as u32),
                value: CellValue::Text((*text).into()),
            })
        });
        Grid::new("Biểu 01", 0, cells.collect(), Vec::new())
    }

    #[test]
    fn a_header_is_found_further_down_and_however_it_is_capitalised() {
        let written = grid(&[&["BÁO CÁO"], &["TT", "Đơn vị", "Số cuộc"]]);
        let header = RowSpan { first: 1, last: Some(1) };
        let table = TableRecipe {
            header: Some(header),
            fingerprint: Some(fingerprint(&written, &[1], None)),
            data: RowSpan { first: 2, last: None },
            ..TableRecipe::default()
        };
        for (rows, found) in [
            (vec![&["BÁO CÁO"][..], &["TT", "ĐƠN VỊ", "Số  cuộc"]], Some(0)),
            (vec![&["LĐLĐ"][..], &["BÁO CÁO"], &["năm 2019"], &["TT", "Đơn vị", "Số cuộc"]], Some(2)),
            (vec![&["TT", "Đơn vị", "Số cuộc"][..]], Some(-1)),
            (vec![&["BÁO CÁO"][..], &["TT", "Đơn vị", "Số người"]], None),
        ] {
            assert_eq!(shift(&table, &grid(&rows)), found, "{rows:?}");
        }
    }

    #[test]
    fn the_first_recipe_that_speaks_of_a_sheet_is_followed_and_another_is_told() {
        let recipe = |name: &str, file: &str, sheet: &str| Recipe {
            name: name.to_owned(),
            files: vec![file.to_owned()],
            tables: vec![TableRecipe { sheet: sheet.to_owned(), ..TableRecipe::default() }],
        };
        let recipes = [recipe("a", "*/bieu-02*", ""), recipe("b", "*/bieu-01*", "Biểu*"), recipe("c", "2019/*", "")];
        let sheet = grid(&[&["x"]]);
        let name = |recipe: Option<&Recipe>| recipe.map(|recipe| recipe.name.clone());
        let followed = of_sheet(&recipes, "2019/Bieu-01 (2).xlsx", &sheet);
        assert_eq!((name(followed.recipe), name(followed.other)), (Some("b".to_owned()), Some("c".to_owned())));
        let followed = of_sheet(&recipes, "2020/x.xlsx", &sheet);
        assert_eq!((name(followed.recipe), followed.tables.len()), (None, 0));
    }
}
