"""Domains where anybody may have an address: never ours, and sharing one makes nobody a colleague."""

from __future__ import annotations

_DOMAINS = """
gmail.com googlemail.com yahoo.com yahoo.de yahoo.co.uk yahoo.fr ymail.com rocketmail.com outlook.com
outlook.de hotmail.com hotmail.de hotmail.co.uk hotmail.fr live.com live.de msn.com aol.com aol.de
icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch gmx.com web.de
t-online.de freenet.de arcor.de mailbox.org posteo.de posteo.net mail.com email.com mail.de mail.ru
yandex.com yandex.ru zoho.com fastmail.com fastmail.fm tutanota.com tutamail.com tuta.io hey.com
orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it bluewin.ch sunrise.ch
hispeed.ch aon.at chello.at btinternet.com sky.com virginmedia.com comcast.net verizon.net att.net
sbcglobal.net bellsouth.net cox.net charter.net earthlink.net rogers.com shaw.ca telus.net bigpond.com
optusnet.com.au xtra.co.nz qq.com 163.com 126.com sina.com naver.com hanmail.net rediffmail.com
uol.com.br bol.com.br terra.com.br vodafone.de online.de kabelmail.de 1und1.de ziggo.nl kpnmail.nl
home.nl telenet.be skynet.be o2.pl wp.pl onet.pl interia.pl seznam.cz telia.com a1.net talktalk.net
"""
FREE_MAIL = frozenset(_DOMAINS.split())


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have an address there, so that it names no company."""
    return domain.strip().lower() in FREE_MAIL
