//! Letters from before Unicode: nothing that is Unicode already is touched, and decoding ends whatever it is given.
#![no_main]

use tongket_fuzz::text::{Charset, Evidence, classify, holds_unicode, marked_words};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for charset in [Charset::Tcvn3, Charset::Vni] {
        let decoded = charset.decode(text);
        assert!(!decoded.is_empty() || text.is_empty());
        let _ = charset.decode_own_words(text);
        let _ = charset.has_lost_letters(text);
    }
    let _ = (holds_unicode(text), classify(text), marked_words(text));
    let _ = Evidence::default();
});
