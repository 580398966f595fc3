"""Keeping files of prescribed forms that an administrator sends."""

from collections.abc import Mapping

from hcc.core.act import Act

from ..resources import ProcedureFolder


def keep_forms(procedures: ProcedureFolder, *, files: Mapping[str, bytes], act: Act) -> None:
    """Keep these files, each under a name that no other file has: what texts in force offer stays as it is."""
    for name, data in sorted(files.items()):
        kept = procedures.forms.keep(name, data)
        procedures.chain.append(act, "form kept", name=name, sha256=kept.sha256)
