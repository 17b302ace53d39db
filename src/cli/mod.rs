//! The command line: arguments to settings, results to files and to standard output.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 done but
//! some documents could not be read; a closed pipe ends quietly with 0.

mod args;
mod print;
mod progress;

use args::{Arguments, Command, Form, Input, Kwic};
use clap::{CommandFactory as _, Parser as _};
use progress::Progress;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wenmai::analysis::groups::{Grouped, Unit};
use wenmai::analysis::{Analysis, analyse, results, tables};
use wenmai::corpus::read::{self, Reading};
use wenmai::corpus::sample;
use wenmai::error::{Error, Result, Warning};
use wenmai::lang::Lang;
use wenmai::settings::{Options, Settings};
use wenmai::stats::kwic;
use wenmai::table::Table;

const DONE: u8 = 0;
const FAILED: u8 = 1;
const INCOMPLETE: u8 = 3;

/// Runs the command; never panics on what users do.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = arguments.options.lang.as_deref().and_then(|l| Lang::parse(l).ok()).unwrap_or_default();
    match dispatch(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            complain(&error, lang);
            ExitCode::from(FAILED)
        }
    }
}

fn complain(error: &Error, lang: Lang) {
    let mut message = error.message(lang);
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message += &format!("{}{cause}", lang.pick("：", ": "));
        source = cause.source();
    }
    eprintln!("{}{message}", lang.pick("错误：", "error: "));
    if let Some(hint) = error.hint() {
        eprintln!("{}{}", lang.pick("提示：", "hint: "), hint.get(lang));
    }
}

fn dispatch(arguments: Arguments) -> Result<u8> {
    let Arguments { command, config, quiet, options } = arguments;
    let job = |input: Input| Job { path: input.path, config: config.clone(), quiet, options: options.clone() };
    match command {
        Command::Init => init(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "wenmai", &mut script);
            print::text(&script).map(|()| DONE)
        }
        Command::Run(input) => job(input).run(),
        Command::Freq(listing) => {
            let unit = listing.by.map_or(Unit::All, args::By::unit);
            job(listing.input).list(&listing.form, |analysis, settings| match (unit, analysis.group(unit)) {
                (_, Some(group)) => tables::frequencies(analysis, settings, group),
                (_, None) => tables::section_frequencies(analysis, settings, &tables::labelled_sections(analysis)),
            })
        }
        Command::Tfidf(listing) => {
            let unit = listing.by.map_or(Unit::Document, args::By::unit);
            job(listing.input).list(&listing.form, |analysis, settings| match analysis.group(unit) {
                Some(Grouped { counts, .. }) => tables::weights(analysis, settings, unit, counts),
                None => tables::weights(analysis, settings, unit, &tables::labelled_sections(analysis)),
            })
        }
        Command::Trend(trend) => {
            let rates = trend.rates;
            job(trend.input).list(&trend.form, |analysis, settings| if rates { tables::rates(analysis) } else { tables::trends(analysis, settings) })
        }
        Command::Outline(input) => job(input).outline(),
        Command::Kwic(kwic) => {
            let Kwic { term, input, width, form } = kwic;
            job(input).kwic(&term, width, &form)
        }
    }
}

/// One corpus and what to do with it.
struct Job {
    path: Option<PathBuf>,
    config: Option<PathBuf>,
    quiet: bool,
    options: Options,
}

impl Job {
    fn say(&self, message: &str) {
        if !self.quiet {
            eprintln!("{message}");
        }
    }

