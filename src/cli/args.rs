//! What the user typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use wenmai::analysis::groups::Unit;
use wenmai::settings::Options;
use wenmai::stats::keywords::Method;

/// 文脉:政策讲话的统计分析。
///
/// 一条命令,从一个文件夹的讲话到频率表、图表和报告:谈什么,什么在升、什么在降,有多大把握。
/// Statistical text mining for policy speeches: from a folder to tables, charts and a report.
#[derive(Debug, Parser)]
#[command(name = "wenmai", version, about, max_term_width = 110)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// 设置文件;默认用语料文件夹或当前文件夹里的 wenmai.toml | settings file
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// 只输出错误 | say nothing but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) options: Options,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 全套分析:表、图、报告写入 output/ | everything, into output/
    Run(Input),
    /// 关键词频率表 | keyword frequencies
    Freq(Listing),
    /// TF-IDF 特征词 | characteristic terms
    Tfidf(Listing),
    /// 主题和词随时期的升降,附区间与检验 | trends with intervals and tests
    Trend(Trend),
    /// 分析之前先看:每个文件读成了什么、清理了什么、哪里不对 | what was made of each file, before any analysis
    Inspect(Inspect),
    /// 看一篇讲话被切成了哪些章节 | how texts were cut into sections
    Outline(Plain),
    /// 上下文检索:某词在哪些句子里 | a term in its context
    Kwic(Kwic),
    /// 列出所有数字:数值、单位、所指、上下文 | every figure with value, unit and context
    Figures(Figures),
    /// 从语料里找词典没有的词和提法 | words and formulations that the dictionary lacks
    NewWords(NewWords),
    /// 每篇讲话的关键词和短语 | keywords and phrases of each document
    Keywords(Keywords),
    /// 逐词核对词典和主题词:文中多少处、计入多少、差在哪里 | what became of each term of the dictionaries and themes
    Audit(Plain),
    /// 在当前文件夹写一份带说明的 wenmai.toml | write a commented wenmai.toml
    Init,
    /// 命令行补全脚本 | shell completions
    Completions {
        /// bash、zsh、fish、powershell、elvish
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Input {
    /// 讲话所在的文件夹或文件,- 为标准输入;不给则用自带样例 | folder or file; the built-in sample if left out
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Listing {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 按什么分组 | group by
    #[arg(long, value_name = "UNIT", value_parser = one_of(&Unit::ALL, Unit::name))]
    pub(crate) by: Option<Unit>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Figures {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 左右各多少字 | characters on each side
    #[arg(long, default_value_t = 15, value_name = "N")]
    pub(crate) width: usize,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct NewWords {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 把列出的词写成词典,下次用 --dictionary 给出 | write what is listed as a dictionary
    #[arg(long, value_name = "FILE")]
    pub(crate) accept: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Keywords {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 方法:phrases、tfidf、textrank、textrank-phrases | method
    #[arg(long, default_value = "phrases", value_name = "NAME", value_parser = one_of(&Method::ALL, Method::name))]
    pub(crate) method: Method,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Plain {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 把认出的日期、讲话人等写成一张表,改好后以 metadata.csv 为名放进讲话的文件夹 | write what was found as a metadata.csv, to be corrected
    #[arg(long, value_name = "FILE")]
    pub(crate) metadata: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Trend {
    #[command(flatten)]
    pub(crate) input: Input,
    /// 列出每期（period）或每个机构（body）的次数、比率和区间 | the figures of each period, or body
    #[arg(long, value_name = "period|body", num_args = 0..=1, require_equals = true, default_missing_value = "period")]
    pub(crate) rates: Option<RatesBy>,
    #[command(flatten)]
    pub(crate) form: Form,
}

/// What rates are listed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RatesBy {
    Period,
    Body,
}

#[derive(Debug, Args)]
pub(crate) struct Kwic {
    /// 要找的词语 | the term to look for
    #[arg(id = "sought", value_name = "TERM")]
    pub(crate) term: String,
    #[command(flatten)]
    pub(crate) input: Input,
    /// 左右各多少字 | characters on each side
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) width: usize,
    /// 要找的是主题名,列出计入这个主题的每一处 | TERM is a theme: every place that counts for it
    #[arg(long)]
    pub(crate) of_theme: bool,
    /// 连不计入的各处也列出(列 counted 为 no) | list the places that do not count too (no in the column counted)
    #[arg(long)]
    pub(crate) everywhere: bool,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Form {
    /// 输出格式;默认看 -o 的扩展名,终端上为对齐的表,管道中为 CSV | format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned text.
    Text,
    Csv,
    Tsv,
    /// A list of objects.
    Json,
    /// An object a line.
    Jsonl,
    Md,
    Parquet,
    Xlsx,
}

/// Reads one of some values by its name.
fn one_of<T: Copy + Send + Sync + 'static>(all: &'static [T], name: fn(T) -> &'static str) -> impl TypedValueParser<Value = T> {
    let of = move |given: String| all.iter().copied().find(|one| name(*one) == given).ok_or("no such name");
    PossibleValuesParser::new(all.iter().map(|one| name(*one))).try_map(of)
}

impl Listing {
    /// What the groups are; `usual` where the user says nothing.
    pub(crate) fn unit(&self, usual: Unit) -> Unit {
        self.by.unwrap_or(usual)
    }
}
