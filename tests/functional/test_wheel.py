"""The built wheel, installed elsewhere without the network, serves the front page with its own templates."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the wheel's contents, as an installation has them; built from a copy of what git would ship."""
    work = tmp_path_factory.mktemp("wheel")
    copy = work / "source"
    for name in ("src", "templates", "catalog"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "CHANGES.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    build = [sys.executable, "-m", "build", "-q", "--no-isolation", "--wheel", "--outdir", str(work), str(copy)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = work.glob("*.whl")
    site = work / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    return site


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_wheel_serves_the_front_page(installed, tmp_path):
    shutil.copy(ROOT / "development.ini", tmp_path)
    port = _free_port()
    env = {**os.environ, "PYTHONPATH": str(installed), "PORT": str(port), "VAR": str(tmp_path / "var")}
    env.pop("CHAMELEON_CACHE", None)
    where = subprocess.run(
        [
            sys.executable,
            "-c",
            "import hcc.shipped as s; print(s.__file__, s.shipped('templates'), s.shipped('catalog'))",
        ],
        env=env,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert all(path.startswith(str(installed)) for path in where), where
    server = subprocess.Popen(
        [sys.executable, "-m", "hcc.cli", "serve", "--init"],
        env=env,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        page = _fetch(f"http://127.0.0.1:{port}/", server)
        assert (
            "Bà con cần làm giấy tờ gì?".replace("giấy tờ", "giấy\u00a0tờ") in page
            or "Bà con cần làm giấy tờ gì?" in page
        )
        sheet = _fetch(f"http://127.0.0.1:{port}/thu-tuc/2.000815", server)
        assert "200.000" in sheet
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=120)


def _fetch(url: str, server: subprocess.Popen) -> str:
    for _ in range(200):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {server.stdout.read()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer in time")
