"""What the page of each kind tells its readers besides its text."""

from typing import Any, NamedTuple

from pyramid.request import Request

from hcc.web.headers import may_play

from .body import item_at
from .collections import collected
from .file_facts import facts_of
from .lines import Line
from .lines_shown import STAGE_WORDS, URGENT, Mark, line_shown
from .linking import leads_to, names_of
from .notices import Stage, span_words, stage_of
from .people import person_of
from .public_tree import Entry, Path, PublicTree, entry_of, is_out
from .reading import reading_of
from .resources import Collection, Contact, FileItem, Folder, ImageItem, Notice, Question
from .seeing import lines_seen
from .tree import path_of

LISTED = 20
"""Lines of a folder on one page."""


class Answered(NamedTuple):
    """A question with its answer."""

    url: str
    title: str
    lang: str | None
    body: Any


class Group(NamedTuple):
    """Questions of one folder; the title is empty for the folder that is shown."""

    title: str
    lang: str | None
    url: str
    questions: list[Answered]


def told_of_folder(folder: Folder, request: Request) -> dict[str, Any]:
    """What lies in a folder, a page at a time; questions of it and of the folders in it to unfold, people as cards."""
    from .views.parts import part_of

    path, tree = path_of(folder), request.public_tree
    marks: dict[Path, Mark] = {}
    found = tree.children.get(path)
    if found is None:
        found, marks = _seen_by_officials(folder, path, request)
    entries = _as_read(found, folder, request)
    shown, paging = part_of(entries, request, request.resource_path(folder), size=LISTED)
    groups = _groups(folder, shown, tree, request)
    asked = {entry.path for entry in shown if entry.kind in (Question.kind, Contact.kind)}
    grouped = {group.url for group in groups}
    people = [
        person_of(child, request)
        for entry in shown
        if entry.kind == Contact.kind and isinstance(child := folder.get(entry.path[-1]), Contact)
    ]
    lines = [
        line._replace(mark=marks.get(entry.path, line.mark))
        for entry in shown
        if entry.path not in asked
        for line in (line_shown(entry, request),)
    ]
    lines = [line for line in lines if line.url not in grouped]
    feed = any(entry.kind == Notice.kind for entry in entries)
    return {"lines": lines, "groups": groups, "people": people, "paging": paging, "feed": feed}


def _seen_by_officials(folder: Folder, path: Path, request: Request) -> tuple[list[Entry], dict[Path, Mark]]:
    """What whoever works on a folder that citizens do not see finds in it, and the state of what is not out."""
    from .views.places import mark_of

    moment, found, marks = request.now.timestamp(), [], {}
    for name, line in lines_seen(folder, folder.lines_in_order(), request):
        entry = entry_of(path, name, line)
        found.append(entry)
        if not is_out(line, moment):
            marks[entry.path] = mark_of(line[Line.STATE], line[Line.PUBLISH_FROM], line[Line.EXPIRES_AT], moment)
    return found, marks


def _as_read(entries: list[Entry], folder: Folder, request: Request) -> list[Entry]:
    """What lies in a folder as its page lists it: pictures are met in the pages that show them, unless there is nothing
    else; and where nobody chose an order, of notices the urgent ones stand first and then the newest.
    """
    shown = [entry for entry in entries if entry.kind != ImageItem.kind] or entries
    if folder.order is not None:
        return shown

    def place(entry: Entry) -> tuple[bool, int, float]:
        if entry.kind != Notice.kind:
            return False, 0, 0.0
        over = stage_of(entry.more, request.now) == Stage.OVER
        return True, 2 if over else 0 if entry.more.get("urgent") else 1, -entry.since

    return sorted(shown, key=place)


def _groups(folder: Folder, shown: Any, tree: PublicTree, request: Request) -> list[Group]:
    own = _answered(folder, [entry for entry in shown if entry.kind == Question.kind], request)
    groups = [Group("", None, "", own)] if own else []
    left = LISTED - len(own)
    for entry in shown:
        inner = folder.get(entry.path[-1]) if entry.holds else None
        questions = [one for one in tree.children.get(entry.path, ()) if one.kind == Question.kind]
        if not isinstance(inner, Folder) or not questions or len(questions) > left:
            continue
        left -= len(questions)
        lang = request.locale_name
        url = request.script_name + entry.url
        groups.append(Group(entry.title_in(lang), entry.lang_in(lang), url, _answered(inner, questions, request)))
    return groups


def _answered(folder: Folder, entries: list[Entry], request: Request) -> list[Answered]:
    found = []
    for entry in entries:
        question = folder.get(entry.path[-1])
        if question is not None:
            reading = reading_of(question, request)
            found.append(Answered(request.script_name + entry.url, reading.title, reading.lang, reading.body))
    return found


def told_of_notice(notice: Notice, request: Request) -> dict[str, Any]:
    """When it holds, and where its recording is."""
    text, stage = notice.text, stage_of(notice.text, request.now)
    sound = item_at(text["sound"], request) if text.get("sound") else None
    heard = facts_of(sound, request) if sound is not None and sound.is_public(request.now) else None
    if heard is not None and heard.player:
        may_play(request.response)
    return {
        "days": span_words(text, request.locale_name),
        "mark": STAGE_WORDS[stage],
        "urgent": URGENT if text.get("urgent") and stage != Stage.OVER else None,
        "loudspeaker": request.resource_path(notice, "loudspeaker"),
        "sound": heard,
    }


def told_of_collection(collection: Collection, request: Request) -> dict[str, Any]:
    """What it finds now; of a folder that went elsewhere, where that is."""
    within: Path = ()
    if names := names_of("/", collection.text.get("within") or ""):
        folder = leads_to(collection.root, names)
        within = path_of(folder) if folder is not None else tuple(names)
    found = collected(collection.text, request.public_tree, request.now, within=within, without=collection.id)
    return {"lines": [line_shown(entry, request) for entry in found]}


def told_of_file(item: FileItem, request: Request) -> dict[str, Any]:
    """Its file; of a recording the element that plays it, and what is said in it."""
    facts = facts_of(item, request)
    if facts is None or not facts.player:
        return {"file": facts, "transcript": "", "transcript_lang": None}
    may_play(request.response)
    english = item.text.get("transcript_en") if request.locale_name == "en" else ""
    transcript = english or item.text.get("transcript") or ""
    return {
        "file": facts,
        "transcript": transcript,
        "transcript_lang": "vi" if request.locale_name == "en" and not english else None,
    }
