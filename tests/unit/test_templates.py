"""Every template compiles, and every renderer a view names exists."""

from pathlib import Path

import pytest
from chameleon import PageTemplateFile

from hcc.shipped import shipped

TEMPLATES = shipped("templates")
PAGES = sorted(TEMPLATES.rglob("*.pt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_compiles(path: Path):
    PageTemplateFile(str(path)).cook_check()


def _named(office) -> set[str]:
    """Names of the templates that views render, as the introspector knows them."""
    items = office.registry.introspector.get_category("templates")
    names = {item["introspectable"]["name"] for item in items}
    return {name.removeprefix("hcc:templates/") for name in names if name and name.endswith(".pt")}


def test_every_renderer_exists(shared_office):
    named = _named(shared_office)
    assert len(named) > 20, "the introspector names too few templates to be asked"
    for name in named:
        assert (TEMPLATES / name).is_file(), name


def test_every_page_template_is_used(shared_office):
    """A template nobody renders is dead. Parts are loaded by others: their names stand in some template."""
    named = _named(shared_office)
    texts = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    source = Path(__file__).resolve().parents[2] / "src" / "hcc"
    code = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    for path in PAGES:
        name = str(path.relative_to(TEMPLATES))
        if name.startswith(("layouts/", "macros/", "deform/")) or name in named:
            continue
        assert path.name in texts or name in code, f"{name} is used by nobody"
