"""Every word of the screens has Vietnamese beside it, and the Vietnamese keeps what the English fills in."""

import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from babel.support import Translations

ROOT = Path(__file__).parents[3]
PO = ROOT / "src/hcc/locale/vi/LC_MESSAGES/hcc.po"
PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
WORD = re.compile(r"[A-Za-z]{4,}")
SAME_IN_BOTH = frozenset({"SHA-256", "VNeID", "UTF-8"})
"""Names that have no Vietnamese of their own."""


def extracted(pot: Path) -> dict[str, list[str]]:
    """Message id -> the files that ask for it, as the extractor finds them in the code and the templates."""
    sources = sorted([*ROOT.glob("src/hcc/**/*.py"), *ROOT.glob("templates/**/*.pt")])
    beside = Path(sys.executable).with_name("pot-create")
    program = str(beside) if beside.exists() else shutil.which("pot-create")
    assert program, "pot-create of lingua is not installed"
    names = [str(source.relative_to(ROOT)) for source in sources]
    subprocess.run(
        [program, "-d", "hcc", "-k", "message", "-o", str(pot), *names], cwd=ROOT, check=True, capture_output=True
    )
    return {
        entry.msgid: sorted({name.removeprefix("./") for name, _ in entry.occurrences}) for entry in polib.pofile(pot)
    }


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> dict[str, list[str]]:
    found = extracted(tmp_path_factory.mktemp("messages") / "hcc.pot")
    assert len(found) > 500, "the extractor found too little: has the keyword or a folder changed?"
    return found


@pytest.fixture(scope="module")
def vietnamese() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(PO)}


@pytest.fixture(scope="module")
def compiled(locale_folder) -> Translations:
    return Translations.load(locale_folder, ["vi"], "hcc")


def test_every_message_has_vietnamese(asked, vietnamese):
    missing = [f"{', '.join(files)}: {msgid}" for msgid, files in asked.items() if not vietnamese.get(msgid)]
    assert missing == []


def test_the_vietnamese_keeps_the_placeholders(vietnamese):
    differing = [
        f"{msgid!r} -> {text!r}"
        for msgid, text in vietnamese.items()
        if set(PLACEHOLDER.findall(msgid)) != set(PLACEHOLDER.findall(text))
    ]
    assert differing == []


def test_no_entry_outlives_its_message(asked, vietnamese):
    assert [msgid for msgid in vietnamese if msgid not in asked] == []


def test_nothing_is_left_in_english(vietnamese):
    def words_of(msgid: str) -> list[str]:
        return WORD.findall(PLACEHOLDER.sub("", msgid))

    same = [m for m, text in vietnamese.items() if text == m and m not in SAME_IN_BOTH and words_of(m)]
    assert same == []


def test_everybody_is_addressed_in_one_way(vietnamese):
    """As "bạn" (design/look.md, words), officials too."""
    assert [said for said in vietnamese.values() if re.search(r"\b(anh/chị|quý khách|quý vị)\b", said.lower())] == []


def test_message_ids_are_english(asked):
    wrong = [msgid for msgid in asked if _has_vietnamese_letter(re.sub(r"\bđồng\b", "", msgid))]
    assert wrong == []


def _has_vietnamese_letter(text: str) -> bool:
    return any(
        character in "đĐ" or (character.isalpha() and unicodedata.decomposition(character) and ord(character) > 0xBF)
        for character in unicodedata.normalize("NFC", text)
    )


def test_the_catalogue_has_no_doubtful_entries():
    po = polib.pofile(PO, check_for_duplicates=True)
    assert [entry.msgid for entry in po if entry.fuzzy or entry.obsolete] == []
    text = PO.read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_the_catalogue_compiles_without_complaint():
    with PO.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    complaints = [(entry.id, str(fault)) for entry, faults in catalogue.check() for fault in faults]
    assert complaints == []


def test_what_is_filled_in_reaches_the_reader(asked, compiled):
    """With every `${x}` of the English filled in, the compiled Vietnamese shows each fact and keeps no open place."""
    lost = []
    for msgid in asked:
        text = compiled.gettext(msgid)
        facts = {name: f"<{position}>" for position, name in enumerate(PLACEHOLDER.findall(msgid))}
        for name, fact in facts.items():
            text = text.replace(name, fact)
        if PLACEHOLDER.search(text) or any(fact not in text for fact in facts.values()):
            lost.append((msgid, text))
    assert lost == []


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Genuine", "Giấy thật"),
        ("Does not match the copy the centre issued", "Không khớp bản Trung tâm đã phát hành"),
        ("Not issued yet", "Chưa cấp"),
        ("Track a dossier", "Tra cứu hồ sơ"),
        ("What papers do you need?", "Bà con cần làm giấy tờ gì?"),
    ],
)
def test_words_people_are_told_to_look_for(compiled, english, words):
    """Slips and posters name these words: they change together with those papers."""
    assert compiled.gettext(english).replace("\N{NO-BREAK SPACE}", " ") == words
