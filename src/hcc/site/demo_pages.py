"""The pages the demo office begins with: an invented commune's notices, guides, questions and people to ask."""

from collections.abc import Mapping
from pathlib import Path

from hcc.content.kinds import Kind
from hcc.content.operations.import_content import ImportContent, Imported
from hcc.content.reading_files import read_site
from hcc.core.act import Act
from hcc.files.received import workspace
from hcc.settings import Settings

from .resources import Site

FOLDER = "pages"


def add_demo_pages(
    site: Site, *, kinds: Mapping[str, Kind], settings: Settings, catalogue: Path, act: Act
) -> Imported | None:
    """Lay them in where there is no page yet; None where there are some."""
    if site.content is None or len(site.content):
        return None
    plain = read_site(catalogue / FOLDER, kinds, most_file_mb=settings.page_file_mb)
    with workspace(settings.var) as space:
        done = ImportContent(site.content, kinds, site.accounts, site.slugs, act, space).bring_in(plain)
    if done.problems:
        raise ValueError(f"shipped pages: {done.problems[0].file}: {done.problems[0].sentence}")
    return done
