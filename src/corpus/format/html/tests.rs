//! Whole pages.

use super::extract;
use super::selector::Selector;
use crate::corpus::format::limits::Limits;

fn text(page: &str) -> String {
    extract(page, &Limits::default(), None, false).0.text
}

#[test]
fn text_is_what_a_reader_sees() {
    for (page, expected) in [
        ("<p>一<p>二", "一\n二"),
        ("一<br>二<br/><br>三", "一\n二\n三"),
        ("<p>今年\n经济  增长\n5 %</p>", "今年经济 增长 5 %"),
        ("<p>the\nstate</p>", "the state"),
        ("<p>　　各位代表：&nbsp;</p><p>&nbsp;</p>", "各位代表："),
        ("<div>一<div>二</div>三</div>", "一\n二\n三"),
        ("<p>一<b>、</b><i>二</i></p>", "一、二"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("<pre>一\n  二</pre>", "一\n二"),
        ("<p>一<script>x</script><style>y</style><!--z-->二<noscript>w</noscript></p>", "一二"),
        ("<p>汉<ruby>字<rp>(</rp><rt>zì</rt></ruby></p>", "汉字"),
        ("<table><tr><td>一</td></tr><tr><td>二</td></tr></table>", "一\n二"),
    ] {
        assert_eq!(text(page), expected, "{page}");
    }
}

#[test]
fn some_office_programs_break_lines_at_blanks() {
    let page = "<p>某省代理主席\n王某某</p>";
    assert_eq!(text(page), "某省代理主席王某某");
    assert_eq!(text(&format!("<meta name=generator content='LibreOffice 7.4'>{page}")), "某省代理主席 王某某");
}

#[test]
fn tables_that_are_the_whole_page_are_read() {
    use crate::corpus::format::{Ask, Format};
    let read = |page: &str| {
        let read = super::Html.read(std::path::Path::new("a.xls"), page.as_bytes(), &Ask::default());
        read.map(|(documents, _)| documents.iter().map(|d| (d.mark.clone(), d.text.clone(), d.variables.clone())).collect::<Vec<_>>())
    };
    let long = "同志们，大家好。".repeat(40);
    let row = |cells: &[&str]| format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<Vec<_>>().concat());
    let export = format!("<meta charset=utf-8><table>{}{}{}</table>", row(&["日期", "正文"]), row(&["2023-03-05", "一<br>二"]), row(&["2023-06-05", &long]));
    let found = read(&export).unwrap();
    let told: Vec<_> = found.iter().map(|(mark, text, variables)| (mark.as_str(), text.as_str(), variables[0].1.as_str())).collect();
    assert_eq!(told, [("00001", "一\n二", "2023-03-05"), ("00002", long.as_str(), "2023-06-05")]);
    // Beside a text, and without a column of texts, a table is none of speeches.
    assert_eq!(read(&format!("<p>{}</p>{export}", long.repeat(9))).unwrap().len(), 1);
    let found = read(&format!("<table>{}{}</table>", row(&["指标", "数值"]), row(&["增长", "5%"]))).unwrap();
    assert_eq!(found[0].1, "指标\n数值\n增长\n5%");
    let links = read(&"<li><a href=x>某讲话</a></li>".repeat(9)).unwrap_err();
    assert!(links.to_string().contains("--selector"), "{links}");
}

#[test]
fn tables_notes_and_deletions_stand_aside() {
    let page =
        "<p>一</p><table><tr><th>年</th><th>值</th></tr><tr><td>2023</td><td>5</td></tr></table><p>二<del>旧</del>三</p><div id=sdfootnote1><p>注</p></div>";
    let (found, _) = extract(page, &Limits::default(), None, false);
    assert_eq!(found.text, "一\n二三");
    let aside: Vec<_> = found.aside.iter().map(|a| (format!("{:?}", a.kind), a.at, a.text.as_str())).collect();
    assert_eq!(aside, [("Table".to_owned(), 4, "年\t值\n2023\t5"), ("Deleted".to_owned(), 4, "旧"), ("Note".to_owned(), 10, "注")]);
}

#[test]
fn lists_of_links_are_no_speech_however_short_the_article() {
    let list = (1..7).map(|day| format!("<li><a href=t{day}>驻某国使馆举办第{day}次儿童节开放日活动</a>(2017-06-0{day})</li>")).collect::<Vec<_>>().concat();
    let page = format!("<h1>义卖活动</h1><div><p>2019年12月7日，一年一度的义卖拉开帷幕，使馆设展参加。</p></div><div><div>相关新闻</div><ul>{list}</ul></div>");
    assert_eq!(text(&page), "义卖活动\n2019年12月7日，一年一度的义卖拉开帷幕，使馆设展参加。");
    // A linked phrase of a sentence.
    assert_eq!(text("<p>会议通过了<a href=x>2023年3月5日的决定</a>，大家同意。</p>"), "会议通过了2023年3月5日的决定，大家同意。");
}

#[test]
fn headings_have_their_levels() {
    let (found, _) = extract("<h1>题</h1><p>文。</p><h3>一、工作</h3><p><b>二、要求</b></p><p><b>必须做好。</b></p>", &Limits::default(), None, false);
    let headings: Vec<_> = found.headings.iter().map(|h| (&found.text[h.range.clone()], h.level)).collect();
    assert_eq!(headings, [("题", 1), ("一、工作", 3), ("二、要求", 0)]);
}

#[test]
fn a_selector_is_honoured() {
    let page = "<div id=a><p>一</p></div><div class='b c'><p>二</p><p>三</p></div>";
    for (selector, expected) in [("#a", "一"), (".c", "二\n三"), ("div", "一\n二\n三"), (".b p", "二\n三"), (".b, #a", "一\n二\n三")] {
        let (found, removed) = extract(page, &Limits::default(), Selector::parse(selector).as_ref(), false);
        assert_eq!(found.text, expected, "{selector}");
        let left_out: usize = removed.iter().map(|r| r.text.split('\n').count()).sum();
        assert_eq!(left_out + found.text.split('\n').count(), 3, "{selector}");
    }
    let (found, _) = extract(page, &Limits::default(), Selector::parse(".none").as_ref(), false);
    assert_eq!(found.notes.len(), 1);
}

#[test]
fn deep_and_broken_pages_take_linear_time() {
    let deep = 200_000;
    for page in [
        "<div>".repeat(deep) + "底",
        "<b>".repeat(deep) + "底" + &"</b>".repeat(deep),
        "<table><tr><td>".repeat(deep / 3) + "底",
        "<ul><li>".repeat(deep / 2) + "底",
        "<p><i>".repeat(deep / 2) + "底",
        "</b>".repeat(deep) + "底",
        "<a '>".repeat(deep) + "底",
        "<a b=\"><".repeat(deep) + ">底",
        "<title>".repeat(deep) + "底",
        "<b>".repeat(600) + &"</u>".repeat(deep) + "底",
        "&amp".repeat(deep) + "底",
        "<!--".repeat(deep) + "-->底",
        "<".repeat(deep) + "底",
    ] {
        let started = std::time::Instant::now();
        assert!(text(&page).ends_with('底'), "{}", &page[..20]);
        assert!(started.elapsed().as_secs() < 10, "{}: {:?}", &page[..20], started.elapsed());
    }
}
