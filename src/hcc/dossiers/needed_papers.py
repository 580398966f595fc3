"""Which papers a dossier needs, and what is known of each: a scan of it, what an official found, or nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .attachments import AttachmentFolder
from .checklist import BLOCKS, STANDS_FOR_A_PAPER, Finding, Verdict

_LOOKED_AT = STANDS_FOR_A_PAPER | BLOCKS
_TICKED = _LOOKED_AT - {Verdict.ATTACHED}


class NeededPapers:
    """The part of a dossier that tells its papers from what its procedure asks for."""

    case: str
    record: Any
    verdicts: dict[int, Finding]
    papers: AttachmentFolder
    has_papers: bool

    @property
    def needs_case(self) -> bool:
        """Whether the procedure has no ordinary case and nobody has said which it is.

        It has none when every time limit is that of a case, or each of several cases has papers of its own.
        """
        record = self.record
        if not record.cases:
            return False
        cases = {case.name for case in record.cases}
        limits = {limit.case for limit in record.time_limits}
        papers = {component.case for component in record.components}
        none_ordinary = (bool(limits & cases) and "" not in limits) or (len(cases) > 1 and cases <= papers)
        return none_ordinary and self.case not in cases

    def components(self) -> Iterator[tuple[int, Any]]:
        """The components of this dossier's case, by their index in the record."""
        record = self.record
        if not record.cases:
            yield from enumerate(record.components)
            return
        cases = {case.name for case in record.cases}
        for index, component in enumerate(record.components):
            if component.case in ("", self.case) or component.case not in cases:
                yield index, component

    def component_verdict(self, index: int) -> Verdict | None:
        """What is known of a component; a paper attached to it says more than a tick, unless it was found wanting."""
        found = self.verdicts.get(index)
        if found is not None and found.verdict in BLOCKS:
            return found.verdict
        if self.has_papers and any(paper.component == index for paper in self.papers):
            return Verdict.ATTACHED
        return found.verdict if found is not None and found.verdict is not Verdict.ATTACHED else None

    def missing(self) -> list[int]:
        """Indexes of mandatory components with neither a paper nor a verdict that stands for one."""
        required = [index for index, component in self.components() if component.required]
        return [index for index in required if not self._looked_at(index)]

    def _looked_at(self, index: int) -> bool:
        found = self.verdicts.get(index)
        if found is not None and found.verdict in _TICKED:
            return True  # whatever the papers are, which have records of their own and need not be read
        return self.component_verdict(index) in _LOOKED_AT

    def wanting(self) -> list[int]:
        """Indexes of components found missing or wrong."""
        marked = {index for index, finding in self.verdicts.items() if finding.verdict in BLOCKS}
        return [index for index, _ in self.components() if index in marked] if marked else []

    def owed(self) -> date | None:
        """The first day until when a paper is to be digitised that is still owed; None when none is."""
        later = {i: f.deadline for i, f in self.verdicts.items() if f.verdict is Verdict.PAPER_LATER and f.deadline}
        if not later:
            return None
        scanned = {paper.component for paper in self.papers} if self.has_papers else set()
        return min((day for index, day in later.items() if index not in scanned), default=None)
