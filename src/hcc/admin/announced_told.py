"""What administrators did with decisions and sheets, in words; the keys stand in the catalogue's chain."""

from hcc.core.text import message
from hcc.procedures.hangings_past import SHEETS_BROUGHT
from hcc.procedures.operations.ask_taking_back import TAKING_BACK_ASKED, TAKING_BACK_DECLINED, TAKING_BACK_LEFT
from hcc.procedures.operations.cancel_announced import TAKEN_BACK
from hcc.procedures.operations.reopen_announced import REOPENED
from hcc.procedures.operations.withdraw import END_TAKEN_BACK

ANNOUNCED = {
    "announced": message("wrote down an announcement decision"),
    "announcement amended": message("corrected an announcement decision"),
    "announcement published": message("published a decision"),
    TAKEN_BACK: message("took the publication of a decision back"),
    TAKING_BACK_ASKED: message("asked that the publication of a decision is taken back"),
    TAKING_BACK_LEFT: message("did not ask any more that a decision is taken back"),
    TAKING_BACK_DECLINED: message("declined to take a decision back that somebody asked for"),
    REOPENED: message("opened a decision again by taking its last text back"),
    END_TAKEN_BACK: message("took the end of a procedure back"),
    "rows announced": message("wrote down procedures of a decision"),
    "row dropped": message("took a procedure out of a decision"),
    "decision kept": message("took in the file of a decision"),
    "drafted": message("made the drafts of a decision"),
    "drafts corrected": message("put a decision's corrected number and days into its drafts"),
    "draft taken": message("took a draft over into a decision"),
    "posted": message("put sheets up"),
    "taken down": message("took sheets down"),
    SHEETS_BROUGHT: message("brought in from files which sheets hang where"),
    "board opened": message("opened a notice board"),
    "board renamed": message("renamed a notice board"),
    "board closed": message("closed a notice board"),
}
