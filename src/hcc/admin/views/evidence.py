"""/quan-tri/nhat-ky: who did what, who read what; chains held against their digests, and taken along."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from hcc.certifications.cash_list import plain_cell
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response

from ..evidence_check import checked
from ..evidence_list import chain_name, found_of, stopped_early
from ..evidence_question import KINDS, READS, Question, question_of
from ..places import EVIDENCE, EvidencePlace

PATH = f"/quan-tri/{EVIDENCE}"
MOST_ROWS, MOST_LOOKED_AT = 5_000, 50_000
"""Of an export: more is asked for by days."""
STOPPED = message("There are more chains of this kind than are checked at once: hcc verify on the server checks all.")
HEADINGS = (message("When"), message("Who"), message("What"), message("More"), message("Of what"), message("Record"))


def show_evidence(context: EvidencePlace, request: Request) -> dict:
    question = question_of(request)
    found = found_of(request, question)
    _note_reading(request, question, len(found.lines))
    return _page(request, question, found)


def _page(request: Request, question: Question, found, verdict: dict | None = None) -> dict:
    whole = question.address(PATH)
    return {
        "title": message("Evidence"),
        "section": EVIDENCE,
        "admin": True,
        "errors": bool(question.complaints),
        "question": question,
        "complaints": [("", sentence) for sentence in question.complaints],
        "kinds": [(name, words, name == question.kind) for name, words in KINDS.items()],
        "officials": sorted(
            ((one.login, one.name, one.login == question.by) for one in request.site.accounts.officials()),
            key=lambda one: one[1],
        ),
        "lines": found.lines,
        "damaged": found.damaged,
        "stopped": stopped_early(found),
        "next_url": question.address(PATH, found.after) if found.after else "",
        "first_url": whole if question.after else "",
        "csv_url": question.address(f"{PATH}/evidence.csv"),
        "check_url": question.address(f"{PATH}/check", question.after),
        "may_check": request.has_permission(Permission.EVIDENCE_CHECK) and question.kind != READS,
        "may_export": request.has_permission(Permission.EVIDENCE_CHECK),
        "chains": _whole_chains(request, question),
        "verdict": verdict,
    }


def _whole_chains(request: Request, question: Question) -> list[tuple[str, str]]:
    """Names and addresses of chains that can be taken along whole: where the question leads to few."""
    if not request.has_permission(Permission.EVIDENCE_CHECK) or question.kind in ("", READS):
        return []
    if question.number:
        one = request.chains.of_dossier(question.number)
        chains = [one] if one is not None and request.has_permission(Permission.DOSSIER_VIEW, one.thing) else []
    else:
        chains = [] if question.kind in request.chains.many else request.chains.few(question.kind)
    return [(chain_name(request, one), f"{PATH}/chain.jsonl?{urlencode({'name': one.named.name})}") for one in chains]


def _note_reading(request: Request, question: Question, count: int, of: str = "") -> None:
    """Who looked at what dossiers went through, or at who read what, is on record: never the words that were typed."""
    if of or question.number or question.kind in (*request.chains.of_dossiers, READS):
        what = f"{PATH} {of or question.number or question.kind}: {count}"
        request.registry["hcc.access_log"].record(by=request.official.login, at=request.now, what=what)


def check_chains(context: EvidencePlace, request: Request) -> dict:
    """Hold the chains that the list is about against their digests and the newest seal; changes nothing."""
    question = question_of(request)
    found = found_of(request, question)
    result = checked(request, question)
    say = request.localizer.translate
    facts = {"chains": result.chains, "records": result.records, "at": result.sealed_on}
    if result.faults:
        kind, words = "bad", message("${count} links do not hold", mapping={"count": len(result.faults)})
    elif result.sealed_on:
        words = message("${chains} chains with ${records} records are whole, and as they were sealed on ${at}")
        kind, words = "ok", message(words, mapping=facts)
    else:
        kind, words = "ok", message("${chains} chains with ${records} records are whole", mapping=facts)
    verdict = {
        "kind": kind,
        "words": words,
        "faults": [(name, say(sentence)) for name, sentence in result.faults],
        "not_compared": result.not_compared,
        "stopped": STOPPED if result.stopped else None,
    }
    return _page(request, question, found, verdict)


def export_csv(context: EvidencePlace, request: Request) -> Response:
    """The list as a table, from its beginning; what is cut off says so in the last row."""
    question = replace(question_of(request), after="")
    found = found_of(request, question, most=MOST_ROWS, looked_at=MOST_LOOKED_AT)
    _note_reading(request, question, len(found.lines))
    say = request.localizer.translate
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(words) for words in HEADINGS])
    for line in found.lines:
        cells = (line.moment.isoformat(), line.who, line.what, line.details, line.of, str(line.number or ""))
        writer.writerow([plain_cell(cell) for cell in cells])
    if found.after:
        writer.writerow([say(message("There is more: ask for fewer days."))])
    return _file(out.getvalue().encode("utf-8-sig"), "text/csv", "nhat-ky.csv")


def _file(body: bytes, kind: str, name: str) -> Response:
    return bytes_response(body, name=name, kind=kind, etag=hashlib.sha256(body).hexdigest(), inline=False)


def export_chain(context: EvidencePlace, request: Request) -> Response:
    """One chain whole, a record a line: its text as it was digested, and the digest (see docs/evidence.md)."""
    one = request.chains.named(request.GET.get("name", "")[:200])
    if one is None or (
        one.kind in request.chains.of_dossiers and not request.has_permission(Permission.DOSSIER_VIEW, one.thing)
    ):
        raise HTTPNotFound()
    rows = [json.dumps([number, kept], ensure_ascii=False) for number, kept in one.named.chain.kept()]
    _note_reading(request, Question(), len(rows), of=one.named.name)
    return _file("".join(f"{row}\n" for row in rows).encode(), "application/jsonl", "chain.jsonl")


def includeme(config: Configurator) -> None:
    config.add_place(
        EVIDENCE,
        message("Evidence"),
        icon="history",
        path=PATH,
        permission=Permission.EVIDENCE_VIEW,
        order=92,
        admin=True,
    )
    page = {"context": EvidencePlace, "renderer": "hcc:templates/admin/evidence.pt"}
    config.add_view(show_evidence, permission=Permission.EVIDENCE_VIEW, request_method="GET", **page)
    config.add_view(check_chains, name="check", permission=Permission.EVIDENCE_CHECK, request_method="POST", **page)
    for name, view in (("evidence.csv", export_csv), ("chain.jsonl", export_chain)):
        config.add_view(
            view, context=EvidencePlace, name=name, permission=Permission.EVIDENCE_CHECK, request_method="GET"
        )
