//! What a reader left out of a speech, and by which rule: nothing disappears without a trace.

use crate::lang::Text;

/// A passage that stands in the file and was taken for none of the speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The byte of the kept text where it stood.
    pub at: usize,
    /// Its text; lines are parted by `\n`.
    pub text: String,
    /// Why it was left out.
    pub rule: Rule,
}

/// Why a passage of a web page is no part of the speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Menus and search boxes.
    Navigation,
    /// The head of the site.
    SiteHead,
    /// The foot of the site: owner, address, licence number, copyright.
    SiteFoot,
    /// A column beside the text.
    Sidebar,
    /// 您的位置：首页 > 新闻.
    Breadcrumb,
    /// Font size, printing, sharing.
    Tools,
    /// 发布时间、来源、浏览次数 in one line.
    PageInfo,
    /// 责任编辑：…….
    Editor,
    /// Lists of links, with 相关阅读 and the like above them.
    Links,
    /// Readers' comments.
    Comments,
    /// Elements that a browser does not show.
    Hidden,
    /// Anything else outside the element that holds the text.
    Outside,
}

impl Rule {
    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Navigation => "page navigation",
            Self::SiteHead => "site head",
            Self::SiteFoot => "site foot",
            Self::Sidebar => "sidebar",
            Self::Breadcrumb => "breadcrumb",
            Self::Tools => "page tools",
            Self::PageInfo => "page info",
            Self::Editor => "editor",
            Self::Links => "link list",
            Self::Comments => "comments",
            Self::Hidden => "hidden",
            Self::Outside => "outside the text",
        }
    }

    /// What it says to a reader.
    #[must_use]
    pub fn text(self) -> Text {
        let zh = match self {
            Self::Navigation => "网页导航",
            Self::SiteHead => "网站页头",
            Self::SiteFoot => "网站页脚",
            Self::Sidebar => "侧栏",
            Self::Breadcrumb => "当前位置",
            Self::Tools => "字号、打印、分享",
            Self::PageInfo => "发布信息",
            Self::Editor => "责任编辑",
            Self::Links => "链接列表",
            Self::Comments => "网友评论",
            Self::Hidden => "网页上不显示",
            Self::Outside => "正文区域以外",
        };
        Text::new(zh, self.name())
    }
}
