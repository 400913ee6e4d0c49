"""Python's search for garbage, kept short: a full one over everything that is imported takes a tenth of a
second, in the middle of some mail.
"""

from __future__ import annotations

import gc


def spare_what_stays() -> None:
    """Take what is loaded by now for what stays: no later search walks over it. For a process that stays."""
    gc.collect()
    gc.freeze()
