"""hcc search-eval: how often people find what they look for."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hcc.core.calendar import LOCAL
from hcc.procedures.following import new_index
from hcc.procedures.indexing import document_of, document_of_record
from hcc.procedures.synonyms_file import SYNONYMS_FILE, find_synonyms
from hcc.procedures.toml_files import read_catalogue
from hcc.search.document import SearchDocument
from hcc.search.evaluation import Judged, JudgedFileRefused, evaluate, read_judged
from hcc.search.index import SearchIndex
from hcc.search.journal import Journal
from hcc.settings import Settings

from .database import command_act, reading


def search_eval_command(args, settings: Settings) -> int:
    """Ask every query of a file; print how often the right procedure comes first, and the queries it does not."""
    try:
        judged = read_judged(Path(args.file))
    except JudgedFileRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    asked = _catalogue(Path(args.catalogue)) if args.catalogue else _published(settings)
    documents = asked.documents
    if not documents:
        print("There is no procedure to ask for: import a catalogue first, or give its folder.", file=sys.stderr)
        return 1
    unknown = _unknown(judged, {document.key for document in documents})
    for one, key in unknown:
        print(
            f"{Path(args.file).name}:{one.line}: no procedure that people see has the code {key}: correct it, or take "
            "it out",
            file=sys.stderr,
        )
    with _index_of(asked) as index:
        outcome = evaluate(index, judged)
    print(
        f"queries={outcome.count} success@1={outcome.success_at_1:.3f} success@3={outcome.success_at_3:.3f} "
        f"MRR={outcome.mean_reciprocal_rank:.3f}"
    )
    for missed in outcome.missed:
        where = f"place {missed.place}" if missed.place else "not found"
        wanted = ",".join(sorted(missed.judged.keys))
        print(f"missed: {missed.judged.query!r}: {wanted} {where}, first {missed.first or 'nothing'}")
    return 1 if unknown or asked.unsound else 0


def _unknown(judged: list[Judged], known: set[str]) -> list[tuple[Judged, str]]:
    """Codes nothing can be found by, each with the query it stands beside: the figures say less than they seem to."""
    return [(one, key) for one in judged for key in sorted(one.keys - known)]


@dataclass(frozen=True)
class _Asked:
    """What the queries are asked of: documents, and what people say; None for the synonyms of this program."""

    documents: list[SearchDocument]
    synonyms: Mapping[str, Sequence[str]] | None = None
    unsound: bool = False
    """Whether some file was left out."""


@contextmanager
def _index_of(asked: _Asked) -> Iterator[SearchIndex]:
    """An index for this question only: the server's own is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        index = new_index(Path(folder), asked.synonyms)
        index.rebuild(Journal(), lambda: asked.documents)
        yield index


def _catalogue(folder: Path) -> _Asked:
    records, problems = read_catalogue(folder)
    for problem in problems:
        print(f"error: {problem.file}:{problem.line}: {problem.message.interpolate()}", file=sys.stderr)
    table = folder / SYNONYMS_FILE
    synonyms = find_synonyms(table)[0] if table.exists() else None
    return _Asked([document_of_record(record) for record in records.values()], synonyms, bool(problems))


def _published(settings: Settings) -> _Asked:
    today = command_act().at.astimezone(LOCAL).date()
    with reading(settings) as site:
        found = [document_of(procedure, today) for procedure in site.procedures.values()]
    return _Asked([document for document in found if document is not None])


def add_commands(commands) -> None:
    evaluation = commands.add_parser("search-eval", help="print how often the right procedure comes first")
    evaluation.add_argument("file", metavar="FILE", help="tab-separated: a query, the codes that answer it")
    evaluation.add_argument("--catalogue", metavar="FOLDER", help="ask this catalogue folder, not the database")
    evaluation.set_defaults(run=search_eval_command)
