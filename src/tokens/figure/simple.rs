//! The plain form of the characters that figures are made of: simplified for traditional ones, 一 for 壹.

use std::borrow::Cow;

/// The simplified form; other characters as they are.
pub(super) fn simple(c: char) -> char {
    match c {
        '壹' => '一',
        '贰' | '貳' => '二',
        '叁' | '參' | '叄' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' | '陸' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        '萬' => '万',
        '億' => '亿',
        '兩' => '两',
        '幾' => '几',
        '數' => '数',
        '點' => '点',
        '負' => '负',
        '華' => '华',
        '國' => '国',
        '時' => '时',
        '號' => '号',
        '個' => '个',
        '戶' => '户',
        '項' => '项',
        '條' => '条',
        '場' => '场',
        '屆' => '届',
        '輪' => '轮',
        '類' => '类',
        '種' => '种',
        '處' => '处',
        '棟' => '栋',
        '臺' => '台',
        '輛' => '辆',
        '週' => '周',
        '歲' => '岁',
        '載' => '载',
        '噸' => '吨',
        '畝' => '亩',
        '頃' => '顷',
        '鐘' => '钟',
        '學' => '学',
        '歐' => '欧',
        '鎊' => '镑',
        '盧' => '卢',
        '劑' => '剂',
        '錢' => '钱',
        '塊' => '块',
        '擔' => '担',
        '釐' => '厘',
        '納' => '纳',
        '攝' => '摄',
        '紀' => '纪',
        '馬' => '马',
        '級' => '级',
        '門' => '门',
        '層' => '层',
        '樓' => '楼',
        '線' => '线',
        '張' => '张',
        '顆' => '颗',
        '頭' => '头',
        '隻' => '只',
        '間' => '间',
        '廳' => '厅',
        '館' => '馆',
        '冊' => '册',
        '節' => '节',
        '頁' => '页',
        '組' => '组',
        '隊' => '队',
        '縣' => '县',
        '區' => '区',
        '鎮' => '镇',
        '鄉' => '乡',
        '車' => '车',
        '標' => '标',
        '準' => '准',
        '對' => '对',
        '筆' => '笔',
        '貝' => '贝',
        '課' => '课',
        '餘' => '余',
        '來' => '来',
        '內' => '内',
        '後' => '后',
        '開' => '开',
        _ => c,
    }
}

/// Whether a character is a numeral as sums of money are written with.
pub(super) fn is_formal(c: char) -> bool {
    FORMAL.contains(c)
}

/// The numerals of sums of money.
pub(super) const FORMAL: &str = "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟";

/// The text in simplified characters, as far as these.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| simple(c) == c) { text.into() } else { text.chars().map(simple).collect() }
}

/// How many bytes of `text` are a word of simplified characters, in either script.
pub(super) fn stands(text: &str, word: &str) -> Option<usize> {
    if text.starts_with(word) {
        return Some(word.len());
    }
    let mut rest = text.chars();
    word.chars().all(|w| rest.next().is_some_and(|c| c == w || simple(c) == w)).then(|| text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_are_one() {
        for (text, word, expected) in
            [("公頃的", "公顷", Some(6)), ("公顷", "公顷", Some(6)), ("公里", "公顷", None), ("公", "公顷", None), ("個百分點", "个百分点", Some(12))]
        {
            assert_eq!(stands(text, word), expected, "{text}");
        }
        assert_eq!((simplified("個月"), simplified("个月")), ("个月".into(), "个月".into()));
    }
}
