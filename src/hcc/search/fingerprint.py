"""What an index was made by."""

import hashlib
from pathlib import Path

import whoosh


def fingerprint(documents_made_by: str = "") -> str:
    """Changes whenever the code that makes terms of documents does, so that an index made otherwise is made anew."""
    here = Path(__file__).parent
    made_of = [(here / f"{name}.py").read_bytes() for name in ("schema", "terms", "text", "codes", "actions")]
    return hashlib.sha256(
        b"\0".join([*made_of, repr(whoosh.__version__).encode(), documents_made_by.encode()])
    ).hexdigest()
