"""One run over labelled mails: what each measure counted, and what was missed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.score.cases import Case
from tests.score.libraries import Library, say
from tests.score.measures import RIGHT, WRONG, Measure, Outcome, outcomes, verdict_result
from worker.ingest.reading import describe
from worker.mail.parse import parse

KEEPWARM = "keepwarm"


class Score:
    """All outcomes of a run: of ours, and of the libraries that are asked beside us."""

    def __init__(self, libraries: Sequence[Library] = ()) -> None:
        self._libraries = libraries
        self.verdicts: dict[str, Counter[str]] = defaultdict(Counter)
        self.counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.misses: list[tuple[str, Outcome]] = []

    def read(self, case: Case) -> None:
        """Read one mail with everything that is compared."""
        try:
            mail = parse(case.raw)
            said = describe(mail)
            json.dumps(said).encode()
        except Exception as error:
            self._count(KEEPWARM, case, Outcome("no crash", WRONG, "", repr(error)))
            self.verdicts[case.kind][WRONG] += 1
            return
        self._count(KEEPWARM, case, Outcome("no crash", RIGHT))
        self.verdicts[case.kind][verdict_result(case, said["verdict"])] += 1
        for outcome in outcomes(case, said):
            self._count(KEEPWARM, case, outcome)
        for name, kinds, ask in self._libraries:
            if case.kind in kinds:
                for outcome in outcomes(case, say(ask, mail)):
                    self._count(name, case, outcome)

    def _count(self, who: str, case: Case, outcome: Outcome) -> None:
        self.counts[outcome.measure][who][outcome.result] += 1
        if who == KEEPWARM and outcome.result != RIGHT:
            self.misses.append((case.name, outcome))


def figure(measure: Measure, found: Counter[str]) -> float:
    """The figure of a measure in per cent."""
    return 100 * found[WRONG if measure.at_most else RIGHT] / max(found.total(), 1)


def holds(measure: Measure, found: Counter[str]) -> bool | None:
    """Whether a measure's target is met; None where it has none."""
    if measure.target is None:
        return None
    value = figure(measure, found)
    return value <= measure.target if measure.at_most else value >= measure.target
