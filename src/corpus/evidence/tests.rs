//! Forms of titles, datelines and edges, and what is read from them.

use super::evidence;
use crate::corpus::clean::{Rules, clean};
use crate::corpus::outline::outline;

const SPEECH: &str = "今年以来，全市上下围绕中心、服务大局，扎实推进各项工作，取得了明显的成效。\n一、工作回顾\n各项工作都有新的进展，成绩来之不易。\n";

/// Date with its source, speaker, office, occasion, place of a file with this header before a speech and this foot after.
fn told(name: &str, header: &str, foot: &str) -> [String; 5] {
    let text = format!("{header}\n各位代表：\n{SPEECH}{foot}");
    let cleaned = clean(&text, Rules::all());
    let found = evidence(name, None, &cleaned.text, &outline(&cleaned.text), &cleaned.edits);
    let said = |s: &Option<super::Said>| s.as_ref().map_or_else(String::new, |s| s.value.clone());
    let date = found.dated().map_or_else(String::new, |d| format!("{} {}", d.when, d.source.name()));
    for value in [&found.speaker, &found.office, &found.occasion, &found.place].into_iter().flatten() {
        assert!(!value.words.is_empty());
    }
    assert!(found.dates.windows(2).all(|w| w[0].source <= w[1].source), "{:?}", found.dates);
    [date, said(&found.speaker), said(&found.office), said(&found.occasion), said(&found.place)]
}

