"""A process that has imported the whole product and forks children that become its commands.

Importing takes over a second, forking a few milliseconds: only so a thousand kills fit into minutes. A
child is a process like any other, in a session of its own, and dies by SIGKILL like any other. One order
is a line of JSON on stdin; `{"began": pid}` and `{"ended": pid, "status": n}` are lines on stdout.

Started by path, never as a module: what it imports as `worker` is the copy that PYTHONPATH names.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import sys
import threading
import time
from typing import Any, NoReturn

# Everything a command imports late, and what only the scaled form needs.
PRELOAD = (
    "alembic.command",
    "dramatiq.cli",
    "dramatiq.brokers.redis",
    "holidays",
    "psycopg",
    "redis",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
    "worker.actors",
    "worker.app",
    "worker.board.server",
    "worker.cli.program",
    "worker.running",
)


def sleep_under_a_clock_of_our_own() -> None:
    """Let `time.sleep` work where libfaketime sets the clock.

    Python sleeps until an instant of the monotonic clock, which libfaketime takes for one of its own: the
    system then refuses to sleep until before 1970. To wait for an event that never comes still works.
    """

    def sleep(seconds: float, /) -> None:
        threading.Event().wait(seconds)

    if "FAKETIME_TIMESTAMP_FILE" in os.environ:
        time.sleep = sleep  # type: ignore[assignment]  # what it may be given is narrower


def serve() -> None:
    """Read orders and report ends until stdin is closed; then every child is killed."""
    children: set[int] = set()
    ended, woken = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(ended, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    gc.freeze()
    with selectors.DefaultSelector() as waiting:
        waiting.register(sys.stdin.fileno(), selectors.EVENT_READ)
        waiting.register(ended, selectors.EVENT_READ)
        while True:
            ready = {key.fd for key, _ in waiting.select()}
            if ended in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(ended, 1024)
                _reap(children)
            if sys.stdin.fileno() in ready:
                line = _line()
                if not line:
                    break
                children.add(_fork(json.loads(line)))
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _line() -> bytes:
    """Read one order, unbuffered: a buffer would hide the next one from the selector."""
    read = b""
    while not read.endswith(b"\n"):
        sign = os.read(sys.stdin.fileno(), 1)
        if not sign:
            return b""
        read += sign
    return read


def _reap(children: set[int]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        children.discard(pid)
        _report(ended=pid, status=os.waitstatus_to_exitcode(status))


def _fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(order)
    _report(began=pid)
    return pid


def _become(order: dict[str, Any]) -> NoReturn:
    """Turn this child into the command of the order."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        for number, source in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
            os.dup2(source, number)
        os.environ.update(order["environment"])
        _watch_connections(order["connections"], set(order["ports"]))
        code = _run(order["command"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _run(command: list[str]) -> int:
    sys.argv = command
    if command[0] == "dramatiq":
        return int(importlib.import_module("dramatiq.cli").main() or 0)
    return int(importlib.import_module("worker.cli.program").run(command[1:]))


def _watch_connections(log: str, ports: set[int]) -> None:
    """Write down every connection outside the configured servers, and every name looked up (I18)."""
    allowed = {"127.0.0.1", "localhost", "::1", None}

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(given[1], tuple):
            host, port = given[1][:2]
            wrong = host not in allowed or port not in ports
        elif event == "socket.getaddrinfo":
            wrong = given[0] not in allowed
        else:
            return
        if wrong:
            with open(log, "a", encoding="utf-8") as file:
                file.write(f"{event} {given!r}\n")

    sys.addaudithook(hook)


def _report(**said: int) -> None:
    os.write(1, json.dumps(said).encode() + b"\n")


if __name__ == "__main__":
    for name in PRELOAD:
        importlib.import_module(name)
    importlib.import_module("sqlalchemy.orm").configure_mappers()
    sleep_under_a_clock_of_our_own()
    _report(ready=os.getpid())
    serve()
