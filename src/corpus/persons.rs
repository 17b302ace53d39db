//! Persons as the head of a speech names them: words that end an office, and what may be a name.

use crate::han::is_han;
use std::borrow::Cow;
use std::ops::Range;

/// What names of offices end in, in simplified characters.
const OFFICES: &str = "书记 总书记 副书记 部长 副部长 市长 代市长 副市长 省长 代省长 副省长 县长 区长 镇长 乡长 州长 盟长 总理 副总理 主任 副主任 局长 \
    主席 副主席 院长 校长 厅长 司长 处长 署长 会长 委员长 秘书长 组长 检察长 行长 董事长 理事长 常委 总统 副总统 行政长官 财政司司长 \
    外长 大使 总裁 总干事 国务委员";

/// The last characters of [`OFFICES`] and of their traditional forms: most lines hold none of them.
const LAST: &[char] = &['长', '長', '记', '記', '任', '理', '席', '委', '统', '統', '官', '使', '裁', '事', '员', '員'];

/// The last word of an office in a line, of several that end there the longest.
pub(super) fn last_office(line: &str) -> Option<Range<usize>> {
    if !line.contains(LAST) {
        return None;
    }
    let line = simplified(line);
    OFFICES.split(' ').filter_map(|o| line.rfind(o).map(|at| at..at + o.len())).max_by_key(|r| (r.end, r.len()))
}

/// The line with the characters of offices simplified; each keeps its place, for all of them take three bytes.
fn simplified(line: &str) -> Cow<'_, str> {
    const FORMS: [(char, char); 14] = [
        ('長', '长'),
        ('書', '书'),
        ('記', '记'),
        ('總', '总'),
        ('統', '统'),
        ('務', '务'),
        ('員', '员'),
        ('區', '区'),
        ('縣', '县'),
        ('廳', '厅'),
        ('處', '处'),
        ('會', '会'),
        ('檢', '检'),
        ('祕', '秘'),
    ];
    let form = |c: char| FORMS.iter().find(|(old, _)| *old == c).map(|(_, new)| *new);
    if line.contains(|c| form(c).is_some()) { line.chars().map(|c| form(c).unwrap_or(c)).collect::<String>().into() } else { line.into() }
}

/// Whether a word has the form of a name: two to four Chinese characters that name no text and call no one, or a name with a dot in it.
pub(super) fn is_name(word: &str) -> bool {
    const NONE: [&str; 30] = [
        "报告",
        "讲话",
        "致辞",
        "会议",
        "同志",
        "政府",
        "工作",
        "作报告",
        "发言",
        "全文",
        "摘要",
        "通知",
        "决定",
        "意见",
        "总结",
        "解放日",
        "尊敬的",
        "亲爱的",
        "敬爱的",
        "各位",
        "希望",
        "论坛",
        "大会",
        "文章",
        "生效",
        "公布",
        "宣布",
        "今日",
        "即时",
        "即時",
    ];
    // Firms are named with a dot, too.
    const FIRMS: [&str; 6] = ["公司", "集团", "集團", "银行", "銀行", "大学"];
    let length = word.chars().count();
    let dotted = word.contains('·') && (4..=15).contains(&length) && word.chars().all(|c| is_han(c) || c == '·');
    let plain = (2..=4).contains(&length) && word.chars().all(is_han);
    (plain || dotted) && !NONE.iter().any(|n| word.contains(n)) && !FIRMS.iter().any(|firm| word.ends_with(firm))
}

/// Whether a word is believed to be a name by itself: it begins with a surname, of which hardly any leads a longer word, and is no body,
/// no place and no common word; or it has a dot.
pub(super) fn is_sure_name(word: &str) -> bool {
    const BODIES: &[char] = &[
        '省', '市', '县', '縣', '区', '區', '州', '部', '委', '会', '會', '局', '院', '府', '厅', '廳', '处', '處', '办', '辦', '署', '党', '黨', '团', '團',
        '校',
    ];
    let mut chars = word.chars();
    let first = chars.next().is_some_and(|c| SURNAMES.contains(c));
    let length = word.chars().count();
    let double = DOUBLE_SURNAMES.iter().any(|s| word.starts_with(s));
    let fits = word.contains('·') || first && (2..=3).contains(&length) || double && (3..=4).contains(&length);
    // 王军 and 王建军 are persons, 某某驻军 is none.
    let body = word.ends_with(BODIES) || length > 3 && word.ends_with(['军', '軍']);
    // 任总, 李老 are forms of address.
    let address = length == 2 && word.ends_with(['总', '總', '老', '董', '工']);
    fits && is_name(word) && !body && !address && !WORDS.split(' ').any(|w| word.starts_with(w))
}

