"""What the tracking form takes."""

import colander

from hcc.core.text import message
from hcc.web.forms import FormSchema


class TrackSchema(FormSchema):
    number = colander.SchemaNode(
        colander.String(),
        title=message("Dossier number"),
        description=message("As on the receipt, for example H44.99-261123-0037"),
        validator=colander.Length(max=60),
    )
    secret = colander.SchemaNode(
        colander.String(),
        title=message("Secret for looking up"),
        description=message("Eight letters and digits below the number; without them you see only the step"),
        missing="",
        validator=colander.Length(max=40),
    )
