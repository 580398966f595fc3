"""hcc import-site --raw: any folder of texts and files is laid in as private pages and files."""

import secrets
import sys
from pathlib import Path
from typing import Any

from hcc.content.intake import LookedAt, keep_with, look_at_file
from hcc.content.operations.lay_in_raw import lay_in_raw
from hcc.content.plain_files import PlainProblem
from hcc.content.raw_files import RawFolder, RawThing, descended, plan_names, read_raw
from hcc.content.resources import Container, FileItem, ImageItem
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.files.received import workspace
from hcc.settings import Settings
from hcc.web.fields import UploadedFile

from .bringing_in import SHOWN, NothingChanged, names_of_the_program
from .vietnamese import in_vietnamese


def bring_in_raw(site: Any, folder: Path, settings: Settings, args: Any, act: Act) -> int:
    """Look at everything, say what it becomes, and lay it in where nothing is wrong with any of it. Raises
    NothingChanged."""
    names = tuple(part for part in str(args.into).split("/") if part)
    into = descended(site.content, names)
    if into is None:
        print(f"There is no folder at {args.into}: make it first, or choose another one.", file=sys.stderr)
        raise NothingChanged(1)
    say, raw = in_vietnamese(), read_raw(folder, most_mb=settings.page_file_mb)
    reserved = names_of_the_program(args.ini)
    plan_names(raw, into, names, reserved)
    with workspace(settings.var) as space:
        looked = _looked_at(raw, settings, space, say)
        _tell(raw, names, say)
        if raw.problems:
            print("Nothing was changed: put the errors right first.", file=sys.stderr)
            raise NothingChanged(1)
        if args.dry_run:
            print("Dry run: nothing was changed.")
            raise NothingChanged(0)

        def keep(thing: RawThing, near: Container) -> Any:
            return looked[thing.source].keep(near)

        def beside(item: FileItem, kept: Any) -> None:
            keep_with(item, kept)

        try:
            lay_in_raw(into, raw, keep=keep, keep_with=beside, act=act, reserved=reserved)
        except Refusal as refusal:
            for each in refusal.complaints:
                print(f"error: {say(each.sentence)}", file=sys.stderr)
            print("Nothing was changed: put the errors right first.", file=sys.stderr)
            raise NothingChanged(1) from None
    return 0


def _looked_at(raw: RawFolder, settings: Settings, space: Path, say: Any) -> dict[Any, LookedAt]:
    """Each new file as the office would take it in from a form; what it would refuse is a problem."""
    found: dict[Any, LookedAt] = {}
    for thing in raw.things:
        if thing.path is None or thing.is_there:
            continue
        folder = space / secrets.token_hex(8)
        folder.mkdir()
        resource = ImageItem if thing.kind == "image" else FileItem
        try:
            with thing.path.open("rb") as file:
                upload = UploadedFile(thing.path.name, "", file)
                found[thing.source] = look_at_file(resource, upload, folder, most_mb=settings.page_file_mb, say=say)
        except Refusal as refusal:
            raw.problems += [PlainProblem(str(thing.source), 0, each.sentence) for each in refusal.complaints]
    return found


def _tell(raw: RawFolder, base: tuple[str, ...], say: Any) -> None:
    new = [one for one in raw.things if not one.is_there]
    for thing in new[:SHOWN]:
        print(f"new {thing.kind}: /{'/'.join((*base, *thing.names))} ({thing.title})")
    if len(new) > SHOWN:
        print(f"new: … and {len(new) - SHOWN} more")
    for problem in raw.problems[:SHOWN]:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        print(f"error: {place}: {say(problem.sentence)}", file=sys.stderr)
    print(f"raw: new={len(new)} unchanged={len(raw.things) - len(new)} errors={len(raw.problems)}")
    print("All of it is private: authors and reviewers find it under its folder, and publish what is to be seen.")
