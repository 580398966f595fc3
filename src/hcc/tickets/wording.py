"""Words of the queue."""

from hcc.core.text import TranslationString, message

from .resources import Reason

REASONS: dict[Reason, TranslationString] = {
    Reason.ELDERLY: message("Elderly person"),
    Reason.DISABLED: message("Person with a disability"),
    Reason.PREGNANT: message("Pregnant woman"),
    Reason.SMALL_CHILD: message("With a small child"),
}
