"""Where a stamp may be put: on which pages, in which corner as people see the page."""

from typing import Literal

Pages = Literal["last", "first", "all"]
Corner = Literal["bottom-right", "bottom-left", "top-right", "top-left"]
