//! Settings of a backend: declared with default, range and purpose; given as `key=value`.

use std::collections::BTreeMap;
use std::fmt;

use gongwen_messages::{listed, text};
use serde::{Deserialize, Serialize};

/// Declares one setting of a backend.
#[derive(Debug, Clone, Copy)]
pub struct ParamSpec {
    /// Key on the command line and in the model file.
    pub name: &'static str,
    /// Type, default and range.
    pub kind: ParamKind,
    /// What it does, in a line.
    pub about: &'static str,
}

/// Type, default and range of a setting.
#[derive(Debug, Clone, Copy)]
pub enum ParamKind {
    /// A number between `min` and `max`, both included.
    Number {
        /// Value where none is given.
        default: f64,
        /// Smallest value taken.
        min: f64,
        /// Largest value taken.
        max: f64,
    },
    /// One of a few words; the first is the default.
    Choice(&'static [&'static str]),
    /// Any text; what follows the colon in `backend:text`.
    Text {
        /// Value where none is given.
        default: &'static str,
    },
}

/// A complete set of settings for one backend: every declared key has a value in range.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Params(BTreeMap<String, ParamValue>);

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParamValue {
    /// Of [`ParamKind::Number`].
    Number(f64),
    /// Of [`ParamKind::Choice`] and [`ParamKind::Text`].
    Word(String),
}

/// Why a setting cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParamError {
    /// Not of the form `key=value`.
    #[error("{}", text!("`{name}` is not of the form key=value", name = _0))]
    Form(String),
    /// A key that is not declared.
    #[error("{}", text!("unknown setting `{name}`; known are: {known}", name, known))]
    Unknown {
        /// The key given.
        name: String,
        /// The keys declared, comma-separated.
        known: String,
    },
    /// A value out of range or of the wrong type.
    #[error("{}", text!("setting {name}: `{value}` is not {expected}", name, value, expected))]
    Value {
        /// The key.
        name: String,
        /// The value given.
        value: String,
        /// What is taken, e.g. `a number from 0 to 1`.
        expected: String,
    },
    /// A key a backend asks for but does not declare.
    #[error("{}", text!("setting {name} is not among this backend's", name = _0))]
    Undeclared(&'static str),
}

impl Params {
    /// The defaults of `specs`.
    pub fn defaults(specs: &[ParamSpec]) -> Self {
        let pairs = specs.iter().map(|s| (s.name.to_owned(), s.kind.default()));
        Self(pairs.collect())
    }

    /// The defaults of `specs`, changed by `key=value` settings; the last of equal keys wins.
    ///
    /// # Errors
    /// Where a setting is not `key=value`, its key is not declared or its value is out of range.
    pub fn parse<'s>(
        specs: &[ParamSpec],
        settings: impl IntoIterator<Item = &'s str>,
    ) -> Result<Self, ParamError> {
        let mut params = Self::defaults(specs);
        for setting in settings {
            let (key, value) = setting.split_once('=').ok_or_else(|| ParamError::Form(setting.to_owned()))?;
            params.set(specs, key.trim(), value.trim())?;
        }
        Ok(params)
    }

    /// Gives one declared setting a value.
    ///
    /// # Errors
    /// Where the key is not declared or the value is out of range.
    pub fn set(&mut self, specs: &[ParamSpec], key: &str, value: &str) -> Result<(), ParamError> {
        let Some(spec) = specs.iter().find(|s| s.name == key) else {
            return Err(ParamError::Unknown {
                name: key.to_owned(),
                known: match specs {
                    [] => text!("none"),
                    _ => listed(specs.iter().map(|s| s.name)),
                },
            });
        };
        let value = spec.kind.parse(value).ok_or_else(|| ParamError::Value {
            name: key.to_owned(),
            value: value.to_owned(),
            expected: spec.kind.to_string(),
        })?;
        self.0.insert(key.to_owned(), value);
        Ok(())
    }

    /// A number's value.
    ///
    /// # Errors
    /// [`ParamError::Undeclared`] where these are another backend's settings.
    pub fn number(&self, name: &'static str) -> Result<f64, ParamError> {
        match self.0.get(name) {
            Some(ParamValue::Number(value)) => Ok(*value),
            _ => Err(ParamError::Undeclared(name)),
        }
    }

    /// A choice's or text's value.
    ///
    /// # Errors
    /// [`ParamError::Undeclared`] where these are another backend's settings.
    pub fn word(&self, name: &'static str) -> Result<&str, ParamError> {
        match self.0.get(name) {
            Some(ParamValue::Word(value)) => Ok(value),
            _ => Err(ParamError::Undeclared(name)),
        }
    }

    /// Keys and values, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ParamValue)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v))
    }
}

