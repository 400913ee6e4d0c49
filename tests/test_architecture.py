"""The house rules a machine can watch: layers, doors, sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKER = ROOT / "worker"
# Migrations are written by Alembic, once, and never edited.
MODULES = [path for path in sorted(WORKER.rglob("*.py")) if path.parent.name != "versions"]

# Each outside world and the only modules that may speak to it.
DOORS = {
    "imapclient": {"mail/imap.py"},
    "imaplib": {"mail/imap.py"},
    "smtplib": {"mail/smtp.py"},
    "mailparser": {"mail/parse.py"},
    "redis": {"broker.py", "actors.py"},
    "dramatiq": {"broker.py", "actors.py"},
    "pydantic": {"mail/apart.py", "settings/fields.py", "settings/numbers.py", "settings/loading.py"},
    "pydantic_core": {"settings/problems.py"},
    "psycopg": {"store/backups/postgresql.py"},
    "sqlite3": {"store/backups/sqlite.py", "store/write_ahead.py"},
    "subprocess": {"mail/apart.py", "settings/secret.py", "store/backups/postgresql.py"},
    "phonenumbers": {"mail/phones.py"},
    "prometheus_client": {"health/gauges.py"},
    "http": {"health/server.py"},
    "starlette": {"board/server.py"},
    "uvicorn": {"board/server.py", "board/impatience.py"},
    "h11": {"board/impatience.py"},
    "itsdangerous": {"board/forms.py"},
}
LARGEST = 300
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "base_service"}


def name(path: Path) -> str:
    return path.relative_to(WORKER).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the top-level name of everything the module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_imports_run_the_way_the_mail_runs():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", DOORS)
def test_each_outside_world_has_one_door(library):
    assert {name(path) for path in MODULES if library in imports(path)} <= DOORS[library]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_one_duty(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= LARGEST
    assert not EMPTY_NAMES & set(re.split(r"[_/.]", name(path)))


@pytest.mark.parametrize("path", [path for path in MODULES if path.stat().st_size], ids=name)
def test_a_module_says_what_it_is_for_in_at_most_eight_lines(path):
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert docstring, "a module says what it is for"
    assert len(docstring.splitlines()) <= 8


@pytest.mark.parametrize("path", [path for path in MODULES if name(path) != "clock.py"], ids=name)
def test_only_the_clock_asks_the_system(path):
    asked = re.findall(
        r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|monotonic|sleep))\(", path.read_text()
    )
    assert not asked