#[test]
fn headers_say_who_when_and_where() {
    let meeting = "江南省第十四届人民代表大会第三次会议";
    for (header, expected) in [
        (
            "2025年江南省政府工作报告\n——2025年1月14日在江南省第十四届人民代表大会第三次会议上\n省长　胡玉",
            ["2025-01-14 dateline", "胡玉", "省长", meeting, "江南省"],
        ),
        (
            "政府工作报告\n（2025年1月14日在江南省第十四届人民代表大会第三次会议上）\n江南省人民政府省长 王正",
            ["2025-01-14 dateline", "王正", "江南省人民政府省长", meeting, "江南省"],
        ),
        (
            "政府工作报告\n2025年1月13日在江南省第十四届人民代表大会第三次会议上江南省人民政府代省长李勋作政府工作报告。",
            ["2025-01-13 dateline", "李勋", "江南省人民政府代省长", meeting, "江南省"],
        ),
        (
            "政府工作报告\n——2025年1月14日自治区人民政府主席王霞在江南省第十四届人民代表大会第三次会议上的讲话",
            ["2025-01-14 dateline", "王霞", "自治区人民政府主席", meeting, "江南省"],
        ),
        (
            "政府工作报告\n----2025年1月15日龚明市长在江南省第十四届人民代表大会第三次会议的政府工作报告",
            ["2025-01-15 dateline", "龚明", "市长", meeting, "江南省"],
        ),
        (
            "政府工作报告\n2025年1月14日在江南省第十四届人民代表大会第三次会议上江南市市长张明同志作政府工作报告。",
            ["2025-01-14 dateline", "张明", "江南市市长", meeting, "江南省"],
        ),
        (
            "政府工作报告\n——二〇二五年一月十四日在江南省第十四届人民代表大会第三次会议上\n代理主席 嘎玛多吉",
            ["2025-01-14 dateline", "嘎玛多吉", "代理主席", meeting, "江南省"],
        ),
        ("政府工作报告\n2025年1月14日在江南省第十四届人民代表大会第三次会议上\n李　明", ["2025-01-14 dateline", "李明", "", meeting, "江南省"]),
        ("在全市第二季度组织部长例会上的讲话", ["?Q2 title", "", "", "全市第二季度组织部长例会", ""]),
        ("在全市工作会议上的讲话\n时间：2023年3月5日\n地点：市会议中心\n讲话人：张三", ["2023-03-05 dateline", "张三", "", "全市工作会议", "市会议中心"]),
        ("在全市工作会议上的讲话\n市委书记 张三\n（2023年3月5日）", ["2023-03-05 dateline", "张三", "市委书记", "全市工作会议", ""]),
        ("在全市工作会议上的讲话\n张三　市委书记", ["", "张三", "市委书记", "全市工作会议", ""]),
        ("关于加强学习的意见\n来源：江南省日报", ["", "", "", "", ""]),
        ("关于加强学习的意见\n新华网江州3月5日电", ["", "", "", "", "江州"]),
        ("李明在江南国立大学的演讲\n（2023年3月5日）", ["2023-03-05 dateline", "李明", "", "", ""]),
        ("李明：在全市工作会议上的讲话\n2023年3月5日", ["2023-03-05 dateline", "李明", "", "全市工作会议", ""]),
        ("李明同志同江南大学师生座谈时的讲话 (全文)\n2023年3月5日", ["2023-03-05 dateline", "李明", "", "", ""]),
        ("李小明：共圆伟大的梦\n2023年3月5日", ["2023-03-05 dateline", "李小明", "", "", ""]),
        ("方向：共圆伟大的梦\n2023年3月5日", ["2023-03-05 dateline", "", "", "", ""]),
        ("李小明致《大辞典》出版的贺信\n2023年3月5日", ["2023-03-05 dateline", "李小明", "", "", ""]),
        ("诚信为本谋民富――记某市平谷区峪口镇胡家营村党支部书记方户生", ["", "", "", "", ""]),
        ("守初心 担使命――各部委掀起学习总书记重要讲话精神的热潮", ["", "", "", "", ""]),
        ("文化部在全市工作会议上的发言\n2023年3月5日", ["2023-03-05 dateline", "", "", "全市工作会议", ""]),
        ("President: John Smith\nSpeech on the Budget\nMarch 5, 2023", ["2023-03-05 dateline", "John Smith", "President", "", ""]),
        ("就職演說\n總統 陳三\n2000年5月20日", ["2000-05-20 dateline", "陳三", "總統", "", ""]),
        ("施政報告\n行政長官 李四\n2022年10月19日", ["2022-10-19 dateline", "李四", "行政長官", "", ""]),
        ("在全省大会上的讲话\n全会由省委常委会主持 省委书记李明讲话\n2023年3月5日", ["2023-03-05 dateline", "李明", "省委书记", "全省大会", ""]),
        ("在座谈会上的讲话（2023年3月5日）李明\n同志们：", ["2023-03-05 dateline", "李明", "", "座谈会", ""]),
        ("江南省委书记林明主持会议\n2023年3月5日", ["2023-03-05 dateline", "", "", "", ""]),
        ("张明会见某某公司董事会主席孙宏", ["", "", "", "", ""]),
        ("在两国省州长论坛上的讲话", ["", "", "", "两国省州长论坛", ""]),
        ("第十三届院长论坛在江南大学召开", ["", "", "", "", ""]),
        ("国家主席李明发表二〇一四年新年贺词\n（2013年12月31日）", ["2013-12-31 dateline", "李明", "国家主席", "", ""]),
        ("2023年工作总结\n2024年1月15日", ["2024-01-15 dateline", "", "", "", ""]),
        ("2023年工作总结\n2025年1月15日", ["2023 title", "", "", "", ""]),
        ("在全县组织工作会议上的讲话\n县委常委、组织部部长　李明", ["", "李明", "县委常委、组织部部长", "全县组织工作会议", ""]),
        ("在全县组织工作会议上的讲话\n市委常委、副市长张明远", ["", "张明远", "市委常委、副市长", "全县组织工作会议", ""]),
        ("坚持高质量发展——李春明在全县经济工作会议上的讲话", ["", "李春明", "", "全县经济工作会议", ""]),
        ("坚持高质量发展\n——李春明在全县经济工作会议上的讲话", ["", "李春明", "", "全县经济工作会议", ""]),
        ("李春明在县纪委三次全会上发表重要讲话强调 深入推进自我革命", ["", "李春明", "", "县纪委三次全会", ""]),
        ("李春明主持召开县政府常务会议", ["", "李春明", "", "县政府常务会议", ""]),
        ("国务院总理李明主持召开国务院常务会议 部署稳就业", ["", "李明", "国务院总理", "国务院常务会议", ""]),
        ("县委书记李春明在全县经济运行调度会上的讲话", ["", "李春明", "县委书记", "全县经济运行调度会", ""]),
        ("任明非在公司秘书业务培训班上的讲话", ["", "任明非", "", "公司秘书业务培训班", ""]),
        ("李春明在来自市场前线汇报会上的讲话", ["", "李春明", "", "来自市场前线汇报会", ""]),
        ("任明非在2012实验室座谈会上的讲话\n2023年3月5日", ["2023-03-05 dateline", "任明非", "", "2012实验室座谈会", ""]),
        ("任明非在2017年中市场大会上的讲话\n2017年7月5日", ["2017-07-05 dateline", "任明非", "", "2017年中市场大会", ""]),
        ("在2018年全省教育大会上的讲话\n2018年7月5日", ["2018-07-05 dateline", "", "", "全省教育大会", ""]),
        ("任明非接受某国媒体联合采访", ["", "任明非", "", "", ""]),
        ("在全县组织工作会议上的讲话\n（2023年4月12日　李春明）", ["2023-04-12 dateline", "李春明", "", "全县组织工作会议", ""]),
        ("在全县组织工作会议上的讲话\n讲话人：县委书记 李春明", ["", "李春明", "县委书记", "全县组织工作会议", ""]),
        ("在全县组织工作会议上的讲话\n讲话人：李春明（县委书记）", ["", "李春明", "县委书记", "全县组织工作会议", ""]),
        (
            "在全县组织工作会议上的讲话\n会议时间：2023年3月5日下午3:00\n会议地点：县委礼堂\n讲话人：李春明（县委书记）",
            ["2023-03-05 dateline", "李春明", "县委书记", "全县组织工作会议", "县委礼堂"],
        ),
        ("王明在“江南—江北论坛”开幕式上发表致辞", ["", "王明", "", "", ""]),
        ("县委专题学习李明在民主生活会上的重要讲话精神", ["", "", "", "", ""]),
        ("《李明在全国经济工作会议上的讲话》单行本出版", ["", "", "", "", ""]),
        ("李春明将与王建军共同主持召开县政府常务会议", ["", "", "", "", ""]),
        ("艰苦地区建设座谈会\n——任总在汇报会上的讲话", ["", "", "", "汇报会", ""]),
        ("在全县组织工作会议上的讲话\n王建军", ["", "王建军", "", "全县组织工作会议", ""]),
        ("致股东信\n伯克希尔·哈撒韦公司\n2023年3月5日", ["2023-03-05 dateline", "", "", "", ""]),
        ("新闻发布会实录\n发布人：县政府党组成员、副县长　陈立新\n主持人：县委宣传部副部长　周敏", ["", "陈立新", "县政府党组成员、副县长", "", ""]),
        ("在全县工作会议上的讲话\n【2015】053号  2015年3月10日", ["2015-03-10 dateline", "", "", "全县工作会议", ""]),
        ("【2015】053号  2015年3月10日\n在全县工作会议上的讲话", ["2015-03-10 dateline", "", "", "全县工作会议", ""]),
        ("在全县工作会议上的讲话\n2018年5月15日，6月4日-13日", ["2018-05-15 dateline", "", "", "全县工作会议", ""]),
        ("在全县工作会议上的讲话\n2023年5月8日  根据录音整理，未经本人审阅", ["2023-05-08 dateline", "", "", "全县工作会议", ""]),
        ("赴美考察散记\n——发表于1994年1月18日的《某某人》报。", ["1994-01-18 dateline", "", "", "", ""]),
        ("胜利祝酒辞\n——1994年6月5日，总部与全国27个办事处同时举行庆祝酒会", ["1994-06-05 dateline", "", "", "", ""]),
        ("在全省教育大会上的讲话\n（2019年3月4日）\n尊敬的各位领导、同志们：", ["2019-03-04 dateline", "", "", "全省教育大会", ""]),
    ] {
        assert_eq!(told("a.txt", header, ""), expected.map(str::to_owned), "{header}");
    }
}