impl ParamKind {
    /// Value where none is given.
    pub fn default(&self) -> ParamValue {
        match self {
            Self::Number { default, .. } => ParamValue::Number(*default),
            Self::Choice(words) => ParamValue::Word(words.first().copied().unwrap_or("").into()),
            Self::Text { default } => ParamValue::Word((*default).to_owned()),
        }
    }

    fn parse(&self, text: &str) -> Option<ParamValue> {
        match self {
            Self::Number { min, max, .. } => {
                let number = text.parse().ok()?;
                (*min..=*max).contains(&number).then_some(ParamValue::Number(number))
            }
            Self::Choice(words) => words.contains(&text).then(|| ParamValue::Word(text.to_owned())),
            Self::Text { .. } => Some(ParamValue::Word(text.to_owned())),
        }
    }
}

/// What is taken, e.g. `a number from 0 to 1` or `one of uniform, empirical`.
impl fmt::Display for ParamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { min, max, .. } if max.is_infinite() => {
                f.write_str(&text!("a number not below {min}", min))
            }
            Self::Number { min, max, .. } => f.write_str(&text!("a number from {min} to {max}", min, max)),
            Self::Choice(words) => f.write_str(&text!("one of {words}", words = listed(words.iter()))),
            Self::Text { .. } => f.write_str(&text!("a text")),
        }
    }
}

impl fmt::Display for ParamValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Word(word) => write!(f, "{word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECS: &[ParamSpec] = &[
        ParamSpec { name: "alpha", kind: ParamKind::Number { default: 0.5, min: 0.0, max: 10.0 }, about: "" },
        ParamSpec { name: "priors", kind: ParamKind::Choice(&["uniform", "empirical"]), about: "" },
    ];

    #[test]
    fn given_values_replace_defaults() {
        let params = Params::parse(SPECS, ["alpha = 2", "priors=empirical"]).unwrap();
        assert_eq!(params.number("alpha").unwrap(), 2.0);
        assert_eq!(params.word("priors").unwrap(), "empirical");
        assert_eq!(Params::parse(SPECS, []).unwrap(), Params::defaults(SPECS));
        let json = serde_json::to_string(&params).unwrap();
        assert_eq!(json, r#"{"alpha":2.0,"priors":"empirical"}"#);
        assert_eq!(serde_json::from_str::<Params>(&json).unwrap(), params);
    }

    #[test]
    fn mistakes_are_named() {
        let error = |setting| Params::parse(SPECS, [setting]).unwrap_err().to_string();
        assert_eq!(error("alpha"), "`alpha` is not of the form key=value");
        assert_eq!(error("beta=1"), "unknown setting `beta`; known are: alpha, priors");
        assert_eq!(error("alpha=11"), "setting alpha: `11` is not a number from 0 to 10");
        assert_eq!(error("alpha=NaN"), "setting alpha: `NaN` is not a number from 0 to 10");
        assert_eq!(error("priors=none"), "setting priors: `none` is not one of uniform, empirical");
        assert!(Params::default().number("alpha").is_err());
    }
}
