//! Lines of those who made a page of a public account: who did what, and what readers are asked to do.

use super::furniture::SHORT;
use super::lines::within;
use crate::corpus::site_words::{Kind, SEPARATORS, kind};

/// Whether a line names those who made a page, each behind what they did: 编辑｜张三, 来源：某某报 审核：李四.
pub(super) fn is_credit(line: &str) -> bool {
    if !within(line, SHORT) || line.ends_with(['。', '；', '，']) {
        return false;
    }
    let separators = |c: char| SEPARATORS.contains(&c) || matches!(c, '/' | '／');
    let Some((roles, names)) = line.trim_matches(['（', '）', '(', ')', '[', ']', '【', '】']).split_once(separators) else { return false };
    let blank = |c: char| c.is_whitespace() || c == '、';
    let mut roles = roles.split(blank).filter(|word| !word.is_empty()).peekable();
    // A name has up to four characters; who it comes from may be a newspaper.
    let longest = if roles.peek().is_some_and(|role| matches!(kind(role), Some(Kind::Source | Kind::Supplied))) { 16 } else { 4 };
    let mut names = names.split(|c: char| blank(c) || separators(c)).filter(|word| !word.is_empty()).peekable();
    let is_role = |word| matches!(kind(word), Some(Kind::Source | Kind::Editor | Kind::Reviewer | Kind::Maker | Kind::Supplied));
    roles.peek().is_some() && roles.all(is_role) && names.peek().is_some() && names.all(|word| within(word, longest))
}

/// Whether a line calls on readers of a public account: 点击上方“某某”关注我们, 点在看, 长按二维码.
pub(super) fn is_call(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let calls = |first: &[&str], then: &[&str]| first.iter().any(|word| bare.starts_with(word)) && then.iter().any(|word| bare.contains(word));
    within(line, SHORT)
        && !line.ends_with('。')
        && (kind(bare) == Some(Kind::Call)
            || calls(
                &["点击", "点个", "点上方", "点蓝字", "更多精彩", "戳", "长按", "扫描", "扫码", "识别", "微信扫", "欢迎关注", "关注我们", "请关注"],
                &["关注", "二维码", "阅读原文", "公众号", "扫一扫", "蓝字", "在看"],
            ))
}
