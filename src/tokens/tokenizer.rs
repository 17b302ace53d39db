//! How texts become tokens.

use super::figure::{behind_verb, ends_in_figure, holds_figure, is_plain, join_figures, may_be_figure};
use super::lexicon::{Lexicon, TermNumber};
use super::part::{kind_of_given, kind_of_known, part};
use super::segment::Segmenter;
use super::{Known, Token, TokenKind, fold, is_han};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How texts become tokens.
pub enum Tokenizer {
    /// By the user's terms and a segmenter.
    Cut {
        /// What cuts the text between the user's terms.
        segmenter: Box<dyn Segmenter>,
        /// The user's terms.
        lexicon: Arc<Lexicon>,
    },
    /// Not at all: the text comes with blanks between its tokens, which are taken as they are.
    Given,
}

impl Tokenizer {
    /// A tokenizer without terms of a user.
    #[must_use]
    pub fn of(segmenter: impl Segmenter + 'static) -> Self {
        Self::Cut { segmenter: Box::new(segmenter), lexicon: Arc::default() }
    }

    /// The user's terms, where they have a part in cutting.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Lexicon> {
        match self {
            Self::Cut { lexicon, .. } => Some(lexicon),
            Self::Given => None,
        }
    }

    /// The part of speech of a term, in lower case: the user's, else the dictionary's.
    #[must_use]
    pub fn part_of_speech(&self, term: &str) -> Option<String> {
        let Self::Cut { segmenter, lexicon } = self else { return None };
        let user = lexicon.number(term).and_then(|number| lexicon.term(number).tag.clone());
        user.or_else(|| segmenter.part_of_speech(term))
    }

    /// The form that a token is counted by; a synonym has that of the first of its line.
    #[must_use]
    pub fn counted_as<'t>(&self, token: &Token<'t>) -> Cow<'t, str> {
        match (token.known, self.lexicon()) {
            (Known::Term(term), Some(lexicon)) => Cow::Owned(fold::term(lexicon.name(term)).into_owned()),
            _ => fold::term(token.text),
        }
    }

    /// Appends the tokens of `text` to `tokens`.
    pub fn tokenize<'t>(&self, text: &'t str, tokens: &mut Vec<Token<'t>>) {
        self.tokenize_each(text, std::slice::from_ref(&(0..text.len())), tokens, &mut Vec::new());
    }

    /// Appends the tokens of some paragraphs of `text` to `tokens`, each as if it stood alone, and to `ends` how many tokens there
    /// are up to the end of each. The paragraphs are in order and apart. Much faster than as many calls where they are short.
    ///
    /// ```
    /// use wenmai::tokens::{Tokenizer, segment::Jieba};
    /// let (text, mut tokens, mut ends) = ("人才\n工作。", Vec::new(), Vec::new());
    /// Tokenizer::of(Jieba::new()).tokenize_each(text, &[0..6, 7..16], &mut tokens, &mut ends);
    /// assert_eq!((tokens.iter().map(|t| t.text).collect::<Vec<_>>(), ends), (vec!["人才", "工作", "。"], vec![1, 3]));
    /// ```
    pub fn tokenize_each<'t>(&self, text: &'t str, paragraphs: &[Range<usize>], tokens: &mut Vec<Token<'t>>, ends: &mut Vec<usize>) {
        let Self::Cut { segmenter, lexicon } = self else {
            for paragraph in paragraphs {
                tokens.extend(text[paragraph.clone()].split_whitespace().map(|text| Token::new(text, kind_of_given(text))));
                ends.push(tokens.len());
            }
            return;
        };
        let first = tokens.len();
        let figures = cut(text, paragraphs, segmenter.as_ref(), lexicon, tokens);
        let mut figures = figures.as_slice();
        // Joining makes them fewer, so that what follows moves forward.
        let (mut kept, mut at) = (first, first);
        for paragraph in paragraphs {
            let own = tokens[at..].iter().take_while(|token| token.range(text).start < paragraph.end).count();
            let (before, after) = figures.split_at(figures.partition_point(|figure| *figure < at + own));
            figures = after;
            let mut last = at + own;
            if !before.is_empty() {
                last = at + join_figures(text, &mut tokens[at..last], before.iter().map(|place| place - at));
            }
            // After the figures, which terms that yield do not cut.
            if lexicon.any_yields() {
                last = at + join_yielding(&text[paragraph.clone()], lexicon, &mut tokens[at..last]);
            }
            if kept < at {
                tokens.copy_within(at..last, kept);
            }
            kept += last - at;
            at += own;
            ends.push(kept);
        }
        tokens.truncate(kept);
    }
}

