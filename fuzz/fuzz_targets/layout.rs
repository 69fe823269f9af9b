//! A sheet drawn with bars, one row a line, as the drawn cases are: where things stand on it and what they mean.
#![no_main]

libfuzzer_sys::fuzz_target!(|drawing: &str| {
    let mut rows = String::new();
    for line in drawing.lines() {
        let cells: Vec<String> =
            line.split('|').map(|cell| format!("\"{}\"", cell.trim().replace('"', "\"\""))).collect();
        rows.push_str(&cells.join(";"));
        rows.push('\n');
    }
    tongket_fuzz::read("Năm 2021.csv", rows.as_bytes());
});
