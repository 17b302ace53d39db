//! Throughput of each stage in bytes of text: on generated speeches, and on the laws of the shared corpora where
//! `WENMAI_CORPORA` names their folder.

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use std::hint::black_box;
use std::path::PathBuf;
use wenmai::analysis::{analyse, tables};
use wenmai::corpus::outline::outline;
use wenmai::corpus::read::How;
use wenmai::corpus::read::{Reading, SourceFile, assemble, read};
use wenmai::dfm::count::count;
use wenmai::dfm::weight::{Scheme, weigh};
use wenmai::settings::{Options, Settings};
use wenmai::stats::frequency::heaviest;
use wenmai::theme::ThemeMatcher;
use wenmai::tokens::Tokenizer;
use wenmai::tokens::segment::{Jieba, JiebaRs, Segmenter, Unknown, words};

/// Speeches of words drawn from a list by a fixed rule: `count` of them, of about 2,000 characters.
fn generated(count: usize) -> Reading {
    const WORDS: &str = "人才 工作 项目 建设 推进 落实 责任 基层 党建 干部 企业 招商 数字 平台 数据 农业 春耕 粮食 防汛 水库 民生 就业 教育 医疗 改革 创新 发展 经济 增长 投资 安全 生态 环保 治理 服务 群众 考核 整改 督查 部署";
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut state = 42_u64;
    let mut draw = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % bound
    };
    let mut speech = |number: usize| {
        let mut text = format!("在第{number}次会议上的讲话\n同志们：\n");
        for part in ["一", "二", "三", "四"] {
            text += &format!("{part}、{}{}\n", words[draw(words.len())], words[draw(words.len())]);
            for _ in 0..50 {
                let length = 3 + draw(5);
                (0..length).for_each(|_| text += words[draw(words.len())]);
                text.push('，');
            }
            text += "完成12.5%。\n";
        }
        SourceFile { path: format!("{}Q{}-{number:04}.txt", 2010 + number % 12, 1 + number % 4), bytes: text.into_bytes() }
    };
    assemble((0..count).map(&mut speech).collect(), &How::default())
}

fn stages(group: &mut BenchmarkGroup<'_, WallTime>, reading: &Reading, settings: &Settings) {
    let corpus = &reading.corpus;
    let texts: Vec<&str> = corpus.documents().iter().map(|d| d.text.as_str()).collect();
    group.throughput(Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum()));
    group.bench_function("outline", |b| b.iter(|| texts.iter().map(|t| outline(t).sections.len()).sum::<usize>()));
    for (name, segmenter) in [("segmenter alone", &Jieba::new() as &dyn Segmenter), ("jieba-rs alone", &JiebaRs::new(Unknown::Model))] {
        group.bench_function(name, |b| b.iter(|| texts.iter().map(|text| words(segmenter, text).len()).sum::<usize>()));
    }
    let tokenizer = Tokenizer::of(Jieba::new());
    group.bench_function("tokenize", |b| {
        b.iter(|| {
            let mut tokens = Vec::new();
            for text in &texts {
                tokenizer.tokenize(text, &mut tokens);
            }
            black_box(tokens.len())
        });
    });
    let matcher = ThemeMatcher::default();
    group.bench_function("count", |b| b.iter(|| count(corpus, &tokenizer, &matcher).terms.counts().stored()));
    let documents = count(corpus, &tokenizer, &matcher).terms.group_by(|id| Some(id.document));
    let keywords = vec![true; documents.vocabulary().len()];
    group.bench_function("TF-IDF by document", |b| b.iter(|| heaviest(&weigh(&documents, Scheme::Sklearn), &keywords, 2, 50).len()));
    let again = || Reading { corpus: corpus.clone(), ..Reading::default() };
    group.bench_function("analyse", |b| b.iter(|| analyse(again(), settings).families.len()));
    let analysis = analyse(again(), settings);
    let all = tables::all(&analysis, settings);
    group.bench_function("tables", |b| b.iter(|| tables::all(&analysis, settings).len()));
    group.bench_function("CSV", |b| b.iter(|| all.iter().map(|t| t.csv(true).len()).sum::<usize>()));
    group.bench_function("Parquet", |b| b.iter(|| all.iter().map(|t| t.parquet().map_or(0, |p| p.len())).sum::<usize>()));
}

fn pipeline(criterion: &mut Criterion) {
    let Ok(settings) = Settings::new(Options::default(), &|path| std::fs::read_to_string(path)) else { return };
    let mut group = criterion.benchmark_group("generated");
    group.sample_size(10);
    stages(&mut group, &generated(400), &settings);
    group.finish();
    let laws = std::env::var_os("WENMAI_CORPORA").map(|folder| PathBuf::from(folder).join("laws-quarterly"));
    if let Some(reading) = laws.and_then(|folder| read(&folder, &How::default()).ok()) {
        let mut group = criterion.benchmark_group("laws");
        group.sample_size(10);
        stages(&mut group, &reading, &settings);
        group.finish();
    }
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
