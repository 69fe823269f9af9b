use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// Letter, TCVN3, VNI-Windows, from an independent implementation.
fn letters() -> Vec<(char, String, String)> {
    let coded =
        |codes: &str| codes.split(' ').map(|code| char::from(u8::from_str_radix(code, 16).expect("a code"))).collect();
    let lines = include_str!("letters.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [letter, tcvn3, vni] = line.split('\t').collect::<Vec<_>>().try_into().expect("three columns");
            (letter.chars().next().expect("a letter"), coded(tcvn3), coded(vni))
        })
        .collect()
}

fn encode(charset: Charset, text: &str) -> String {
    static LETTERS: LazyLock<Vec<(char, String, String)>> = LazyLock::new(letters);
    let mut encoded = String::new();
    for c in text.chars() {
        match LETTERS.iter().find(|(letter, ..)| *letter == c) {
            Some((_, tcvn3, vni)) => encoded.push_str(if charset == Charset::Tcvn3 { tcvn3 } else { vni }),
            None => encoded.push(c),
        }
    }
    encoded
}

#[test]
fn every_letter_is_decoded_as_another_implementation_encodes_it() {
    let letters = letters();
    assert_eq!(letters.len(), 134);
    for (letter, tcvn3, vni) in letters {
        assert_eq!(Charset::Vni.decode(&vni), letter.to_string());
        // A toned capital has its small letter's code.
        let decoded = Charset::Tcvn3.decode(&tcvn3);
        let small = letter.to_lowercase().to_string();
        let own_capital = "ĂÂÊÔƠƯĐ".contains(letter);
        assert_eq!(decoded, if own_capital { letter.to_string() } else { small });
    }
}

#[test]
fn known_texts_are_decoded() {
    let text = "Số sáng kiến cải tiến kỹ thuật được công nhận cấp cơ sở";
    let tcvn3 = "Sè s¸ng kiÕn c¶i tiÕn kü thuËt ®\u{AD}îc c«ng nhËn cÊp c¬ së";
    assert_eq!(Charset::Tcvn3.decode(tcvn3), text);
    assert_eq!(Charset::Vni.decode("Soá saùng kieán caûi tieán kyõ thuaät ñöôïc coâng nhaän caáp cô sôû"), text);
}

#[test]
fn small_toned_letters_among_capitals_are_capitals() {
    for (found, meant) in [
        ("§OµN VI£N C¤NG §OµN N÷", "ĐOÀN VIÊN CÔNG ĐOÀN NỮ"),
        ("L§L§ huyÖn Thanh Oai", "LĐLĐ huyện Thanh Oai"),
        ("x· T¢N ¦íC (c\u{F2})", "xã TÂN ƯỚC (cũ)"),
        ("Hµ T©y", "Hà Tây"),
        ("Hµ", "Hà"),
        ("Tû lÖ", "Tỷ lệ"),
    ] {
        assert_eq!(Charset::Tcvn3.decode(found), meant);
    }
}

#[test]
fn a_lost_letter_is_put_back_where_it_is_certain() {
    for (found, meant) in [
        ("®îc c«ng nhËn", "được công nhận"),
        ("Tr\u{EB}ng phßng", "Trưởng phòng"),
        ("H¶i D¬ng", "Hải Dương"),
        ("ngêi", "ngời"),
        ("C¬ quan", "Cơ quan"),
        ("PH\u{EA}NG", "PHƯỜNG"),
    ] {
        assert_eq!(Charset::Tcvn3.decode(found), meant);
    }
    assert!(Charset::Tcvn3.has_lost_letters("®îc"));
    assert!(!Charset::Tcvn3.has_lost_letters("®\u{AD}îc c«ng nhËn ë c¬ së"));
}

#[test]
fn fonts_are_known_by_their_names() {
    let tcvn3 = |capitals| Some(Typeface { charset: Charset::Tcvn3, capitals });
    for (name, typeface) in [
        (".VnTime", tcvn3(false)),
        (".vntime", tcvn3(false)),
        (".VnTimeH", tcvn3(true)),
        (".VnArial NarrowH", tcvn3(true)),
        (".VnTifani Heavy", tcvn3(false)),
        ("VNI-Times", Some(Typeface { charset: Charset::Vni, capitals: false })),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
        ("Đây", None),
    ] {
        assert_eq!(Typeface::of_font(name), typeface, "{name}");
    }
}