/// Appends the user's terms, what shows at once, and the segmenter's words of some paragraphs; where among the tokens a
/// figure may begin.
fn cut<'t>(text: &'t str, paragraphs: &[Range<usize>], segmenter: &dyn Segmenter, lexicon: &Lexicon, tokens: &mut Vec<Token<'t>>) -> Vec<usize> {
    let mut fixed: Vec<Token<'t>> = Vec::new();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let mut at = paragraph.start;
        if !lexicon.is_empty() {
            for place in lexicon.places(&text[paragraph.clone()]) {
                let range = paragraph.start + place.range.start..paragraph.start + place.range.end;
                part(text, at..range.start, &mut fixed, &mut runs);
                at = range.end;
                fixed.push(user_token(&text[range], place.term));
            }
        }
        part(text, at..paragraph.end, &mut fixed, &mut runs);
    }
    let mut fixed = fixed.into_iter();
    let mut waiting = fixed.next();
    let start_of = |token: &Option<Token<'t>>| token.map_or(usize::MAX, |token| token.range(text).start);
    let mut start = start_of(&waiting);
    let mut figures = Vec::new();
    segmenter.cut(text, &runs, &mut |pieces| {
        for piece in pieces {
            while start < piece.start {
                push_all(waiting, tokens, &mut figures);
                waiting = fixed.next();
                start = start_of(&waiting);
            }
            let word = &text[piece.start..piece.end];
            let known = piece.word.map_or(Known::No, Known::Word);
            let token = Token { text: word, kind: TokenKind::Word, known };
            if is_plain(word) && (known != Known::No || holds_figure(&token).is_none()) {
                tokens.push(token);
            } else if let Some((before, figure)) = behind_verb(word).or_else(|| ends_in_figure(&token)).map(|at| word.split_at(at)) {
                push_all([Token::new(before, TokenKind::Word), Token::new(figure, TokenKind::Figure)], tokens, &mut figures);
            } else {
                push_all([Token { text: word, kind: kind_of_known(word, piece.word), known }], tokens, &mut figures);
            }
        }
    });
    push_all(waiting.into_iter().chain(fixed), tokens, &mut figures);
    figures
}

/// Appends tokens, and to `figures` the places of those with which a figure may begin.
fn push_all<'t>(more: impl IntoIterator<Item = Token<'t>>, tokens: &mut Vec<Token<'t>>, figures: &mut Vec<usize>) {
    for token in more {
        if may_be_figure(&token) {
            figures.push(tokens.len());
        }
        tokens.push(token);
    }
}

fn user_token(text: &str, term: TermNumber) -> Token<'_> {
    Token { text, kind: if text.contains(is_han) { TokenKind::Word } else { TokenKind::Latin }, known: Known::Term(term) }
}

