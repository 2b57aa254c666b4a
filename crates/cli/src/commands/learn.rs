//! `classify learn`: a model that knows what people have corrected.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use gongwen::classifier::{LoadOptions, Model};
use gongwen::labelled::Corrections;
use gongwen::messages::text;
use gongwen::settings::{AnswerSettings, CorrectionSettings};
use gongwen::write::OutputFormat;
use gongwen::{BeforeAfter, Effect, HeldOutEffect, Recipe, Tagger, built_in, learn, learn_alone};

use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::render::style::{DIM, TITLE};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The loop:
  classify tag 年终材料/ -o 标签.xlsx          every paragraph a row; the last column, 更正, is empty
  (in Excel or WPS: fill in 更正 where the theme is wrong, e.g. 安全, or 民生+乡村振兴)
  classify learn 标签.xlsx -o my.gongwen      learns it, and says what changed
  classify tag 年终材料/ -m my.gongwen        tags by it

What a row teaches: 更正 names the right theme or topic, in Chinese, English or by id; + puts further ones behind
the first. An empty 更正 teaches nothing: nobody may have looked at the row. With --confirm-rest it teaches that the
answer is right; do so only with tables that were read to the end.

Rows may be sorted, filtered and deleted; columns, too, but for 正文 and 更正 (标题 and 报告 help where they are left).
A csv may have been saved in GBK. 校验 tells a row its own text: one whose text was changed is refused and named.

What was corrected stays so: wherever the same paragraph is met again, it is tagged as you said, and 更正 is filled in.
A second round goes on from the first: classify learn 标签2.xlsx -m my.gongwen -o my.gongwen
Of a text that several tables correct, the last one given counts.")]
pub(crate) struct Args {
    /// Tables that `classify tag`, `collect` or `review` wrote (.csv, .xlsx, .jsonl), with corrections filled in
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,

    /// Write the model to this file; a model of that name is kept as FILE.1, an earlier one as FILE.2, and so on
    #[arg(long, short, value_name = "FILE", required = true)]
    output: PathBuf,

    /// Begin with this model: one learnt from earlier tables, or trained on themes of your own [default: the built-in one]
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,

    /// How much a correction counts: with more, other paragraphs follow it further
    #[arg(long, value_name = "W", default_value_t = CorrectionSettings::default().weight)]
    weight: f64,

    /// Learn from the tables alone, as if nothing were known before
    #[arg(long, conflicts_with_all = ["model", "weight"])]
    alone: bool,

    /// Rows that are not corrected teach, too: that their answer is right
    #[arg(long)]
    confirm_rest: bool,

    /// Say what changes against this model [default: the one it begins with]
    #[arg(long, value_name = "MODEL")]
    against: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = Output { path: Some(self.output.clone()), force: true };
        if output.suffix().is_some_and(|suffix| OutputFormat::from_suffix(&suffix).is_some()) {
            output.only(&["gongwen"])?;
        }
        output.check_free()?;
        let load = |path: &Path| {
            Model::load(path, &LoadOptions::default())
                .with_context(|| text!("{path}: model not loaded", path = path.display()))
        };
        // What stands under the name of the output goes only where it can be had again.
        let exists = self.output.exists();
        if exists && load(&self.output).is_err() {
            let path = self.output.display();
            bail!(UsageError(text!("{path}: exists and is no model; choose another name", path)));
        }
        let begin = || match &self.model {
            Some(path) => load(path),
            None => built_in::model().with_context(|| text!("the built-in model is damaged")),
        };
        let former = match &self.against {
            Some(path) => load(path)?,
            None => begin()?,
        };
        let former = Tagger::new(former, AnswerSettings::default())?;
        let (corrections, learnt) = if self.alone {
            let recipe = Recipe::default();
            let corrections = Corrections::read(&self.tables, &recipe.themes, self.confirm_rest)?;
            let learnt = learn_alone(&recipe, &corrections)?;
            (corrections, learnt)
        } else {
            let model = begin()?;
            let corrections = Corrections::read(&self.tables, &model.themes, self.confirm_rest)?;
            let learnt = learn(model, &corrections, &CorrectionSettings { weight: self.weight })?;
            (corrections, learnt)
        };
        let effect = learnt.effect(&corrections, &former)?;
        let kept = if exists { Some(keep(&self.output)?) } else { None };
        output.write_bytes(|out| {
            out.write_all(&learnt.tagger.model().to_bytes()?)?;
            Ok(Outcome::DONE)
        })?;
        Output::STDOUT.write(console, |out| {
            self.tell(out, &effect, &learnt.tagger)?;
            if let Some(kept) = kept {
                writeln!(out, "{}  {DIM}原来的模型存为 {}{DIM:#}", self.output.display(), kept.display())?;
            }
            Ok(Outcome::DONE)
        })
    }

    /// What was learnt and what it changed, for people.
    fn tell(&self, out: &mut dyn Write, effect: &Effect, tagger: &Tagger) -> Result<()> {
        let Effect { rows, taught, as_corrected, held_out, moved } = effect;
        let named = |path: &Option<PathBuf>| {
            path.as_ref().map_or("内置模型".to_owned(), |path| path.display().to_string())
        };
        let beside = if self.alone { String::new() } else { format!("，从{}学起", named(&self.model)) };
        let against = named(if self.against.is_some() { &self.against } else { &self.model });
        writeln!(out, "{TITLE}学到 {taught} 段{TITLE:#}  {DIM}表中 {rows} 行{beside}{DIM:#}")?;
        writeln!(out, "与{against}相比")?;
        let BeforeAfter { before, after } = as_corrected;
        writeln!(out, "  答得与更正一致    {before} → {after} 段，共 {taught} 段  {DIM}这些已经学过{DIM:#}")?;
        if let Some(HeldOutEffect { rows, macro_f1, accuracy }) = held_out {
            writeln!(
                out,
                "  留出检验          宏平均 F1 {:.3} → {:.3}，准确率 {:.3} → {:.3}  {DIM}{rows} 段轮流不学，只凭其词语{DIM:#}",
                macro_f1.before, macro_f1.after, accuracy.before, accuracy.after,
            )?;
        }
        let zh = |theme: usize| &*tagger.model().themes.themes()[theme].zh;
        let moved: Vec<String> =
            moved.iter().map(|&(from, to, rows)| format!("{} → {} {rows} 段", zh(from), zh(to))).collect();
        let moved = if moved.is_empty() { "无".to_owned() } else { moved.join("，") };
        writeln!(out, "  回答变了          {moved}")?;
        Ok(())
    }
}

/// Keeps a file under its name with `.1` behind, what has that name under `.2`, and so on.
fn keep(path: &Path) -> Result<PathBuf> {
    let numbered = |number: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        PathBuf::from(name)
    };
    let free = (1..).find(|&number| !numbered(number).exists()).unwrap_or(1);
    let named = |path: &Path| text!("{path}: the former model cannot be kept", path = path.display());
    for number in (1..free).rev() {
        std::fs::rename(numbered(number), numbered(number + 1)).with_context(|| named(path))?;
    }
    std::fs::copy(path, numbered(1)).with_context(|| named(path))?;
    Ok(numbered(1))
}
