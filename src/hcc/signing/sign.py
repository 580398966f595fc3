"""Signing a paper: the last thing done to it, after which its bytes are never touched again."""

import asyncio
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from hcc.signing.errors import KeyNotValid, NotSignable
from hcc.signing.keys import SigningKey, sync_folder
from hcc.signing.offline import without_http_client
from hcc.signing.pades import for_pades

with without_http_client():
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError as PyHankoSigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_byterange import BuildProps
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

APPLICATION = "hcc"
"""Named in every signature beside the certificate's fingerprint, which `check` looks for in damaged files."""

_RESERVED = 16384
"""Bytes kept free for the signature. Without it pyHanko signs twice, and a token would be asked twice."""
_CHUNK = 2**18
"""Bytes hashed at once; pyHanko's own 4 KB cost as much again as the hashing."""


@dataclass(frozen=True)
class SignedPaper:
    """What to write into the register about a signed file."""

    sha256: str
    """Of the whole file, in lower-case hexadecimal."""
    size: int
    """In bytes."""


def sign_pdf(
    source: Path,
    target: Path,
    key: SigningKey,
    *,
    reason: str,
    location: str,
    signer_name: str,
    at: datetime,
    use_up: bool = False,
) -> SignedPaper:
    """Write `target`: the bytes of `source` with a PAdES B-B signature behind them, synced to disk.

    The first signature of a paper certifies it (further signatures allowed, other changes not); later ones approve. The
    source must be a file of our own making, such as intake or printing wrote it. `at` is the time of signing, aware.
    With `use_up` the source, in a folder on the target's disk, was made for this alone and is moved instead of copied.

    Raises KeyNotValid when the certificate does not cover `at`, NotSignable, OSError. Then there is no new target.
    """
    if at.tzinfo is None:
        raise ValueError("the time of signing needs a time zone")
    if not key.not_before <= at <= key.not_after:
        raise KeyNotValid(key.fingerprint, key.not_before, key.not_after, at)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sign-") as folder:
        part = Path(folder, "signed.pdf")
        if use_up:
            os.replace(source, part)
        else:
            shutil.copyfile(source, part)
        with part.open("r+b") as file:
            try:
                _append_signature(file, key, reason, location, signer_name, at)
            except (PdfError, PyHankoSigningError) as error:
                raise NotSignable(str(error)) from error
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        os.replace(part, target)
    sync_folder(target.parent)
    return SignedPaper(digest, size)


def _append_signature(
    file: IO[bytes], key: SigningKey, reason: str, location: str, signer_name: str, at: datetime
) -> None:
    writer = IncrementalPdfFileWriter(file)
    if writer.prev.encrypted:
        raise NotSignable("encrypted")
    earlier = len(writer.prev.embedded_signatures)
    metadata = PdfSignatureMetadata(
        field_name=f"Signature{earlier + 1}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        name=signer_name,
        certify=earlier == 0,
        app_build_props=BuildProps(name=APPLICATION, revision=key.fingerprint),
    )
    session = PdfSigner(metadata, for_pades(key.signer)).init_signing_session(writer)
    # pyHanko has no way to ask for another time than now; the paper says when it was signed, and both must agree.
    session.system_time = at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=_RESERVED)
    digest, _ = prepared.digest_tbs_document(in_place=True, chunk_size=_CHUNK)
    asyncio.run(prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at)))
