"""`keepwarm replay` and `keepwarm acks`: put right what was set aside."""

from __future__ import annotations

from typing import Annotated

import typer

from worker.cli.opening import workshop_at
from worker.cli.options import Config, Json, Now
from worker.cli.printing import print_json, say
from worker.cli.refusal import Refusal

acks = typer.Typer(help="Acknowledgements that the fuse held back.", no_args_is_help=True)


def register(program: typer.Typer) -> None:
    program.command()(replay)
    program.add_typer(acks, name="acks")


def replay(
    mail_id: Annotated[
        int, typer.Argument(metavar="ID", max=2**31 - 1, help="The id that `keepwarm inbound` shows.")
    ],
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Judge a mail again that was set aside.

    One that was quarantined, or whose bytes could not be fetched.
    """
    from worker.ingest.pipeline import judge_due
    from worker.ingest.pipeline import replay as put_back
    from worker.store.models import InboundEmail

    with workshop_at(config, now) as workshop:
        with workshop.database.reading() as session:
            mail = session.get(InboundEmail, mail_id)
            if mail is None:
                raise Refusal(f"There is no mail {mail_id}: keepwarm inbound lists them.")
            state = mail.state.value
        if not put_back(workshop, mail_id):
            raise Refusal(f"Mail {mail_id} is {state}: only mail that was set aside can be judged again.")
        judge_due(workshop)
        with workshop.database.reading() as session:
            mail = session.get(InboundEmail, mail_id)
            assert mail is not None
            answer = {
                "id": mail_id,
                "state": mail.state.value,
                "verdict": mail.verdict,
                "reason": mail.reason,
            }
    if as_json:
        print_json(answer)
    else:
        now_is = answer["verdict"] if answer["state"] == "judged" else answer["state"]
        say(f"Mail {mail_id} is now {now_is}: {answer['reason'] or 'the next run looks at it'}")


@acks.command()
def release(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """Let the acknowledgements go that the fuse holds."""
    from worker.outbox.acknowledgement import release_held

    with workshop_at(config, now) as workshop, workshop.work() as work:
        count = release_held(work)
    if as_json:
        print_json({"released": count})
    else:
        say(f"Released {count}; they go with the next run." if count else "The fuse holds none back.")
