//! How many different visitors: a HyperLogLog of 2^12 registers. Its standard error is 1.6 %; it takes 3 bytes a visitor
//! up to 1,024 of them, and 4 KiB from then on.
//!
//! The registers are those of Flajolet and others (2007); the estimate is the one of Ertl (2017, "New cardinality
//! estimation algorithms for HyperLogLog sketches", algorithm 6), which has no range in which it is biased.

use std::collections::BTreeMap;

/// Bits of a hash that choose the register.
const INDEX_BITS: u32 = 12;
const REGISTERS: usize = 1 << INDEX_BITS;
/// Zeros that the rest of a hash can begin with, and one more: the most that a register holds.
const RANK_MAX: u8 = (64 - INDEX_BITS + 1) as u8;
/// From how many registers on all are written.
const SPARSE_MAX: usize = 1_024;
/// From how many registers on a set is written out before it is merged into.
const MANY: usize = 64;

/// What the first byte of the written form says.
const SPARSE: u8 = 1;
const DENSE: u8 = 2;

/// The register that a hash (a `bigint`) is counted in, and what it raises that to, in SQL: the same as [`Visitors::add`].
pub(crate) fn register_in_sql(hash: &str) -> (String, String) {
    let rest = 64 - INDEX_BITS;
    let register = format!("(({hash} >> {rest}) & {})::smallint", REGISTERS - 1);
    let rank =
        format!("position(B'1' in (({hash} << {INDEX_BITS}) | {})::bit(64))::smallint", 1_u64 << (INDEX_BITS - 1));
    (register, rank)
}

/// A set of visitors whose size can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visitors {
    /// The registers that are not zero.
    Sparse(BTreeMap<u16, u8>),
    /// All of them.
    Dense(Box<[u8; REGISTERS]>),
}

impl Default for Visitors {
    fn default() -> Self {
        Self::Sparse(BTreeMap::new())
    }
}

impl Visitors {
    /// Adds a visitor by a hash, all of whose bits are as good as random.
    pub fn add(&mut self, hash: u64) {
        let index = (hash >> (64 - INDEX_BITS)) as u16;
        // The bit behind the hash bounds the zeros.
        let rank = ((hash << INDEX_BITS) | (1 << (INDEX_BITS - 1))).leading_zeros() as u8 + 1;
        self.raise(index, rank);
    }

    /// Raises a register as [`register_in_sql`] says; what is none is passed over.
    pub(crate) fn add_register(&mut self, register: i16, rank: i16) {
        let fits = |register: &u16| usize::from(*register) < REGISTERS;
        let register = u16::try_from(register).ok().filter(fits);
        if let (Some(register), Some(rank)) = (register, u8::try_from(rank).ok().filter(|rank| *rank <= RANK_MAX)) {
            self.raise(register, rank);
        }
    }

    /// Adds all that were written as `bytes`, without a set of their own between; `None` when they do not read.
    #[must_use]
    pub fn merge_bytes(&mut self, bytes: &[u8]) -> Option<()> {
        let (kind, rest) = bytes.split_first()?;
        match *kind {
            SPARSE => {
                let (registers, []) = rest.as_chunks::<3>() else { return None };
                // Where that many come from, more will: an array takes them faster than a tree.
                if registers.len() > MANY {
                    self.make_dense();
                }
                for &[high, low, rank] in registers {
                    let index = u16::from_be_bytes([high, low]);
                    if usize::from(index) >= REGISTERS || !(1..=RANK_MAX).contains(&rank) {
                        return None;
                    }
                    self.raise(index, rank);
                }
            }
            DENSE => {
                let registers: &[u8; REGISTERS] = rest.try_into().ok()?;
                if registers.iter().any(|rank| *rank > RANK_MAX) {
                    return None;
                }
                for (mine, other) in self.make_dense().iter_mut().zip(registers) {
                    *mine = (*mine).max(*other);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds all that are in `other`.
    pub fn merge(&mut self, other: &Self) {
        match other {
            Self::Sparse(registers) => registers.iter().for_each(|(index, rank)| self.raise(*index, *rank)),
            Self::Dense(registers) => {
                let mine = self.make_dense();
                for (mine, other) in mine.iter_mut().zip(registers.iter()) {
                    *mine = (*mine).max(*other);
                }
            }
        }
    }

    fn raise(&mut self, index: u16, rank: u8) {
        match self {
            Self::Sparse(registers) => {
                let register = registers.entry(index).or_default();
                *register = (*register).max(rank);
                if registers.len() > SPARSE_MAX {
                    self.make_dense();
                }
            }
            Self::Dense(registers) => {
                let register = &mut registers[usize::from(index)];
                *register = (*register).max(rank);
            }
        }
    }

    fn make_dense(&mut self) -> &mut [u8; REGISTERS] {
        if let Self::Sparse(registers) = self {
            let mut all = Box::new([0; REGISTERS]);
            for (index, rank) in registers {
                all[usize::from(*index)] = *rank;
            }
            *self = Self::Dense(all);
        }
        match self {
            Self::Dense(registers) => registers,
            Self::Sparse(_) => unreachable!("it was made dense"),
        }
    }

    /// About how many there are, as a whole number.
    #[must_use]
    pub fn rounded(&self) -> i64 {
        self.count().round() as i64
    }

    /// About how many there are.
    #[must_use]
    pub fn count(&self) -> f64 {
        let mut with_rank = [0_u32; RANK_MAX as usize + 1];
        match self {
            Self::Sparse(registers) => {
                registers.values().for_each(|rank| with_rank[usize::from(*rank)] += 1);
                with_rank[0] = (REGISTERS - registers.len()) as u32;
            }
            Self::Dense(registers) => registers.iter().for_each(|rank| with_rank[usize::from(*rank)] += 1),
        }
        let (m, last) = (REGISTERS as f64, usize::from(RANK_MAX));
        let mut sum = m * tau(1.0 - f64::from(with_rank[last]) / m);
        for rank in (1..last).rev() {
            sum = 0.5 * (sum + f64::from(with_rank[rank]));
        }
        sum += m * sigma(f64::from(with_rank[0]) / m);
        // 1 / (2 ln 2), which the algorithm calls alpha of infinity.
        let alpha = 0.5 / std::f64::consts::LN_2;
        alpha * m * m / sum
    }

    /// As it is kept: at most 4,097 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Sparse(registers) => {
                let mut bytes = Vec::with_capacity(1 + 3 * registers.len());
                bytes.push(SPARSE);
                for (index, rank) in registers {
                    bytes.extend_from_slice(&index.to_be_bytes());
                    bytes.push(*rank);
                }
                bytes
            }
            Self::Dense(registers) => [&[DENSE], registers.as_slice()].concat(),
        }
    }

    /// Reads what [`Visitors::to_bytes`] wrote; `None` when it is something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        match *kind {
            SPARSE => {
                let (registers, []) = rest.as_chunks::<3>() else { return None };
                let mut read = BTreeMap::new();
                for &[high, low, rank] in registers {
                    let index = u16::from_be_bytes([high, low]);
                    let fits = usize::from(index) < REGISTERS && (1..=RANK_MAX).contains(&rank);
                    if !fits || read.insert(index, rank).is_some() {
                        return None;
                    }
                }
                (read.len() <= SPARSE_MAX).then_some(Self::Sparse(read))
            }
            DENSE => {
                let registers: Box<[u8; REGISTERS]> = Box::new(rest.try_into().ok()?);
                registers.iter().all(|rank| *rank <= RANK_MAX).then_some(Self::Dense(registers))
            }
            _ => None,
        }
    }
}

