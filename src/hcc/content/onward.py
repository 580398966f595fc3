"""What follows upon saving by the same button: the page is submitted or published, or the next of its kind is begun."""

from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.web.forms import Button

from .operations.step import take_step
from .resources import Container, Item
from .workflow import CONTENT

FIELD, NEXT = "save_on", "save_next"
"""Names of the buttons, as they are sent."""
_ONWARD: dict[str, tuple[TranslationString, TranslationString]] = {
    "publish": (message("Save and publish"), message("Saved and published.")),
    "submit": (message("Save and submit for review"), message("Saved and submitted for review.")),
}
"""Step -> words of its button and what is said when it is done; the first that whoever writes may take is offered."""


def steps_for(item: Item, request: Request) -> list[str]:
    """The steps that whoever asks may take now."""
    return [one.act for one in CONTENT.acts_from(item.state) if request.has_permission(one.permission, item)]


def onward_step(item: Item, request: Request) -> str | None:
    """The step that may follow at once; None where it is public already, or only others may take one."""
    steps = steps_for(item, request)
    return next((step for step in _ONWARD if step in steps), None)


def onward_buttons(item: Item, request: Request) -> list[Button]:
    """The button that saves and takes that step."""
    step = onward_step(item, request)
    return [Button(FIELD, _ONWARD[step][0], style="second", value=step)] if step is not None else []


def new_buttons(context: Container, resource: type[Item], request: Request) -> list[Button]:
    """The same for something that is not there yet, and one to go on with the next."""
    nascent = resource("", {}, by=request.official.login, at=request.now)
    nascent.__parent__ = context
    return [*onward_buttons(nascent, request), Button(NEXT, message("Save, and add another"), style="plain")]


def go_on(item: Item, request: Request) -> TranslationString | None:
    """Take the step of the button that was pressed, if whoever pressed it may; answers what to say of it.

    Raises the refusals of `take_step`.
    """
    step = request.POST.get(FIELD)
    if step not in _ONWARD or step not in steps_for(item, request):
        return None
    take_step(item, step=step, act=request.act)
    return _ONWARD[step][1]


def wants_next(request: Request) -> bool:
    """Whether the form of the next is asked for."""
    return NEXT in request.POST
