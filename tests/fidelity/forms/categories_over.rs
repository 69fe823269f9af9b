//! A category that stands over what it parts: over columns, in group rows over indicators or over units that come again,
//! in the title, or as the name of a sheet.

use super::{Report, head, page, units_by_indicators};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Column, Head};
use crate::fidelity::lines::{Table, fact, unit_rows};
use crate::fidelity::numbers::figure;
use crate::fidelity::page::{Fact, Page};
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::things::{Part, Thing};
use crate::fidelity::world::{Measured, World};

/// What is parted, into which parts, when.
struct Subject<'w> {
    world: &'w World,
    /// Things of one breakdown, and at times one that has none.
    things: Vec<&'static Thing>,
    parts: Vec<&'static Part>,
    span: Span,
    period: String,
}

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let parted: Vec<&'static Thing> =
        world.things.iter().copied().filter(|thing| thing.breakdown().is_some() && thing.kind != "rating").collect();
    if parted.is_empty() {
        return units_by_indicators::report(world, chance);
    }
    let breakdown = parted[chance.below(parted.len())].breakdown().expect("it is parted");
    let mut things: Vec<&'static Thing> =
        parted.into_iter().filter(|thing| thing.breakdown == breakdown.code).collect();
    let whole: Vec<&'static Thing> =
        world.things.iter().copied().filter(|thing| thing.breakdown.is_empty() && thing.kind == "flow").collect();
    if !whole.is_empty() && chance.once_in(4) {
        things.insert(chance.below(things.len() + 1), whole[chance.below(whole.len())]);
    }
    let mut parts: Vec<&'static Part> = breakdown.parts.iter().collect();
    parts.truncate(2 + chance.below(parts.len() - 1));
    let span = world.span(chance);
    let period = world.show(span.period(world.knowledge.calendar));
    let subject = Subject { world, things, parts, span, period };
    match chance.below(5) {
        0 => subject.over_columns(chance),
        1 => subject.over_indicators(chance),
        2 => subject.over_units(chance),
        3 => subject.in_the_title(breakdown.code, chance),
        _ => subject.as_sheets(chance),
    }
}

