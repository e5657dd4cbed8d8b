"""The rules of the house: floors, lint, types, and what the README promises."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        [TOOLS / "lint-imports"],
        [TOOLS / "ruff", "check", "."],
        [TOOLS / "ruff", "format", "--check", "."],
        [TOOLS / "mypy"],
    ],
    ids=["imports", "lint", "format", "types"],
)
def test_the_checks_pass(command):
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def public():
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if module.name == "analysis.__main__":
            continue
        loaded = importlib.import_module(module.name)
        for name, thing in vars(loaded).items():
            own = getattr(thing, "__module__", None) == module.name
            if own and not name.startswith("_") and inspect.isroutine(thing):
                yield f"{module.name}.{name}", thing


def test_every_public_function_says_what_it_does():
    silent = [name for name, thing in public() if not inspect.getdoc(thing)]
    assert not silent


def test_no_file_is_longer_than_a_noun():
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("analysis", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long


def test_the_front_door_is_short():
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) < 80


def test_ci_runs_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in re.findall(r"^    (.*)$", readme, re.M) if "pytest" in line)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_requirements_are_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            wanted = line.split("#")[0].strip()
            assert not wanted or wanted.startswith("-r ") or "==" in wanted, line


def test_nothing_refers_to_a_path_of_the_workplace():
    elsewhere = re.compile(r"(?<!\w)/(work|root)/")
    shared = re.compile(r"\.\./shared|(?<!\w)/(work|root)/")
    files = [
        path
        for pattern in ("*.md", "*.py", "*.toml", "*.txt")
        for path in ROOT.rglob(pattern)
        if not {".venv", "build", ".git"} & set(path.relative_to(ROOT).parts)
    ]
    found = [
        str(path.relative_to(ROOT))
        for path in files
        if path != Path(__file__)
        and (elsewhere if "tests" in path.parts else shared).search(
            path.read_text(encoding="utf-8")
        )
    ]
    assert not found
