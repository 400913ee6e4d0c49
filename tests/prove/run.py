"""Runs the machine on a database: so many sequences of so many steps, always the same ones."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import HealthCheck, Phase, core, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test

from tests.prove.databases import Place
from tests.prove.machine import Proof

STEPS_A_SEQUENCE = 50


def prove(
    where: Place,
    steps: int,
    *,
    seed: int | None = None,
    shorten: bool = True,
    only: Collection[str] = (),
) -> None:
    """Run `steps` steps, always the same ones or those of a seed.

    `only` names the rules to drive, where not all. Raises what was found wrong, with the sequence that leads
    there, made as short as can be.
    """

    class Machine(Proof):
        pass

    # As Hypothesis' own --hypothesis-seed does; without a seed it derives one from the test.
    core.global_force_seed = seed
    Machine.where = where
    for name in dir(Proof) if only else ():
        if hasattr(getattr(Proof, name), RULE_MARKER) and name not in only:
            setattr(Machine, name, None)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=-(-steps // STEPS_A_SEQUENCE),
            stateful_step_count=STEPS_A_SEQUENCE,
            derandomize=seed is None,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if shorten else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
        ),
    )
