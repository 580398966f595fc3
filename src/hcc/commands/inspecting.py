"""hcc inspect: what intake makes of files, a line each, as it would be said at the counter."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hcc.dossiers.paper_advice import verdict_sentences
from hcc.pdf.intake import take_in
from hcc.pdf.limits import PdfLimits
from hcc.settings import Settings

from .vietnamese import in_vietnamese

LONGEST_NAME = 200
"""Bytes of a name without its ending: file systems take 255, and a number may follow."""


def inspect_command(args, settings: Settings) -> int:
    """A line a file: accepted or refused, the word, pages, seconds, name and sentence. 1 when a file cannot be read."""
    status = 0
    say = in_vietnamese()
    limits = PdfLimits(file_bytes=settings.upload_mb * 2**20)
    files = [Path(name) for name in args.files]
    with tempfile.TemporaryDirectory(prefix="hcc-inspect-") as folder:
        out = Path(args.out or folder)
        out.mkdir(parents=True, exist_ok=True)
        names = Names(out, files)
        for file in files:
            try:
                target = names.of(file)
                target.unlink(missing_ok=True)
                verdict = take_in(_plainly_named(file, Path(folder)), target, limits)
                if not args.out:
                    target.unlink(missing_ok=True)
            except OSError as problem:
                print(f"{printable(str(file))}: {problem.strerror or problem}", file=sys.stderr)
                status = 1
                continue
            began = "accepted" if verdict.accepted else "refused"
            sentence = " ".join(say(words) for words in verdict_sentences(verdict, limits))
            facts = f"{verdict.word} {verdict.pages} {verdict.seconds:.2f}"
            print(f"{began} {facts} {printable(file.name)}: {sentence}", flush=True)
    return status


def _plainly_named(file: Path, folder: Path) -> Path:
    """Another name for the file: its own may be of bytes that are no text, which a child cannot be told."""
    link = folder / "original"
    link.unlink(missing_ok=True)
    link.symlink_to(file.resolve())
    return link


class Names:
    """A name in the folder `out` for each file's served copy: none twice, and never one of `originals`."""

    def __init__(self, out: Path, originals: Iterable[Path]) -> None:
        self.out = out
        # Some file systems take capitals and small letters for the same.
        self._taken = {str(original.resolve()).casefold() for original in originals}

    def of(self, file: Path) -> Path:
        """The file's own name, with a number where that is taken."""
        stem = file.stem if file.suffix.lower() == ".pdf" else file.name
        stem = stem.encode(errors="surrogateescape")[:LONGEST_NAME].decode(errors="surrogateescape") or "_"
        number = 1
        while True:
            name = f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf"
            target = self.out / name
            mark = str(self.out.resolve() / name).casefold()
            if self._taken.isdisjoint({mark, str(target.resolve()).casefold()}) and not target.is_dir():
                self._taken.add(mark)
                return target
            number += 1


def printable(name: str) -> str:
    """A file's name on one line, whatever is in it."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def add_commands(commands) -> None:
    command = commands.add_parser(
        "inspect",
        help="say what intake makes of PDF files",
        description="A line a file: 'accepted' or 'refused', one word, pages, seconds, name and sentence. "
        "Exit status 0 whatever the words are, 1 when a file cannot be read or its copy not written.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="a file that somebody brings")
    command.add_argument("--out", metavar="DIR", help="write what would be served to DIR/<name>.pdf")
    command.set_defaults(run=inspect_command)
