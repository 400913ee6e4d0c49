"""A template can say things and do nothing; what is wrong with it is said in one sentence."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from worker.outbox.render import (
    TemplateError,
    language_of,
    render,
    required_values,
)
from worker.outbox.specimens import check_templates

FOLDERS = (Path(__file__).parents[2] / "templates",)

LEAD = {"name": "Ann", "asked": "a quote"}


def folder_with(folder: Path, text: str, *, purpose: str = "offer", language: str = "en") -> list[Path]:
    path = folder / "emails" / language / f"{purpose}.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "{# a comment #}\n{% block subject %}Hi{% endblock %}\n{% block text %}\n"
        + text
        + "\n{% endblock %}\n"
    )
    return [folder, *FOLDERS]


def said(folder: Path, text: str, **values: Any) -> str:
    folders = folder_with(folder, text)
    return render("offer", {"lead": LEAD} | values, language="en", folders=folders).text


def complaint(folder: Path, text: str, **values: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        said(folder, text, **values)
    return str(caught.value)


def test_the_operators_folder_is_looked_at_first(tmp_path: Path) -> None:
    assert said(tmp_path, "Hello {{ lead.name }}") == "Hello Ann\n"


def test_an_unknown_language_falls_back_to_english() -> None:
    folders = FOLDERS
    assert language_of("acknowledgement", language="de-AT", folders=folders) == "de"
    assert language_of("acknowledgement", language="fr", folders=folders) == "en"
    assert language_of("acknowledgement", language="../../etc", folders=folders) == "en"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    for purpose in ("day99", "../en/offer", "offer.j2\x00"):
        with pytest.raises(TemplateError, match="There is no template"):
            render(purpose, {}, language="en", folders=[tmp_path])


def test_a_misspelled_value_is_named_with_what_there_is(tmp_path: Path) -> None:
    sentence = complaint(tmp_path, "a\nHello {{ lead.frist_name }}")
    assert sentence.endswith("offer.j2, line 5: no such value `frist_name`; there are: `asked`, `name`.")
    assert "no such value `leed`; there are: `lead`." in complaint(tmp_path, "{{ leed.name }}")
    assert "no such value `leed`" in complaint(tmp_path, "{% for row in leed %}x{% endfor %}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**9 }}",
        "{{ lead.delete() }}",
        "{{ lead.items() }}",
        "{{ range(10**9) }}",
        "{% for x in range(10) %}{% endfor %}",
        "{% set x = 'a' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% include 'offer.j2' %}",
        "{% import 'offer.j2' as x %}",
        "{% extends 'offer.j2' %}",
        "{{ [1, 2, 3] | join }}",
        "{{ 'a' ~ 'b' }}",
        "{{ lead.name | join(lead.name) }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ 'x' | truncate(1000000000) }}",
        "{{ '%0999999999d' | format(1) }}",
        "{{ lead | attr('__class__') }}",
        "{% filter upper %}x{% endfilter %}",
        "{% for a in r %}{% for b in r %}{% for c in r %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% if %}",
        "{{ lead.name",
        "x" * 70_000,
    ],
)
def test_what_a_template_may_not_contain_is_refused_unrun(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    assert str(tmp_path) in complaint(tmp_path, text)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "{{ lead.__class__ }}",
        "{{ lead.items }}",
        "{{ ''.join }}",
        "{{ lead['__init__'] }}",
        "{{ lead.name.upper }}",
    ],
)
def test_a_dot_reaches_nothing_of_python(tmp_path: Path, text: str) -> None:
    assert "no such value" in complaint(tmp_path, text)


def test_loops_walk_lists_and_not_for_ever(tmp_path: Path) -> None:
    assert (
        said(tmp_path, "{% for x in rows %}{{ loop.index }}{{ x }} {% endfor %}", rows=["a", "b"])
        == "1a 2b\n"
    )
    assert "a list of at most 500" in complaint(tmp_path, "{% for x in lead.name %}x{% endfor %}")
    assert "a list of at most 500" in complaint(
        tmp_path, "{% for x in rows %}x{% endfor %}", rows=["a"] * 501
    )
    loop = "{% for x in rows %}{% for y in rows %}{{ 'long words' }}{% endfor %}{% endfor %}"
    assert "longer than" in complaint(tmp_path, loop, rows=["a"] * 500)


def test_a_customers_text_is_never_compiled(tmp_path: Path) -> None:
    assert said(tmp_path, "{{ lead.name }}", lead={"name": "{{ 7*7 }}{% if %}"}) == "{{ 7*7 }}{% if %}\n"


def test_a_name_stays_one_line_and_a_text_keeps_its_lines(tmp_path: Path) -> None:
    values = {"lead": {"name": "Ann\r\n\r\nBcc: eve\u202e\x00"}, "draft": {"text": "a\r\nb"}}
    assert said(tmp_path, "{{ lead.name }}!\n{{ draft.text }}", **values) == "Ann Bcc: eve!\na\nb\n"


def test_values_are_words_not_objects(tmp_path: Path) -> None:
    assert "is a Path" in complaint(tmp_path, "x", lead=tmp_path).replace("PosixPath", "Path")


def test_lines_of_tags_leave_no_trace(tmp_path: Path) -> None:
    text = "a\n{% if lead.name %}\nb{% if lead.asked %} c{% endif %}\n{% endif %}\nd"
    assert said(tmp_path, text) == "a\nb c\nd\n"


def test_a_template_without_its_blocks_is_refused(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, "x")
    (tmp_path / "emails/en/offer.j2").write_text("Hello")
    with pytest.raises(TemplateError, match="no block `subject`"):
        render("offer", {}, language="en", folders=folders)


def test_an_empty_mail_is_refused(tmp_path: Path) -> None:
    assert "came out empty" in complaint(tmp_path, "{{ lead.name }}", lead={"name": ""})


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert said(tmp_path, "one") == "one\n"
    folder_with(tmp_path, "two")
    os.utime(tmp_path / "emails/en/offer.j2", ns=(1, 1))
    assert render("offer", {}, language="en", folders=[tmp_path]).text == "two\n"


def test_the_values_a_template_reads_can_be_asked_for() -> None:
    values = required_values("later_line", folders=FOLDERS)
    assert values == {"lead.name", "owner.first_name", "owner.phone", "promise", "subject", "team.name"}
    assert "entry.line" not in required_values("morning", folders=FOLDERS)


def test_check_names_every_template_that_would_fail(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, "{{ lead.frist_name }}")
    folder_with(tmp_path, "{{ draft.text }}", purpose="day5")
    folder_with(tmp_path, "Hallo {{ lead.name }}, {{ times[0] }}", purpose="day3", language="de")
    complaints = check_templates(folders)
    assert len(complaints) == 3
    assert "day3.j2" in complaints[0]  # a lead without two free times
    assert "`draft`" in complaints[1]
    assert "`frist_name`" in complaints[2]
    assert len(check_templates([tmp_path])) > 20