    /// The settings: command line first, then the file.
    fn settings(&self) -> Result<Settings> {
        let on_disk = |path: &Path| std::fs::read_to_string(path);
        let parse = |path: &Path| {
            let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
            Options::parse(&text, path)
        };
        let beside = self.path.as_ref().map(|p| p.join("wenmai.toml")).filter(|p| p.is_file());
        let here = Some(PathBuf::from("wenmai.toml")).filter(|p| p.is_file() && self.path.is_some());
        let file = match self.config.clone().or(beside).or(here) {
            Some(path) => {
                self.say(&format!("settings: {}", path.display()));
                parse(&path)?
            }
            None if self.path.is_none() => {
                let text = sample::file(Path::new("wenmai.toml")).map_err(|source| Error::Read { path: "wenmai.toml".into(), source })?;
                Options::parse(&text, Path::new("wenmai.toml"))?
            }
            None => Options::default(),
        };
        let options = self.options.clone().or(file);
        if let Some(threads) = options.threads {
            // A pool that is there already keeps its threads; results do not depend on them.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        }
        if self.path.is_some() { Settings::new(options, &on_disk) } else { Settings::new(options, &|path| sample::file(path).or_else(|_| on_disk(path))) }
    }

    fn read(&self, settings: &Settings) -> Result<Reading> {
        match &self.path {
            Some(path) => read::read(path, &settings.columns),
            None => {
                self.say(settings.lang.pick(
                    "没有给出文件夹：分析自带的样例语料（wenmai run 文件夹，则分析您自己的）",
                    "no folder given: the built-in sample corpus is analysed (yours: wenmai run FOLDER)",
                ));
                Ok(sample::read())
            }
        }
    }

    fn analysis(&self, progress: &Progress) -> Result<(Analysis, Settings)> {
        let settings = self.settings()?;
        progress.stage(settings.lang.pick("读取", "reading"));
        let reading = self.read(&settings)?;
        progress.stage(settings.lang.pick("分词、计数、检验", "cutting, counting, testing"));
        Ok((analyse(reading, &settings)?, settings))
    }

    fn run(&self) -> Result<u8> {
        let progress = Progress::start(self.quiet);
        let (mut analysis, settings) = self.analysis(&progress)?;
        progress.stage(settings.lang.pick("制表、画图、写报告", "tables, charts, report"));
        let folder = settings.options.output.clone().unwrap_or_else(|| PathBuf::from("output"));
        let (artifacts, about) = results::results(&mut analysis, &settings)?;
        wenmai::output::publish(&folder, &artifacts, &about)?;
        progress.finish();
        self.warn(&analysis.warnings, settings.lang);
        let report = folder.join("report.html");
        self.say(&match settings.lang {
            Lang::Zh => format!("{} 篇讲话，{} 个文件写入 {}；请打开 {}", analysis.corpus.len(), artifacts.len() + 1, folder.display(), report.display()),
            Lang::En => {
                format!("{} documents, {} files written to {}; open {}", analysis.corpus.len(), artifacts.len() + 1, folder.display(), report.display())
            }
        });
        Ok(code(&analysis.warnings))
    }

    fn list(&self, form: &Form, table: impl FnOnce(&Analysis, &Settings) -> Table) -> Result<u8> {
        let progress = Progress::start(self.quiet);
        let (analysis, settings) = self.analysis(&progress)?;
        let table = table(&analysis, &settings);
        progress.finish();
        self.warn(&analysis.warnings, settings.lang);
        print::table(&table, self.options.output.as_deref(), form.format, settings.lang)?;
        Ok(code(&analysis.warnings))
    }

    fn kwic(&self, term: &str, width: usize, form: &Form) -> Result<u8> {
        let settings = self.settings()?;
        let reading = self.read(&settings)?;
        let lines = kwic::kwic(&reading.corpus, &settings.tokenizer()?, term, width)?;
        self.warn(&reading.warnings, settings.lang);
        if lines.elsewhere > 0 {
            self.say(&match settings.lang {
                Lang::Zh => format!("另有 {} 处“{term}”在分词时落在别的词里，不算这个词", lines.elsewhere),
                Lang::En => format!("{} more places hold “{term}” inside other words; they are not counted", lines.elsewhere),
            });
        }
        print::table(&lines.table(&reading.corpus), self.options.output.as_deref(), form.format, settings.lang)?;
        Ok(code(&reading.warnings))
    }

    fn outline(&self) -> Result<u8> {
        let settings = self.settings()?;
        let reading = self.read(&settings)?;
        self.warn(&reading.warnings, settings.lang);
        let shown: String = reading.corpus.documents().iter().map(wenmai::corpus::outline::show::show).collect();
        print::text(shown.as_bytes())?;
        Ok(code(&reading.warnings))
    }

    /// The first warnings in full; a run's report and tables hold them all.
    fn warn(&self, warnings: &[Warning], lang: Lang) {
        const SHOWN: usize = 20;
        let mut sorted: Vec<&Warning> = warnings.iter().collect();
        sorted.sort_by_key(|w| !w.lost);
        for warning in sorted.iter().take(SHOWN) {
            let word = if warning.lost { lang.pick("未读入", "left out") } else { lang.pick("注意", "note") };
            self.say(&format!("{word} {}", warning.text(lang)));
        }
        if sorted.len() > SHOWN {
            let rest = sorted.len() - SHOWN;
            self.say(&match lang {
                Lang::Zh => format!("……另有 {rest} 条，见 tables/warnings.csv"),
                Lang::En => format!("… and {rest} more, see tables/warnings.csv"),
            });
        }
    }
}

fn code(warnings: &[Warning]) -> u8 {
    if warnings.iter().any(|w| w.lost) { INCOMPLETE } else { DONE }
}

/// Writes the commented settings file, unless there is one.
fn init() -> Result<u8> {
    let path = Path::new("wenmai.toml");
    let failed = |source| Error::Write { path: path.to_owned(), source };
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => std::io::Write::write_all(&mut file, include_str!("../../data/wenmai.toml").as_bytes()).map_err(failed)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(Error::Foreign { path: path.to_owned() }),
        Err(error) => return Err(failed(error)),
    }
    eprintln!("wenmai.toml");
    Ok(DONE)
}