/// Words of a union's reports, as they stand in Unicode.
const VIETNAMESE: &str = "Liên đoàn Lao động huyện Thanh Oai Công đoàn cơ sở xã Bích Hòa Cự Khê Tam Hưng Tân Ước Kim Bài \
    tổng hợp kết quả phong trào thi đua sáng kiến cải tiến kỹ thuật được công nhận đoàn viên nữ người lao động thu chi \
    tài chính ngân sách hỗ trợ nhà ở mái ấm khen thưởng quý giữa kỳ hội nghị viên chức đối thoại thỏa ước tập thể vượt \
    trên hơn gần khoảng không có giỏi việc nước đảm việc nhà tranh chấp khuyến học thuế quyết toán nghiệp vụ nguồn lực \
    trưởng phó chủ tịch ủy ban kiểm tra giám sát dự toán bổ sung tỷ lệ phần trăm thành phố trực thuộc trung ương";

const FOREIGN: &str = "Société Générale élève naïve Champs-Élysées déjà où château être noël garçon français thé été \
    crème brûlée forêt août gâteau hôtel pâté œuvre fiancée Müller für über schön Straße größe Köln Bär Öl Grüße Fußball \
    señor niño mañana São João coração résumé café piñata jalapeño smörgåsbord Ångström façade Zürich cliché \
    the initiatives of five years were recognised at district level 25°C m² µm 3×4 §5 10½ ±2 «Nam» Coca® ©2019 a·b";

fn words(list: &'static str) -> impl Strategy<Value = Vec<&'static str>> {
    let words: Vec<&str> = list.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 1..40)
}

fn weigh<S: AsRef<str>>(texts: &[S]) -> Evidence {
    let mut evidence = Evidence::default();
    texts.iter().for_each(|text| evidence.read(text.as_ref()));
    evidence
}

#[test]
fn a_look_at_the_bytes_passes_over_what_is_written_today() {
    for word in VIETNAMESE.split_whitespace() {
        assert!(!may_be_legacy(word), "{word}");
        assert!(!may_be_legacy(&word.to_uppercase()), "{word}");
    }
    for word in ["Coâng", "Lieân", "chaáp", "LIEÂN", "naêm", "hoäi", "C«ng", "®oµn", "N¨m", "tr\u{AD}ëng"] {
        assert!(may_be_legacy(word), "{word}");
    }
}

#[test]
fn no_word_of_today_is_taken_for_legacy() {
    for word in VIETNAMESE.split_whitespace().chain(FOREIGN.split_whitespace()) {
        for marked in marked_words(word) {
            let class = classify(marked);
            let allowed = matches!(word, "où" | "µm");
            assert!(allowed || !matches!(class, Class::Legacy(_)), "{word} {class:?}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(words in words(VIETNAMESE)) {
        let text = words.join(" ");
        for charset in Charset::ALL {
            prop_assert_eq!(charset.decode(&encode(charset, &text)).to_lowercase(), text.to_lowercase());
        }
    }

    #[test]
    fn unicode_and_foreign_texts_are_never_taken_for_legacy(
        vietnamese in words(VIETNAMESE),
        foreign in words(FOREIGN),
        both in any::<bool>(),
    ) {
        let texts = if both { vec![vietnamese.join(" "), foreign.join(" ")] } else { vec![foreign.join(" ")] };
        for text in [texts.clone(), foreign.iter().map(|word| (*word).to_owned()).collect()] {
            prop_assert_eq!(weigh(&text).verdict(), Verdict::Plain);
        }
    }

    #[test]
    fn a_column_of_legacy_texts_is_known(words in words(VIETNAMESE)) {
        for charset in Charset::ALL {
            // Words may all have letters that Unicode words have (*kÕt*, *phoá*); the union's own name never has.
            let texts: Vec<String> = words.iter().chain(&["Công đoàn"]).map(|word| encode(charset, word)).collect();
            prop_assert!(texts.iter().any(|text| may_be_legacy(text)));
            let evidence = weigh(&texts);
            let (fit, _) = evidence.count(charset);
            match evidence.verdict() {
                Verdict::Legacy(found) => prop_assert_eq!(found, charset),
                Verdict::Unsure(found) => prop_assert!(found == charset && fit <= 3),
                Verdict::Plain => prop_assert!(fit < 3, "{:?}", evidence),
            }
            if fit >= 6 {
                prop_assert_eq!(evidence.verdict(), Verdict::Legacy(charset));
            }
        }
    }
}
