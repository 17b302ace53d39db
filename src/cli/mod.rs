//! The command line: arguments to settings, results to files and to standard output.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 done but
//! some documents could not be read; a closed pipe ends quietly with 0.

mod afterwards;
mod aligned;
mod args;
mod given;
mod print;
mod progress;
mod target;
mod usage;
mod uses;

use afterwards::{accepted, not_counted, not_found};
use args::{Arguments, Command, Form, Format, Input, RatesBy};
use clap::{CommandFactory as _, Parser as _};
use given::{Given, given, in_file, read_text};
use progress::Progress;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use wenmai::analysis::groups::Unit;
use wenmai::analysis::outline_table::outline_table;
use wenmai::analysis::{Analysis, Extent, analyse, analyse_to, document_keywords, followed, inspect, new_words, results, tables, term_tables};
use wenmai::corpus::outline::show::show;
use wenmai::corpus::read::{self, How, Reading};
use wenmai::corpus::sample;
use wenmai::error::{Error, Result, Warning};
use wenmai::lang::{Lang, Text};
use wenmai::settings::{Options, RunPart, Settings};
use wenmai::stats::audit::{audit_dictionary, audit_table, audit_themes, audit_warnings, patterns_warning};
use wenmai::stats::figures::{figures, figures_table};
use wenmai::stats::kwic;
use wenmai::stats::new_words::accept;
use wenmai::table::Table;
use wenmai::theme::ThemeMatcher;
use wenmai::tokens::Tokenizer;

const DONE: u8 = 0;
const FAILED: u8 = 1;
const USAGE: u8 = 2;
const INCOMPLETE: u8 = 3;

/// Most threads for a processor: more would only wait for each other, and very many never start.
const THREADS: usize = 4;

/// Runs the command; never panics on what users do.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(if usage::told(&error) { USAGE } else { DONE }),
    };
    match dispatch(arguments) {
        Ok(code) => ExitCode::from(code),
        Err((error, lang)) => {
            complain(&error, lang);
            // As clap does for an option that there is not.
            ExitCode::from(if matches!(error, Error::Choice { .. }) { USAGE } else { FAILED })
        }
    }
}

fn complain(error: &Error, lang: Lang) {
    let mut message = error.message(lang);
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.extend([lang.pick("：", ": "), &cause.to_string()]);
        source = cause.source();
    }
    print::tell(&format!("{}{message}", lang.pick("错误：", "error: ")));
    if let Some(hint) = error.hint() {
        print::tell(&format!("{}{}", lang.pick("提示：", "hint: "), hint.get(lang)));
    }
}

/// An error, and the language to say it in.
type Failure = (Error, Lang);

fn dispatch(arguments: Arguments) -> Result<u8, Failure> {
    let lang = language(&arguments.options);
    let used = uses::used(&arguments.command);
    let Arguments { command, config, quiet, options } = arguments;
    if !quiet {
        for option in uses::unused(&options, used.options.as_deref()) {
            print::tell(&match lang {
                Lang::Zh => format!("注意 {option}：对 {} 不起作用", used.command),
                Lang::En => format!("note {option}: it has no effect on {}", used.command),
            });
        }
    }
    let typed = options.clone();
    let with = |input: Input, act: &dyn Fn(&Job) -> Result<u8>| {
        let options = given(input.path.as_deref(), config.as_deref(), options.clone()).map_err(|error| (error, lang))?;
        let (lang, file) = (language(&options.options), options.file.clone());
        let job = Job::load(input.path, options, quiet, &used).map_err(|error| (in_file(error, &typed, file.as_deref()), lang))?;
        act(&job).map_err(|error| (error, lang))
    };
    match command {
        Command::Init => init(quiet, lang).map_err(|error| (error, lang)),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "wenmai", &mut script);
            print::text(&script).map(|()| DONE).map_err(|error| (error, lang))
        }
        Command::Run(input) => with(input, &Job::run),
        Command::Freq(listing) => {
            let unit = listing.unit(Unit::All);
            let table = |analysis: &Analysis, settings: &Settings| match analysis.group(unit) {
                Some(group) => term_tables::frequencies(analysis, settings, group),
                None => term_tables::section_frequencies(analysis, settings),
            };
            with(listing.input, &|job| job.list(&listing.form, Extent::View(unit), table))
        }
        Command::Tfidf(listing) => {
            let unit = listing.unit(Unit::Document);
            let table = |analysis: &Analysis, settings: &Settings| match analysis.group(unit) {
                Some(group) => term_tables::weights(analysis, settings, group),
                None => term_tables::section_weights(analysis, settings),
            };
            with(listing.input, &|job| job.list(&listing.form, Extent::Counts(unit), table))
        }
        Command::Trend(trend) => {
            let table = |analysis: &Analysis, settings: &Settings| match trend.rates {
                None => tables::trends(analysis, settings),
                Some(RatesBy::Period) => tables::rates(analysis, settings),
                Some(RatesBy::Body) => {
                    let table = tables::rates_by_body(analysis, settings);
                    if table.rows() == 0 && !quiet {
                        print::tell(lang.pick(
                            "注明的机构不足两个，没有可比的；可用 --body 指出哪一项是机构（folder、file、speaker 或任何一列）",
                            "fewer than two bodies are named, so there is nothing to compare; name with --body what tells them (folder, file, speaker, any column)",
                        ));
                    }
                    table
                }
            };
            with(trend.input, &|job| job.list(&trend.form, Extent::Whole, table))
        }
        Command::Inspect(inspect) => with(inspect.input, &|job| job.inspect(inspect.metadata.as_deref(), &inspect.form)),
        Command::Outline(plain) => with(plain.input, &|job| job.outline(&plain.form)),
        Command::Figures(listed) => with(listed.input, &|job| {
            job.show(&listed.form, |reading| Ok(figures_table(&figures(&reading.corpus, &job.settings.tokenizer(), listed.width), &reading.corpus)))
        }),
        Command::NewWords(words) => with(words.input, &|job| job.new_words(words.accept.as_deref(), &words.form)),
        Command::Keywords(words) => {
            with(words.input, &|job| job.show(&words.form, |reading| Ok(document_keywords::table(&reading.corpus, &job.settings, words.method))))
        }
        Command::Audit(plain) => with(plain.input, &|job| job.audit(&plain.form)),
        Command::Kwic(kwic) => with(kwic.input.clone(), &|job| job.kwic(&kwic)),
    }
}

