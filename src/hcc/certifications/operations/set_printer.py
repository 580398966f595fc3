"""Writing down a printer of the desk with its corner and offset; choosing the one an official uses."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message
from hcc.printing.corners import Corner

from ..printers import MOST_OFFSET_MM, Printer, PrinterList

NAME_LIMIT = 60
MOST_PRINTERS = 20


class PrinterNotNamed(Refusal):
    field = "name"
    text = message("Write a name that everybody at the desk knows, such as Counter 2, manual tray.")


class OffsetTooFar(Refusal):
    text = message("An offset is at most ${most} mm. If the attestation stands further off, choose another corner.")


class TooManyPrinters(Refusal):
    text = message("There are ${most} printers already. Take one away that is not used any more.")


class PrinterGone(Refusal):
    text = message("This printer was taken away meanwhile. Choose another one.")


def set_printer(printers: PrinterList, *, name: str, corner: Corner, dx_mm: float, dy_mm: float, act: Act) -> Printer:
    """Write down a printer, or change the one of this name; whoever writes it down uses it from now on."""
    name = clean_line(name)[:NAME_LIMIT]
    complaints: list[Refusal] = []
    if not name:
        complaints.append(PrinterNotNamed())
    if abs(dx_mm) > MOST_OFFSET_MM or abs(dy_mm) > MOST_OFFSET_MM:
        complaints.append(OffsetTooFar(most=MOST_OFFSET_MM))
    if printers.get(name) is None and len(printers.printers) >= MOST_PRINTERS:
        complaints.append(TooManyPrinters(most=MOST_PRINTERS))
    refuse_if(complaints)
    printer = Printer(name, Corner(corner), dx_mm, dy_mm)
    if printers.get(name) is None:
        printers.printers = (*printers.printers, printer)
    else:
        printers.printers = tuple(printer if one.name == name else one for one in printers.printers)
    printers.use(act.by, printer)
    return printer


def use_printer(printers: PrinterList, *, name: str, act: Act) -> Printer:
    """From now on this official's attestations are placed for this printer."""
    printer = printers.get(name)
    if printer is None:
        raise PrinterGone()
    printers.use(act.by, printer)
    return printer


def remove_printer(printers: PrinterList, *, name: str) -> None:
    """The printer is there no more; whoever used it uses the first one. One that is gone already stays gone."""
    printers.printers = tuple(one for one in printers.printers if one.name != name)
