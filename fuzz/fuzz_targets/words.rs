//! Numbers, periods, names and the words that betray structure.
#![no_main]

use tongket_fuzz::domain::Amount;
use tongket_fuzz::text::{
    self, Convention, Language, NumberText, find_times, fold, read_number, show_number, slug,
};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for (language, convention) in [(Language::Vi, Convention::Vietnamese), (Language::En, Convention::English)] {
        // What is understood is shown, and read back, as the same number.
        if let Some(NumberText::Value(value)) = read_number(text, convention) {
            let Some(amount) = Amount::parse(&value.plain) else { continue };
            let shown = show_number(&amount.to_string(), language);
            match read_number(&shown, convention) {
                Some(NumberText::Value(again)) => {
                    assert_eq!(Amount::parse(&again.plain), Some(amount), "{text:?} shown as {shown:?}");
                }
                other => panic!("{text:?} shown as {shown:?} is {other:?}"),
            }
        }
        let _ = text::suspect(text, convention);
    }
    for phrase in find_times(text) {
        let _ = format!("{phrase:?}");
    }
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "folding twice changes {text:?}");
    assert!(slug(text).bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
    assert_eq!(text::compose(&text::compose(text)), text::compose(text));
    let _ = text::Label::new(text);
    let _ = text::reporting_unit(text);
    let _ = text::split_ordinal(text);
    let _ = text::measure_word(text);
    let _ = text::expand(&text::words(text));
});
