"""Two hundred names a file may come with, made up to break out of a header, a path, a page or a line."""

import unicodedata

_VIETNAMESE = "Tờ khai đăng ký kết hôn của bà Nguyễn Thị Ánh Tuyết"

_BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "%0d%0a", "\\r\\n", "\x00", "\x1b[31m")
_HEADERS = (
    "Set-Cookie: a=b",
    "Content-Type: text/html",
    "Location: //xau.example",
    "\r\n<html>",
    'x"; filename="y.exe',
)
_PATHS = (
    *("../", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\x.pdf", "\\\\may\\chia\\x.pdf"),
    *("....//", "..%2f..%2f", "..%c0%af", "%2e%2e%2f", "./x", "~/x", "$HOME/x", "file:///etc/passwd", "x.pdf/../../y"),
    *("..", ".", "...", "/", "\\", "a/b/c.pdf", ".htaccess", "..;/x", "x.pdf:luong", "x.pdf::$DATA", "\x00/../x"),
)
_DEVICES = (
    *(f"{device}{ending}" for device in ("Prn", "com3", "LPT²") for ending in (".pdf", ".tar.gz", " ", ".", " .x")),
    *("CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "LPT9", "con.pdf", "Nul.tar.gz", "aux .pdf", "COM¹.pdf"),
    *("CONIN$", "CONOUT$", "lpt1:", "\\\\.\\PhysicalDrive0", "\\\\?\\C:\\x", "NUL.", "nul ", "prn..pdf"),
)
_DIRECTIONS = ("\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c")
_MARKUP = (
    *("<script>alert(1)</script>.pdf", '"><img src=x onerror=alert(1)>.pdf', "'-alert(1)-'.pdf", "{{7*7}}.pdf"),
    *("${7*7}.pdf", "<tal:x replace='structure 1'/>.pdf", "</template><b>.pdf", "<!--.pdf", "]]>.pdf", "&lt;b&gt;.pdf"),
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "x.pdf.exe",
        "x.pdf .exe",
        "x.scr",
        "=cmd|'x'!A0.pdf",
        "@x.pdf",
    ),
    *("-rf .pdf", "--help", "; rm -rf x.pdf", "`id`.pdf", "$(id).pdf", "x|y.pdf", "x&y.pdf", "x>y.pdf", "* ? .pdf"),
)
_LETTERS = (
    *(unicodedata.normalize(form, _VIETNAMESE) + ".pdf" for form in ("NFC", "NFD", "NFKC", "NFKD")),
    *("\u0301\u0302\u0303.pdf", "a" + "\u0301" * 300 + ".pdf", "\ufeffx.pdf", "\ue000.pdf", "\U000f0000.pdf", "😀.pdf"),
    *(
        "身份證.pdf",
        "هوية.pdf",
        "ＦＵＬＬ．ｐｄｆ",
        "x\u00a0y.pdf",
        "\u3000.pdf",
        "\u200b.pdf",
        "\u00ad.pdf",
        "ß ı İ.pdf",
        "\ufffd.pdf",
    ),
    *(
        "\ufdfa" * 30 + ".pdf",
        "ﬁle.pdf",
        "x\u034fy.pdf",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467.pdf",
        "\u2024\u2024/x",
    ),
)
_LENGTHS = (
    *("x" * 3_900 + ".pdf", "ế" * 1_200 + ".pdf", "x" * 255 + ".pdf", "x." + "y" * 3_000, "." * 1_000, " " * 1_000),
    *(
        "x" * 4_096 + ".pdf",
        "../" * 1_000 + "x.pdf",
        "\u202e" * 1_000 + "x.pdf",
        "x.pdf" + " " * 500,
        "x" * 119 + ". y",
    ),
)

HOSTILE_NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(f"a{line}{header}.pdf" for line in _BREAKS for header in _HEADERS),
            *_PATHS,
            *_DEVICES,
            *(name for mark in _DIRECTIONS for name in (f"{mark}fdp.exe", f"hoa-don{mark}fdp.exe", f"x.pdf{mark}")),
            *_MARKUP,
            *_LETTERS,
            *_LENGTHS,
        ]
    )
)
