"""What deploy/ holds stays true: nothing is open to the network, nothing is fetched without its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
UNITS = ("keepwarm.service", "keepwarm-backup.service")
# What takes away from a service everything that it does not need; the unit's own comments say why.
HARDENING = (
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "PrivateUsers=yes",
    "RestrictSUIDSGID=yes",
    "RestrictNamespaces=yes",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "LimitCORE=0",
    "UMask=0077",
    "ProtectKernelTunables=yes",
    "ProtectProc=invisible",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources",
)
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


def services() -> dict[str, dict[str, Any]]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


def ours() -> dict[str, dict[str, Any]]:
    """The services that run Keepwarm's own image."""
    return {name: service for name, service in services().items() if service["image"] == "keepwarm"}


def test_compose_starts_the_scaled_form():
    assert set(services()) == {"postgres", "redis", "migrate", "collect", "heartbeat", "worker", "board"}
    assert services()["worker"]["command"][:2] == ["dramatiq", "worker.actors:connect"]
    for name in ("migrate", "collect", "heartbeat", "board"):
        assert services()[name]["command"] == ["keepwarm", name]


def test_every_published_port_is_on_this_machine_only():
    ports = [port for service in services().values() for port in service.get("ports", [])]
    assert ports
    for port in ports:
        assert str(port).startswith("127.0.0.1:"), port


def test_database_and_broker_are_on_a_network_without_a_way_out():
    assert yaml.safe_load((DEPLOY / "compose.yaml").read_text())["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert services()[name]["networks"] == ["inside"]
        assert "ports" not in services()[name]


def test_nothing_of_ours_starts_before_the_tables_are_of_this_version():
    for name, service in ours().items():
        if name != "migrate":
            assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully", name


def test_what_ends_is_started_again_but_a_migration_runs_once():
    restarts = {name: service["restart"] for name, service in services().items()}
    assert restarts.pop("migrate") == "no"
    assert set(restarts.values()) == {"unless-stopped"}


def test_a_container_of_ours_may_do_nothing_special():
    for name, service in ours().items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["read_only"] is True, name
    # And is nobody special: the last user named is the one it runs as.
    users = re.findall(r"^USER (.+)$", (DEPLOY / "Dockerfile").read_text(), flags=re.MULTILINE)
    assert users[-1:] == ["keepwarm"]


def test_passwords_come_from_files():
    for name, service in services().items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|DATABASE", variable):
                assert variable.endswith("_FILE"), f"{name}: {variable}"
                assert value.startswith("/run/secrets/"), f"{name}: {variable}"
    assert not re.search(r"://\w+:\w+@", (DEPLOY / "compose.yaml").read_text())


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_hardened_as_it_was_tried(unit):
    lines = (DEPLOY / "systemd" / unit).read_text().splitlines()
    assert [line for line in HARDENING if line not in lines] == []
    assert "User=keepwarm" in lines
