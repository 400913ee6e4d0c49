"""The line above a quoted mail, as programs write it in many languages, and what people write like it."""

from __future__ import annotations

import pytest

from worker.mail.quoting.attribution import find_attribution

# Gmail
GMAIL = """\
On Mon, Nov 16, 2026 at 9:12 AM Jana Berg <jana@berg.example> wrote:
On Mon, 16 Nov 2026 at 09:12, Jana Berg <jana@berg.example> wrote:
Am Mo., 16. Nov. 2026 um 09:12 Uhr schrieb Jana Berg <jana@berg.example>:
Le lun. 16 nov. 2026 à 09:12, Jana Berg <jana@berg.example> a écrit :
El lun, 16 nov 2026 a las 9:12, Jana Berg (<jana@berg.example>) escribió:
Il giorno lun 16 nov 2026 alle ore 09:12 Jana Berg <jana@berg.example> ha scritto:
Op ma 16 nov 2026 om 09:12 schreef Jana Berg <jana@berg.example>:
Em seg., 16 de nov. de 2026 às 09:12, Jana Berg <jana@berg.example> escreveu:
Jana Berg <jana@berg.example> escreveu (segunda, 16/11/2026 à(s) 09:12):
pon., 16 lis 2026 o 09:12 Jana Berg <jana@berg.example> napisał(a):
po 16. 11. 2026 v 9:12 odesílatel Jana Berg <jana@berg.example> napsal:
po 16. 11. 2026 o 9:12 Jana Berg <jana@berg.example> napísal(a):
Den man. 16. nov. 2026 kl. 09.12 skrev Jana Berg <jana@berg.example>:
man. 16. nov. 2026 kl. 09:12 skrev Jana Berg <jana@berg.example>:
Den mån 16 nov. 2026 kl 09:12 skrev Jana Berg <jana@berg.example>:
ma 16. marrask. 2026 klo 9.12 Jana Berg (jana@berg.example) kirjoitti:
Jana Berg <jana@berg.example>, 16 Kas 2026 Pzt, 11:12 tarihinde şunu yazdı:
Jana Berg <jana@berg.example> ezt írta (időpont: 2026. nov. 16., H, 9:12):
În lun., 16 nov. 2026 la 10:12, Jana Berg <jana@berg.example> a scris:
пн, 16 нояб. 2026 г. в 12:12, Jana Berg <jana@berg.example>:
пн, 16 лист. 2026 р. о 10:12 Jana Berg <jana@berg.example> пише:
На пн, 16.11.2026 г. в 10:12 Jana Berg <jana@berg.example> написа:
Στις Δευ 16 Νοε 2026 στις 10:12 π.μ., ο χρήστης Jana Berg <jana@berg.example> έγραψε:
uto, 16. stu 2026. u 09:12 Jana Berg <jana@berg.example> je napisao/la:
V V pon., 16. nov. 2026 ob 09:12 je oseba Jana Berg <jana@berg.example> napisala:
Kuupäev E, 16. november 2026 kell 10:12 kirjutas Jana Berg <jana@berg.example>:
pirmd., 2026. g. 16. nov., plkst. 10:12 — lietotājs Jana Berg (<jana@berg.example>) rakstīja:
2026-11-16, pr, 10:12 Jana Berg <jana@berg.example> rašė:
Missatge de Jana Berg <jana@berg.example> del dia dl., 16 de nov. 2026 a les 9:12:
2026年11月16日(月) 17:12 Jana Berg <jana@berg.example>:
Jana Berg <jana@berg.example> 于2026年11月16日周一 16:12写道：
Jana Berg <jana@berg.example> 於 2026年11月16日 週一 下午4:12寫道：
2026년 11월 16일 (월) 오후 5:12, Jana Berg <jana@berg.example>님이 작성:
Vào Th 2, 16 thg 11, 2026 vào lúc 16:12 Jana Berg <jana@berg.example> đã viết:
Pada Sen, 16 Nov 2026 pukul 15.12 Jana Berg <jana@berg.example> menulis:
ในวันที่ จ. 16 พ.ย. 2026 เวลา 15:12 Jana Berg <jana@berg.example> เขียนว่า:
בתאריך יום ב׳, 16 בנוב׳ 2026 ב-10:12 מאת Jana Berg <jana@berg.example>:
في الاثنين، 16 نوفمبر 2026 في 10:12 ص تمت كتابة ما يلي بواسطة Jana Berg <jana@berg.example>:"""
# Apple Mail, Thunderbird, Yahoo, Outlook for mobile phones and smaller ones
OTHERS = """\
On 16. Nov 2026, at 09:12, Jana Berg <jana@berg.example> wrote:
Am 16.11.2026 um 09:12 schrieb Jana Berg <jana@berg.example>:
Il giorno 16 nov 2026, alle ore 09:12, Jana Berg <jana@berg.example> ha scritto:
Op 16 nov. 2026 om 09:12 heeft Jana Berg <jana@berg.example> het volgende geschreven:
Em 16 de nov. de 2026, à(s) 09:12, Jana Berg <jana@berg.example> escreveu:
Wiadomość napisana przez Jana Berg <jana@berg.example> w dniu 16.11.2026, o godz. 09:12:
W dniu 16 lis 2026, o godz. 09:12, użytkownik Jana Berg <jana@berg.example> napisał:
16. 11. 2026 v 9:12, Jana Berg <jana@berg.example>:
16 нояб. 2026 г., в 12:12, Jana Berg <jana@berg.example> написал(а):
2026/11/16 17:12、Jana Berg <jana@berg.example>のメール:
在 2026年11月16日，16:12，Jana Berg <jana@berg.example> 写道：
Jana Berg <jana@berg.example> şunları yazdı (16 Kas 2026 11:12):
On 16/11/2026 09:12, Jana Berg wrote:
Am 16.11.26 um 09:12 schrieb Jana Berg:
Le 16/11/2026 à 09:12, Jana Berg a écrit :
El 16/11/26 a las 9:12, Jana Berg escribió:
Il 16/11/2026 09:12, Jana Berg ha scritto:
Op 16-11-2026 om 09:12 schreef Jana Berg:
Em 16/11/2026 09:12, Jana Berg escreveu:
W dniu 16.11.2026 o 09:12, Jana Berg pisze:
Dne 16.11.2026 v 9:12 Jana Berg napsal(a):
Den 2026-11-16 kl. 09:12, skrev Jana Berg:
Jana Berg kirjoitti 16.11.2026 klo 9.12:
16.11.2026 11:12, Jana Berg пишет:
16.11.2026 11:12 tarihinde Jana Berg yazdı:
2026. 11. 16. 9:12 keltezéssel, Jana Berg írta:
Am Montag, 16. November 2026 um 09:12:44 MEZ hat Jana Berg <jana@berg.example> Folgendes geschrieben:
On Monday, November 16th, 2026 at 9:12 AM, Jana Berg <jana@berg.example> wrote:
---- On Mon, 16 Nov 2026 09:12:44 +0100 Jana Berg <jana@berg.example> wrote ---
---- Am Mo., 16 Nov. 2026 09:12:44 +0100 Jana Berg <jana@berg.example> schrieb ----
"Jana Berg" <jana@berg.example> wrote on 16/11/2026 09:12:44:
Jana Berg <jana@berg.example> schrieb am 16.11.2026 09:12:44:
-----Jana Berg <jana@berg.example> wrote: -----
On Nov 16, 2026, 09:12 +0100, Jana Berg <jana@berg.example>, wrote:
On 16 November 2026 at 09:12:44, Jana Berg (jana@berg.example) wrote:
On Monday, Nov 16, 2026 at 9:12 AM, Jana Berg <jana@berg.example (mailto:jana@berg.example)> wrote:
Понедельник, 16 ноября 2026, 11:12 +03:00 от Jana Berg <jana@berg.example>:
16.11.2026, 11:12, "Jana Berg" <jana@berg.example>:
At 2026-11-16 16:12:44, "Jana Berg" <jana@berg.example> wrote:
在 2026-11-16 16:12:44，"Jana Berg" <jana@berg.example> 写道：
Jana Berg <jana@berg.example> hat am 16.11.2026 09:12 CET geschrieben:
16. Nov. 2026, 09:12 von jana@berg.example:
Nov 16, 2026, 09:12 by jana@berg.example:
Zitat von Jana Berg <jana@berg.example>:
Quoting Jana Berg <jana@berg.example>:
Jana Berg <jana@berg.example> writes:
On Mon, 2026-11-16 at 09:12 +0100, Jana Berg wrote:
Am Montag, dem 16.11.2026 um 09:12 +0100 schrieb Jana Berg:
Dnia 16 listopada 2026 09:12 Jana Berg <jana@berg.example> napisał(a):
On November 16, 2026, Jana Berg <jana@berg.example> wrote:"""
PEOPLE = """\
On Monday I wrote to you:
On Monday at 10:00 you wrote:
On 16 November at 10:00 we will need:
Am 16.11.2026 um 10:00 brauchen wir:
Please write to jana@berg.example with these details:
My colleague Bo wrote:
These are the dates, 16.11.2026 and 17.11.2026:
Here is what I need by 16.11.2026 10:00:
Le 16 novembre à 10 h nous aurons besoin de :
Our opening hours on 24.12.2026 are 10:00 to 14:00:
Ich habe Ihnen am 3. Mai geschrieben:
Contact on site, from 08:00: Bo Hall, bo@hall.example
What we talked about on 12/11/2026:"""


@pytest.mark.parametrize("line", (GMAIL + "\n" + OTHERS).split("\n"))
def test_a_line_of_a_mail_program_is_told(line: str) -> None:
    text = f"Thursday is fine.\n\n{line}\n\nDear Ana, shall we come?"
    found = find_attribution(text)
    assert found is not None
    assert text[found.start : found.end].strip() == line


@pytest.mark.parametrize("line", [line for line in (GMAIL + "\n" + OTHERS).split("\n") if " <" in line])
@pytest.mark.parametrize("at", [0, 1])
def test_it_is_told_when_it_is_wrapped_at_the_address(line: str, at: int) -> None:
    place = line.index("<") + at
    wrapped = f"{line[:place].rstrip()}\n{line[place:]}"
    text = f"Thursday is fine.\n\n{wrapped}\n\nDear Ana, shall we come?"
    found = find_attribution(text)
    assert found is not None
    assert text[found.start : found.end].strip() == wrapped


@pytest.mark.parametrize("line", PEOPLE.split("\n"))
def test_a_sentence_of_a_person_is_none(line: str) -> None:
    assert find_attribution(f"Hello,\n\n{line}\n\n- one\n- two") is None
