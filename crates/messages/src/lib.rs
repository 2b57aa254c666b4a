#![doc = include_str!("../README.md")]

mod catalogue;
mod listed;

use std::cell::Cell;
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};

pub use catalogue::{Entry, entries, placeholders};
pub use listed::listed;

/// A language in which messages are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// As in the code.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The language of a locale (`zh_CN.UTF-8`) or a tag (`zh-Hans`): Chinese of any kind, or English.
    pub fn of_locale(name: &str) -> Self {
        let language = name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }
}

static IS_CHINESE: AtomicBool = AtomicBool::new(false);

/// Chooses the language of all messages of this process from now on.
pub fn set_language(language: Language) {
    IS_CHINESE.store(language == Language::Chinese, Ordering::Relaxed);
}

thread_local! {
    /// The language of [`in_language`], where this thread is inside it.
    static OWN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The language of messages: English, unless another one was set.
pub fn language() -> Language {
    let of_process = if IS_CHINESE.load(Ordering::Relaxed) { Language::Chinese } else { Language::English };
    OWN.get().unwrap_or(of_process)
}

/// Tells something in a language, whatever that of the process is: for who answers several people.
///
/// ```
/// use gongwen_messages::{Language, in_language, text};
///
/// let both = [Language::English, Language::Chinese].map(|language| in_language(language, || text!("no topic")));
/// assert_eq!(both, ["no topic", "没有主题"]);
/// ```
pub fn in_language<T>(language: Language, tell: impl FnOnce() -> T) -> T {
    let outer = OWN.replace(Some(language));
    let told = tell();
    OWN.set(outer);
    told
}

/// The Chinese of a message, where Chinese is spoken and the catalogues hold it. Placeholders are not filled in.
pub fn chinese(english: &str) -> Option<&'static str> {
    match language() {
        Language::English => None,
        Language::Chinese => catalogue::chinese(english),
    }
}

/// A message that has no arguments, in the language spoken; what the catalogues do not know stays as it is.
pub fn translated(english: &str) -> &str {
    chinese(english).unwrap_or(english)
}

/// A message with its placeholders `{name}` filled in. What [`text!`] calls.
#[doc(hidden)]
pub fn filled(template: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut told = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        told.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        if let Some((_, value)) = arguments.iter().find(|(known, _)| *known == name) {
            told.push_str(&value.to_string());
        }
        rest = behind;
    }
    told.push_str(rest);
    told
}

/// A message in the language spoken: its English, and the values of the placeholders in it, each by the name it has
/// there. Placeholders have no format: a value that wants one comes formatted.
///
/// ```
/// let (name, share) = ("安全", 0.25_f64);
/// let told = gongwen_messages::text!("{name}: {share} of all", name, share = format_args!("{share:.3}"));
/// assert_eq!(told, "安全: 0.250 of all");
/// ```
#[macro_export]
macro_rules! text {
    ($english:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        match $crate::chinese($english) {
            ::std::option::Option::None => {
                ::std::format!($english $(, $name = $crate::text!(@value $name $($value)?))*)
            }
            ::std::option::Option::Some(chinese) => $crate::filled(
                chinese,
                &[$((
                    ::std::stringify!($name),
                    &$crate::text!(@value $name $($value)?) as &dyn ::std::fmt::Display,
                )),*],
            ),
        }
    };
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
}

/// Marks the English of a message that is told later, by [`translated`].
#[macro_export]
macro_rules! phrase {
    ($english:literal) => {
        $english
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_tells_its_language() {
        for chinese in ["zh", "zh_CN.UTF-8", "zh-Hans", "ZH_TW", "zh.UTF-8"] {
            assert_eq!(Language::of_locale(chinese), Language::Chinese, "{chinese}");
        }
        for other in ["", "C", "POSIX", "en_GB.UTF-8", "zha_CN", "C.UTF-8"] {
            assert_eq!(Language::of_locale(other), Language::English, "{other}");
        }
    }

    #[test]
    fn placeholders_are_filled_by_name_in_any_order() {
        assert_eq!(filled("{b}之{a}，{b}", &[("a", &1), ("b", &"甲")]), "甲之1，甲");
        assert_eq!(filled("{a}", &[("a", &"{b}"), ("b", &2)]), "{b}", "values are no templates");
    }
}
