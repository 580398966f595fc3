"""Several papers in one file, for one press of the print button."""

from collections.abc import Iterable
from io import BytesIO


def joined(papers: Iterable[bytes], *, title: str) -> bytes:
    """The pages of these PDFs one after the other; the same papers give the same bytes.

    Each paper was tagged for screen readers by itself; the tags do not survive the joining and are taken off. Papers
    are read one at a time: set as one document, typst would hold 7 MB a page.
    """
    import pikepdf  # with the first paper, not with the program

    out = BytesIO()
    with pikepdf.new() as whole:
        for paper in papers:
            with pikepdf.open(BytesIO(paper)) as one:
                for page in one.pages:
                    for key in ("/StructParents", "/Tabs"):
                        if key in page.obj:
                            del page.obj[key]
                    whole.pages.append(page)
        whole.Root.Lang = pikepdf.String("vi")
        whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        whole.docinfo["/Title"] = pikepdf.String(title)
        whole.remove_unreferenced_resources()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