/// The usual surnames, but for those that mostly begin words (水, 时, 和, 成, 全, 国).
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余\
    潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶焦\
    向柳邢岳齐齊梅莫庄莊辛管祝左涂祁舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項屈鲍鮑覃霍翁隋植甘景薄柏宁寧柯阮桂闵閔解强柴车車冉房边邊冀娄婁蒲迟遲窦竇戚岑路骆駱滕巩鞏习習胥鄢郁封裴楚楼樓佟尉邬鄔栗苟卓沙裘冼褚\
    司宫宮沃敖晏苑郎邸查揭谷鞠井柬阳陽靖卞古巴木华華粟乌烏鹿咸廉麦麥邝鄺谌諶虞蓝藍岑桑仇郗佘仝匡寇帅帥赫蔺鄂濮晋璩高于应應宗丛叢瞿闫付尚肖";
const DOUBLE_SURNAMES: [&str; 10] = ["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "慕容", "令狐"];
/// Words and places that begin with a surname and are two or three characters long, or with which such words begin.
const WORDS: &str = "方案 方法 方面 方向 方式 方针 任务 任命 任免 任前 任期 金融 金秋 金砖 金华 金昌 安全 安排 安庆 安阳 安康 安徽 常务 常委 常态 常德 江苏 江西 江南 \
    江门 江北 江津 文化 文件 文明 文字 文章 文艺 文旅 关于 关键 关注 关心 关系 關於 万众 马上 马克思 白皮书 严格 严肃 康复 施工 施行 施政 曾经 黄金 \
    黄河 黄石 黄冈 黄山 龙头 温馨 温州 夏季 季度 章程 纪要 纪委 纪检 纪念 项目 武汉 武威 岳阳 邵阳 兰州 石油 石家庄 汤阴 强化 强调 强国 解放 解读 解决 \
    路线 路径 车间 边疆 边境 古代 古巴 巴黎 巴西 巴山 阳光 沙漠 管理 管委 向前 向全 左右 田间 张家 秦皇 葛洲 洪泽 贺信 贺电 贺词 贺辞 宁夏 宁波 费用 \
    盛会 华东 华北 华南 华中 华侨 华人 华夏 华为 乌鲁 廉洁 廉政 桑植 蓝图 蓝天 高质 高度 高水 高级 高等 高校 高新 高效 高铁 高层 高举 高速 高端 高标 \
    高考 高地 于是 于今 于都 应当 应对 应急 应用 应邀 应该 宗旨 宗教 付出 付费 尚未 查处 查找 查看 查办 车辆 封闭 封控 金额 金色 金山 白天 毕业 毕竟 \
    康养 康庄 安置 安居 安静 安装 方便 方可 方能 方圆 万亿 万人 万名 文创 文体 文本 文献 文稿 易地 易于 关怀 关爱 关闭 关税 程序 程度 陆上 陆续 陆海 \
    常规 常住 常年 江河 江海 江淮 史册 庞大 齐心 齐抓 齐鲁 向上 向好 向往 向着 向心 石化 季节 季报 温暖 温度 严峻 严重 严厉 严明 严谨 房地 房屋 房价 \
    边远 边际 纪律 纪实 景区 景气 祝贺 祝福 祝愿 祝辞 祝词 林业 林地 林草 林权 周边 周期 周年 何时 何以 郑重 谢谢 田野 田园 任何 任意 范围 范例 顾问 \
    陆军 强军 顾客 顾全 施策 施展 章节 管控 管护 管道 盛大 盛典 盛世 巩固 司法 司机";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_office_of_a_line_is_found_in_either_script() {
        for (line, expected) in [
            ("国务院总理 李明", Some("总理")),
            ("市委副书记、市长", Some("市长")),
            ("市委副书记张三", Some("副书记")),
            ("總統 陳三", Some("總統")),
            ("行政長官 李四", Some("行政長官")),
            ("長期目標", None),
            ("政府工作报告", None),
        ] {
            assert_eq!(last_office(line).map(|r| &line[r]), expected, "{line}");
        }
    }

    #[test]
    fn names_are_told_from_words() {
        for name in ["李明", "习近平", "华国锋", "万里", "陳水扁", "欧阳修文", "努尔·白力", "关山月", "方志敏", "王军", "王建军", "李建國"]
        {
            assert!(is_sure_name(name), "{name}");
        }
        for word in [
            "尊敬的",
            "希望",
            "论坛",
            "通电话",
            "重要文章",
            "历史回顾",
            "怎么干",
            "培训班",
            "队伍",
            "完成述职",
            "林明主持",
            "关于",
            "常委会",
            "文化部",
            "安徽省",
            "方案",
            "张",
            "李明省长讲",
            "陆军",
            "强军",
            "欧阳驻军",
            "伯克希尔·哈撒韦公司",
            "马士基集团",
            "宁波银行",
        ] {
            assert!(!is_sure_name(word), "{word}");
        }
        assert!(is_name("嘎玛多吉") && !is_name("尊敬的") && !is_name("即時生效") && !is_name("今日公布") && !is_name("工作报告"));
    }
}
