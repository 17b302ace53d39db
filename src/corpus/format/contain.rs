//! Keeps a parser's panic to the file it was reading.
//!
//! Foreign parsers run on a thread of their own, whose stack is large enough for any nesting that they accept. Starting it takes
//! some ten microseconds, which a text file of a few kilobytes would notice and a Word file does not.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// Bytes of the stack; the system provides only what is used.
const STACK: usize = 64 << 20;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The result of `work` on this thread, or what it said when it panicked; nothing is printed.
///
/// # Errors
/// The panic's words.
pub(super) fn here<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    hush();
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.map_err(|panic| words(panic.as_ref()))
}

/// The same on a thread with a large stack.
///
/// # Errors
/// The panic's words, or why no thread could be started.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || here(work)).map_err(|e| e.to_string())?;
        thread.join().unwrap_or_else(|panic| Err(words(panic.as_ref())))
    })
}

/// Puts a hook before the one that prints panics: it swallows those of threads that are being watched, and passes on all others.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                print(info);
            }
        }));
    });
}

fn words(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    words.unwrap_or_else(|| "no reason given".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{apart, here};

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(here(|| 1), Ok(1));
        assert_eq!(here(|| -> u8 { panic!("bad table {}", 7) }), Err("bad table 7".to_owned()));
        assert_eq!(apart(|| -> u8 { panic!("static") }), Err("static".to_owned()));
        assert_eq!(apart(|| 2), Ok(2));
    }

    #[test]
    fn the_stack_holds_deep_nesting() {
        fn depth(n: u64) -> u64 {
            if n == 0 { 0 } else { std::hint::black_box(depth(n - 1)) + 1 }
        }
        assert_eq!(apart(|| depth(100_000)), Ok(100_000));
    }
}