#[test]
fn who_is_called_or_asked_is_no_speaker() {
    for opening in ["尊敬的各位领导、同志们：", "首先感谢大家。希望各位代表积极建言，一起努力。", "请各位委员审议。"]
    {
        let text = format!("在大会上的讲话\n\n{opening}\n{SPEECH}");
        assert_eq!(evidence("a.txt", None, &text, &outline(&text), &[]).speaker, None, "{opening}");
    }
}

#[test]
fn sources_are_trusted_in_their_order() {
    let dateline = "在全市工作会议上的讲话\n2023年3月5日";
    for (name, header, foot, expected) in [
        ("a.txt", dateline, "", "2023-03-05 dateline"),
        ("2023.txt", dateline, "", "2023-03-05 dateline"),
        ("2023Q1/a.txt", dateline, "", "2023-03-05 dateline"),
        ("2022.txt", dateline, "", "2022 file name"),
        ("2021/2022.txt", dateline, "", "2022 file name"),
        ("2021/a.txt", "讲话", "", "2021 folder"),
        ("第一季度.txt", dateline, "", "2023-03-05 dateline"),
        ("a.txt", "2023年工作总结", "", "2023 title"),
        ("a.txt", "在全市工作会议上的讲话", "（2023年3月5日）\n", "2023-03-05 body"),
        ("a.txt", "在全市工作会议上的讲话", "二〇二三年三月五日\n", "2023-03-05 body"),
        ("a.txt", "在全市工作会议上的讲话", "2023年3月5日于北京\n", "2023-03-05 body"),
        ("a.txt", "在全市工作会议上的讲话", "Copyright © 2015-2024 某某网 版权所有\n", ""),
        ("a.txt", "在全市工作会议上的讲话", "发布时间：2023-03-08\n", "2023-03-08 published"),
        ("2023.txt", "在全市工作会议上的讲话", "发布时间：2023-03-08\n", "2023 file name"),
        ("a.txt", "在全市工作会议上的讲话", "农历正月十五\n", ""),
        ("2018年/a.txt", "在全市工作会议上的讲话\n（7月31日）", "", "2018-07-31 dateline"),
        ("2018年/会议通稿0731.txt", "在全市工作会议上的讲话", "", "2018-07-31 file name"),
        ("2018年/二季度/a.txt", "在全市工作会议上的讲话\n（7月31日）", "", "2018Q2 folder"),
        ("第二季度.txt", "2023年工作总结", "", "2023 title"),
        // An address for the new year, filed with the new year or the month.
        ("2013/a.txt", "新年献词\n2012年12月31日", "", "2012-12-31 dateline"),
        ("2013/12/a.txt", "新年献词\n2012年12月31日", "", "2012-12-31 dateline"),
        ("2013/a.txt", "新年献词\n2014年1月31日", "", "2013 folder"),
        ("a.txt", "在全市工作会议上的讲话", "2023年3月5日这一天，各项工作都有新的进展。\n", ""),
    ] {
        assert_eq!(told(name, header, foot)[0], expected, "{name} {header} {foot}");
    }
}

