//! Lines of those who made a page of a public account: who did what, and what readers are asked to do.

use super::furniture::SHORT;
use super::lines::within;

/// Whether a line names those who made a page, each behind what they did: 编辑｜张三, 来源：某某报 审核：李四.
pub(super) fn is_credit(line: &str) -> bool {
    const ROLES: &[&str] = &[
        "编辑",
        "责任编辑",
        "责编",
        "值班编辑",
        "美编",
        "编审",
        "审核",
        "审校",
        "校对",
        "校审",
        "初审",
        "复审",
        "终审",
        "一审",
        "二审",
        "三审",
        "监制",
        "主编",
        "副主编",
        "总编",
        "总监制",
        "统筹",
        "策划",
        "制作",
        "排版",
        "设计",
        "供稿",
        "投稿",
        "摄影",
        "图片",
        "文字",
        "图文",
        "来源",
        "撰稿",
        "转自",
        "出品",
    ];
    if !within(line, SHORT) || line.ends_with(['。', '；', '，']) {
        return false;
    }
    let separators = ['：', ':', '｜', '|', '丨', '/', '／'];
    let Some((roles, names)) = line.trim_matches(['（', '）', '(', ')', '[', ']', '【', '】']).split_once(separators) else { return false };
    let blank = |c: char| c.is_whitespace() || c == '、';
    let mut roles = roles.split(blank).filter(|word| !word.is_empty()).peekable();
    // A name has up to four characters; who it comes from may be a newspaper.
    let from = |role: &str| ["来源", "转自", "供稿", "出品", "制作", "图片", "图文", "文字"].contains(&role);
    let longest = if roles.peek().is_some_and(|role| from(role)) { 16 } else { 4 };
    let mut names = names.split(|c: char| blank(c) || separators.contains(&c)).filter(|word| !word.is_empty()).peekable();
    roles.peek().is_some() && roles.all(|word| ROLES.contains(&word)) && names.peek().is_some() && names.all(|word| within(word, longest))
}

/// Whether a line calls on readers of a public account: 点击上方“某某”关注我们, 点在看, 长按二维码.
pub(super) fn is_call(line: &str) -> bool {
    const WHOLE: &[&str] = &[
        "点分享",
        "点收藏",
        "点在看",
        "点点赞",
        "点赞",
        "在看",
        "阅读原文",
        "戳阅读原文",
        "知道了",
        "取消 允许",
        "继续滑动看下一个",
        "轻触阅读原文",
        "向上滑动看下一个",
        "关注该公众号",
        "使用小程序",
        "预览时标签不可点",
        "喜欢此内容的人还喜欢",
    ];
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let calls = |first: &[&str], then: &[&str]| first.iter().any(|word| bare.starts_with(word)) && then.iter().any(|word| bare.contains(word));
    within(line, SHORT)
        && !line.ends_with('。')
        && (WHOLE.contains(&bare)
            || calls(
                &["点击", "点上方", "点蓝字", "戳", "长按", "扫描", "扫码", "识别", "微信扫", "欢迎关注", "关注我们", "请关注"],
                &["关注", "二维码", "阅读原文", "公众号", "扫一扫", "蓝字"],
            ))
}
