"""Room on the disk under an SQLite file: where it is nearly full, nothing is collected or sent.

What is not fetched is safe on its server; what is fetched onto a full disk is in danger (reliability,
Storage). PostgreSQL looks after its own disk.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from worker.settings import Limits
from worker.store.database import Database

ENOUGH = 200_000_000  # bytes
SHARE = 0.02


def shortage(database: Database, limits: Limits) -> str | None:
    """Return one sentence where less is free than `free_disk` asks for, else None. Costs microseconds."""
    file = database.url.database if database.sqlite else None
    if limits.free_disk == 0 or not file or file == ":memory:":
        return None
    try:
        disk = shutil.disk_usage(Path(file).parent)
    except OSError as error:
        return f"The disk of the database cannot be asked for its free space: {error.strerror}."
    wanted = min(ENOUGH, disk.total * SHARE) if limits.free_disk is None else limits.free_disk
    if disk.free >= wanted:
        return None
    megabytes = f"{disk.free / 1e6:,.0f} MB free, {wanted / 1e6:,.0f} MB wanted"
    return f"The disk is nearly full ({megabytes}), so nothing is collected or sent until there is room."
