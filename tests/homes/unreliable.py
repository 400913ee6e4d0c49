"""Wake-ups as the worst broker would carry them: half are lost, half of the others come twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random


class Unreliable:
    """Stands before `send`. Every second copy comes late, with the wake-up that is sent next."""

    def __init__(self, send: Callable[[str], None], *, seed: int) -> None:
        self._send = send
        self._random = Random(seed)
        self._late: list[str] = []

    def send(self, name: str) -> None:
        """Carry this wake-up never, once or twice."""
        late, self._late = self._late, []
        copies = self._random.choice((0, 0, 1, 2))
        if copies == 2:
            self._late.append(name)
        for one in [*([name] if copies else []), *late]:
            self._send(one)

    def send_all(self, names: Iterable[str]) -> None:
        """Carry these in an order that nobody may rely on."""
        for name in self._random.sample(mixed := sorted(names), len(mixed)):
            self.send(name)
