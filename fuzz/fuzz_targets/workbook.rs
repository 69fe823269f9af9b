//! Any bytes under the name of a workbook: what they are is found out, and they are read or told.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tongket_fuzz::read("Xã An Bình/Năm 2021.xls", bytes);
});
