//! How files are read, from the options that speak of it.

use super::{Options, named};
use crate::corpus::clean::Rules;
use crate::corpus::decode::Charset;
use crate::corpus::format::limits::Limits;
use crate::corpus::format::{Ask, Columns};
use crate::corpus::outline::Extent;
use crate::corpus::read::How;
use crate::corpus::script::Script;
use crate::error::{Error, Result};
use crate::lang::Lang;

/// How files are read.
pub(super) fn how(options: &Options) -> Result<How> {
    let encoding = options.encoding.as_deref().map(|name| {
        let known = ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "GBK", "Big5", "HZ"].map(str::to_owned).to_vec();
        Charset::parse(name).ok_or_else(|| Error::Choice { option: "--encoding".to_owned(), value: name.to_owned(), known })
    });
    let whole = options.no_clean == Some(true);
    let usual = Limits::default();
    let limits = Limits {
        file_bytes: options.max_file_size.unwrap_or(usual.file_bytes),
        expanded_bytes: options.max_unpacked_size.unwrap_or(usual.expanded_bytes),
        expansion_ratio: options.max_ratio.unwrap_or(usual.expansion_ratio),
        entries: options.max_entries.unwrap_or(usual.entries),
        depth: options.max_depth.unwrap_or(usual.depth),
        line_chars: options.max_line.unwrap_or(usual.line_chars),
        seconds: options.max_seconds.unwrap_or(usual.seconds),
    };
    let columns = Columns {
        text: options.text_column.clone(),
        date: options.date_column.clone(),
        title: options.title_column.clone(),
        document: options.document_column.clone(),
    };
    Ok(How {
        ask: Ask { columns, encoding: encoding.transpose()?, limits, selector: options.selector.clone(), whole },
        // Text that is parted by blanks already is taken as it is.
        rules: if whole || options.segmented == Some(true) { Rules::none() } else { Rules::all() },
        extent: match (whole, options.with_notes == Some(true)) {
            (true, _) => Extent::Whole,
            (false, true) => Extent::WithNotes,
            (false, false) => Extent::Speech,
        },
        body: options.body.clone(),
        infer_dates: options.infer_dates.unwrap_or(false),
        set_boilerplate_aside: options.without_boilerplate.unwrap_or(false),
        script: options
            .script
            .as_deref()
            .map_or(Ok(Script::AsWritten), |name| named("--script", name, &[("as-written", Script::AsWritten), ("simplified", Script::Simplified)]))?,
        beside: options.named_files().into_iter().chain(options.output.clone()).collect(),
        lang: options.lang.as_deref().map_or(Ok(Lang::Zh), Lang::parse)?,
        apart: false,
    })
}
