"""The command line without servers: wrong use, wrong configuration, and an empty database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from worker.cli.program import program, run, shared_last
from worker.settings import load

ROOT = Path(__file__).parents[2]
CONFIGURATION = """
mode = "{mode}"
[team]
timezone = "Europe/Berlin"
[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "{host}"
smtp = "smtp://127.0.0.1:1"
[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"
"""


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "keepwarm.toml"
    path.write_text(CONFIGURATION.format(mode="live", host="imap://127.0.0.1:1"))
    return str(path)


def sentences(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("leads --foo", "No such option: --foo"),
        ("nix", "No such command 'nix'"),
        ("lead", "Missing argument 'REF'"),
        ("run --now 2026-06-10T10:00:00Z", "--now needs --until-idle"),
        ("leads --config nowhere.toml", "keepwarm init writes one"),
        ("leads --config ~nouser/k.toml", "names no home folder: write the whole path."),
        ("init --config ~nouser/k.toml", "names no home folder: write the whole path."),
        ("lead L-1 send", "Whose words are these?"),
        ("lead L-1 --as jamie", "What does jamie say?"),
        ("replay some", "valid integer"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    words: str, says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words.split()) == 2
    [sentence] = sentences(capsys)
    assert says in sentence


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("leads --now tomorrow", "is no instant"),
        ("leads --now 2026-06-10T10:00:00", "has no offset"),
        ("leads --now 2026-06-10", "is no instant: write it like 2026-06-10T10:00:00+02:00."),
        ("leads --now 0001-01-01T00:00:00+14:00", "is no instant"),
        ("metrics --days 99999999", "less than or equal to 36500"),
        ("replay 99999999999999999999", "less than or equal to 2147483647"),
        ("lead L-7", "There is no lead L-7"),
        ("lead L-7 --as bo ok", "bo is no owner"),
        ("replay 7", "There is no mail 7"),
        ("review --only late", "late is no filter"),
    ],
)
def test_what_is_not_there_is_one_sentence_too(
    words: str, says: str, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words.split(), "--config", config]) == 2
    [sentence] = sentences(capsys)
    assert says in sentence


@pytest.mark.parametrize("words", ["leads", "check", "run --until-idle", "audit"])
def test_a_wrong_configuration_says_everything_in_one_go(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = str(ROOT / "tests" / "config_errors" / "everything-at-once.toml")
    assert run([*words.split(), "--config", wrong]) == 2
    told = capsys.readouterr()
    assert len((told.err + told.out).split("everything-at-once.toml ")) > 5


def test_a_standing_clock_is_refused_where_real_customers_would_be_mailed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "keepwarm.toml"
    real = "imap+starttls://imap.acme.example"
    path.write_text(CONFIGURATION.format(mode="live", host=real))
    now = ["--now", "2026-06-10T10:00:00+02:00", "--config", str(path)]
    assert run(["leads", *now]) == 2
    assert "--now is for trying out" in sentences(capsys)[0]
    path.write_text(CONFIGURATION.format(mode="shadow", host=real))
    assert run(["leads", *now]) == 0


@pytest.mark.parametrize(
    ("words", "empty"),
    [("leads", []), ("inbound", []), ("outbox", []), ("review", {"sections": []})],
)
def test_an_empty_database_says_what_to_do_next(
    words: str, empty: object, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([words, "--config", config]) == 0
    assert capsys.readouterr().out.strip()
    assert run([words, "--json", "--config", config]) == 0
    assert json.loads(capsys.readouterr().out) == empty


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("introduce", {"asked": ["jamie"], "mode": "live"}),
        ("owner join jamie", {"joined": True}),
    ],
)
def test_who_joins_and_is_asked_is_told_to_programs_too(
    words: str, answer: object, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words.split(), "--json", "--config", config]) == 0
    assert json.loads(capsys.readouterr().out) == answer


def test_nothing_breaks_a_promise_while_there_is_nothing(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "--json", "--config", config]) == 0
    report = json.loads(capsys.readouterr().out)
    assert all(one["holds"] and one["violations"] == 0 for one in report["invariants"])
    assert report["score"] is None


def test_init_writes_an_example_that_loads_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "keepwarm.toml"
    assert run(["init", "--config", str(path)]) == 0
    assert load(path, {}).mode == "shadow"
    capsys.readouterr()
    assert run(["init", "--config", str(path)]) == 2
    assert "is there already" in sentences(capsys)[0]


def test_reading_a_file_that_is_not_there_still_gives_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "nowhere.eml", "neither.eml", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["file"], line["verdict"]) for line in lines] == [
        ("nowhere.eml", "unsure"),
        ("neither.eml", "unsure"),
    ]


def test_shared_options_may_stand_first() -> None:
    assert shared_last(["--config", "a.toml", "--now=x", "leads", "--json"]) == [
        "leads", "--json", "--config", "a.toml", "--now=x",
    ]  # fmt: skip
    assert shared_last(["--help"]) == ["--help"]


def test_help_imports_nothing_heavy() -> None:
    """`keepwarm --help` answers in the blink of an eye: no database, no templates, no mail."""
    heavy = ("sqlalchemy", "pydantic", "jinja2", "imapclient", "holidays", "dramatiq")
    code = f"import sys, worker.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_says_in_one_short_line_what_it_does() -> None:
    for command in program.registered_commands:
        assert command.callback is not None
        first = (command.callback.__doc__ or "").splitlines()[0]
        assert first.endswith(".")
        assert len(first) <= 65
