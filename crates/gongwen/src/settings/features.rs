//! What becomes a term and what it weighs, with each setting's name, range and default.

use gongwen_classifier::{ParamError, ParamKind, ParamSpec, Params};
use gongwen_features::{FieldWeights, TermSettings, TfIdfParams};

/// What becomes a term, and what it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSettings {
    /// What of the tokens becomes a term.
    pub terms: TermSettings,
    /// What a term counts in each field.
    pub weights: FieldWeights,
    /// How counts become weights. A `min_df` of 0, the default, goes by the amount of text, see
    /// [`tfidf_for`](Self::tfidf_for).
    pub tfidf: TfIdfParams,
}

const FEATURES: FeatureSettings = FeatureSettings {
    terms: TermSettings { word_ngrams: 1, char_bigrams: true },
    weights: FieldWeights { heading: 1.0, lead: 1.0, title: 0.0 },
    tfidf: TfIdfParams { sublinear_tf: true, use_idf: true, l2_norm: true, min_df: BY_AMOUNT },
};

/// The `min_df` that leaves it to the amount of text.
const BY_AMOUNT: u32 = 0;

impl Default for FeatureSettings {
    fn default() -> Self {
        FEATURES
    }
}

impl FeatureSettings {
    /// The settings by name, as [`parse`](Self::parse) takes them.
    pub const SPECS: &[ParamSpec] = &[
        ParamSpec {
            name: "word-ngrams",
            kind: ParamKind::Number { default: FEATURES.terms.word_ngrams as f64, min: 1.0, max: 5.0 },
            about: "longest run of words that makes a term",
        },
        ParamSpec {
            name: "char-bigrams",
            kind: switch(FEATURES.terms.char_bigrams),
            about: "pairs of neighbouring Chinese characters are terms too",
        },
        ParamSpec {
            name: "heading",
            kind: weight(FEATURES.weights.heading),
            about: "what a word in a heading above counts",
        },
        ParamSpec {
            name: "lead",
            kind: weight(FEATURES.weights.lead),
            about: "what a word in the lead sentence counts, above its count in the text",
        },
        ParamSpec {
            name: "title",
            kind: weight(FEATURES.weights.title),
            about: "what a word in the report's title counts",
        },
        ParamSpec {
            name: "sublinear",
            kind: switch(FEATURES.tfidf.sublinear_tf),
            about: "dampen repeats: 1 + ln(count)",
        },
        ParamSpec { name: "idf", kind: switch(FEATURES.tfidf.use_idf), about: "rare terms weigh more" },
        ParamSpec {
            name: "l2",
            kind: switch(FEATURES.tfidf.l2_norm),
            about: "every vector is brought to length 1",
        },
        ParamSpec {
            name: "min-df",
            kind: ParamKind::Number { default: BY_AMOUNT as f64, min: 0.0, max: 1e6 },
            about: "leave out terms found in fewer texts; 0 goes by their number: 1, of 500 texts 2, of 2000 3",
        },
    ];

    /// The defaults, changed by `key=value` settings; the last of equal keys wins.
    ///
    /// ```
    /// use gongwen::settings::FeatureSettings;
    ///
    /// let features = FeatureSettings::parse(["min-df=1", "title=0.5"])?;
    /// assert_eq!(features.tfidf.min_df, 1);
    /// assert_eq!(features.weights.title, 0.5);
    /// # Ok::<(), gongwen::classifier::ParamError>(())
    /// ```
    ///
    /// # Errors
    /// Where a setting is not `key=value`, its key is unknown or its value out of range.
    pub fn parse<'s>(settings: impl IntoIterator<Item = &'s str>) -> Result<Self, ParamError> {
        let params = Params::parse(Self::SPECS, settings)?;
        let flag = |name| Ok(params.word(name)? == "true");
        Ok(Self {
            terms: TermSettings {
                word_ngrams: params.number("word-ngrams")? as usize,
                char_bigrams: flag("char-bigrams")?,
            },
            weights: FieldWeights {
                heading: params.number("heading")?,
                lead: params.number("lead")?,
                title: params.number("title")?,
            },
            tfidf: TfIdfParams {
                sublinear_tf: flag("sublinear")?,
                use_idf: flag("idf")?,
                l2_norm: flag("l2")?,
                min_df: params.number("min-df")? as u32,
            },
        })
    }

    /// How counts become weights where so many texts are learnt from: a word must stand in one of them, from 500 texts
    /// on in two, from 2,000 on in three, unless `min_df` says otherwise. Of few texts the words that stand in one
    /// alone are most of what there is to learn (`data/README.md`).
    pub fn tfidf_for(&self, texts: usize) -> TfIdfParams {
        let by_amount = match texts {
            ..500 => 1,
            500..2000 => 2,
            _ => 3,
        };
        let min_df = if self.tfidf.min_df == BY_AMOUNT { by_amount } else { self.tfidf.min_df };
        TfIdfParams { min_df, ..self.tfidf.clone() }
    }

    /// The values by name, in the order of [`SPECS`](Self::SPECS), as [`parse`](Self::parse) takes them.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let Self { terms, weights, tfidf } = self;
        let values = [
            terms.word_ngrams.to_string(),
            terms.char_bigrams.to_string(),
            weights.heading.to_string(),
            weights.lead.to_string(),
            weights.title.to_string(),
            tfidf.sublinear_tf.to_string(),
            tfidf.use_idf.to_string(),
            tfidf.l2_norm.to_string(),
            tfidf.min_df.to_string(),
        ];
        Self::SPECS.iter().map(|spec| spec.name).zip(values).collect()
    }
}

const fn weight(default: f64) -> ParamKind {
    ParamKind::Number { default, min: 0.0, max: 100.0 }
}

/// A setting that is on or off; the first word is the default.
const fn switch(on: bool) -> ParamKind {
    ParamKind::Choice(if on { &["true", "false"] } else { &["false", "true"] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_by_name_are_the_defaults_until_told_otherwise() {
        assert_eq!(FeatureSettings::parse([]).unwrap(), FeatureSettings::default());
        let all =
            ["word-ngrams=2", "char-bigrams=false", "heading=2", "lead=3", "title=4", "sublinear=false"];
        let rest = ["idf=false", "l2=false", "min-df=7"];
        let expected = FeatureSettings {
            terms: TermSettings { word_ngrams: 2, char_bigrams: false },
            weights: FieldWeights { heading: 2.0, lead: 3.0, title: 4.0 },
            tfidf: TfIdfParams { sublinear_tf: false, use_idf: false, l2_norm: false, min_df: 7 },
        };
        let given: Vec<&str> = all.into_iter().chain(rest).collect();
        assert_eq!(FeatureSettings::parse(given.clone()).unwrap(), expected);
        let values: Vec<String> = expected.values().iter().map(|(name, v)| format!("{name}={v}")).collect();
        assert_eq!(values, given);
        assert!(FeatureSettings::parse(["min-df=-1"]).unwrap_err().to_string().contains("min-df"));
    }

    #[test]
    fn few_texts_keep_all_their_words_unless_told_otherwise() {
        let min_df = |features: FeatureSettings| [60, 500, 12_000].map(|n| features.tfidf_for(n).min_df);
        assert_eq!(min_df(FeatureSettings::default()), [1, 2, 3]);
        assert_eq!(min_df(FeatureSettings::parse(["min-df=4"]).unwrap()), [4, 4, 4]);
    }
}