#[test]
fn an_agency_says_where_and_when_it_was_published() {
    let text = format!("在大会上的讲话\n2023年3月5日\n新华社北京3月8日电　各位代表：\n{SPEECH}");
    let cleaned = clean(&text, Rules::all());
    let found = evidence("a.txt", None, &cleaned.text, &outline(&cleaned.text), &cleaned.edits);
    let dates: Vec<String> = found.dates.iter().map(|d| format!("{} {} {}", d.when, d.source.name(), d.words)).collect();
    assert_eq!(dates, ["2023-03-05 dateline 2023年3月5日", "2023-03-08 published 新华社北京3月8日电"]);
    assert_eq!(found.place.map(|p| p.value).as_deref(), Some("北京"));
}

#[test]
fn a_pages_own_time_is_when_it_was_published() {
    for (lines, dates) in [
        ("来源：某省日报\n时间：2026-02-09\n", "2026-02-03 dateline, 2026-02-09 published"),
        ("来源：\n某省日报\n发布时间：\n2026-02-09\n", "2026-02-03 dateline, 2026-02-09 published"),
        ("2026-02-09 09:02:33\n", "2026-02-03 dateline, 2026-02-09 published"),
        ("2026年02月09日 07时41分\n", "2026-02-03 dateline, 2026-02-09 published"),
        ("时间：2026-02-09\n", "2026-02-03 dateline, 2026-02-09 dateline"),
        ("时间：2026-02-09 09:30\n", "2026-02-03 dateline, 2026-02-09 dateline"),
    ] {
        let text = format!("某省政府工作报告\n2026年2月3日在某省第十四届人民代表大会第四次会议上\n{lines}各位代表：\n{SPEECH}");
        let found = evidence("a.txt", None, &text, &outline(&text), &[]);
        let found: Vec<String> = found.dates.iter().map(|d| format!("{} {}", d.when, d.source.name())).collect();
        assert_eq!(found.join(", "), dates, "{lines}");
    }
}

