"""The names of the months as mail programs write them in a date, in about thirty languages. Data.

Each word is the beginning of a name, in lower case, one month a row; the longest that fits wins.
"""

from __future__ import annotations

MONTHS: tuple[str, ...] = (
    # English, German, Romance and Nordic; Slavic; Finnish, Estonian, Baltic, Hungarian, Turkish; Greek.
    "jan jän jen ene gen gener ian led stycz sty sij siječ янв січ яну tammi jaan saus ocak oca ιαν",
    "feb fév fev fevr feber febr únor úno luty lut velj vel фев лют лютого helmi veeb vas şub ubat φεβ",
    "mar mär märz mrz maart mart břez bře marzec ožuj ožu мар бер maalis märts kov márc mars mrt μαρ març",
    "apr avr abr april dub kwie kwi trav tra апр кві huhti bal ápr nis απρ",
    "mai mei mag may maj maí maio mayo kvě květ svib svi мая май трав touko geg máj mayıs μαΐ μαϊ μάι maig",
    "jun juin jún jūn giu giugno iun červ čer čvn cze czerwca lipn июн чер юни kesä birž haz ιούν ιουν juny",
    "jul juil júl jūl lug luglio iul července červenec čvc lip lipca lipiec srpnj июл лип юли hein liep tem"
    " temmuz ιούλ ιουλ",
    "aug aoû août aou ago agost ağu agu avg srp srpn sie sierp kolov kol авг сер серп elo rugp αυγ αύγ",
    "sep sept set setem szept syys zář září wrz rujn ruj сен вер rugs eyl σεπ",
    "okt oct out ott oto říj paź жовт жов окт loka spal eki οκτ",
    "nov noi lis list listopad listop stud stu ноя лис лист ное marras lapk kas kasım νοε νοέ",
    "dec déc dez dic des deş prosin pro gru дек гру joulu gruod ara det δεκ",
)