impl Subject<'_> {
    fn figure(&self, thing: &'static Thing, part: Option<&'static Part>, chance: &mut Chance) -> Head {
        let measured = Measured { thing, part: None };
        let text = words::dressed(&words::measured(&measured, chance), chance);
        let (nature, _) = header::nature(thing, &mut Chance::new(7));
        let column =
            Column::Figure { measured: Measured { thing, part }, period: self.period.clone(), unit: None, nature };
        Head::leaf(text, column)
    }

    fn figures(&self, part: Option<&'static Part>, chance: &mut Chance) -> Vec<Head> {
        self.things.iter().map(|thing| self.figure(thing, part, chance)).collect()
    }

    /// The page with its title; where it says its period.
    fn opened(&self, subject: &str, chance: &mut Chance) -> (Page, Where) {
        let place = frame::period_place(self.world, self.span, chance);
        let mut page = page(&place.sheet, chance);
        frame::title_block(&mut page, self.world, &place, subject, chance);
        (page, place)
    }

    fn closed(mut page: Page, path: String, chance: &mut Chance) -> Report {
        frame::signatures(&mut page, chance);
        Report { form: "", path, pages: vec![page] }
    }

    /// *Khu vực nhà nước* over *CNVCLĐ* and *Đoàn viên*.
    fn over_columns(&self, chance: &mut Chance) -> Report {
        let (mut page, place) = self.opened("", chance);
        let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
        if chance.once_in(2) {
            heads.push(Head::group(chance.pick(&["Tổng số", "TỔNG SỐ", "Tổng"]), self.figures(None, chance)));
        }
        let parted: Vec<Head> = self
            .parts
            .iter()
            .map(|part| Head::group(words::part(part, chance), self.figures(Some(part), chance)))
            .collect();
        match chance.once_in(4) {
            true => heads.push(Head::group(chance.pick(&["Chia ra", "Trong đó", "Chia theo khu vực"]), parted)),
            false => heads.extend(parted),
        }
        let columns = head(&mut page, &heads, chance);
        unit_rows(&mut page, &Table::new(0, &columns), self.world, chance);
        Self::closed(page, place.path, chance)
    }

    /// *I. Khu vực nhà nước* over the indicators of one unit.
    fn over_indicators(&self, chance: &mut Chance) -> Report {
        let bodies = &self.world.bodies.units;
        let body = &bodies[chance.below(bodies.len())];
        let mut place = frame::period_place(self.world, self.span, chance);
        frame::unit_place(&mut place, body, chance);
        let mut page = page(&place.sheet, chance);
        frame::title_block(&mut page, self.world, &place, "", chance);
        let mut heads = header::key_heads(chance.pick(&["Chỉ tiêu", "Nội dung", "Tên chỉ tiêu"]), false, chance);
        let cell = Column::Cell { unit: None, period: self.period.clone() };
        heads.push(Head::leaf(chance.pick(words::VALUE_HEADINGS), cell));
        let columns = head(&mut page, &heads, chance);
        let table = Table::new(0, &columns);
        for (at, &part) in self.parts.iter().enumerate() {
            self.group_row(&mut page, &table, at, &words::part(part, chance), chance);
            for (number, &thing) in self.things.iter().enumerate() {
                let row = page.row();
                let name = words::in_one_line(&words::measured(&Measured { thing, part: None }, chance), chance);
                match table.ordinal() {
                    Some(column) => {
                        page.number(row, column, number + 1);
                        page.text(row, table.key(), &name);
                    }
                    None => page.text(row, table.key(), &format!("- {}", name.trim())),
                }
                let (nature, _) = header::nature(thing, &mut Chance::new(7));
                let drawn = figure(nature, page.typing, chance);
                let measured = Measured { thing, part: Some(part) };
                page.facts.push(fact(row, table.keys, &body.code, &measured, &self.period, &drawn));
                page.put(row, table.keys, drawn.cell);
            }
        }
        Self::closed(page, place.path, chance)
    }

    fn group_row(&self, page: &mut Page, table: &Table<'_>, at: usize, text: &str, chance: &mut Chance) {
        let row = page.row();
        let number = [["I", "II", "III", "IV"], ["A", "B", "C", "D"]][chance.below(2)][at % 4];
        let text = words::in_one_line(text, chance);
        match table.ordinal() {
            Some(column) => {
                page.text(row, column, number);
                page.text(row, table.key(), &text);
            }
            None => page.text(row, table.key(), &format!("{number}. {text}")),
        }
    }

    /// The rows of some units, their figures being of one part.
    fn units(&self, page: &mut Page, table: &Table<'_>, part: &'static Part, chance: &mut Chance) {
        let before = page.facts.len();
        for (number, body) in self.world.bodies.units.iter().take(6).enumerate() {
            let row = page.row();
            if let Some(column) = table.ordinal() {
                page.number(row, column, number + 1);
            }
            page.text(row, table.key(), &words::body(body, chance));
            table.fill(page, row, &body.code, chance);
        }
        page.facts[before..].iter_mut().for_each(|fact| self.part(fact, part));
    }

    /// Makes what was drawn of a whole one of its parts; of what has no parts nobody can tell what it is.
    fn part(&self, fact: &mut Fact, part: &Part) {
        let Some(told) = &fact.told else { return };
        let thing = self.things.iter().find(|thing| told.contains(&format!(" | {} |", thing.code)));
        let parted = thing.filter(|thing| !thing.breakdown.is_empty());
        fact.told = parted.map(|thing| {
            told.replace(&format!(" | {} |  |", thing.code), &format!(" | {} | {} |", thing.code, part.code))
        });
    }

    /// *I. Khu vực nhà nước* over units that come again below *II. Khu vực ngoài nhà nước*.
    fn over_units(&self, chance: &mut Chance) -> Report {
        let (mut page, place) = self.opened("", chance);
        let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
        heads.extend(self.figures(None, chance));
        let columns = head(&mut page, &heads, chance);
        let table = Table::new(0, &columns);
        for (at, &part) in self.parts.iter().enumerate() {
            self.group_row(&mut page, &table, at, &words::part(part, chance), chance);
            self.units(&mut page, &table, part, chance);
        }
        Self::closed(page, place.path, chance)
    }

    /// *TỔNG HỢP SÁNG KIẾN KINH NGHIỆM CẤP CƠ SỞ* over *Sáng kiến kinh nghiệm*.
    fn in_the_title(&self, breakdown: &str, chance: &mut Chance) -> Report {
        let parted: Vec<&&'static Thing> = self.things.iter().filter(|thing| thing.breakdown == breakdown).collect();
        let (named, part) = (parted[chance.below(parted.len())], self.parts[chance.below(self.parts.len())]);
        let name = format!("{} {}", named.name, chance.pick(part.tails));
        let subject = chance.pick(&["TỔNG HỢP {}", "{}", "Biểu tổng hợp {}", "KẾT QUẢ {}"]).replace("{}", &name);
        let subject = if chance.once_in(2) { subject.to_uppercase() } else { subject };
        let (mut page, place) = self.opened(&subject, chance);
        let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
        heads.push(self.figure(named, None, chance));
        let columns = head(&mut page, &heads, chance);
        self.units(&mut page, &Table::new(0, &columns), part, chance);
        Self::closed(page, place.path, chance)
    }

    /// One sheet a category, each with the same units.
    fn as_sheets(&self, chance: &mut Chance) -> Report {
        let mut pages = Vec::new();
        let path = self.span.file_name(chance);
        for &part in &self.parts {
            let name = words::part(part, chance).replace(['\n', '/', ':', '(', ')'], " ");
            let name = chance.pick(&["{}", "{}", "SL {}"]).replace("{}", name.trim());
            // A sheet's name holds 31 characters.
            let name = if name.chars().count() > 31 { part.name.to_owned() } else { name };
            let mut page = page(name.trim(), chance);
            let place = Where { sheet: page.name.clone(), path: path.clone(), ..Where::default() };
            frame::title_block(&mut page, self.world, &place, "", chance);
            let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
            heads.extend(self.figures(None, chance));
            let columns = head(&mut page, &heads, chance);
            self.units(&mut page, &Table::new(0, &columns), part, chance);
            frame::signatures(&mut page, chance);
            pages.push(page);
        }
        Report { form: "", path, pages }
    }
}
