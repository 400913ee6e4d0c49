"""The configuration: what it means, what follows from what, and how mistakes are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from worker import hours
from worker.settings import ConfigurationError, Mode, Rhythm, Settings, load
from worker.settings.secret import SecretUnavailable, read_secret_file

ROOT = Path(__file__).parents[2]
WRONG = sorted((ROOT / "tests" / "config_errors").glob("*.toml"))

TEAM = """
[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "sam"
"""
INBOX = """
[[inbox]]
name = "sales"
address = "Sales@Acme.example"
aliases = ["info@acme.example"]
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
"""
OWNERS = """
[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"
aliases = ["jamie.doe@icloud.example"]

[[owner]]
id = "sam"
name = "Sam Ortiz"
email = "sam@acme.example"
"""


def read(
    folder: Path, *, top: str = "", team: str = "", inbox: str = "", owners: str = "", **environ: str
) -> Settings:
    """Load the usual configuration with more lines in its tables."""
    path = folder / "keepwarm.toml"
    path.write_text(top + TEAM + team + INBOX + inbox + OWNERS + owners)
    return load(path, environ)


def errors(folder: Path, **more: str) -> str:
    with pytest.raises(ConfigurationError) as refused:
        read(folder, **more)
    return "\n".join(refused.value.errors)


def test_the_example_is_a_good_configuration():
    settings = load(ROOT / "deploy" / "keepwarm.example.toml", {})
    assert settings.mode is Mode.SHADOW
    assert settings.warnings == ()


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_configuration_is_told_in_full(path, tmp_path):
    written = path.read_text()
    (tmp_path / "keepwarm.toml").write_text(written)
    with pytest.raises(ConfigurationError) as refused:
        load(tmp_path / "keepwarm.toml", {})
    expected = [line.removeprefix("#> ") for line in written.splitlines() if line.startswith("#> ")]
    assert [error.replace(str(tmp_path), "FOLDER") for error in refused.value.errors] == expected
    assert not any("pydantic" in error or "http://" in error for error in refused.value.errors)


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        (
            "top",
            'database = "postgresql://u:s3cret@h:abc/d"',
            "database: this is no database known here: write",
        ),
        ("top", 'database = "sqlite://x/y"', "database: this is no database known here: write"),
        ("top", 'database = "postgresql://u@h/d?password=s3cret"', 'database: a password behind the "?"'),
        ("top", 'broker = "redis://h:abc/0"', "broker: this is no broker known here: write"),
        ("inbox", 'password_file = "~nouser/x"', '"~nouser/x" names no home folder: write the whole path.'),
        ("inbox", r'password_file = "a\u0000"', "password_file: Line ends and control characters"),
        ("team", f'first_response = "{"9" * 400}h"', '" is longer than ten years: write a shorter length'),
        ("team", 'first_response = "9999999999999h"', '" is longer than ten years: write a shorter length'),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path, table, line, says):
    told = errors(tmp_path, **{table: line + "\n"})
    assert says in told
    assert len(told.splitlines()) == 1
    assert "s3cret" not in told


def test_a_secret_in_a_file_without_a_possible_name_is_refused():
    with pytest.raises(SecretUnavailable, match="cannot be read: that is no name of a file"):
        read_secret_file(Path("a\0"))


def test_a_table_in_single_brackets_twice_is_told_to_have_two(tmp_path):
    with pytest.raises(ConfigurationError, match=r"\[\[owner\]\] in two brackets"):
        read(tmp_path, owners=OWNERS.replace("[[owner]]", "[owner]"))


def test_no_file_says_where_to_get_one(tmp_path):
    with pytest.raises(ConfigurationError, match="keepwarm init"):
        load(tmp_path / "keepwarm.toml", {})


def test_the_environment_names_the_file(tmp_path):
    read(tmp_path)
    assert load(None, {"KEEPWARM_CONFIG": str(tmp_path / "keepwarm.toml")}).team.name == "Acme Garden Rooms"


class TestWhatFollowsFromWhat:
    def test_roles_fall_back_on_each_other(self, tmp_path):
        settings = read(tmp_path)
        assert (settings.fallback, settings.manager, settings.admins) == (("sam",), ("sam",), ("sam",))
        assert read(tmp_path, team='manager = "jamie"\n').admins == ("jamie",)

    def test_the_pool_is_everybody_unless_somebody_is_named(self, tmp_path):
        assert read(tmp_path).inbox("sales").pool == ("jamie", "sam")
        assert read(tmp_path, inbox='pool = "sam"\n').inbox("sales").pool == ("sam",)

    def test_domains_are_the_inboxes_unless_free_mail(self, tmp_path):
        assert read(tmp_path).domains == {"acme.example"}
        (tmp_path / "keepwarm.toml").write_text(
            TEAM + INBOX.replace("Sales@Acme.example", "acme.rooms@gmail.com") + OWNERS
        )
        assert load(tmp_path / "keepwarm.toml", {}).domains == frozenset()

    @pytest.mark.parametrize(
        ("rhythm", "first_response", "nudge", "offers"),
        [("desk", 2, True, True), ("field", 4, False, True), ("solo", 4, False, False)],
    )
    def test_the_rhythm_sets_the_pace(self, tmp_path, rhythm, first_response, nudge, offers):
        team = read(tmp_path, team=f'rhythm = "{rhythm}"\n').team
        assert team.rhythm is Rhythm(rhythm)
        assert team.first_response == timedelta(hours=first_response)
        assert (team.nudge, team.offers) == (nudge, offers)

    def test_a_number_of_its_own_wins_over_the_rhythm(self, tmp_path):
        team = read(tmp_path, team='rhythm = "field"\nfirst_response = "2h 30m"\nnudge = true\n').team
        assert (team.first_response, team.nudge) == (timedelta(hours=2, minutes=30), True)

    def test_team_hours_left_out_are_the_union_of_the_owners(self, tmp_path):
        (tmp_path / "keepwarm.toml").write_text(
            TEAM.replace('hours = "Mon-Fri 09:00-17:00"', "")
            + INBOX
            + OWNERS
            + 'hours = "Mon-Fri 12:00-20:00"\n'
        )
        settings = load(tmp_path / "keepwarm.toml", {})
        evening = datetime(2026, 6, 10, 17, 30, tzinfo=UTC)  # 19:30 in Berlin
        assert hours.is_open(settings.team_calendar, evening)
        assert hours.is_open(settings.calendar("sam"), evening)
        assert not hours.is_open(settings.calendar("jamie"), evening)

    def test_an_owner_elsewhere_keeps_the_hours_in_their_own_zone(self, tmp_path):
        settings = read(tmp_path, owners='timezone = "America/New_York"\n')
        afternoon = datetime(2026, 6, 10, 19, 0, tzinfo=UTC)  # 15:00 in New York, 21:00 in Berlin
        assert hours.is_open(settings.calendar("sam"), afternoon)
        assert not hours.is_open(settings.calendar("jamie"), afternoon)

    def test_holidays_may_hold_dates_of_ones_own(self, tmp_path):
        settings = read(tmp_path, team='holidays = ["DE-BE", "2026-06-10"]\nclosed = [2026-06-11]\n')
        assert settings.team.holidays == "DE-BE"
        assert set(settings.team.closed) == {date(2026, 6, 10), date(2026, 6, 11)}
        assert not hours.is_business_day(settings.calendar("sam"), date(2026, 6, 10))


class TestAddresses:
    def test_whose_address_it_is(self, tmp_path):
        settings = read(tmp_path)
        jamie = settings.owner_of("Jamie.Doe@iCloud.example")
        assert jamie is settings.owner("jamie")
        assert settings.owner_of("ana@customer.example") is None
        assert settings.inbox_addresses == {"sales@acme.example", "info@acme.example"}
        assert "jamie.doe@icloud.example" in settings.our_addresses

    @pytest.mark.parametrize(
        ("url", "host", "port", "tls", "user"),
        [
            (
                "imaps://sales%40acme.example@imap.acme.example",
                "imap.acme.example",
                993,
                "tls",
                "sales@acme.example",
            ),
            ("imap://sales@imap.acme.example", "imap.acme.example", 143, "starttls", "sales"),
            ("imap://127.8.0.1:1143", "127.8.0.1", 1143, "plain", None),
            ("imap://[::1]:1143", "::1", 1143, "plain", None),
            ("imap://localhost", "localhost", 143, "plain", None),
            ("imap+starttls://localhost", "localhost", 143, "starttls", None),
        ],
    )
    def test_servers_are_plain_on_loopback_only(self, tmp_path, url, host, port, tls, user):
        (tmp_path / "keepwarm.toml").write_text(
            TEAM + INBOX.replace("imap://127.0.0.1:143", url) + 'password = "x"\n' + OWNERS
        )
        server = load(tmp_path / "keepwarm.toml", {}).inbox("sales").imap
        assert (server.host, server.port, server.tls, server.user) == (host, port, tls, user)

    def test_a_url_without_user_means_no_login_even_with_a_password(self, tmp_path):
        inbox = read(tmp_path, inbox='password = "x"\n').inbox("sales")
        assert inbox.imap.user is None


class TestPasswords:
    def test_from_every_place(self, tmp_path):
        (tmp_path / "secret").write_text("s3cret\n")
        for line in ('password = "s3cret"', 'password_file = "secret"', 'password_command = "cat secret"'):
            settings = read(tmp_path, inbox=line + "\n")
            assert settings.inbox("sales").reveal_password(settings.folder) == "s3cret"

    def test_the_environment_wins(self, tmp_path):
        (tmp_path / "secret").write_text("from a file")
        settings = read(
            tmp_path, inbox='password_command = "false"\n', KEEPWARM_INBOX__SALES__PASSWORD="s3cret"
        )
        assert settings.inbox("sales").reveal_password(settings.folder) == "s3cret"
        settings = read(tmp_path, KEEPWARM_INBOX__SALES__PASSWORD_FILE=str(tmp_path / "secret"))
        assert settings.inbox("sales").reveal_password(settings.folder) == "from a file"

    def test_they_are_never_shown(self, tmp_path):
        settings = read(
            tmp_path,
            top='database = "postgresql://app:s3cret@db.acme.example/keepwarm"\n',
            inbox='password = "s3cret"\n',
        )
        assert "s3cret" not in repr(settings)
        assert "s3cret" not in f"{settings.inbox('sales').password}"


class TestEnvironment:
    def test_one_key_of_one_table(self, tmp_path):
        settings = read(
            tmp_path,
            KEEPWARM_MODE="owners",
            KEEPWARM_TEAM__PHONE="0341 555 0100",
            KEEPWARM_TEAM__ADMINS='["jamie", "sam"]',
            KEEPWARM_OWNER__SAM__MORNING="07:15",
            KEEPWARM_LIMITS__FRESH_LOOK="0",
        )
        assert settings.mode is Mode.OWNERS
        assert settings.team.phone == "0341 555 0100"
        assert settings.admins == ("jamie", "sam")
        assert settings.owner("sam").morning == time(7, 15)
        assert settings.limits.fresh_look == timedelta()

    def test_any_secret_may_lie_in_a_file(self, tmp_path):
        (tmp_path / "url").write_text("postgresql://app@db.acme.example/keepwarm\n")
        settings = read(tmp_path, KEEPWARM_DATABASE_FILE=str(tmp_path / "url"))
        assert settings.database == "postgresql+psycopg://app@db.acme.example/keepwarm"

    def test_a_mistake_names_the_variable(self, tmp_path):
        told = errors(tmp_path, KEEPWARM_TEAM__FIRST_RESPONSE="soon", KEEPWARM_INBOX__SALS__PASSWORD="x")
        assert "[team] first_response (set by KEEPWARM_TEAM__FIRST_RESPONSE)" in told
        assert "KEEPWARM_INBOX__SALS__PASSWORD: unknown inbox `sals`, did you mean `sales`?" in told

    def test_variables_that_containers_set_are_left_alone(self, tmp_path):
        assert read(tmp_path, KEEPWARM_PORT="tcp://10.0.0.1:80", KEEPWARM_MODE="").mode is Mode.LIVE


class TestPaths:
    def test_they_start_at_the_file(self, tmp_path):
        settings = read(tmp_path, top='database = "sqlite:///data/keepwarm.db"\ntemplates = "mails"\n')
        assert settings.database == f"sqlite:///{tmp_path}/data/keepwarm.db"
        # The folder need not exist.
        assert settings.templates[0] == tmp_path / "mails"
        assert (settings.templates[1] / "emails").is_dir()


def test_believing_nobody_is_allowed_but_warned_about(tmp_path):
    assert "owner_replies" in read(tmp_path).warnings[0]
    assert read(tmp_path, top="", owners='[security]\nowner_replies = "token"\n').warnings == ()


def test_links_in_clear_text_are_warned_about(tmp_path):
    def warned(url):
        board = f'[security]\nowner_replies = "token"\n[board]\nurl = "{url}"\n'
        return read(tmp_path, top="", owners=board).warnings

    assert "https://" in warned("http://leads.acme.example")[0]
    assert warned("https://leads.acme.example/") == warned("http://127.0.0.1:8080") == ()
