"""Domains where anybody may have an address: never ours, and sharing one makes nobody a colleague."""

from __future__ import annotations

_NAMES = """
gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de hotmail.co.uk hotmail.fr
live.com live.de msn.com yahoo.com yahoo.de yahoo.co.uk yahoo.fr ymail.com aol.com aol.de
icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de
mail.de posteo.de posteo.net mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io
arcor.de vodafone.de online.de 1und1.de mail.com zoho.com fastmail.com yandex.ru mail.ru
orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it tiscali.it wp.pl o2.pl onet.pl
seznam.cz bluewin.ch a1.net chello.at btinternet.com sky.com talktalk.net comcast.net verizon.net
att.net sbcglobal.net cox.net bellsouth.net qq.com 163.com 126.com naver.com bigpond.com
"""
FREE_MAIL = frozenset(_NAMES.split())


def is_free_mail(domain: str) -> bool:
    """Whether the domain gives addresses to anybody."""
    return domain.lower() in FREE_MAIL