#[test]
fn the_head_of_a_report_on_a_meeting_says_the_day() {
    for (opening, expected) in [
        ("中共中央政治局7月31日召开会议，分析研究当前经济形势。", "2018-07-31 body"),
        ("国务院总理李明七月三十一日主持召开国务院常务会议。", "2018-07-31 body"),
        ("自7月31日以来，各地认真落实。8月1日召开会议。", "2018 folder"),
        ("7月30日至31日，省委召开会议。", "2018 folder"),
        ("我们定于7月31日完成任务。", "2018 folder"),
    ] {
        let text = format!("{opening}\n{SPEECH}");
        let dated = evidence("2018年/a.txt", None, &text, &outline(&text), &[]).dated().map(|d| format!("{} {}", d.when, d.source.name()));
        assert_eq!(dated.as_deref(), Some(expected), "{opening}");
    }
}

#[test]
fn reports_and_notes_say_the_day_of_what_was_said() {
    let told = |title: &str, opening: &str, foot: &str| {
        let text = format!("{title}\n{opening}\n{SPEECH}{foot}");
        let found = evidence("a.txt", None, &text, &outline(&text), &[]);
        let said = |said: &Option<super::Said>| said.as_ref().map_or_else(String::new, |said| said.value.clone());
        let date = found.dated().map_or_else(String::new, |d| format!("{} {}", d.when, d.source.name()));
        [date, said(&found.speaker), said(&found.occasion)].join("|")
    };
    let matter = "关于2023年国民经济运行情况的会议";
    for (title, opening, foot, expected) in [
        ("会议报道", "2024年1月17日，全省组织部长会议在杭州召开。", "", "2024-01-17 body||"),
        (matter, "县政府办公室于2024年1月17日（星期三）上午10时举行新闻发布会。", "", "2024-01-17 body||"),
        (matter, "2024年5月17日，全省会议在杭州召开。", "", "2023 title||"),
        // A day without a year is not of the year that is spoken of.
        (matter, "1月17日，全省会议在杭州召开。", "", "2023 title||"),
        (matter, "7月17日，全省会议在杭州召开。", "", "2023-07-17 body||"),
        ("2024年工作安排", "12月20日，全县会议在县城召开。", "", "2024 title||"),
        ("会议报道", "自2024年1月17日以来，各地召开了会议。", "", "||"),
        ("必须坚持高质量发展", "", "※ 这是习近平总书记2023年12月11日在中央经济工作会议上讲话的一部分。\n", "2023-12-11 body|习近平|中央经济工作会议"),
        ("必须坚持高质量发展", "", "这是李明同志在成都会议上讲话的一部分。\n", "|李明|成都会议"),
        ("在成都会议上的讲话", "", "这是我在成都会议上讲的话。\n", "||成都会议"),
        ("必须坚持高质量发展", "", "（本文系作者2023年12月11日在全省组织部长会议上的讲话节选）\n", "2023-12-11 body||全省组织部长会议"),
        ("必须坚持高质量发展", "", "注：此文为2023年12月11日在部务会上的讲话，略有删节。\n", "2023-12-11 body||部务会"),
        ("必须坚持高质量发展", "", "（2023年12月11日在全省组织部长会议上的讲话）\n", "2023-12-11 body||全省组织部长会议"),
        ("必须坚持高质量发展", "", "来源：《求是》2024/11\n", "2024-06-01 published||"),
        ("必须坚持高质量发展", "", "（《求是》2024年第12期）\n", "2024-06-16 published||"),
        ("必须坚持高质量发展", "", "来源：《新华月报》2024/11\n", "2024 published||"),
        ("必须坚持高质量发展", "", "来源：《人民日报》2024/11/05\n", "2024-11-05 published||"),
    ] {
        assert_eq!(told(title, opening, foot), expected, "{title} {opening} {foot}");
    }
}

