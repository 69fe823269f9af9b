//! Laws of restatement over the figures of the whole stage, held by ten thousand random worlds: hundreds of them at once,
//! side by side under one root, for what holds for each must hold beside the others.

use proptest::prelude::*;

use super::again::Again;
use super::worlds::{Reports, Worlds};
use crate::analysis::analyse;
use crate::domain::*;

/// How many worlds stand under one root.
const WORLDS: usize = 250;
/// So that there are ten thousand.
const ROOTS: u32 = 40;

/// Rows of numbers that worlds are made of, the first month of their years, and what is reported in them.
fn worlds() -> impl Strategy<Value = (Vec<Vec<u32>>, u32, Reports)> {
    let numbers = proptest::collection::vec(0..10_000_u32, 0..120);
    let numbers = proptest::collection::vec(numbers, WORLDS);
    (
        numbers,
        prop_oneof![Just(1), Just(12), 2..12_u32],
        prop_oneof![2 => Just(Reports::All), 1 => Just(Reports::Plain)],
    )
}

fn figures(observations: &Observations, knowledge: &Knowledge) -> Figures {
    analyse(observations, knowledge).expect("figures").value
}

/// The number of the world that a unit is of.
fn world_of(units: &Registry, unit: UnitId) -> Option<usize> {
    let digits: String = units.get(unit).code.strip_prefix('w')?.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The figures of one world.
fn of_world(worlds: &Worlds, figures: &Figures, number: usize) -> Vec<Figure> {
    let own = |f: &&Figure| world_of(&worlds.observations.units, f.unit) == Some(number);
    figures.rows().iter().filter(own).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 100, ..ProptestConfig::with_cases(ROOTS) })]

    #[test]
    fn a_restated_flow_keeps_its_sum_and_what_has_not_changed_yet_is_as_reported((numbers, year_starts, reports) in worlds(), at in -2..48_i32) {
        let worlds = Worlds::new(&numbers, year_starts, reports);
        let sk = worlds.case.indicator("sk");
        let reported = figures(&worlds.observations, &worlds.knowledge(None));
        let restated = figures(&worlds.observations, &worlds.knowledge(Some(worlds.start.plus(at))));
        let years = worlds.years();
        for (number, world) in worlds.all.iter().enumerate() {
            let top = worlds.case.unit(&format!("w{number}"));
            for period in years.iter().copied().chain([worlds.case.knowledge.term.period]) {
                let sum = |figures: &Figures| figures.get(top, sk, None, period).map(|f| f.value.amount());
                prop_assert_eq!(sum(&reported), sum(&restated), "{} {:?} {:#?}", at, period, world);
            }
            // Whoever moved when, what unions reported is in the sum once, in every year.
            if let (Some(told), false) = (world.told, world.odd) {
                for (year, told) in years.iter().zip(told) {
                    let sum = reported.get(top, sk, None, *year).map_or(Amount::ZERO, |f| f.value.amount());
                    prop_assert_eq!(sum, Amount::whole(told), "{:?} {:#?}", year, world);
                }
            }
            // Up to the day before its first change a world is as reported, with all that its figures rest on.
            if world.first_change.is_none_or(|first| at < first) {
                let (one, other) = (of_world(&worlds, &reported, number), of_world(&worlds, &restated, number));
                let differs = one.iter().zip(&other).find(|(one, other)| one != other);
                prop_assert!(differs.is_none() && one.len() == other.len(), "{at}: {differs:#?}\n{world:#?}");
            }
        }
    }

    #[test]
    fn what_is_restated_to_a_date_and_reported_again_is_the_same_restated_to_it((numbers, year_starts, _) in worlds(), at in 0..48_i32) {
        let worlds = Worlds::new(&numbers, year_starts, Reports::Plain);
        let as_of = worlds.start.plus(at);
        let once = figures(&worlds.observations, &worlds.knowledge(Some(as_of)));
        let again = Again::new(&worlds, &once, as_of);
        let twice = figures(&again.observations, &again.knowledge(as_of));
        let (once, twice) = (
            again.plain(&once, &worlds.observations.units),
            again.plain(&twice, &again.observations.units),
        );
        let differing = once.keys().chain(twice.keys()).filter(|key| once.get(*key) != twice.get(*key));
        // Whoever stands above them differs too.
        if let Some(key) = differing.max_by_key(|(unit, ..)| unit.len()) {
            let digits: String = key.0.chars().skip(1).take_while(char::is_ascii_digit).collect();
            let world = digits.parse().ok().map(|number: usize| &worlds.all[number]);
            prop_assert!(false, "{at} {as_of}: {key:?} {:?} {:?}\n{world:#?}", once.get(key), twice.get(key));
        }
    }
}
