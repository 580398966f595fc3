"""What the greeter may type beside the key that gives a number."""

import colander
from deform.widget import TextInputWidget

from hcc.core.text import message
from hcc.web.forms import DigitsWidget, FormSchema


class GiveSchema(FormSchema):
    number = colander.SchemaNode(
        colander.Integer(),
        title=message("Number on the paper"),
        description=message("Only for someone who holds a paper with a number; otherwise the next number is given"),
        widget=DigitsWidget(),
        missing=None,
    )
    procedure = colander.SchemaNode(
        colander.String(),
        title=message("Code of the procedure"),
        description=message("As 2.000815, where the person has said what she comes for"),
        widget=TextInputWidget(short=True),
        validator=colander.Length(max=40),
        missing="",
    )
