"""The people of the demo and what they write: the script of a week, and nothing else.

Eight strangers write to a small team; each scene says what came in and how customer and owners answer the
mails that Keepwarm sends them. Who gets which offer, when and why, is Keepwarm's own doing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 6, 8, 8, 55, tzinfo=ZONE)  # a Monday
END = datetime(2026, 6, 15, 17, 0, tzinfo=ZONE)
TEAM = "Acme Garden Rooms"
SHARED = "sales@acme.example"
PASSWORD = "demo"
OWNERS = {"bo": "Bo Berg", "jamie": "Jamie Doe", "sam": "Sam Poe", "max": "Max Roe"}

CONFIGURATION = """\
# The demo's own configuration. Its mail servers lived on this machine and ended with the demo.
database = "sqlite:///keepwarm.db"
mode = "live"

[team]
name = "{team}"
timezone = "{zone}"
hours = "Mon-Fri 09:00-17:00"
first_response = "2h"
fallback = "max"
phone = "0341 555 0100"

[[inbox]]
name = "sales"
address = "{shared}"
imap = "imap://{login}@127.0.0.1:{imap_port}"
smtp = "smtp://127.0.0.1:{smtp_port}"
password = "{password}"
pool = ["bo", "jamie", "sam"]

{owners}
[security]
# The demo's mailbox adds no Authentication-Results, so token and address must do.
owner_replies = "token"
"""


@dataclass(frozen=True, slots=True)
class Says:
    """What somebody writes in answer to a mail, and how many minutes of business later."""

    words: str  # {me} is the first name of whoever got the mail
    minutes: float = 6
    headers: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""  # left out: "Re: " and the subject answered


# How a mail is answered, by its kind: the first one of that kind by the first entry, and so on.
# None is silence. `human` is what an owner sent; `draft` also counts inside a morning mail.
Answers = Mapping[str, tuple[Says | None, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Somebody writes to the shared inbox; the rest follows."""

    at: str  # "Mon 8 09:12"
    name: str
    address: str
    subject: str
    text: str
    customer: Answers = field(default_factory=dict)
    owners: Answers = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def instant(self) -> datetime:
        """When it is written; the day is one of June 2026."""
        _weekday, day, clock = self.at.split()
        hour, minute = clock.split(":")
        return datetime(2026, 6, int(day), int(hour), int(minute), tzinfo=ZONE)


PRICE = Scene(
    at="Mon 8 09:12",
    name="Peter Preis",
    address="peter.preis@mail.example",
    subject="Garden office 12 m2",
    text="Hello,\n\nwe would like a garden office of 12 m2, delivered to 04109, with a heated floor. "
    "What does it cost, and how long does it take?\n\nPeter Preis\n",
    owners={
        "offer": (
            Says(
                "send: Hello Peter, a heated 12 m2 office starts at 18,400 euros, built in six weeks. "
                "May I see the spot on Thursday at 16:00, or on Friday at 9:00?\n{me}",
                9,
            ),
        ),
        "draft": (Says("send", 25), Says("send", 40), Says("send", 15)),
    },
)

CALL = Scene(
    at="Mon 8 10:05",
    name="Rita Ruf",
    address="rita@ruf.example",
    subject="Sauna for our garden",
    text="Hi,\n\ncould somebody call me today, please? It is about a sauna for four. "
    "My number is 0341 555 0188.\n\nRita Ruf\n",
    owners={
        "offer": (Says("ok, call her at 11:00", 4),),
        "command": (Says("called: reached, she wants to see one", 40),),
        "draft": (Says("called: reached, she comes on Thursday at 10:00", 50), Says("close: won", 90)),
    },
)

NEWSLETTER = Scene(
    at="Mon 8 11:30",
    name="Timber Weekly",
    address="news@timber-weekly.example",
    subject="Larch prices fall again - and 12 more stories",
    text="The week in timber: larch is down 4 %.\n\nRead more on our site. Unsubscribe with one click.\n",
    headers={
        "List-Id": "Timber Weekly <weekly.timber-weekly.example>",
        "List-Unsubscribe": "<https://timber-weekly.example/unsubscribe>",
        "Precedence": "bulk",
    },
)

