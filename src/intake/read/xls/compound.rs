//! Compound files: streams in sectors, chained by a table, as far as to take one stream out and to wrap one up.
//! Source: \[MS-CFB\], sections 2.2–2.6.

use crate::intake::read::{MOST_BYTES, Trouble};

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
/// Sectors from here on are no sectors but marks.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams shorter than this are kept in sectors of 64 bytes.
const SMALL: usize = 4096;

struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
}

/// The first of the named streams that the file has.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, Trouble> {
    let header = bytes.get(..512).ok_or_else(|| broken("it ends in its header"))?;
    let shift = u16_at(header, 30);
    if !matches!(shift, 9 | 12) {
        return Err(broken("its sectors have no known size"));
    }
    let mut file = Compound { bytes, sector: 1 << shift, table: Vec::new() };
    // Where the sectors of the table are: in the header, then in sectors of their own.
    let mut places: Vec<u32> = header[76..512].chunks_exact(4).map(|place| u32_at(place, 0)).collect();
    let mut next = u32_at(header, 68);
    let most = bytes.len() / file.sector + 1;
    for _ in 0..most {
        let Some(sector) = file.sector(next) else { break };
        let (list, last) = sector.split_at(sector.len().saturating_sub(4));
        places.extend(list.chunks_exact(4).map(|place| u32_at(place, 0)));
        next = if last.len() == 4 { u32_at(last, 0) } else { END };
    }
    places.truncate(most);
    let sectors = places.iter().filter_map(|&place| file.sector(place));
    file.table = sectors.flat_map(|sector| sector.chunks_exact(4).map(|next| u32_at(next, 0))).collect();
    let directory = file.chain(u32_at(header, 48), usize::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let root = entries.first().ok_or_else(|| broken("it has no directory"))?;
    for name in names {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let named = |entry: &&&[u8]| {
            let length = usize::from(u16_at(entry, 64)).saturating_sub(2).min(64);
            entry[66] == 2 && entry[..length].eq_ignore_ascii_case(&name)
        };
        let Some(entry) = entries.iter().find(named) else { continue };
        let (start, length) = (u32_at(entry, 116), u32_at(entry, 120) as usize);
        if length >= SMALL {
            return file.chain(start, length);
        }
        let small = Compound {
            bytes: &file.chain(u32_at(root, 116), usize::MAX)?,
            sector: 64,
            table: file.chain(u32_at(header, 60), usize::MAX)?.chunks_exact(4).map(|next| u32_at(next, 0)).collect(),
        };
        return small.chain(start, length);
    }
    Err(broken("it holds no workbook"))
}

impl Compound<'_> {
    /// A sector, shorter where the file ends in it. Large sectors follow a header of one; small ones have none.
    fn sector(&self, place: u32) -> Option<&[u8]> {
        if place >= MARKS {
            return None;
        }
        let header = if self.sector == 64 { 0 } else { self.sector.max(512) };
        let from = (place as usize).checked_mul(self.sector)?.checked_add(header)?;
        self.bytes.get(from..self.bytes.len().min(from + self.sector))
    }

    /// The sectors of a chain, at most so many bytes of them.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, Trouble> {
        let mut chain = Vec::new();
        let mut place = start;
        while place < MARKS && chain.len() < length {
            let sector = self.sector(place).ok_or_else(|| broken("it ends early"))?;
            chain.extend_from_slice(sector);
            // A chain that bites its tail would never end.
            if chain.len() > self.bytes.len() || chain.len() as u64 > MOST_BYTES {
                return Err(broken("its sectors go round in circles"));
            }
            place = self.table.get(place as usize).copied().unwrap_or(END);
        }
        chain.truncate(length);
        Ok(chain)
    }
}

/// A compound file of one stream.
pub(super) fn wrap(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const PLACES: usize = SECTOR / 4;
    stream.resize(stream.len().max(SMALL).next_multiple_of(SECTOR), 0);
    let data = stream.len() / SECTOR;
    // The table has room for the data, the directory and itself.
    let tables = (data + 2).div_ceil(PLACES - 1);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.push(END);
    table.extend((1..data as u32).map(|next| tables as u32 + 1 + next));
    table.push(END);
    table.resize(tables * PLACES, FREE);
    let mut file = vec![0_u8; SECTOR];
    let put = |bytes: &mut [u8], at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(&mut file, 0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, value) in [(24, 0x3E_u16), (26, 4), (28, 0xFFFE), (30, 12), (32, 6)] {
        put(&mut file, at, &value.to_le_bytes());
    }
    let numbers = [(40, 1), (44, tables as u32), (48, tables as u32), (56, SMALL as u32), (60, END), (68, END)];
    for (at, value) in numbers {
        put(&mut file, at, &u32::to_le_bytes(value));
    }
    file[76..512].fill(0xFF);
    for place in 0..tables.min(109) {
        put(&mut file, 76 + 4 * place, &(place as u32).to_le_bytes());
    }
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut bytes = [0_u8; 128];
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(&mut bytes, 0, &name);
        put(&mut bytes, 64, &(name.len() as u16 + 2).to_le_bytes());
        (bytes[66], bytes[67]) = (kind, 1);
        for (at, value) in [(68, FREE), (72, FREE), (76, child), (116, start), (120, size as u32)] {
            put(&mut bytes, at, &value.to_le_bytes());
        }
        bytes
    };
    file.extend(entry("Root Entry", 5, 1, 0, 0));
    file.extend(entry(name, 2, FREE, tables as u32 + 1, stream.len()));
    file.resize((tables + 2) * SECTOR, 0);
    file.extend(stream);
    file
}

/// Two bytes of a record, the lower first; zero beyond its end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn broken(what: &str) -> Trouble {
    Trouble::Broken(format!("compound file: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_up_is_taken_out_again() {
        for length in [0, 5000, 100_000, 6_000_000] {
            let bytes: Vec<u8> = (0..length).map(|at: u32| (at % 251) as u8).collect();
            let out = stream(&wrap("Workbook", bytes.clone()), &["Book", "Workbook"]).unwrap_or_default();
            assert!(out.starts_with(&bytes) && out.len() - bytes.len() < 8192, "{length}");
        }
    }

    #[test]
    fn circles_and_cuts_end() {
        let whole = wrap("Workbook", vec![7; 20_000]);
        let mut circle = whole.clone();
        // The stream's last sector leads back to its first.
        let at = 4096 + 4 * 6;
        circle[at..at + 4].copy_from_slice(&2_u32.to_le_bytes());
        let mut endless = circle.clone();
        endless[4096 + 4096 + 128 + 120..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(stream(&endless, &["Workbook"]).is_err());
        for length in [0, 100, 600, 5000, 9000, 15_000] {
            assert!(stream(&whole[..length], &["Workbook"]).is_err(), "{length}");
        }
    }
}
