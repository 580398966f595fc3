"""What is said of a field that was filled in wrongly: colander's words in words for the person in front of the form."""

from collections.abc import Mapping

from hcc.core.text import TranslationString
from hcc.core.text import message as _

MISSHAPEN = _("Part of this form did not arrive as it should. Look through it and send it again.")
GARBLED = _("Some letters could not be read and now show as �. Type them again.")

SENTENCES: Mapping[str, TranslationString] = {
    "Required": _("Please fill in: ${title}"),
    "Invalid value": _("This cannot be used: ${title}. Look at it again"),
    "Invalid date": _("Write a date as day/month/year, for example 5/9/1998"),
    "Invalid time": _("Write a time as hour:minute, for example 9:30"),
    "Invalid email address": _("Write an e-mail address like ten@example.vn"),
    "Invalid UUID string": _("This cannot be used: ${title}. Look at it again"),
    "Must be a URL": _("Write an address that begins with https://"),
    "Must be a file:// URI scheme": _("This cannot be used: ${title}. Look at it again"),
    "Not a data URL": _("This cannot be used: ${title}. Look at it again"),
    "Invalid MIME type": _("This cannot be used: ${title}. Look at it again"),
    "Invalid Base64 encoded data": _("This cannot be used: ${title}. Look at it again"),
    "String does not match expected pattern": _("This is not written as it should be: ${title}. Look at it again"),
    "Shorter than minimum length ${min}": _("This is too short: ${title}. At least ${min} letters"),
    "Longer than maximum length ${max}": _("This is too long: ${title}. At most ${max} letters"),
    "${val} is less than minimum value ${min}": _("${title}: give at least ${min}"),
    "${val} is greater than maximum value ${max}": _("${title}: give at most ${max}"),
    '"${val}" is not a number': _("Write only digits: ${title}"),
    '"${val}" is not one of ${choices}': _("Please choose one of those shown: ${title}"),
    '"${val}" must not be one of ${choices}': _("This cannot be used: ${title}. Look at it again"),
    "One or more of the choices you made was not acceptable": _("Please choose only from those shown: ${title}"),
    '"${val}" is not iterable': MISSHAPEN,
    "${cstruct} is not iterable": MISSHAPEN,
    '"${val}" is not a mapping type: ${err}': MISSHAPEN,
    "${val} is not a string: ${err}": MISSHAPEN,
    "${val} is not a string": MISSHAPEN,
    "${val} cannot be serialized: ${err}": MISSHAPEN,
    '"${val}" is neither in (${false_choices}) nor in (${true_choices})': _(
        "Please choose one of those shown: ${title}"
    ),
    '"${val}" is not a valid "${cls}"': _("Please choose one of those shown: ${title}"),
    '"${val}" is not a valid credit card number': _("This cannot be used: ${title}. Look at it again"),
    '"${val}" is not a string': MISSHAPEN,
    '"${val}" has an incorrect number of elements (expected ${exp}, was ${was})': MISSHAPEN,
    'Unrecognized keys in mapping: "${val}"': MISSHAPEN,
}
"""What colander says, in words for the person in front of the form. `${title}` is the field's label."""

CHOOSE = _("Please choose: ${title}")
"""`Required` of a field one chooses in rather than writes in."""

TICK = _("Please tick: ${title}")
"""Anything colander says of a single box that must be ticked."""
