//! Units of figures, and the words around them; in simplified characters, and found in either script.

use super::simple::{simple, stands};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A list of words, found by their first character: most characters begin none.
pub(super) struct Words(LazyLock<FxHashMap<char, Vec<&'static str>>>);

impl Words {
    const fn new(build: fn() -> FxHashMap<char, Vec<&'static str>>) -> Self {
        Self(LazyLock::new(build))
    }

    /// How many bytes the longest of the words at the start of `text` is.
    pub(super) fn longest(&self, text: &str) -> Option<usize> {
        let first = simple(text.chars().next()?);
        self.0.get(&first)?.iter().find_map(|word| stands(text, word))
    }

    /// Whether a word of the list begins with `c`.
    pub(super) fn begins(&self, c: char) -> bool {
        self.0.contains_key(&simple(c))
    }
}

/// The words by first character, longest first.
fn by_first(words: &[&'static str]) -> FxHashMap<char, Vec<&'static str>> {
    let mut found: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
    for word in words {
        if let Some(first) = word.chars().next() {
            found.entry(first).or_default().push(word);
        }
    }
    found
        .into_iter()
        .map(|(first, mut words)| {
            words.sort_by_key(|w| std::cmp::Reverse(w.len()));
            (first, words)
        })
        .collect()
}

/// Units that a single Chinese numeral may take too (一个, 三年): together they are no word of another meaning.
pub(super) static STRICT: Words = Words::new(|| by_first(STRICT_WORDS));
const STRICT_WORDS: &[&str] = &[
    "个",
    "名",
    "位",
    "人",
    "户",
    "家",
    "项",
    "条",
    "件",
    "次",
    "场",
    "批",
    "期",
    "届",
    "轮",
    "类",
    "种",
    "处",
    "座",
    "栋",
    "所",
    "台",
    "套",
    "辆",
    "架",
    "艘",
    "支",
    "年",
    "日",
    "天",
    "周",
    "岁",
    "倍",
    "成",
    "例",
    "株",
    "桶",
    "载",
    "起",
    "元",
    "吨",
    "亩",
    "公里",
    "公顷",
    "公斤",
    "小时",
    "分钟",
    "季度",
    "个月",
    "个季度",
    "个百分点",
    "百分点",
    "人次",
    "户次",
    "场次",
    "件次",
    "班次",
    "架次",
    "列次",
    "艘次",
    "台次",
    "批次",
    "剂次",
    "台套",
    "平方米",
    "平方公里",
    "立方米",
    "年期",
    "位数",
    "基点",
    "个基点",
    "工作日",
    "个工作日",
    "个星期",
    "个小时",
    "个人",
    "学年",
    "周岁",
    "周年",
    "美元",
    "欧元",
    "日元",
    "英镑",
    "港元",
    "卢布",
];

/// Units that only digits and longer numerals take (5级; but 一级, 一线, 十分 are words).
pub(super) static LOOSE: Words = Words::new(|| by_first(LOOSE_WORDS));
const LOOSE_WORDS: &[&str] = &[
    "万元户",
    "元钱",
    "块钱",
    "毛钱",
    "分钱",
    "角",
    "千克",
    "克",
    "斤",
    "担",
    "毫克",
    "微克",
    "千米",
    "米",
    "厘米",
    "毫米",
    "微米",
    "纳米",
    "公尺",
    "里",
    "英里",
    "华里",
    "英尺",
    "英寸",
    "升",
    "毫升",
    "度",
    "摄氏度",
    "℃",
    "千瓦",
    "千瓦时",
    "千瓦小时",
    "瓦",
    "瓩",
    "马力",
    "千伏",
    "千伏安",
    "伏",
    "伏安",
    "秒",
    "点",
    "分",
    "时",
    "刻",
    "级",
    "吨级",
    "道",
    "门",
    "层",
    "层楼",
    "线",
    "股",
    "份",
    "本",
    "篇",
    "部",
    "张",
    "块",
    "片",
    "颗",
    "粒",
    "头",
    "只",
    "匹",
    "口",
    "间",
    "厅",
    "馆",
    "站",
    "号",
    "号楼",
    "票",
    "幢",
    "枚",
    "册",
    "卷",
    "章",
    "节",
    "款",
    "字",
    "句",
    "页",
    "遍",
    "趟",
    "步",
    "班",
    "组",
    "队",
    "校",
    "县",
    "市",
    "省",
    "区",
    "镇",
    "乡",
    "村",
    "国",
    "村次",
    "车次",
    "标准箱",
    "标箱",
    "箱",
    "列",
    "宗",
    "对",
    "笔",
    "剂",
    "分贝",
    "大卡",
    "学时",
    "课时",
    "平方",
    "立方",
    "标方",
    "公方",
    "公升",
    "海里",
    "海浬",
    "人年",
    "吨公里",
    "人公里",
    "工时",
    "兆瓦",
    "兆瓦时",
    "吉瓦",
    "吉瓦时",
    "太瓦时",
    "兆",
    "比特",
    "字节",
    "赫兹",
    "帕",
    "牛",
    "焦耳",
    "卡",
];

/// Parts of laws and books: units of an order, which a single Chinese numeral takes behind 第 (第一款; but 第一线 is a word).
pub(super) static ORDER: Words = Words::new(|| by_first(&["编", "章", "节", "款", "卷", "册", "页"]));

/// Units in letters and signs, as they are written behind digits.
pub(super) static LATIN: Words = Words::new(|| by_first(LATIN_WORDS));
const LATIN_WORDS: &[&str] = &[
    "km", "km/h", "km²", "km2", "㎞", "cm", "㎝", "mm", "㎜", "nm", "μm", "m²", "㎡", "m³", "㎥", "kg", "㎏", "mg", "mg/L", "mg/m³", "μg/m³", "ug/m³", "kW",
    "KW", "kWh", "MW", "MWh", "GW", "GWh", "TWh", "kV", "KV", "kVA", "MHz", "GHz", "MB", "GB", "TB", "PB", "Mbps", "Gbps", "°C",
];

/// Units that a power of ten counts without a number before it (百项, 千名): with it they are no word of another meaning, as 百家,
/// 千户 and 万里 are.
pub(super) static COUNTED: [&str; 12] = ["个", "名", "项", "条", "件", "场", "座", "台", "套", "辆", "架", "艘"];

/// Units of measure that 百 and 千 count likewise. 万元 and 亿吨 are units themselves, of tables.
pub(super) static MEASURED: [&str; 13] = ["元", "吨", "亩", "公里", "公顷", "公斤", "人次", "平方米", "平方公里", "立方米", "美元", "欧元", "港元"];

/// How near a figure is, and which side.
pub(super) static NEARNESS: Words = Words::new(|| by_first(NEARNESS_WORDS));
const NEARNESS_WORDS: &[&str] = &[
    "左右", "上下", "以上", "以下", "以内", "以外", "之内", "之间", "之前", "之后", "以前", "以后", "以来", "以里", "多", "余", "前", "后", "内", "来", "起",
    "间", "之久", "开外", "整",
];

/// Which part of a year or month.
pub(super) static PART_OF_TIME: Words = Words::new(|| by_first(PART_OF_TIME_WORDS));
const PART_OF_TIME_WORDS: &[&str] = &["初", "底", "末", "年初", "年底", "年末", "上旬", "中旬", "下旬", "上半年", "下半年", "中期", "度", "终"];
