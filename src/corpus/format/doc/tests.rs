//! A .doc that holds everything, and bad ones.

use super::extract;
use crate::corpus::format::limits::Limits;
use crate::corpus::format::ole::tests::compound;

const REPORT: &[u8] = include_bytes!("../../../../tests/data/formats/report.doc");

/// The streams of the sample, changed.
fn changed(change: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    let limits = Limits::default();
    let mut file = super::Compound::open(REPORT, "Word").unwrap();
    let streams: Vec<(&str, Vec<u8>)> = ["WordDocument", "1Table"]
        .into_iter()
        .map(|name| {
            let mut bytes = file.stream(name, &limits).unwrap().unwrap();
            change(name, &mut bytes);
            (name, bytes)
        })
        .collect();
    compound(&streams.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn bad_files_are_told() {
    let head = |at: usize, values: &[u8]| {
        changed(|name, bytes| {
            if name == "WordDocument" {
                bytes[at..at + values.len()].copy_from_slice(values);
            }
        })
    };
    let told = |bytes: &[u8]| extract(bytes, &Limits::default()).map_or_else(|told| told.en, |out| out.text);
    for (bytes, words) in [
        (Vec::new(), "empty"),
        (b"plain".to_vec(), "no Word"),
        (REPORT[..600].to_vec(), "damaged"),
        (compound(&[("Workbook", b"x")]), "Excel 97"),
        (compound(&[("PowerPoint Document", b"x")]), "PowerPoint 97"),
        (compound(&[("Contents", b"x")]), "no Word"),
        (compound(&[("EncryptedPackage", b"x")]), "password"),
        (compound(&[("WordDocument", b"x")]), "damaged"),
        (head(0x0B, &[0x13]), "password"),
        (head(2, &[0x65, 0]), "Word 6.0/95"),
        (head(0x1A5, &[0x7F]), "damaged"),
        (changed(|_, _| ()), "某某区政府工作报告"),
    ] {
        let found = told(&bytes);
        assert!(found.contains(words), "{words}: {found}");
    }
}

#[test]
fn pieces_of_eight_bits_are_western() {
    // The same place, read as bytes: every second one is the upper half of a unit.
    let limits = Limits::default();
    let mut file = super::Compound::open(REPORT, "Word").unwrap();
    let main = file.stream("WordDocument", &limits).unwrap().unwrap();
    let fib = super::fib::read(&main).unwrap();
    let mut body = main.clone();
    body.extend_from_slice(b"One \x93two\x94\r");
    let mut list = vec![2u8, 16, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0];
    list.extend((u32::try_from(main.len() * 2).unwrap() | 0x4000_0000).to_le_bytes());
    list.extend([0, 0]);
    let mut table = vec![0; fib.place(super::fib::Entry::Pieces).0];
    table.extend(&list);
    let parts = super::Parts { main: &body, table: &table, fib: &fib };
    let pieces = super::pieces::read(&parts).unwrap();
    assert_eq!(String::from_utf16(&pieces.units).unwrap(), "One “two”\r");
}

#[test]
fn pieces_that_say_the_same_place_over_and_over_are_damage() {
    let limits = Limits::default();
    let mut file = super::Compound::open(REPORT, "Word").unwrap();
    let main = file.stream("WordDocument", &limits).unwrap().unwrap();
    let fib = super::fib::read(&main).unwrap();
    let length = u32::try_from(main.len()).unwrap();
    let pieces = |count: u32| {
        let mut list = vec![2u8];
        list.extend((4 + 12 * count).to_le_bytes());
        (0..=count).for_each(|n| list.extend((n * length / 2).to_le_bytes()));
        (0..count).for_each(|_| list.extend([0, 0, 0, 0, 0, 0x40, 0, 0]));
        let table = [vec![0; fib.place(super::fib::Entry::Pieces).0], list].concat();
        super::pieces::read(&super::Parts { main: &main, table: &table, fib: &fib }).map(|pieces| pieces.units.len())
    };
    assert_eq!(pieces(1), Some(main.len() / 2));
    assert_eq!(pieces(3), None);
}
