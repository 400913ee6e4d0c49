"""Settings: keepwarm.toml and the environment, read once into frozen values.

`load` reads (source), fills in what follows from other keys (defaults), checks each table (tables,
numbers) and what they say to each other (contradictions). Everything wrong is said in one go.
"""

from __future__ import annotations

from worker.settings.listening import Listen, parse_listen
from worker.settings.loading import load
from worker.settings.numbers import AcknowledgementNumbers, CadenceNumbers, Limits, OfferNumbers
from worker.settings.problems import ConfigurationError
from worker.settings.rhythm import Numbers, windows
from worker.settings.secret import Secret, SecretUnavailable
from worker.settings.server import Server, Tls, is_loopback
from worker.settings.tables import Board, Health, Inbox, Mode, Owner, Rhythm, Security, Source, Team
from worker.settings.values import Settings

__all__ = [
    "AcknowledgementNumbers",
    "Board",
    "CadenceNumbers",
    "ConfigurationError",
    "Health",
    "Inbox",
    "Limits",
    "Listen",
    "Mode",
    "Numbers",
    "OfferNumbers",
    "Owner",
    "Rhythm",
    "Secret",
    "SecretUnavailable",
    "Security",
    "Server",
    "Settings",
    "Source",
    "Team",
    "Tls",
    "is_loopback",
    "load",
    "parse_listen",
    "windows",
]
