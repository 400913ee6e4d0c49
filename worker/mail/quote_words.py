"""What mail programs write by themselves above a quoted mail, language by language.

Data for quotes.py and forward_mark.py, one language a line.
"""

from __future__ import annotations

# "On Monday Ana wrote:"
WROTE = "|".join(
    (
        r"wrote|writes",
        r"schrieb|geschrieben",
        r"a écrit",
        r"escribió|escrit",
        r"ha scritto|scrive",
        r"schreef",
        r"escreveu",
        r"napisał\(?a?\)?|napsala?|napísala?",
        r"yazdı",
        r"skrev",
        r"kirjoitti",
        r"написал\(?а?\)?|пише",
    )
)

# "-----Original Message-----"
ORIGINAL = "|".join(
    (
        r"Original Message|Original Appointment|Reply message",
        r"Ursprüngliche Nachricht|Urspr\. Nachricht|Original-Nachricht",
        r"Message d'origine",
        r"Mensaje original",
        r"Messaggio originale",
        r"Oorspronkelijk bericht",
    )
)
