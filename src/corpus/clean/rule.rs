//! The rules of cleaning: one row a rule, with its name and what it does in both languages.

use crate::lang::Text;

/// What an edit was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// `<U+00A0>`, `&nbsp;` and other characters written out by a converter.
    Escape,
    /// Characters without width inside text.
    ZeroWidth,
    /// Marks of Markdown and HTML: images, the addresses of links, tags.
    Markup,
    /// A table drawn by strokes.
    Table,
    /// A line that ends inside a sentence.
    BrokenLine,
    /// Paragraphs that stand on one line, each after two wide blanks.
    LostBreak,
    /// A page's number on a line of its own.
    PageNumber,
    /// A line of a web site amid the text.
    SiteLine,
    /// A list of links on one line.
    LinkList,
    /// A line by which a site says that it keeps a part of the text back: that part is not there.
    Withheld,
    /// The caption of a news photograph, or its credit.
    Credit,
    /// A news agency's mark before the text.
    Agency,
    /// What listeners did, in brackets.
    Applause,
    /// A web address in running text.
    Url,
    /// Digits set apart.
    SpacedDigits,
    /// A blank between a number and the word it belongs to.
    NumberSpace,
    /// A blank between Chinese characters of one sentence.
    HanSpace,
    /// Text that the file holds again; only where [`Cleaned::leave_out`](super::Cleaned::leave_out) is asked to.
    Copy,
    /// A line that stands in most documents of the corpus; only where the user sets it aside.
    Boilerplate,
}

/// Whether a rule takes noise away or mends what typesetting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Takes away what is not the speaker's.
    Removal,
    /// Mends what the speaker said and a file spoilt.
    Repair,
}

/// A rule, its name in tables, its task, and its description in Chinese and English.
type Row = (Rule, &'static str, Task, &'static str, &'static str);

/// All rules, in the order of [`Rule`].
const TABLE: [Row; 19] = [
    (
        Rule::Escape,
        "escape",
        Task::Repair,
        "还原写成代码的字符（<U+00A0>、&nbsp; 等）",
        "characters written out as codes (<U+00A0>, &nbsp;) made characters again",
    ),
    (Rule::ZeroWidth, "zero-width", Task::Repair, "去掉看不见的零宽字符", "invisible characters without width removed"),
    (
        Rule::Markup,
        "markup",
        Task::Removal,
        "去掉 Markdown、网页的标记（图片、链接的地址、标签、文下的注）",
        "marks of Markdown and HTML removed (images, addresses of links, tags, notes under the text)",
    ),
    (Rule::Table, "table", Task::Removal, "去掉用竖线画的表格，它不是讲话", "tables drawn by strokes removed: they are no speech"),
    (Rule::BrokenLine, "broken-line", Task::Repair, "接上在句子中间断开的行", "lines broken inside a sentence joined"),
    (
        Rule::LostBreak,
        "lost-break",
        Task::Repair,
        "把挤在一行里、只用两个全角空格分开的段落分开",
        "paragraphs parted that stand on one line, two wide blanks between them",
    ),
    (Rule::PageNumber, "page-number", Task::Removal, "去掉单独成行的页码", "numbers of pages on lines of their own removed"),
    (
        Rule::SiteLine,
        "site-line",
        Task::Removal,
        "去掉夹在正文中间的网站栏目行（责任编辑、版权所有等）",
        "lines of a web site amid the text removed (editor, copyright)",
    ),
    (Rule::LinkList, "link-list", Task::Removal, "去掉“相关链接”一类的链接列表", "lists of related links removed"),
    (
        Rule::Withheld,
        "withheld",
        Task::Removal,
        "去掉“此处隐藏多少字”“会员可见”一类的提示：那里的文字文件里没有",
        "a site's notices that it keeps a part of the text back removed: that part is not in the file",
    ),
    (Rule::Credit, "credit", Task::Removal, "去掉新闻图片的说明和“记者某某摄”“Photo Credit”", "captions and credits of news photographs removed"),
    (
        Rule::Agency,
        "agency",
        Task::Removal,
        "去掉正文前后的电头（形如“新华社某地某月某日电”）和报纸版次",
        "a news agency's mark and a newspaper's page removed",
    ),
    (Rule::Applause, "applause", Task::Removal, "去掉（鼓掌）（掌声）（全场起立）等现场记录", "notes of applause and the like removed"),
    (Rule::Url, "url", Task::Removal, "去掉句子里的网址", "web addresses in running text removed"),
    (Rule::SpacedDigits, "spaced-digits", Task::Repair, "合上分开排的数字（1 9 9 3 年）", "digits set apart joined (1 9 9 3 年)"),
    (Rule::NumberSpace, "number-space", Task::Repair, "去掉数字与汉字之间的排版空格", "blanks between numbers and Chinese characters removed"),
    (Rule::HanSpace, "han-space", Task::Repair, "去掉句子里汉字之间的空格", "blanks between Chinese characters of a sentence removed"),
    (Rule::Copy, "copy", Task::Removal, "去掉文件里重复保存的同一正文", "text that the file holds several times counted once"),
    (Rule::Boilerplate, "boilerplate", Task::Removal, "搁置多数文件里都有的行", "lines that stand in most documents set aside"),
];

impl Rule {
    /// All rules, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static Row {
        TABLE.get(self as usize).unwrap_or(&TABLE[0])
    }

    /// Its name in tables and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What it is for.
    #[must_use]
    pub fn task(self) -> Task {
        self.row().2
    }

    /// What it does, for readers.
    #[must_use]
    pub fn description(self) -> Text {
        Text::new(self.row().3, self.row().4)
    }

    /// The rule of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|rule| rule.name() == name)
    }
}

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules(u32);

impl Default for Rules {
    fn default() -> Self {
        Self::all()
    }
}

impl Rules {
    /// All of them.
    #[must_use]
    pub const fn all() -> Self {
        Self(u32::MAX)
    }

    /// None of them: the text stays as it is.
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    /// Those and `rule`.
    #[must_use]
    pub const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u16)
    }

    /// Those but `rule`.
    #[must_use]
    pub const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u16))
    }

    /// Whether `rule` is among them.
    #[must_use]
    pub const fn has(self, rule: Rule) -> bool {
        self.0 & 1 << rule as u16 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_rules() {
        for (at, rule) in Rule::all().enumerate() {
            assert_eq!(rule as usize, at);
            assert_eq!(Rule::named(rule.name()), Some(rule));
            assert!(Rules::none().with(rule).has(rule) && !Rules::all().without(rule).has(rule));
        }
    }
}
