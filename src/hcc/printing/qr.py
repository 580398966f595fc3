"""QR codes as SVG, for slips, stamps and pages."""

from io import BytesIO

QUIET_ZONE = 4
"""White modules the standard (ISO/IEC 18004) wants around a symbol."""


def qr_svg(text: str, *, quiet: int = QUIET_ZONE) -> str:
    """A QR code of `text` as one SVG element: black modules on a white ground, sized by whoever places it.

    `quiet` is the white border in modules; pass less only where the paper itself leaves that room. Level M or better:
    a quarter of the symbol may be lost to folds. Raises `ValueError` for an empty text or one too long for a symbol.
    """
    if not text:
        raise ValueError("a QR code needs a text")
    import segno  # with the first code, not with the program

    out = BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=quiet, dark="#000", light="#fff", xmldecl=False, omitsize=True, nl=False
    )
    return out.getvalue().decode()
