"""Serves the action pages: GET shows, POST acts, anything else is told so (reliability, "Links" and "Page").

It speaks plain HTTP on loopback; a proxy with TLS stands before it. Nothing here logs a link.
"""

from __future__ import annotations

import re
import socket
import threading
from urllib.parse import parse_qsl

import uvicorn
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.board import links
from worker.board.actions import click
from worker.board.impatience import ONE_QUESTION, Impatient
from worker.board.pages import STYLE, Pages
from worker.settings import Listen
from worker.store.work import Work, Workshop

# An owner's own words and a few fields; whoever sends more is no form of ours.
LARGEST_FORM = 100_000  # bytes
MOST_FIELDS = 50
# A place in a list. Thousands of digits are no number to Python, and would be an error in our log.
_NUMBER = re.compile(r"[0-9]{1,4}")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    **ONE_QUESTION,
}


def application(workshop: Workshop) -> ASGIApp:
    """Return the pages of this workshop's team as an ASGI application."""
    board = Board(workshop)
    pages = Starlette(
        routes=[
            Route("/a/{secret}", board.page, methods=["GET", "POST"]),
            Route("/a/{secret}/{number}", board.page, methods=["GET", "POST"]),
            Route(f"/{STYLE}", board.style),
        ],
        exception_handlers={404: board.unknown, 500: board.broken},
    )
    # A link with a slash behind it opens nothing; a redirect would say where we are believed to be.
    pages.router.redirect_slashes = False
    return Guarded(pages)


class Board:
    """Answers each visitor in a transaction of its own; one that only looks is thrown away."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._pages = Pages(workshop.settings)

    async def page(self, request: Request) -> Response:
        secret, written = request.path_params["secret"], request.path_params.get("number")
        if written is not None and not _NUMBER.fullmatch(written):
            return HTMLResponse(self._pages.unknown(), 404)
        number = int(written) if written is not None else None
        if request.method != "POST":
            return await run_in_threadpool(self._show, secret, number)
        said = await _form(request)
        if said is None:
            return HTMLResponse(self._pages.unknown(), 413)
        return await run_in_threadpool(self._act, secret, number, said)

    async def style(self, _request: Request) -> Response:
        return Response(self._pages.style, media_type="text/css")

    async def unknown(self, _request: Request, _error: Exception) -> Response:
        return HTMLResponse(self._pages.unknown(), 404)

    async def broken(self, _request: Request, _error: Exception) -> Response:
        # The error itself is raised on, and logged like any other.
        return HTMLResponse(self._pages.broken(), 503)

    def _show(self, secret: str, number: int | None) -> Response:
        with self._workshop.database.reading() as session:
            work = self._looking(session)
            visited = links.visit(work, secret, number)
            if visited is None:
                return HTMLResponse(self._pages.unknown(), 404)
            return HTMLResponse(self._pages.of(work, visited))

    def _act(self, secret: str, number: int | None, said: dict[str, str]) -> Response:
        clicked = click(self._workshop, secret, number, said)
        if clicked is None:
            return HTMLResponse(self._pages.unknown(), 404)
        with self._workshop.database.reading() as session:
            work = self._looking(session)
            visited = links.visit(work, secret, number)
            assert visited is not None, "it was there when the form was sent"
            return HTMLResponse(self._pages.of(work, visited, clicked, said), clicked.status)

    def _looking(self, session: Session) -> Work:
        return Work(session, self._workshop.clock.now(), self._workshop.settings, self._workshop.secret)


class Guarded:
    """Puts the headers that keep a page private on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *held]
            await send(message)

        await self._app(scope, receive, guarded)


async def _form(request: Request) -> dict[str, str] | None:
    """Read what a form holds; None for more than any of ours, or where its sender hung up."""
    body, size = b"", 0
    try:
        async for chunk in request.stream():
            # Read to its end also where it is not kept: who is hung up on in the middle sees no answer.
            size += len(chunk)
            body = body + chunk if size <= LARGEST_FORM else b""
    except ClientDisconnect:
        return None
    if size > LARGEST_FORM:
        return None
    try:
        return dict(
            parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        )
    except ValueError:
        return None


class BoardServer:
    """The pages in a thread of their own."""

    def __init__(self, listen: Listen, workshop: Workshop, connection: type[Impatient] = Impatient) -> None:
        """Begin to listen. Raises OSError where somebody else does."""
        family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
        self._socket = socket.create_server((listen.host, listen.port), family=family, backlog=100)
        config = uvicorn.Config(
            application(workshop),
            http=connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=100,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="board", daemon=True
        )

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of this machine; where port 0 was asked for, the one that was free."""
        host, port = self._socket.getsockname()[:2]
        return host, port

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what was begun, and close the door."""
        self._server.should_exit = True
        self._thread.join(timeout=2)
        self._socket.close()