/// The sum over the registers that are zero; infinite when all are.
fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

/// The sum over the registers that are full.
fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers as good as random (SplitMix64), the same ones each time.
    fn hashes(seed: u64) -> impl Iterator<Item = u64> {
        (1..).map(move |n: u64| {
            let mut z = (seed << 40).wrapping_add(n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        })
    }

    fn of(hashes: impl Iterator<Item = u64>) -> Visitors {
        let mut visitors = Visitors::default();
        hashes.for_each(|hash| visitors.add(hash));
        visitors
    }

    #[test]
    fn few_are_counted_exactly_and_many_within_five_standard_errors() {
        assert!(Visitors::default().count() < 1e-9);
        for n in [1_usize, 2, 10, 100] {
            assert!((of(hashes(7).take(n)).count() - n as f64).abs() < 0.5 + 0.02 * n as f64, "{n}");
        }
        for n in [1_000_usize, 4_096, 10_000, 12_000, 100_000, 1_000_000] {
            let counted = of(hashes(n as u64).take(n)).count();
            assert!((counted / n as f64 - 1.0).abs() < 5.0 * 0.0163, "{counted} of {n}");
        }
    }

    #[test]
    fn the_mean_of_many_estimates_is_the_truth() {
        for n in [2_000_usize, 10_000, 20_000] {
            let mean = (0..40).map(|seed| of(hashes(1_000 + seed).take(n)).count()).sum::<f64>() / 40.0;

            assert!((mean / n as f64 - 1.0).abs() < 0.01, "{mean} of {n}");
        }
    }

    #[test]
    fn what_is_merged_is_what_was_added_to_one() {
        for n in [10_usize, 900, 5_000] {
            let all: Vec<u64> = hashes(3).take(n).collect();
            let (left, right) = all.split_at(n / 3);
            for (left, right) in [(left, right), (right, left)] {
                let mut merged = of(left.iter().copied());
                merged.merge(&of(right.iter().copied()));
                assert_eq!(merged.count(), of(all.iter().copied()).count(), "{n}");
                assert_eq!(merged.to_bytes(), of(all.iter().copied()).to_bytes(), "{n}");

                let mut merged = of(left.iter().copied());
                merged.merge_bytes(&of(right.iter().copied()).to_bytes()).unwrap();
                assert_eq!(merged.count(), of(all.iter().copied()).count(), "{n}");
            }
        }
    }

    #[test]
    fn it_is_read_as_it_was_written_and_rubbish_is_not_read() {
        for n in [0_usize, 1, 1_000, 10_000] {
            let visitors = of(hashes(5).take(n));
            let bytes = visitors.to_bytes();

            assert_eq!(Visitors::from_bytes(&bytes), Some(visitors));
            assert!(bytes.len() <= 4_097);
            assert_eq!(Visitors::from_bytes(&[&bytes[..], &[0]].concat()), None, "one byte more");
        }
        for rubbish in [&[][..], &[3], &[DENSE, 1], &[SPARSE, 0xFF, 0xFF, 1], &[SPARSE, 0, 1, 0], &[SPARSE, 0, 1, 200]]
        {
            assert_eq!(Visitors::from_bytes(rubbish), None, "{rubbish:?}");
            assert_eq!(Visitors::default().merge_bytes(rubbish), None, "{rubbish:?}");
        }
    }
}
