"""smtp-sink of Debian's postfix: takes mail faster than anything in Python can, and keeps none of it.

The package is downloaded and unpacked into a temporary folder, never installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.servers.daemon import answers, free_port, wait_until


@contextmanager
def smtp_sink() -> Iterator[int]:
    """Run an smtp-sink and give its port. Skips where the package cannot be had."""
    with TemporaryDirectory(prefix="kwsink") as folder:
        root = _unpacked(Path(folder))
        port = free_port()
        # It refuses to stay root.
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        sink = subprocess.Popen(
            [str(root / "usr/sbin/smtp-sink"), *user, f"127.0.0.1:{port}", "100"],
            env=os.environ | {"LD_LIBRARY_PATH": str(root / "usr/lib/postfix")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: answers(port), what="smtp-sink")
            yield port
        finally:
            sink.send_signal(signal.SIGTERM)
            sink.wait(timeout=5)


def _unpacked(folder: Path) -> Path:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        pytest.skip("smtp-sink comes from a Debian package, and this is not Debian")
    got = subprocess.run(["apt-get", "download", "postfix"], cwd=folder, capture_output=True, check=False)
    packages = list(folder.glob("postfix_*.deb"))
    if got.returncode != 0 or not packages:
        pytest.skip("smtp-sink could not be downloaded (apt-get download postfix)")
    subprocess.run(["dpkg", "-x", packages[0].name, "unpacked"], cwd=folder, check=True)
    return folder / "unpacked"
