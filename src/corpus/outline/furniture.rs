//! Lines of a web site around a speech: an editor's lead-in, links, copyright, registration numbers.
//!
//! Only a block at the very start and one at the very end count, and only lines that name themselves; a doubtful
//! line stays speech.

/// Whether `line`, at the edge of a text, belongs to a web site and not to the speaker.
#[must_use]
pub fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    let contains = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let begins = |words: &[&str]| words.iter().any(|w| lower.starts_with(w));
    let short = line.chars().count() <= 40;
    contains(&["小编", "版权所有", "备案号", "icp备", "公网安备", "copyright", "©", "powered by", "all rights reserved", "范文网"])
        || begins(&["扩展阅读", "推荐阅读", "相关阅读", "延伸阅读", "相关文章", "猜你喜欢", "上一篇", "下一篇", "责任编辑", "责编", "（责任编辑", "(责任编辑"])
        || short && begins(&["http://", "https://", "www.", "来源：", "来源:", "打印本页", "关闭窗口", "【打印", "分享到", "字号：", "浏览次数", "点击数"])
        || short && contains(&["https://", "http://"])
}

#[cfg(test)]
mod tests {
    use super::is_furniture;

    #[test]
    fn a_site_names_itself_and_a_speaker_does_not() {
        for line in [
            "下面是小编为大家整理的在全市第二季度组织部长例会上讲话,供大家参考。",
            "扩展阅读文章",
            "77范文网 https://www.example.com",
            "Copyright © 2015-2024 . 77范文网 版权所有",
            "Powered by 77范文网 © All Rights Reserved. 备案号:粤ICP备15071480号-27",
            "上一篇：在例会上的讲话",
            "责任编辑：张三",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in ["同志们：", "在全市组织部长例会上的讲话", "要加强网站建设，规范信息来源。", "谢谢大家！", ""] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