GERMAN = Scene(
    at="Mon 8 14:20",
    name="Jürgen Weiß",
    address="juergen.weiss@post.example",
    subject="Anfrage Gartenhaus 20 m²",
    text="Guten Tag,\n\nwir möchten ein Gartenhaus mit 20 m² als Arbeitszimmer. "
    "Was kostet das ungefähr, und liefern Sie nach Halle?\n\nMit freundlichen Grüßen\nJürgen Weiß\n",
    owners={
        "offer": (Says("ja", 7),),
        "command": (Says("send", 12),),
        "customer": (
            Says(
                "send: Guten Tag Herr Weiß, bis 30 m³ brauchen Sie in Sachsen-Anhalt keine Genehmigung, "
                "darüber helfen wir beim Antrag. Passt Ihnen Freitag um 10:00 bei Ihnen vor Ort?\n{me}",
                35,
            ),
            Says("send: Wunderbar, am Freitag um 10:00 bin ich bei Ihnen.\n{me}", 25),
        ),
        # After the visit the Day 3 draft lies unread; the reminder brings it back.
        "reminder": (Says("next: send him the quote by Tue 12:00", 15),),
    },
    customer={
        "human": (
            Says("Vielen Dank! Brauche ich dafür eine Baugenehmigung?\n\nJürgen Weiß", 19 * 60),
            Says("Ja, Freitag um 10 passt gut. Bis dann!\n\nJürgen Weiß", 100),
        ),
    },
)

AWAY = Scene(
    at="Tue 9 11:00",
    name="Olga Oehler",
    address="olga@oehler.example",
    subject="Greenhouse",
    text="Good morning,\n\ndo you also build greenhouses? We have 3 by 5 metres.\n\nOlga Oehler\n",
    owners={"offer": (Says("send", 11),), "draft": (Says("send", 10),)},
    customer={
        "human": (
            Says(
                "I am out of the office until Friday, 12 June 2026.\n\nOlga Oehler",
                1,
                headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
                subject="Out of office: Greenhouse",
            ),
        ),
    },
)

LATER = Scene(
    at="Wed 10 10:05",
    name="Carla Clark",
    address="carla.clark@clark.example",
    subject="Bike shed",
    text="Hello, how much is a bike shed for six bikes, and do you put it up as well?\n\nCarla Clark\n",
    owners={"offer": (Says("send", 8),), "draft": (Says("send", 10),)},
    customer={
        "human": (
            Says("Thanks. We are still talking about it at home, please check back next week.\n\nCarla", 300),
        ),
    },
)

PITCH = Scene(
    at="Thu 11 11:30",
    name="Sven Stark",
    address="sven@page-one.example",
    subject="Your website on page one",
    text="Hi there,\n\nwe bring garden companies to page one of every search engine. "
    "Shall we talk for 15 minutes this week?\n\nSven Stark, Page One\n",
    owners={"offer": (Says("not a lead", 3),), "question": (Says("not a lead: pitch", 20),)},
)

SILENT = Scene(
    at="Fri 12 16:40",
    name="Tim Tischler",
    address="tim@tischler.example",
    subject="Terrace roof",
    text="Hello,\n\nwe need a roof over our terrace, 4 by 3 metres. What would it cost, and could somebody "
    "come and measure? You reach me at 0341 555 0177.\n\nTim Tischler\n",
    owners={
        # The first one has gone home, the second is busy, the third takes it.
        "offer": (None, Says("no, busy today", 7), Says("ok, call him at 10:30", 5)),
        "command": (Says("called: reached, I measure on Wednesday at 16:00", 70),),
    },
)

SCENES = (PRICE, CALL, NEWSLETTER, GERMAN, AWAY, LATER, PITCH, SILENT)


def configuration(*, imap_port: int, smtp_port: int) -> str:
    """Return the team's keepwarm.toml, with the ports of the local servers."""
    owners = "".join(
        f'[[owner]]\nid = "{owner}"\nname = "{name}"\nemail = "{owner}@acme.example"\n\n'
        for owner, name in OWNERS.items()
    )
    return CONFIGURATION.format(
        team=TEAM,
        zone=ZONE.key,
        shared=SHARED,
        login=SHARED.replace("@", "%40"),
        imap_port=imap_port,
        smtp_port=smtp_port,
        password=PASSWORD,
        owners=owners,
    )
