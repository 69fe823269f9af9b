//! Paths of headings and labels, outermost first: what the innermost part means under its groups.

use super::vocabulary::{Lookup, Meaning, Vocabulary};
use crate::domain::{CategoryId, IndicatorId};
use crate::text::{core_words, expand, fold, is_part, is_part_word, words};

impl Vocabulary {
    /// What a path of headings or row labels means, outermost first. The innermost part that is understood with as few
    /// of its groups as needed decides; a part that is not understood is never skipped in favour of its group.
    pub fn look_up_path(&self, path: &[&str]) -> Lookup {
        let Some(leaf) = path.last() else { return Lookup::Empty };
        // *Kết nạp* under *Xây dựng Đảng*: whom the Party admitted, and no members of the union.
        if let ([.., group, _], "kết nạp") = (path, fold(leaf).as_str())
            && fold(group).split(' ').any(|word| word == "đảng")
        {
            return match self.look_up("kết nạp đảng") {
                known @ Lookup::Known(_) => known,
                _ => Lookup::Unknown,
            };
        }
        let alone = self.look_up(leaf);
        // *Đã có CĐCS* under *Thu KPCĐ*, which the catalogue parts so, is no number of unions.
        if let (Lookup::Known(Meaning::Indicator(leaf_id, None)), [groups @ .., _]) = (&alone, path)
            && let Some(group) = self.nearest_indicator(groups).filter(|group| group != leaf_id)
            && let Some(category) = self.own_category(group, leaf)
        {
            return Lookup::Known(Meaning::Indicator(group, Some(category)));
        }
        // *Kết nạp* under *Đoàn viên*: new members, and nobody whom the Party admitted.
        if let ([.., group, _], "kết nạp") = (path, fold(leaf).as_str())
            && admits_members(group)
            && let known @ Lookup::Known(_) = self.look_up("đoàn viên kết nạp mới")
        {
            return known;
        }
        let mut best = alone.clone();
        // *Cân đối* over *Bổ sung từ NSTW*, or *KẾT QUẢ BỔ SUNG TỪ NSTW CÂN ĐỐI*: a part by what it is called of that one,
        // whatever stands further out.
        if let (Lookup::Known(Meaning::Indicator(leaf_id, None)), [.., group, _]) = (&alone, path)
            && self.breakdowns[leaf_id.0 as usize].is_some()
        {
            let own = |found: &Lookup| matches!(found, Lookup::Known(Meaning::Indicator(id, Some(_))) if id == leaf_id);
            let whole = self.look_up(group);
            let unknown = whole == Lookup::Unknown;
            let others = || [self.part_of(*leaf_id, group), Some(self.look_up_title(group))].into_iter().flatten();
            let mut parts = std::iter::once(whole).chain(unknown.then(others).into_iter().flatten());
            if let Some(parted) = parts.find(own) {
                return parted;
            }
        }
        if let Lookup::Known(Meaning::Indicator(leaf_id, None)) = alone
            && let Some(parted) = self.under_category(leaf_id, &path[..path.len() - 1], path)
        {
            return parted;
        }
        if let Lookup::Known(Meaning::Indicator(leaf_id, _)) = alone {
            // A name set in lines, of which the last is a name too: *Thành lập mới / CĐCS*.
            if let [.., group, _] = path
                && self.look_up(group) == Lookup::Unknown
            {
                if let known @ Lookup::Known(Meaning::Indicator(..)) = self.look_up_closely(&format!("{group} {leaf}"))
                {
                    return known;
                }
                // *Nữ* over *CNVCLĐ*: the women among them, and not all.
                match self.part_of(leaf_id, group) {
                    Some(known @ Lookup::Known(Meaning::Indicator(id, None))) if self.belongs(id, leaf_id) => {
                        return known;
                    }
                    _ if is_part(group) && !is_part_word(group) => return Lookup::Unknown,
                    _ => {}
                }
                // *Thành lập mới* over *Số đoàn viên*: those of what is new, not all.
                if says_what_changed(group) {
                    return Lookup::Unknown;
                }
            }
            // *Nữ* may be an alias, but under another indicator it is that one's women.
            return match self.nearest_indicator(&path[..path.len() - 1]) {
                // What stands further out may say nothing of it: *LAO ĐỘNG VÀ ĐOÀN VIÊN* over *Tổng số CNVCLĐ* over *Nữ*.
                Some(group) if !self.belongs(leaf_id, group) && is_short(leaf) => {
                    let joined = (0..path.len() - 1).rev().map(|start| self.look_up(&path[start..].join(" ")));
                    joined.into_iter().find(|found| matches!(found, Lookup::Known(_))).unwrap_or(Lookup::Unknown)
                }
                _ => alone,
            };
        }
        // *Trong đó: nữ* below *Khu vực nhà nước*: the women of that part, whoever stands above.
        if let (Lookup::Unknown, [.., group, leaf]) = (&alone, path)
            && let Lookup::Known(Meaning::Category(..)) = self.look_up(group)
        {
            return match self.look_up(&[*group, *leaf].join(" ")) {
                Lookup::Known(meaning @ Meaning::Indicator(..)) => Lookup::Known(meaning),
                _ => Lookup::Unknown,
            };
        }
        for start in (0..path.len() - 1).rev() {
            let joined = self.look_up(&path[start..].join(" "));
            match joined {
                // *Khu vực nhà nước* over *CNVCLĐ* over *Tổng*.
                Lookup::Known(Meaning::Indicator(id, None)) => {
                    return self.under_category(id, &path[..start], path).unwrap_or(joined);
                }
                Lookup::Known(Meaning::Indicator(..)) => return joined,
                Lookup::Known(_) if !matches!(best, Lookup::Known(_)) => best = joined,
                Lookup::Ambiguous(_) if matches!(best, Lookup::Unknown | Lookup::Empty) => best = joined,
                _ => {}
            }
            // A group whose own words say nothing more than its part repeats is passed over.
            if let (Lookup::Known(Meaning::Category(breakdown, category)), Lookup::Known(Meaning::Indicator(id, None))) =
                (&alone, self.look_up(path[start]))
                && self.breakdowns[id.0 as usize] == Some(*breakdown)
            {
                return Lookup::Known(Meaning::Indicator(id, Some(*category)));
            }
            if let (Lookup::Empty, found @ Lookup::Known(Meaning::Indicator(..))) = (&alone, self.look_up(path[start]))
            {
                return found;
            }
        }
        // What fits several with all that stands over it may be the part of the nearest of them.
        if alone == Lookup::Unknown && !matches!(best, Lookup::Known(_)) {
            for start in (0..path.len() - 1).rev() {
                if let Lookup::Known(Meaning::Indicator(group, None)) = self.look_up(path[start]) {
                    return self.part_of(group, leaf).unwrap_or(best);
                }
            }
        }
        best
    }

