//! What stands more than once: in a document, in two documents, in most documents.
//!
//! Three questions, a file each. [`within`]: does this document hold its text several times over (a page saved badly
//! does)? Then the copies can be left out by ranges. [`near`]: which documents are nearly the same? They are told, never
//! removed. [`boilerplate`]: which lines and sentences stand in most documents of the corpus? They can be set aside by
//! ranges, so that a result can be shown with and without them.
//!
//! All of it is linear in the text, keeps no more than hashes of it, and gives the same result in whatever order threads
//! run, for there are none. Blanks, punctuation and width count for nothing in [`near`]; blanks around a line for nothing in the
//! others.
//!
//! ```
//! use wenmai::corpus::repeats::{near::near, within::within};
//! let paragraph = |n| format!("第{n}个方面，全市上下围绕中心、服务大局，扎实推进各项工作，取得了明显的成效，形势很好。\n");
//! let page: String = (1..=3).map(paragraph).chain(["谢谢！\n".to_owned()]).collect();
//! let found = within(&page.repeat(6));
//! assert_eq!((found.times, found.copies.len()), (Some(6), 1)); // the five copies are one range
//! assert_eq!(near(&[&page, &page], 0.8)[0].share, 1.0);
//! ```

pub mod boilerplate;
mod hash;
pub mod near;
pub mod within;
