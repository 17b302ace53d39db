//! The tables that the build script wrote, read where they lie: no table is copied or parsed when the program starts.

#![allow(clippy::unreadable_literal, clippy::excessive_precision)]

include!(concat!(env!("OUT_DIR"), "/layout.rs"));

/// At a cache line's edge, so that no number lies across two lines.
#[repr(C, align(64))]
struct Aligned([u8; LENGTH]);

static IMAGE: Aligned = Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/image.bin")));

/// A table of `COUNT` cells of `SIZE` bytes. Evaluated when the crate is compiled: a wrong size does not compile.
pub(super) const fn table<const SIZE: usize, const COUNT: usize>(place: std::ops::Range<usize>) -> &'static [[u8; SIZE]; COUNT] {
    assert!(place.end - place.start == SIZE * COUNT, "the build script and the crate disagree");
    let (_, from) = IMAGE.0.split_at(place.start);
    match from.as_chunks().0.first_chunk() {
        Some(cells) => cells,
        None => unreachable!(),
    }
}
