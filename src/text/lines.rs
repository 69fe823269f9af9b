//! Text in lines, for screens.

/// A text in lines of at most so many characters, broken at words; a longer word has a line of its own.
pub fn in_lines(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_words_and_lose_none() {
        assert_eq!(in_lines("Đơn vị còn thiếu số liệu", 10), ["Đơn vị còn", "thiếu số", "liệu"]);
        assert_eq!(in_lines("vinh-long/2021/tong-hop.xlsx một", 10), ["vinh-long/2021/tong-hop.xlsx", "một"]);
        assert_eq!(in_lines("", 10), [""]);
    }
}
