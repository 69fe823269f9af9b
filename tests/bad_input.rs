//! Bad input is a finding or an error that names the file and what to do; the other files are still processed.

use crate::sandbox::Sandbox;

#[test]
fn a_missing_workspace_is_named() {
    let sandbox = Sandbox::empty();
    sandbox
        .run(&["report", "nowhere"])
        .code(2)
        .stderr_contains("lỗi: không mở được hồ sơ nowhere")
        .stderr_contains("vì: ")
        .stderr_contains("gợi ý: ");
    sandbox
        .run(&["check", "nowhere", "--lang", "en"])
        .code(2)
        .stderr_contains("error: cannot open the workspace nowhere");
}

#[test]
fn a_folder_or_file_that_is_no_workspace_is_named() {
    let sandbox = Sandbox::empty().file("notes.txt", "…");
    sandbox.run(&["report", "ws"]).code(2).stderr_contains("không có tệp tongket.toml");
    sandbox.run(&["report", "ws/notes.txt"]).code(2).stderr_contains("ws/notes.txt không phải hồ sơ");
}

#[test]
fn an_empty_reports_folder_is_a_finding_and_nothing_is_written() {
    for sandbox in [Sandbox::new(), Sandbox::new().file("reports/.gitkeep", "").file("reports/~$bc.xlsx", "lock")] {
        sandbox.run(&["check", "ws"]).code(1).stdout_contains("lỗi[reports-empty]").stdout_contains("gợi ý: ");
        sandbox.run(&["report", "ws"]).code(1).stderr_contains("lỗi[reports-empty]");
        assert!(sandbox.files("output").is_empty());
    }
}

#[test]
fn files_of_other_kinds_are_listed_and_not_read() {
    Sandbox::new()
        .good_report()
        .report_csv("scan.pdf", "%PDF")
        .report_csv("2019/Thumbs.db", "x")
        .report_csv("2019/ghi chú.txt", "x")
        .run(&["check", "ws"])
        .stdout_contains("ghi chú[file-skipped]")
        .stdout_contains("scan.pdf: đuôi tệp .pdf")
        .stdout_contains("2019/ghi chú.txt: đuôi tệp .txt");
}

/// What one bad file leaves: an error finding with its name, and the good report read all the same.
#[track_caller]
fn told_and_the_others_read(name: &str, bytes: &[u8], finding: &str) {
    let sandbox = Sandbox::new().good_report().bytes(&format!("reports/{name}"), bytes);
    sandbox.run(&["check", "ws"]).stdout_contains(finding).stdout_contains(name).stdout_contains("gợi ý: ");
    let rows = sandbox.run(&["extract", "ws"]).stdout;
    assert!(rows.contains("kim-bai,Thị trấn Kim Bài,improvements,,2019,12,,12,bc-2019.csv,"), "{rows}");
    assert!(rows.contains("tam-hung,Xã Tam Hưng,improvements,,2019,30,,30,bc-2019.csv,"), "{rows}");
    sandbox.run(&["report", "ws"]);
    assert!(sandbox.files("output/ws").contains(&"tong-ket.xlsx".to_owned()));
}

#[test]
fn a_text_file_named_xlsx_is_told() {
    told_and_the_others_read("text.xlsx", "Kính gửi LĐLĐ huyện".as_bytes(), "lỗi[file-format]");
}

#[test]
fn a_truncated_workbook_is_told() {
    // The head of a zip archive whose directory, at its end, is lost.
    let mut bytes = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec();
    bytes.extend([0x55; 400]);
    told_and_the_others_read("cut.xlsx", &bytes, "lỗi[file-broken]");
}

#[test]
fn a_workbook_with_a_password_is_told() {
    told_and_the_others_read("locked.xlsx", &locked(), "lỗi[file-password]");
}

#[test]
fn a_sheet_without_a_table_is_told() {
    let letter = "Kính gửi: LĐLĐ huyện,\nCông đoàn xã xin chúc mừng năm mới,\n";
    told_and_the_others_read("thu.csv", letter.as_bytes(), "[sheet-not-read]");
}

#[test]
fn an_empty_file_is_told() {
    told_and_the_others_read("empty.xlsx", b"", "lỗi[file-");
}

/// The smallest compound file that holds what Excel puts around a workbook with a password: a stream `EncryptedPackage`.
pub fn locked() -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let put = |bytes: &mut [u8], at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    let mut header = vec![0_u8; SECTOR];
    put(&mut header, 0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, value) in [(24, 0x3E_u16), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        put(&mut header, at, &value.to_le_bytes());
    }
    // One sector of the allocation table (0), the directory in sector 1, no small streams.
    for (at, value) in [(44, 1_u32), (48, 1), (56, 4096), (60, END), (64, 0), (68, END), (72, 0), (76, 0)] {
        put(&mut header, at, &value.to_le_bytes());
    }
    header[80..].fill(0xFF);
    let mut table = vec![0xFF_u8; SECTOR];
    put(&mut table, 0, &0xFFFF_FFFD_u32.to_le_bytes());
    put(&mut table, 4, &END.to_le_bytes());
    // The stream: sectors 2 to 9.
    for sector in 2..10_u32 {
        let next = if sector == 9 { END } else { sector + 1 };
        put(&mut table, sector as usize * 4, &next.to_le_bytes());
    }
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u64| {
        let mut bytes = vec![0_u8; 128];
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(&mut bytes, 0, &utf16);
        put(&mut bytes, 64, &(utf16.len() as u16 + 2).to_le_bytes());
        bytes[66] = kind;
        bytes[67] = 1;
        for (at, value) in [(68, FREE), (72, FREE), (76, child), (116, start)] {
            put(&mut bytes, at, &value.to_le_bytes());
        }
        put(&mut bytes, 120, &size.to_le_bytes());
        bytes
    };
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry("EncryptedPackage", 2, FREE, 2, 4096));
    directory.resize(SECTOR, 0);
    [header, table, directory, vec![0x5A; 8 * SECTOR]].concat()
}

/// Links are made differently on each system; what is read through them is the same everywhere.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_and_one_that_leads_round_is_not_followed() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new().good_report();
    symlink(sandbox.path("ws/reports"), sandbox.path("ws/reports/round")).expect("a link");
    symlink(sandbox.path("nowhere"), sandbox.path("ws/reports/gone.xlsx")).expect("a link");
    let ran = sandbox.run(&["check", "ws"]).code(1);
    let ran = ran.stdout_contains("lỗi[file-unreadable]").stdout_contains("gone.xlsx: hệ thống báo");
    assert!(ran.stderr.starts_with("1 tệp"), "the good report is read once\n{}", ran.stderr);
}
