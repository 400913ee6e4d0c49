"""What deploy/ holds stays true: nothing is open to the network, nothing is fetched without its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
LOCKS = ("requirements.lock", "build.lock")


def entries(lock: str) -> list[str]:
    """The packages of a lock, each with its hashes."""
    text = re.sub(r"^ *#.*\n", "", (DEPLOY / lock).read_text(), flags=re.MULTILINE)
    return [entry for entry in re.split(r"\n(?=\S)", text) if entry.strip()]


def versions(lock: str) -> dict[str, str]:
    """Package -> the version that is installed."""
    return dict(re.split(r"==|\s", entry)[:2] for entry in entries(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_its_hashes(lock):
    assert entries(lock)
    for entry in entries(lock):
        assert re.match(r"[a-z0-9-]+==[0-9]", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_what_and_never_from_where(lock):
    text = (DEPLOY / lock).read_text()
    assert "://" not in text
    assert "index" not in text


def test_the_lock_is_as_new_as_the_project_asks():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    locked = versions("requirements.lock")
    for line in (*project["dependencies"], *extras["postgresql"], *extras["redis"]):
        asked = Requirement(line)
        name = canonicalize_name(asked.name)
        assert name in locked, f"{name} is not locked: make lock"
        assert asked.specifier.contains(locked[name]), f"{name} {locked[name]} is too old: make lock"


def test_neither_the_demo_nor_the_tests_are_installed_for_customers():
    assert not versions("requirements.lock").keys() & {
        "pymap",
        "aiosmtpd",
        "pytest",
        "hypothesis",
        "mypy",
        "ruff",
    }
