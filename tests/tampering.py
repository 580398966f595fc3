"""What somebody who can write to the database could do to a chain of evidence."""

from collections.abc import Iterable

from hcc.core.act import Act
from hcc.core.evidence import GENESIS, Evidence, HeldChain, Record


def records_of(chain: Evidence) -> dict[int, tuple[str, str]]:
    """Line and digest of every record, as they are kept."""
    return dict(chain._records.items())


def put(chain: Evidence, records: dict[int, tuple[str, str]], head: str | None = None) -> None:
    """Keep these records instead, under the same head or another."""
    if isinstance(chain, HeldChain):
        chain._holder.evidence, chain._holder.evidence_head = records, head or chain.head
        return
    chain._records.clear()
    chain._records.update(records)
    chain.head = head or chain.head


def made_anew(chain: Evidence, records: Iterable[Record]) -> None:
    """A whole new chain, in itself without a fault."""
    records = list(records)
    put(chain, {}, GENESIS)
    for record in records:
        chain.append(Act(record.by, record.at), record.what, **record.facts)
    assert chain.faults() == []
