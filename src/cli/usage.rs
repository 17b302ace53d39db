//! What is wrong with a command line, in Chinese: clap says it in English only.

use super::args::Arguments;
use super::print;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Error};

/// Tells of a command line that could not be read, or shows the help that it asks for; whether it was a mistake.
pub(super) fn told(error: &Error) -> bool {
    let words: Vec<_> = std::env::args_os().collect();
    let english = words.iter().any(|word| word == "--lang=en") || words.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if let Some((message, hint)) = message(error).filter(|_| !english) {
        let commands = Arguments::command();
        let command = commands.get_subcommands().map(clap::Command::get_name).find(|name| words.iter().any(|word| word == name));
        let usage = format!("用法见 wenmai {}--help", command.map(|name| format!("{name} ")).unwrap_or_default());
        let hint = hint.map(|hint| if hint.ends_with('？') { hint } else { hint + "；" }).unwrap_or_default();
        print::tell(&format!("错误：{message}\n提示：{hint}{usage}"));
    } else {
        // Nobody listening is no error.
        let _ = error.print();
    }
    error.use_stderr()
}

/// The message and a hint; `None` for what is no mistake (`--help`, `--version`), or none that is known here.
fn message(error: &Error) -> Option<(String, Option<String>)> {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let one = |kind| given(kind).join("、");
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let meant = |kind| Some(given(kind)).filter(|near| !near.is_empty()).map(|near| format!("是不是 {}？", near.join("、")));
    let choices = || Some(given(ContextKind::ValidValue)).filter(|valid| !valid.is_empty()).map(|valid| format!("可以是 {}", valid.join("、")));
    Some(match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => (format!("没有 {argument} 这个选项"), meant(ContextKind::SuggestedArg)),
        ErrorKind::UnknownArgument => {
            (format!("多了“{argument}”：一次只能给一个文件夹或文件"), Some("名称里有空格的，请用引号括起来；几个文件请放进一个文件夹".to_owned()))
        }
        ErrorKind::InvalidSubcommand => (format!("没有 {} 这个命令", one(ContextKind::InvalidSubcommand)), meant(ContextKind::SuggestedSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => (format!("{argument} 后面缺了内容"), choices()),
        ErrorKind::InvalidValue => (format!("{argument} 不能是“{value}”"), meant(ContextKind::SuggestedValue).or_else(choices)),
        ErrorKind::ValueValidation => {
            let (inside, whole) = (argument.contains("<N>"), "应当是一个整数，如 20".to_owned());
            (format!("{argument} 不能是“{value}”"), inside.then_some(whole))
        }
        ErrorKind::MissingRequiredArgument => (format!("缺少 {argument}"), None),
        ErrorKind::ArgumentConflict => (format!("{argument} 不能和 {} 一起用", one(ContextKind::PriorArg)), None),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => (format!("{argument} 后面的内容个数不对"), None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Arguments, message};
    use clap::Parser as _;

    #[test]
    fn mistakes_are_told_in_chinese() {
        for (line, told, hint) in [
            ("freq --hlep", "没有 --hlep 这个选项", Some("是不是 --help？")),
            ("frq", "没有 frq 这个命令", Some("是不是 freq？")),
            ("freq --by quarter", "--by <UNIT> 不能是“quarter”", Some("可以是 all、period、topic、body、document、section")),
            ("freq --by sections", "--by <UNIT> 不能是“sections”", Some("是不是 section？")),
            ("freq --by", "--by <UNIT> 后面缺了内容", Some("可以是 all、period、topic、body、document、section")),
            ("freq --top abc", "--top <N> 不能是“abc”", Some("应当是一个整数，如 20")),
            ("freq --theme", "--theme <FILE|NAME> 后面缺了内容", None),
            ("kwic", "缺少 <TERM>", None),
            ("run a b", "多了“b”：一次只能给一个文件夹或文件", Some("名称里有空格的，请用引号括起来；几个文件请放进一个文件夹")),
        ] {
            let error = Arguments::try_parse_from(std::iter::once("wenmai").chain(line.split(' '))).unwrap_err();
            assert_eq!(message(&error), Some((told.to_owned(), hint.map(str::to_owned))), "{line}");
        }
        for line in ["--help", "--version", "freq --help"] {
            let error = Arguments::try_parse_from(std::iter::once("wenmai").chain(line.split(' '))).unwrap_err();
            assert_eq!(message(&error), None, "{line}");
        }
    }
}
