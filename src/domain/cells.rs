//! `Cells`: the observations behind a figure.

use std::ops::Deref;

use super::observation::ObservationId;

/// The observations behind a figure, as a slice. There are millions of figures, most of one cell: one cell takes no
/// memory of its own, and several no more than they need.
#[derive(Clone, Debug)]
pub struct Cells(Stored);

#[derive(Clone, Debug)]
enum Stored {
    One(ObservationId),
    Many(Box<[ObservationId]>),
}

impl Deref for Cells {
    type Target = [ObservationId];

    fn deref(&self) -> &[ObservationId] {
        match &self.0 {
            Stored::One(id) => std::slice::from_ref(id),
            Stored::Many(ids) => ids,
        }
    }
}

impl Default for Cells {
    fn default() -> Cells {
        Cells(Stored::Many(Box::default()))
    }
}

impl From<&[ObservationId]> for Cells {
    fn from(ids: &[ObservationId]) -> Cells {
        match ids {
            [only] => Cells(Stored::One(*only)),
            several => Cells(Stored::Many(several.into())),
        }
    }
}

impl From<Vec<ObservationId>> for Cells {
    fn from(ids: Vec<ObservationId>) -> Cells {
        Cells::from(&ids[..])
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Cells) -> bool {
        self[..] == other[..]
    }
}

impl Eq for Cells {}

impl<'c> IntoIterator for &'c Cells {
    type Item = &'c ObservationId;
    type IntoIter = std::slice::Iter<'c, ObservationId>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_the_slice_that_they_were_made_of_and_no_larger_than_a_box() {
        for count in 0..4 {
            let ids: Vec<ObservationId> = (0..count).map(ObservationId).collect();
            assert_eq!(&Cells::from(ids.clone())[..], &ids[..]);
        }
        assert_eq!(std::mem::size_of::<Cells>(), 16);
    }
}
