"""Answers `/livez`, `/readyz` and `/metrics` by HTTP, for systemd, compose, a load balancer or Prometheus.

Python's own server: it costs a quarter of what a web framework would. Asking changes nothing (reliability,
invariant I16). It knows no passwords: keep it on loopback, or behind something that does.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import structlog
from sqlalchemy.exc import SQLAlchemyError

from worker.health.checks import State
from worker.health.gauges import Gauges
from worker.health.readiness import Asking, readiness
from worker.health.watchdog import Watchdog
from worker.settings import Listen
from worker.store.work import Workshop

JSON = "application/json; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"

log = structlog.get_logger()


class Answer(NamedTuple):
    status: HTTPStatus
    body: bytes
    kind: str = JSON


class HealthServer:
    """One thread that listens, and one for each visitor."""

    def __init__(self, listen: Listen, workshop: Workshop, watchdog: Watchdog) -> None:
        """Begin to listen. Raises OSError where somebody else does."""
        self._asking = Asking()
        self._workshop = workshop
        self._watchdog = watchdog
        self._gauges = Gauges(workshop)
        pages = {"/livez": self._alive, "/readyz": self._ready, "/metrics": self._metrics}
        self._server = _server(listen, pages)
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._asking.close()

    def _alive(self) -> Answer:
        """Whether every loop of this process comes round; nothing else is asked."""
        silent = {name: round(seconds) for name, seconds in self._watchdog.silent().items()}
        if silent:
            return _json(HTTPStatus.SERVICE_UNAVAILABLE, {"alive": False, "silent_seconds": silent})
        return _json(HTTPStatus.OK, {"alive": True})

    def _ready(self) -> Answer:
        state, told = readiness(self._workshop, self._asking)
        return _json(HTTPStatus.SERVICE_UNAVAILABLE if state is State.RED else HTTPStatus.OK, told)

    def _metrics(self) -> Answer:
        try:
            return Answer(HTTPStatus.OK, self._asking.ask(self._gauges.text), METRICS)
        except (SQLAlchemyError, TimeoutError):
            return _json(
                HTTPStatus.SERVICE_UNAVAILABLE, {"error": "The database does not answer: see /readyz."}
            )


Pages = dict[str, Callable[[], Answer]]


def _json(status: HTTPStatus, value: object) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


def _server(listen: Listen, pages: Pages) -> ThreadingHTTPServer:
    class Visitor(BaseHTTPRequestHandler):
        # Who connects and says nothing is not waited for.
        timeout = 10
        server_version, sys_version = "keepwarm", ""

        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            unknown = {"error": f"There is only {', '.join(pages)}."}
            answer = page() if page else _json(HTTPStatus.NOT_FOUND, unknown)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_HEAD = do_GET

        def log_message(self, words: str, *values: object) -> None:
            log.debug("health was asked", said=words % values)

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            if isinstance(sys.exception(), ConnectionError | TimeoutError):
                # The visitor left before the end.
                return
            log.exception("health could not be answered")

    return Server((listen.host, listen.port), Visitor)
