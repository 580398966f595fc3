"""What the sign-in form takes."""

import colander
from deform.widget import HiddenWidget, PasswordWidget

from hcc.core.text import message
from hcc.web.forms import FormSchema

from .passwords import LONGEST


class SignInSchema(FormSchema):
    login = colander.SchemaNode(
        colander.String(),
        title=message("Sign-in name"),
        validator=colander.Length(max=64),
        missing_msg=message("Write your sign-in name"),
    )
    password = colander.SchemaNode(
        colander.String(),
        title=message("Password"),
        widget=PasswordWidget(redisplay=False, strip=False),
        validator=colander.Length(max=LONGEST * 4),
        missing_msg=message("Write your password"),
    )
    next = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")
