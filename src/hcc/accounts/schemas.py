"""What the forms of signing in and of one's own account take."""

import colander
from deform.widget import HiddenWidget, PasswordWidget, TextInputWidget

from hcc.core.text import message
from hcc.web.forms import FormSchema

from .passwords import LONGEST, SHORTEST
from .resources import NAME_LIMIT

_UNSHOWN = LONGEST * 4
"""Bytes a password may have as it is typed; how long it really may be is said by `Passwords`."""
CODE_LIMIT = 40
SECRET_LIMIT = 200


def _password(title, missing, autocomplete: str, description=None) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        title=title,
        description=description,
        widget=PasswordWidget(redisplay=False, strip=False, autocomplete=autocomplete),
        validator=colander.Length(max=_UNSHOWN),
        missing_msg=missing,
    )


def _code(title, description=None) -> colander.SchemaNode:
    # Letters too: a recovery code may be typed instead.
    return colander.SchemaNode(
        colander.String(),
        title=title,
        description=description,
        widget=TextInputWidget(autocomplete="one-time-code", short=True),
        validator=colander.Length(max=CODE_LIMIT),
        missing_msg=message("Write the code"),
    )


class SignInSchema(FormSchema):
    login = colander.SchemaNode(
        colander.String(),
        title=message("Sign-in name"),
        widget=TextInputWidget(autocomplete="username"),
        validator=colander.Length(max=64),
        missing_msg=message("Write your sign-in name"),
    )
    password = _password(message("Password"), message("Write your password"), "current-password")
    next = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")


class CodeSchema(FormSchema):
    """The code behind the password."""

    code = _code(message("Code"), message("Six digits from the app, or one of your recovery codes"))


def _both_alike(node: colander.SchemaNode, typed: dict) -> None:
    if typed["password"] != typed["again"]:
        wrong = colander.Invalid(node)
        wrong["again"] = message("The two are not alike. Type the same password in both fields.")
        raise wrong


class NewPasswordSchema(FormSchema):
    """A password somebody chooses."""

    validator = staticmethod(_both_alike)
    password = _password(
        message("New password"),
        message("Write a password"),
        "new-password",
        message("At least ${shortest} characters; spaces and accents are welcome", mapping={"shortest": SHORTEST}),
    )
    again = _password(message("The same once more"), message("Write the password once more"), "new-password")


class ChangePasswordSchema(NewPasswordSchema):
    current = _password(message("Present password"), message("Write your present password"), "current-password")

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        # The order of the page: what she has, what she wants.
        self.children.sort(key=lambda child: child.name in ("password", "again"))


class SetUpSchema(NewPasswordSchema):
    """The first administrator."""

    token = colander.SchemaNode(
        colander.String(),
        title=message("Code of the server"),
        description=message("What stands behind “token=” in the address that “hcc init” printed"),
        widget=TextInputWidget(autocomplete="off"),
        validator=colander.Length(max=SECRET_LIMIT),
        missing_msg=message("Write the code that “hcc init” printed"),
    )
    login = colander.SchemaNode(
        colander.String(),
        title=message("Sign-in name"),
        description=message("Small letters without accents; it stays for life, since records name people by it"),
        widget=TextInputWidget(autocomplete="username"),
        validator=colander.Length(max=64),
    )
    name = colander.SchemaNode(
        colander.String(),
        title=message("Full name"),
        widget=TextInputWidget(autocomplete="name"),
        validator=colander.Length(max=NAME_LIMIT),
    )
    job_title = colander.SchemaNode(
        colander.String(), title=message("Position"), validator=colander.Length(max=NAME_LIMIT), missing=""
    )

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.children.sort(key=lambda child: child.name in ("password", "again"))


class ConfirmPasswordSchema(FormSchema):
    """Showing anew that one is there, by password."""

    password = _password(message("Password"), message("Write your password"), "current-password")
    next = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")


class ConfirmCodeSchema(FormSchema):
    """Showing anew that one is there, by code."""

    code = _code(message("Code"), message("Six digits from the app, or one of your recovery codes"))
    next = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")


class SwitchOnSchema(FormSchema):
    """The first code, which shows that the phone has the secret. `sealed` is that secret, unreadable."""

    sealed = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), validator=colander.Length(max=SECRET_LIMIT), missing=""
    )
    code = _code(message("Code that the app shows now"), message("Six digits; they change every thirty seconds"))