/// Joins tokens of a paragraph to terms that yield, where their borders are those of tokens; how many tokens are left.
fn join_yielding<'t>(text: &'t str, lexicon: &Lexicon, tokens: &mut [Token<'t>]) -> usize {
    let fixed = |token: &Token<'_>| matches!(token.known, Known::Term(_));
    let mut borders = vec![0];
    borders.extend(tokens.iter().map(|t| t.range(text).end));
    let mut places = lexicon.yielding_places(text, &borders).into_iter().peekable();
    let (mut kept, mut at) = (0, 0);
    while at < tokens.len() {
        let start = tokens[at].range(text).start;
        while places.next_if(|p| p.range.start < start).is_some() {}
        let mut next = at + 1;
        let mut token = tokens[at];
        if let Some(place) = places.next_if(|p| p.range.start == start) {
            let end = at + tokens[at..].partition_point(|t| t.range(text).end <= place.range.end);
            if !tokens[at..end].iter().any(fixed) {
                token = user_token(&text[place.range], place.term);
                next = end;
            }
        }
        tokens[kept] = token;
        kept += 1;
        at = next;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::segment::Jieba;
    use TokenKind::*;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn tokens(text: &str) -> Vec<(&str, TokenKind)> {
        static TOKENIZER: OnceLock<Tokenizer> = OnceLock::new();
        let mut tokens = Vec::new();
        TOKENIZER.get_or_init(|| Tokenizer::of(Jieba::new())).tokenize(text, &mut tokens);
        tokens.into_iter().map(|t| (t.text, t.kind)).collect()
    }

    #[test]
    fn figures_and_placeholders_are_whole() {
        for (text, expected) in [
            ("X个", &[("X个", Placeholder)][..]),
            ("组建率XX%", &[("组建", Word), ("率", Word), ("XX%", Placeholder)]),
            ("X%以上", &[("X%以上", Placeholder)]),
            ("5.5%左右", &[("5.5%左右", Figure)]),
            ("１２万亿元", &[("１２万亿元", Figure)]),
            ("1,234.5元", &[("1,234.5元", Figure)]),
            ("2023年3月5日前", &[("2023年3月5日前", Figure)]),
            ("X月底前完成", &[("X月底前", Placeholder), ("完成", Word)]),
            ("增长5%—6%", &[("增长", Word), ("5%—6%", Figure)]),
            ("同比-0.5%", &[("同比", Word), ("-0.5%", Figure)]),
            ("100人民币", &[("100", Figure), ("人民币", Word)]),
            ("500名干部", &[("500名", Figure), ("干部", Word)]),
            ("百分之五的企业", &[("百分之五", Figure), ("的", Word), ("企业", Word)]),
            ("三百二十个村", &[("三百二十个", Figure), ("村", Word)]),
            ("抓好第二季度工作", &[("抓好", Word), ("第二季度", Figure), ("工作", Word)]),
            ("一、二、三", &[("一", Figure), ("、", Punctuation), ("二", Figure), ("、", Punctuation), ("三", Figure)]),
            ("支出６，４３２，０００元", &[("支出", Word), ("６，４３２，０００元", Figure)]),
            ("１９５７，１００吨", &[("１９５７", Figure), ("，", Punctuation), ("１００吨", Figure)]),
            ("比一九八○年增长百分之一点九", &[("比", Word), ("一九八○年", Figure), ("增长", Word), ("百分之一点九", Figure)]),
            ("一九○七年", &[("一九○七年", Figure)]),
            ("百年大计", &[("百年大计", Word)]),
            ("产销百万辆汽车", &[("产销", Word), ("百万辆", Figure), ("汽车", Word)]),
            ("千亿斤粮食", &[("千亿斤", Figure), ("粮食", Word)]),
            ("引进近百家企业", &[("引进", Word), ("近百家", Figure), ("企业", Word)]),
            ("逾百项成果", &[("逾百项", Figure), ("成果", Word)]),
            ("超百亿元", &[("超百亿元", Figure)]),
            ("近千公里", &[("近千公里", Figure)]),
            ("百余家企业", &[("百余家", Figure), ("企业", Word)]),
            ("亿元以上企业", &[("亿元以上", Figure), ("企业", Word)]),
            ("打造百亿县", &[("打造", Word), ("百亿", Figure), ("县", Word)]),
            ("百姓", &[("百姓", Word)]),
            ("百年变局", &[("百年", Word), ("变局", Word)]),
            ("千方百计", &[("千方百计", Word)]),
            ("万众一心", &[("万众一心", Word)]),
            ("千家万户", &[("千家万户", Word)]),
            ("成达万高铁", &[("成达", Word), ("万", Word), ("高铁", Word)]),
            ("南达万经济带", &[("南达", Word), ("万", Word), ("经济带", Word)]),
            ("千万不要", &[("千万", Word), ("不要", Word)]),
            ("亿万农民", &[("亿万", Word), ("农民", Word)]),
            ("增加一倍以上", &[("增加", Word), ("一倍以上", Figure)]),
            ("一批企业", &[("一批", Word), ("企业", Word)]),
            ("整治2443个村", &[("整治", Word), ("2443个", Figure), ("村", Word)]),
            ("文化活动10万场次", &[("文化", Word), ("活动", Word), ("10万场次", Figure)]),
            ("装机12吉瓦时", &[("装机", Word), ("12吉瓦时", Figure)]),
            ("浓度30微克/立方米", &[("浓度", Word), ("30微克/立方米", Figure)]),
            ("8时30分开会", &[("8时30分", Figure), ("开会", Word)]),
            ("补贴￥500", &[("补贴", Word), ("￥500", Figure)]),
            ("全省PM2.5平均浓度", &[("全省", Word), ("PM2.5", Latin), ("平均", Word), ("浓度", Word)]),
            ("建设5.5G网络", &[("建设", Word), ("5.5G", Latin), ("网络", Word)]),
            ("全省PM10浓度", &[("全省", Word), ("PM10", Latin), ("浓度", Word)]),
            ("执行GB18030标准", &[("执行", Word), ("GB18030", Latin), ("标准", Word)]),
            ("推出4.0版", &[("推出", Word), ("4.0版", Word)]),
            ("推出2.0版本", &[("推出", Word), ("2.0", Latin), ("版本", Word)]),
            ("上百家企业", &[("上百家", Figure), ("企业", Word)]),
            ("数十个村", &[("数十个", Figure), ("村", Word)]),
            ("在此基础上百分之五十", &[("在", Word), ("此基础", Word), ("上", Word), ("百分之五十", Figure)]),
            ("上级检查", &[("上级", Word), ("检查", Word)]),
            ("下降约两成", &[("下降", Word), ("约", Word), ("两成", Figure)]),
            ("安排50亿元至60亿元资金", &[("安排", Word), ("50亿元至60亿元", Figure), ("资金", Word)]),
            ("2021年至2025年", &[("2021年至2025年", Figure)]),
            ("三百", &[("三百", Figure)]),
            ("用电12亿千瓦时", &[("用电", Word), ("12亿千瓦时", Figure)]),
            ("种树3万株", &[("种树", Word), ("3万株", Figure)]),
            ("200万吨级码头", &[("200万吨级", Figure), ("码头", Word)]),
            ("投入2万多亿元", &[("投入", Word), ("2万多亿元", Figure)]),
            ("资金1亿2000万元", &[("资金", Word), ("1亿2000万元", Figure)]),
            ("2023百强企业", &[("2023", Figure), ("百强", Word), ("企业", Word)]),
            ("回落零点五个百分点", &[("回落", Word), ("零点五个百分点", Figure)]),
            ("有一点进步", &[("有", Word), ("一点", Word), ("进步", Word)]),
            ("三至五年内", &[("三至五年内", Figure)]),
            ("3月5日至11日", &[("3月5日至11日", Figure)]),
            ("3月5日至中旬", &[("3月5日", Figure), ("至", Word), ("中旬", Word)]),
            ("1—9月增长", &[("1—9月", Figure), ("增长", Word)]),
            ("十四五时期", &[("十四五", Word), ("时期", Word)]),
            ("十三五以来", &[("十三五", Word), ("以来", Word)]),
            ("五一假期", &[("五一", Word), ("假期", Word)]),
            ("二三十人", &[("二三十人", Figure)]),
            ("大家一起努力", &[("大家", Word), ("一起", Word), ("努力", Word)]),
            ("第一", &[("第一", Figure)]),
            ("5G 网络", &[("5G", Latin), (" ", Space), ("网络", Word)]),
            ("５Ｇ网络", &[("５Ｇ", Latin), ("网络", Word)]),
            ("政务ＡＰＰ用户１２万", &[("政务", Word), ("ＡＰＰ", Latin), ("用户", Word), ("１２万", Figure)]),
            ("T恤", &[("T恤", Word)]),
            ("GDP增长", &[("GDP", Latin), ("增长", Word)]),
            ("Don't stop", &[("Don't", Latin), (" ", Space), ("stop", Latin)]),
            ("“双覆盖”", &[("“", Punctuation), ("双", Word), ("覆盖", Word), ("”", Punctuation)]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn words_of_the_dictionary_break_no_date_number_or_name() {
        for (text, expected) in [
            // A date is not broken by a word that begins with its end.
            ("自2018年8月入疆", &[("自", Word), ("2018年8月", Figure), ("入疆", Word)][..]),
            ("5月18日电", &[("5月18日", Figure), ("电", Word)]),
            ("4月4日本公司", &[("4月4日", Figure), ("本", Word), ("公司", Word)]),
            ("5月18号召开", &[("5月18号", Figure), ("召开", Word)]),
            ("五月十七日本首相", &[("五月十七日", Figure), ("本首相", Word)]),
            ("3月31日前向财政部", &[("3月31日前", Figure), ("向", Word), ("财政部", Word)]),
            ("2023年3月底建成", &[("2023年3月底", Figure), ("建成", Word)]),
            ("5月日本首相", &[("5月", Figure), ("日本首相", Word)]),
            // A numeral is not cut in the middle.
            ("二十国集团峰会", &[("二十国集团", Word), ("峰会", Word)]),
            ("八届十一中全会", &[("八届", Figure), ("十一中全会", Word)]),
            ("十四届三中全会", &[("十四届", Figure), ("三中全会", Word)]),
            ("第一百一十四次会议", &[("第一百一十四次", Figure), ("会议", Word)]),
            ("六百六十万尺", &[("六百六十万", Figure), ("尺", Word)]),
            ("一百零一枝枪", &[("一百零一", Figure), ("枝", Word), ("枪", Word)]),
            ("十千克", &[("十", Figure), ("千克", Word)]),
            ("八十多万元", &[("八十多万元", Figure)]),
            ("一直十分重视", &[("一直", Word), ("十分重视", Word)]),
            ("党的十八大以来", &[("党", Word), ("的", Word), ("十八大", Word), ("以来", Word)]),
            ("十九大后", &[("十九大", Word), ("后", Word)]),
            ("党的二十大", &[("党", Word), ("的", Word), ("二十大", Word)]),
            ("大飞机零件", &[("大", Word), ("飞机", Word), ("零件", Word)]),
            (
                "学习〔2〕说的[3]，①",
                &[("学习", Word), ("〔2〕", Punctuation), ("说", Word), ("的", Word), ("[3]", Punctuation), ("，", Punctuation), ("①", Punctuation)],
            ),
            ("国发〔2023〕15号", &[("国", Word), ("发", Word), ("〔", Punctuation), ("2023", Figure), ("〕", Punctuation), ("15号", Figure)]),
            ("投入五千萬元", &[("投入", Word), ("五千萬元", Figure)]),
            // Nor by a word that the segmenter makes up.
            ("处二万元以上", &[("处", Word), ("二万元以上", Figure)]),
            ("比二〇〇八年增长", &[("比", Word), ("二〇〇八年", Figure), ("增长", Word)]),
            ("共三人以上", &[("共", Word), ("三人以上", Figure)]),
            ("自民國97年迄今", &[("自", Word), ("民國97年", Figure), ("迄今", Word)]),
            // 前 belongs to what it counts, 年 to the year.
            ("2024年前三季度", &[("2024年", Figure), ("前", Word), ("三季度", Figure)]),
            ("2024年前8个月", &[("2024年", Figure), ("前", Word), ("8个月", Figure)]),
            ("2025年前完成", &[("2025年前", Figure), ("完成", Word)]),
            ("2023年收入", &[("2023年", Figure), ("收入", Word)]),
            ("2025年度报告", &[("2025年度", Figure), ("报告", Word)]),
            ("玉米播种近一成", &[("玉米", Word), ("播种", Word), ("近一成", Figure)]),
            ("67家规上企业", &[("67家", Figure), ("规上", Word), ("企业", Word)]),
            ("二三产业", &[("二三", Word), ("产业", Word)]),
            ("零和博弈", &[("零和", Word), ("博弈", Word)]),
            ("有五、六个县", &[("有", Word), ("五、六个", Figure), ("县", Word)]),
            ("翻了一番", &[("翻了一番", Figure)]),
            ("24.2024年启动", &[("24", Figure), (".", Punctuation), ("2024年", Figure), ("启动", Word)]),
            ("下午3:30", &[("下午", Word), ("3:30", Figure)]),
            ("比分3:30", &[("比分", Word), ("3", Figure), (":", Punctuation), ("30", Figure)]),
            ("人均GDP1.2万美元", &[("人均", Word), ("GDP", Latin), ("1.2万美元", Figure)]),
            ("到二０二０年底", &[("到", Word), ("二０二０年底", Figure)]),
            ("民國113年10月10日", &[("民國113年10月10日", Figure)]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn terms_of_the_user_are_whole_and_yield_where_they_say_so() {
        let mut lexicon = Lexicon::default();
        let notes = lexicon.add_dictionary("转并联\n工作会议\n3个必须\n5G网络\n5万人\n200元补贴\n~国人\n~人才工作\n~农村转\n~作会\n~元的资金\n", "d.txt");
        assert_eq!(notes, []);
        lexicon.finish(crate::tokens::lexicon::Overlap::Longest);
        let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) };
        for (text, expected) in [
            ("农村转并联改革", &["农村", "转并联", "改革"][..]),
            ("做到3个必须", &["做到", "3个必须"]),
            // 人才工作 yields to a term that does not, 国人 to 中国, 作会 to 工作.
            ("人才工作会议", &["人才", "工作会议"]),
            ("抓好人才工作", &["抓好", "人才工作"]),
            ("中国人民", &["中国", "人民"]),
            ("国人", &["国人"]),
            // Nothing stands within a number, and no term that yields cuts a figure.
            ("5.5G网络和5G网络", &["5.5G", "网络", "和", "5G网络"]),
            ("1.5万人和5万人", &["1.5万人", "和", "5万人"]),
            ("1,200元补贴与200元补贴", &["1,200元", "补贴", "与", "200元补贴"]),
            ("投资12亿元的资金", &["投资", "12亿元", "的", "资金"]),
        ] {
            let mut tokens = Vec::new();
            tokenizer.tokenize(text, &mut tokens);
            assert_eq!(tokens.iter().map(|t| t.text).collect::<Vec<_>>(), expected, "{text}");
            assert!(tokens.iter().all(|t| t.known == Known::No || t.kind.is_term()));
        }
    }

    #[test]
    fn both_segmenters_make_the_same_tokens() {
        use crate::tokens::segment::{JiebaRs, Unknown};
        for unknown in [Unknown::Model, Unknown::Single] {
            let (ours, reference) = (Tokenizer::of(Jieba::with_unknown(unknown)), Tokenizer::of(JiebaRs::new(unknown)));
            for text in ["引进50人才，5个人才项目，8亿人民，5处理意见。", "处二万元以上，整治2443个村，5月18日电，二十国集团。", "2023年收入，T恤和GDP2%。"]
            {
                let (mut tokens, mut expected) = (Vec::new(), Vec::new());
                ours.tokenize(text, &mut tokens);
                reference.tokenize(text, &mut expected);
                assert_eq!(tokens, expected);
            }
        }
    }

    #[test]
    fn given_tokens_are_taken_as_they_are() {
        let mut given = Vec::new();
        Tokenizer::Given.tokenize("抓 人才工作 ， 增长 5.5% X 个 GDP", &mut given);
        let kinds: Vec<TokenKind> = given.iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [Word, Word, Punctuation, Word, Figure, Placeholder, Word, Latin]);
    }

    proptest! {
        #[test]
        fn tokens_give_the_text_back(text in "([一-龥]{0,6}|[0-9０-９.,%％]{0,4}|[XＸ×]{0,2}|[a-zA-Zé' ]{0,5}|[，。；“”（）\n]{0,2}|\\PC{0,2}){0,8}") {
            let joined: String = tokens(&text).iter().map(|t| t.0).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn paragraphs_cut_together_are_as_cut_alone(
            paragraphs in prop::collection::vec("([一-龥]{0,3}|[人才工作会议农村转并联]{0,4}|[0-9年月日%]{0,3}|[，。 \n]{0,2}|[a-z]{0,3}){0,4}", 1..8)
        ) {
            let mut lexicon = Lexicon::default();
            lexicon.add_dictionary("转并联\n工作会议\n~人才工作\n", "d.txt");
            lexicon.finish(crate::tokens::lexicon::Overlap::Longest);
            let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) };
            let text = paragraphs.concat();
            let mut at = 0;
            let ranges: Vec<Range<usize>> = paragraphs.iter().map(|p| { at += p.len(); at - p.len()..at }).collect();
            let (mut together, mut ends, mut alone, mut alone_ends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            tokenizer.tokenize_each(&text, &ranges, &mut together, &mut ends);
            for paragraph in &ranges {
                tokenizer.tokenize(&text[paragraph.clone()], &mut alone);
                alone_ends.push(alone.len());
            }
            prop_assert_eq!((together, ends), (alone, alone_ends));
        }
    }
}
