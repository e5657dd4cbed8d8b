"""The app as people meet it: a real server and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

ADVICE = (
    "No Chromium was found for the browser tests. Install one (Debian: apt-get install chromium; "
    "or `python -m playwright install chromium`), or name one in PEX_CHROMIUM."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 60


def chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium: PEX_CHROMIUM, one on PATH, or Playwright's own."""
    named = os.environ.get("PEX_CHROMIUM")
    installed = [*map(shutil.which, _NAMES), playwright.chromium.executable_path]
    for choice in [named] if named else installed:
        if choice and Path(choice).exists():
            return choice
    return pytest.fail(ADVICE, pytrace=False)


@dataclass(frozen=True)
class Server:
    """A running server: its address and the file with what it prints."""

    address: str
    log: Path

    @property
    def tracebacks(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if "Traceback" in line]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    patience_ends = time.monotonic() + _PATIENCE
    while time.monotonic() < patience_ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}", pytrace=False)


@contextmanager
def serving(app: Path, workspace: Path, log: Path) -> Iterator[Server]:
    """Run the app as users do, on a workspace, until the block ends."""
    address = f"http://localhost:{(port := _free_port())}"
    options = ["--server.headless", "true", "--server.port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PEX_", "PYTHON"))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", app.name, *options],
            cwd=app.parent,
            env=environment | {"PEX_WORKSPACE": str(workspace)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for_health(address, process, log)
            yield Server(address, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