fn language(options: &Options) -> Lang {
    options.lang.as_deref().and_then(|l| Lang::parse(l).ok()).unwrap_or_default()
}

/// One corpus and what to do with it.
struct Job {
    path: Option<PathBuf>,
    /// Where a table goes; standard output where it is `None`.
    output: Option<PathBuf>,
    quiet: bool,
    settings: Settings,
    /// Whether documents are compared with each other while they are read.
    compares: bool,
    /// What the command heeds, of all that an analysis may note.
    heeds: &'static [&'static str],
}

impl Job {
    fn load(path: Option<PathBuf>, given: Given, quiet: bool, used: &uses::Used) -> Result<Self> {
        let Given { options, output, file } = given;
        if let Some(threads) = options.threads {
            // A pool that is there already keeps its threads; results do not depend on them.
            let most = std::thread::available_parallelism().map_or(1, usize::from) * THREADS;
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.min(most)).build_global();
        }
        let settings =
            if path.is_some() { Settings::new(options, &read_text)? } else { Settings::new(options, &|path| sample::file(path).or_else(|_| read_text(path)))? };
        let job = Self { path, output, quiet, settings, compares: used.compares, heeds: used.heeds };
        if let Some(file) = &file {
            job.say(&format!("{}{}", job.lang().pick("设置文件：", "settings: "), file.display()));
        }
        if let Some(target) = job.output.as_deref().filter(|_| !used.is_run) {
            let lists: Vec<PathBuf> = job.settings.options.named_files().into_iter().chain(file).collect();
            target::check(target, job.path.as_deref(), &lists, &job.settings.how)?;
            job.warn(target::note(target, job.path.as_deref()).as_slice(), None);
        }
        Ok(job)
    }

    fn lang(&self) -> Lang {
        self.settings.lang
    }

    fn say(&self, message: &str) {
        if !self.quiet {
            print::tell(message);
        }
    }

    fn read(&self) -> Result<Reading> {
        let how = How { apart: !self.compares, ..self.settings.how.clone() };
        if let Some(path) = &self.path {
            return read::read(path, &how);
        }
        self.say(self.lang().pick(
            "没有给出文件夹：分析自带的样例语料（wenmai run 文件夹，则分析您自己的）",
            "no folder given: the built-in sample corpus is analysed (yours: wenmai run FOLDER)",
        ));
        sample::read_as(&how)
    }

    /// The reading, with what there is to say of dictionaries and options, for commands that make no analysis.
    fn read_with_notes(&self) -> Result<Reading> {
        let mut reading = self.read()?;
        reading.warnings.extend(self.settings.notes.iter().cloned());
        Ok(reading)
    }

    fn analysis(&self, progress: &Progress, extent: Extent) -> Result<Analysis> {
        progress.stage(self.lang().pick("读取", "reading"));
        let reading = self.read()?;
        progress.stage(self.lang().pick("分词、计数、检验", "cutting, counting, testing"));
        Ok(if extent == Extent::Whole { analyse(reading, &self.settings) } else { analyse_to(reading, &self.settings, extent) })
    }

    fn run(&self) -> Result<u8> {
        let (progress, settings) = (Progress::start(self.quiet), &self.settings);
        let folder = settings.options.output.clone().unwrap_or_else(|| PathBuf::from("output"));
        target::is_no_table(&folder)?;
        // Files of a run that was stopped may lie among the speeches.
        wenmai::output::recover(&folder)?;
        let mut analysis = self.analysis(&progress, Extent::Whole)?;
        progress.stage(self.lang().pick("制表、画图、写报告", "tables, charts, report"));
        let files = wenmai::output::publish_each(&folder, |put| results::write(&mut analysis, settings, put))?;
        progress.finish();
        self.warn(&analysis.warnings, Some(&folder.join("tables").join("warnings.csv")));
        let (documents, report) = (analysis.corpus.len(), folder.join("report.html"));
        let written = match self.lang() {
            Lang::Zh => format!("{documents} 篇讲话，{files} 个文件写入 {}", folder.display()),
            Lang::En => format!("{documents} documents, {files} files written to {}", folder.display()),
        };
        let open =
            if settings.wants(RunPart::Report) { format!("{}{}", self.lang().pick("；请打开 ", "; open "), report.display()) } else { String::new() };
        self.say(&(written + &open));
        Ok(finished(analysis))
    }

    fn list(&self, form: &Form, extent: Extent, table: impl FnOnce(&Analysis, &Settings) -> Table) -> Result<u8> {
        let format = print::format(self.output.as_deref(), form.format)?;
        let progress = Progress::start(self.quiet);
        let analysis = self.analysis(&progress, extent)?;
        let table = table(&analysis, &self.settings);
        progress.finish();
        self.warn(&analysis.warnings, None);
        print::table(&table, self.output.as_deref(), format, self.lang())?;
        Ok(finished(analysis))
    }

    /// Prints the table that `make` makes of the reading, for commands that need no analysis.
    fn show(&self, form: &Form, make: impl FnOnce(&mut Reading) -> Result<Table>) -> Result<u8> {
        let format = print::format(self.output.as_deref(), form.format)?;
        let mut reading = self.read_with_notes()?;
        let table = make(&mut reading)?;
        self.warn(&reading.warnings, None);
        print::table(&table, self.output.as_deref(), format, self.lang())?;
        Ok(code(&reading.warnings))
    }

    fn kwic(&self, asked: &args::Kwic) -> Result<u8> {
        let (tokenizer, term) = (self.settings.tokenizer(), self.settings.how.script.of(asked.term.clone()));
        self.show(&asked.form, |reading| {
            let lines = if asked.of_theme {
                let themes = followed(&reading.corpus, &self.settings, &mut reading.warnings);
                kwic::kwic_of_theme(&reading.corpus, &tokenizer, themes, &term, asked.width)?
            } else {
                kwic::kwic(&reading.corpus, &tokenizer, &term, asked.width)?
            };
            if lines.rows.is_empty() && lines.elsewhere.is_empty() {
                self.say(&not_found(&asked.term, self.lang()));
            }
            if !lines.elsewhere.is_empty() {
                self.say(&not_counted(lines.inside_and_across(), &asked.term, asked, self.lang()));
            }
            Ok(if asked.everywhere { lines.table_of_all(&reading.corpus) } else { lines.table(&reading.corpus) })
        })
    }

    fn new_words(&self, accept: Option<&Path>, form: &Form) -> Result<u8> {
        self.show(form, |reading| {
            reading.warnings.extend(new_words::warning(&reading.corpus));
            let mut found = new_words::candidates(&reading.corpus, &self.settings);
            let all = found.len();
            found.truncate(match self.settings.top {
                Some(0) => all,
                top => top.unwrap_or(200),
            });
            if let Some(path) = accept {
                print::new_file(path, accept::lines(&found).as_bytes())?;
                self.say(&accepted(&found, path, self.lang()));
            }
            Ok(new_words::table(&found))
        })
    }

    fn audit(&self, form: &Form) -> Result<u8> {
        let settings = &self.settings;
        let themes = settings.themes.clone().with_terms(&settings.terms).with_variants(|term| settings.lexicon.variants(term));
        if settings.lexicon.is_empty() && themes.list.is_empty() {
            let reason = if settings.options.dictionary.is_some() || settings.options.synonyms.is_some() {
                Text::new("给出的词典、同义词表里没有词", "the dictionaries and lists of synonyms that were named hold no term")
            } else {
                Text::new(
                    "要核对哪些词？请用 --dictionary、--synonyms、--theme 或 --term 给出",
                    "which terms? name them by --dictionary, --synonyms, --theme or --term",
                )
            };
            return Err(Error::Unusable { option: "audit".into(), reason });
        }
        self.show(form, |reading| {
            let (tokenizer, matcher) = (settings.tokenizer(), ThemeMatcher::new(themes));
            let bare = Tokenizer::Cut { segmenter: settings.segmenter(), lexicon: Arc::default() };
            let mut rows = audit_dictionary(&reading.corpus, &tokenizer, &bare);
            rows.extend(audit_themes(&reading.corpus, &tokenizer, &matcher));
            // What was asked for comes before what else there is to say.
            reading.warnings.splice(0..0, audit_warnings(&rows).into_iter().chain(patterns_warning(&matcher)));
            Ok(audit_table(&rows))
        })
    }

    fn inspect(&self, metadata: Option<&Path>, form: &Form) -> Result<u8> {
        let format = print::format(self.output.as_deref(), form.format)?;
        let reading = self.read_with_notes()?;
        if let Some(path) = metadata {
            let known = inspect::metadata(&reading);
            print::new_file(path, &known.csv(true))?;
            self.say(&match self.lang() {
                Lang::Zh => format!("{} 个文件写入 {}：补上缺的，改正错的，以 metadata.csv 为名放在讲话的文件夹里就起作用", known.rows(), path.display()),
                Lang::En => format!(
                    "{} files written to {}: fill in what is missing; under the name metadata.csv it takes effect in the folder of the speeches",
                    known.rows(),
                    path.display()
                ),
            });
            self.warn(target::note(path, self.path.as_deref()).as_slice(), None);
        }
        let table = inspect::table(&reading, self.lang());
        print::table(&table, self.output.as_deref(), format, self.lang())?;
        self.warn(&reading.warnings, None);
        for line in inspect::advice(&reading, self.lang()) {
            self.say(&line);
        }
        Ok(code(&reading.warnings))
    }

    /// The outlines as text to be read, or as a table where a format or the ending of `-o` asks for one.
    fn outline(&self, form: &Form) -> Result<u8> {
        let format = match (form.format, &self.output) {
            (None, None) => Format::Text,
            (format, output) => print::format(output.as_deref(), format)?,
        };
        let reading = self.read()?;
        self.warn(&reading.warnings, None);
        if format != Format::Text {
            print::table(&outline_table(&reading.corpus), self.output.as_deref(), format, self.lang())?;
            return Ok(code(&reading.warnings));
        }
        let shown: String = reading.corpus.documents().iter().map(|d| show(d, self.lang())).collect();
        match &self.output {
            Some(file) => print::file(file, shown.as_bytes())?,
            None => print::text(shown.as_bytes())?,
        }
        Ok(code(&reading.warnings))
    }

    /// What was left out, then what may change all results, then the rest: of the first and the last no more than a few, of the
    /// second all. `all` is the file that holds everything.
    fn warn(&self, warnings: &[Warning], all: Option<&Path>) {
        const SHOWN: usize = 10;
        let lang = self.lang();
        let (lost, kept): (Vec<_>, Vec<_>) = Warning::merged(warnings).into_iter().partition(|w| w.lost);
        let (cautions, notes): (Vec<_>, Vec<_>) = kept.into_iter().filter(|w| uses::concerns(self.heeds, w)).partition(|w| w.distorts);
        for warning in lost.iter().take(SHOWN).chain(&cautions).chain(notes.iter().take(SHOWN)) {
            let word = if warning.lost { lang.pick("未读入", "left out") } else { lang.pick("注意", "note") };
            self.say(&format!("{word} {}", warning.text(lang)));
        }
        let rest = lost.len().saturating_sub(SHOWN) + notes.len().saturating_sub(SHOWN);
        if rest > 0 {
            let place = all.map_or_else(|| "wenmai run → tables/warnings.csv".to_owned(), |file| file.display().to_string());
            self.say(&match lang {
                Lang::Zh => format!("……另有 {rest} 条，见 {place}"),
                Lang::En => format!("… and {rest} more, see {place}"),
            });
        }
    }
}

/// The exit code of an analysis that is done with. The system takes its memory back faster than we would piece by piece.
fn finished(analysis: Analysis) -> u8 {
    let code = code(&analysis.warnings);
    std::mem::forget(analysis);
    code
}

fn code(warnings: &[Warning]) -> u8 {
    if warnings.iter().any(|w| w.lost) { INCOMPLETE } else { DONE }
}

/// Writes the commented settings file, unless there is one.
fn init(quiet: bool, lang: Lang) -> Result<u8> {
    print::new_file(Path::new("wenmai.toml"), include_str!("../../data/wenmai.toml").as_bytes())?;
    if !quiet {
        print::tell(lang.pick(
            "写好了 wenmai.toml：去掉行首的 # 就生效；与讲话放在同一个文件夹，或在它所在的文件夹里运行 wenmai",
            "wrote wenmai.toml: take away the # of a line to use it; keep it beside the speeches, or run wenmai in its folder",
        ));
    }
    Ok(DONE)
}
