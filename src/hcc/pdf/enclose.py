"""Moving the content of a page into a form, where it can be scaled or left as untidy as it is."""

from pikepdf import Array, Dictionary, Name, Page, Pdf

from hcc.pdf.boxes import Box
from hcc.pdf.shapes import is_stream

_NAME = "/HccPage"


def enclose(pdf: Pdf, page: Page, box: Box, scale: float = 1.0) -> None:
    """Let the page draw one form that holds all it drew before, `scale` times as large and clipped to `box`.

    A matrix in the content would not do for scaling: patterns follow the matrix of the form they stand in, but not the
    current one. And a form has its own stack of graphics states, so that a `Q` too many cannot reach what is around it.
    """
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    form = pdf.make_stream(
        contents.read_bytes() if is_stream(contents) else b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(box)),
        Matrix=Array([scale, 0, 0, scale, 0, 0]),
        Resources=page.obj.get("/Resources") or Dictionary(),
    )
    page.obj.Resources = Dictionary(XObject=Dictionary({_NAME: form}))
    page.obj.Contents = pdf.make_stream(f"q {_NAME} Do Q".encode())
