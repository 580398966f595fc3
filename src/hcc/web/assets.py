"""The files every page leans on (style sheets, icons, fonts, small modules), served so that a browser asks once.

One hash over all of them stands in every address (`/static/<hash>/css/public.css`), so the relative addresses inside a
style sheet or a module carry it too, and everything below it may be kept for ever.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

STATIC = Path(__file__).resolve().parent / "static"
"""The folder whose files are served."""

FOREVER = "public, max-age=31536000, immutable"
"""For an address that carries the hash of these very bytes."""

AGAIN = "no-cache"
"""For an address with no hash, or an older one: still an answer, but asked again next time."""

MEDIA_TYPES = MappingProxyType(
    {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        ".txt": "text/plain",
    }
)
"""What is served, by ending; any other file in the folder is not."""

_PACKED = (".css", ".js", ".svg", ".txt")
_IMPORT = re.compile(r'^@import "([\w.-]+)";\n', re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file, read once: its bytes and their media type."""

    name: str
    body: bytes
    media_type: str
    etag: str

    @cached_property
    def packed(self) -> bytes | None:
        """The same bytes in gzip; None where that saves nothing. Packed for the first who asks for the file."""
        if not self.name.endswith(_PACKED):
            return None
        # mtime=0: the same file gives the same bytes on every machine.
        packed = gzip.compress(self.body, 9, mtime=0)
        return packed if len(packed) < len(self.body) else None


class Assets:
    """All files below `root`, read when the program starts; a request can reach nothing else."""

    def __init__(self, root: Path = STATIC) -> None:
        self._assets = {name: _read(path) for name, path in _served(root)}
        whole = sha256()
        for name in sorted(self._assets):
            whole.update(f"{name}\0{self._assets[name].etag}\n".encode())
        self.hash = whole.hexdigest()[:12]

    def __contains__(self, name: str) -> bool:
        return name in self._assets

    def __getitem__(self, name: str) -> Asset:
        """The asset of this name; raises KeyError for any other."""
        return self._assets[name]

    def names(self) -> list[str]:
        return sorted(self._assets)

    def path(self, name: str) -> str:
        """The address of a file below the root of the site: `css/public.css` -> `/static/<hash>/css/public.css`.

        A fragment stays: `icons.svg#clock`. Raises KeyError when there is no such file, so that a typing mistake in a
        template is found by the first test that renders it.
        """
        file, _, _ = name.partition("#")
        if file not in self._assets:
            raise KeyError(f"no static file {file!r}")
        return f"/static/{self.hash}/{name}"


def asset_url(request: Request | None, name: str) -> str:
    """The address of a static file as a page of this request should write it (see `Assets.path`)."""
    if request is None:
        return _assets().path(name)
    return request.script_name + request.registry.get("hcc.assets", _assets()).path(name)


def serve(request: Request) -> Response:
    """Answer one static file: 200, 304 for a known ETag, or 404."""
    assets: Assets = request.registry["hcc.assets"]
    parts = request.matchdict["path"]
    current = bool(parts) and parts[0] == assets.hash
    name = "/".join(parts)
    if name not in assets:
        name = "/".join(parts[1:])
    if name not in assets:
        raise HTTPNotFound()
    asset = assets[name]
    response = Response(content_type=asset.media_type, charset=None)
    if asset.media_type.startswith("text/"):
        response.charset = "utf-8"
    response.headers["Cache-Control"] = FOREVER if current else AGAIN
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.etag = asset.etag
    response.body = asset.body
    if asset.packed is not None:
        response.vary = ("Accept-Encoding",)
        if request.headers.get("Accept-Encoding") and request.accept_encoding.acceptable_offers(["gzip"]):
            response.body = asset.packed
            response.content_encoding = "gzip"
            response.etag = f"{asset.etag}-gz"
    response.conditional_response = True
    return response


def includeme(config: Configurator) -> None:
    config.registry["hcc.assets"] = _assets()
    config.add_route("static", "/static/*path", request_method=("GET", "HEAD"))
    config.add_view(serve, route_name="static", permission=NO_PERMISSION_REQUIRED)


def _served(root: Path) -> list[tuple[str, Path]]:
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix in MEDIA_TYPES)
    return sorted((path.relative_to(root).as_posix(), path) for path in files)


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    if path.suffix == ".css":
        body = _with_imports(body.decode(), path.parent).encode()
    return Asset(path.name, body, MEDIA_TYPES[path.suffix], sha256(body).hexdigest()[:20])


def _with_imports(css: str, folder: Path) -> str:
    """A style sheet with the sheets it imports put in place, because each one more costs a cheap phone a round trip."""
    return _IMPORT.sub(lambda found: _with_imports((folder / found[1]).read_text("utf-8"), folder), css)


_loaded: list[Assets] = []


def _assets() -> Assets:
    if not _loaded:
        _loaded.append(Assets())
    return _loaded[0]