    /// What an indicator is under a group that names a category: *CNVCLĐ* under *Khu vực nhà nước* is that part of it, of one that
    /// is not parted so nobody knows what. None where no category stands over it.
    fn under_category(&self, leaf: IndicatorId, groups: &[&str], path: &[&str]) -> Option<Lookup> {
        let is_category = |meaning: &Meaning| matches!(meaning, Meaning::Category(..));
        let over = groups.iter().rev().map(|group| self.look_up(group));
        let meanings = over
            .map(|found| match found {
                Lookup::Known(meaning) => vec![meaning],
                Lookup::Ambiguous(several) => several,
                _ => Vec::new(),
            })
            .find(|meanings| !meanings.is_empty())?;
        if !meanings.iter().all(is_category) {
            return None;
        }
        let own = self.breakdowns[leaf.0 as usize];
        let mut parts = meanings.iter().filter_map(|meaning| match *meaning {
            Meaning::Category(breakdown, category) if own == Some(breakdown) => Some(category),
            _ => None,
        });
        Some(match (parts.next(), parts.next()) {
            (Some(category), None) => Lookup::Known(Meaning::Indicator(leaf, Some(category))),
            _ => match self.look_up(&path.join(" ")) {
                Lookup::Known(meaning) if meaning != Meaning::Indicator(leaf, None) => Lookup::Known(meaning),
                _ => Lookup::Unknown,
            },
        })
    }

    /// The category of an indicator's own breakdown that a text is a name of.
    fn own_category(&self, indicator: IndicatorId, text: &str) -> Option<CategoryId> {
        let own = self.breakdowns[indicator.0 as usize]?;
        let readings = expand(&words(text));
        let mut found = readings.iter().filter_map(|reading| self.categories.get(&core_words(reading))).flatten();
        found.find(|(of, _)| *of == own).map(|&(_, category)| category)
    }

    fn nearest_indicator(&self, groups: &[&str]) -> Option<IndicatorId> {
        groups.iter().rev().find_map(|group| match self.look_up(group) {
            Lookup::Known(Meaning::Indicator(id, _)) => Some(id),
            _ => None,
        })
    }

    /// Whether an indicator is the group's own or an 'of which' of it.
    fn belongs(&self, leaf: IndicatorId, group: IndicatorId) -> bool {
        std::iter::successors(Some(leaf), |id| self.wholes[id.0 as usize]).take(16).any(|id| id == group)
    }
}

/// Whether a group is about members, and not about the Party.
fn admits_members(group: &str) -> bool {
    let folded = fold(group);
    let names = |phrase: &str| folded.split(' ').collect::<Vec<_>>().windows(2).any(|pair| pair.join(" ") == phrase);
    names("đoàn viên") && !folded.contains("đảng") && !names("ưu tú")
}

/// Whether a heading names what came or went: its parts are not all there is.
fn says_what_changed(heading: &str) -> bool {
    const CHANGES: &[&str] =
        &["thành lập", "giải thể", "sáp nhập", "tăng", "giảm", "chuyển đi", "chuyển đến", "kết nạp", "phát triển mới"];
    let folded = fold(heading);
    CHANGES
        .iter()
        .any(|change| folded.strip_prefix(change).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether a leaf says too little by itself to stand under another indicator: *Nữ*, *Kết nạp*, but not *CĐCS*.
fn is_short(leaf: &str) -> bool {
    expand(&words(leaf)).iter().any(|reading| reading.len() < 3)
}