#[test]
fn a_dateline_in_two_lines_is_one_and_its_place_is_read() {
    for (header, occasion, place) in [
        ("政府工作报告\n——2026年1月26日在江南省第十四届\n人民代表大会第五次会议上\n江南省省长 孟利", "江南省第十四届人民代表大会第五次会议", "江南省"),
        ("在第七十六届联合国大会一般性辩论上的讲话\n（2021年9月21日，北京）\n国家主席　李明", "第七十六届联合国大会一般性辩论", "北京"),
        ("在工作会议上的讲话\n（2021年9月21日，李明）", "工作会议", ""),
    ] {
        let [_, _, _, found, at] = told("a.txt", header, "");
        assert_eq!((found.as_str(), at.as_str()), (occasion, place), "{header}");
    }
}

#[test]
fn labels_in_bold_are_labels() {
    let header = "# 在全省会议上的讲话\n\n**日期：** 2023-03-08\n**讲话人：** 李明\n**机构：** 省发改委\n**来源**：某网\n\n---\n";
    let text = format!("{header}\n同志们：\n{SPEECH}");
    let cleaned = clean(&text, Rules::all());
    let outline = outline(&cleaned.text);
    let found = evidence("a.md", None, &cleaned.text, &outline, &cleaned.edits);
    assert_eq!(found.when().map(|when| when.to_string()).as_deref(), Some("2023-03-08"));
    assert_eq!((found.speaker.unwrap().value.as_str(), found.body.unwrap().value.as_str()), ("李明", "省发改委"));
    assert!(!outline.sections.iter().any(|section| cleaned.text[section.range.clone()].contains("日期")), "{}", cleaned.text);
}

#[test]
fn dates_that_disagree_are_told() {
    let text = format!("在大会上的讲话\n2023年3月5日\n各位代表：\n{SPEECH}");
    let found = evidence("2022.txt", None, &text, &outline(&text), &[]);
    assert_eq!(found.contradictions(found.when().unwrap()).map(|d| d.when.to_string()).collect::<Vec<_>>(), ["2023-03-05"]);
    // A report on 2022, whose date is known from elsewhere.
    assert_eq!(found.contradictions(crate::period::When::Day(2023, 3, 5)).count(), 0);
    let found = evidence("2023.txt", None, &text, &outline(&text), &[]);
    assert_eq!(found.contradictions(found.when().unwrap()).count(), 0);
}

#[test]
fn a_title_from_elsewhere_is_a_title() {
    let title = "第十四届全国人民代表大会第三次会议关于报告的决议";
    let found = evidence("a.jsonl", Some(title), SPEECH, &outline(SPEECH), &[]);
    assert_eq!(found.suggestions.first().map(|s| s.from), Some(2025));
    assert_eq!(found.when(), None);
}
