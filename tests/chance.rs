//! Chance that can be repeated: a seed says everything.

/// A stream of pseudo-random numbers (splitmix64).
pub struct Chance {
    state: u64,
    /// What was drawn once for the whole report: what stands between the words of two languages, where it has two.
    pub bilingual: Option<&'static str>,
}

impl Chance {
    pub fn new(seed: u64) -> Chance {
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66;
        let mut chance = Chance { state, bilingual: None };
        if chance.once_in(14) {
            chance.bilingual = Some([" - ", " - ", " / ", "\n"][chance.below(4)]);
        }
        chance
    }

    /// Another stream, which begins where this one stands.
    pub fn quiet(&self) -> Chance {
        Chance { state: self.state ^ 0xABCD, bilingual: self.bilingual }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list.
    pub fn pick<'l, T: ?Sized>(&mut self, list: &[&'l T]) -> &'l T {
        list[self.below(list.len())]
    }

    /// Some of a list, at least `least`, in the list's order.
    pub fn some<T: Clone>(&mut self, list: &[T], least: usize, most: usize) -> Vec<T> {
        let most = most.min(list.len());
        let least = least.min(most);
        let count = least + self.below(most - least + 1);
        let mut left: Vec<usize> = (0..list.len()).collect();
        while left.len() > count {
            left.remove(self.below(left.len()));
        }
        left.into_iter().map(|index| list[index].clone()).collect()
    }
}
