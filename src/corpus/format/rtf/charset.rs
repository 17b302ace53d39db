//! Which encoding the bytes of an RTF file are in.

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254};

/// By the number of a Windows code page.
pub(super) fn of_code_page(page: i32) -> &'static Encoding {
    match page {
        936 | 54936 => GBK,
        950 => BIG5,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        65001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// By the character set of a font; `None` leaves it to the code page of the file.
pub(super) fn of_font(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        134 => GBK,
        136 => BIG5,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// Whether a byte of this encoding may be the first of two.
pub(super) fn leads(encoding: &'static Encoding, byte: u8) -> bool {
    byte >= 0x81 && byte != 0xFF && [GBK, BIG5, SHIFT_JIS, EUC_KR].contains(&encoding) && !(encoding == SHIFT_JIS && (0xA0..0xE0).contains(&byte))
}
