"""The commonest words of the languages that language.py tells apart, and the writings of others. Data."""

from __future__ import annotations

# Words nobody writes a mail without; one that two languages share stands in both.
WORDS: dict[str, str] = {
    "en": "please come as soon possible here they them he she his her which who why where than then so "
    "an out up the and you for is are would what how thanks thank hello hi with have can your we "
    "my this of to it do does i at be that not but if when could will there about just from any "
    "our us me was has been next later sorry dear regards best sounds yes works no stop send call "
    "maybe perhaps now great cost price",
    "de": "wo wer wann warum welche welcher bis um wenn ihnen ihrem ihren dann hier kann können könnte "
    "könnten möchte montag dienstag mittwoch donnerstag freitag samstag sonntag geht gibt komme "
    "kommen bin bist seid parken und ich sie wir ist das die der den dem ein eine einen für mit "
    "nicht bitte danke hallo haben uns auf zu es im von guten tag was kostet ihr ihre geehrte "
    "grüße viele kein keine noch auch über wie dass aber mir mich oder bei nach am zum zur sehr "
    "vielen dank gerne gern später nächste nächstes nächsten jahr woche wieder ja nein leider mal "
    "schon erst werden wird sind wäre passt gut sich eventuell vielleicht melden hat kosten",
    "fr": "où quand comment pourquoi qui est-ce il elle ils c'est j'ai n'est qu'il d'un d'une l' sans "
    "chez lundi samedi dimanche possible faire besoin je vous nous le la les et est une un pour "
    "avec bonjour merci votre des dans que pas pouvez du au aux ce cette sur mais plus très oui "
    "non ne sont avons ai ma mon mes vos notre nos bien cordialement serait être fait ça cela "
    "quel quelle combien me moi se si en à l'année prochaine peut-être plaisir d'accord convient "
    "volontiers jeudi mardi mercredi vendredi de bonne journée encore coûte coûtent prix",
    "es": "dónde donde cuándo cuando qué quién quien cómo cuál son muchas tiene tienen puedo pueden "
    "podría hasta lunes martes miércoles jueves viernes sábado domingo sin el los las una un para "
    "con hola gracias usted por que su puede buenos es en me como cuanto cuánto la lo se del al "
    "más muy pero sí no nos le les ya está estamos este esta si mi nuestro saludo saludos días "
    "quisiera favor tal vez año semana viene bien desde antes después de dos también hay tenemos "
    "perfecto queremos necesitamos ahora cuesta cuestan",
    "it": "dove quando come quanto chi perché posso può potete avete abbiamo vorremmo siamo sia molto "
    "bene al del dei delle degli nostra nostro vostra vostro lunedì martedì mercoledì giovedì "
    "venerdì sabato domenica entro il gli una un per con ciao grazie che non sono vorrei della di "
    "è la le lo si buongiorno buonasera cordiali saluti anche mi ci vi alla nel questo questa ma "
    "più dal sarò da in e costa costano",
    "nl": "waar wanneer hoe wie waarom welke kunt kun u jullie uw onze ons moet wil willen heb hebben "
    "heeft zijn er maandag dinsdag woensdag donderdag vrijdag zaterdag zondag tot dus nieuwe het "
    "een en ik wij we voor met niet graag bedankt hallo kunnen van op wat de is dat die te aan "
    "bij ook maar naar nog kan dank vriendelijke groet groeten geachte beste deze dit of om wordt "
    "ben als kost kosten",
    "pt": "onde quando quem qual quais como porque por favor pode podem poderia posso temos queria "
    "segunda terça quarta quinta sexta sábado domingo são isso este esta esse essa já até ou foi "
    "fica telefone nome mensagem orçamento o os as uma um para com olá obrigado obrigada você não "
    "que é em do da dos das no na se mais muito bom dia boa tarde cumprimentos gostaria está "
    "estou quanto ao à seu sua nos eu mas custa custam",
    "pl": "gdzie kiedy kto jaki jaka jakie ile czy proszę mogą można chciałbym chciałabym bardzo "
    "dziękujemy nas nam dni poniedziałek wtorek środa czwartek piątek i w na z do nie się jest to "
    "że dzień dobry dziękuję dla pozdrawiam od o jak za po mam mogę będę ale państwa pan pani "
    "oraz kosztuje",
    "sv": "var när vad vem hur varför vilken jag kommer skulle tack kostar det här där ett måndag "
    "tisdag onsdag torsdag fredag lördag söndag eller men vill och är att en på för med inte som "
    "vi hej av till om har kan vänliga hälsningar ni du den från så ska åter tillbaka mycket",
    "da": "hvor hvornår hvad hvem hvordan hvorfor hvilken kommer skulle koster eller men vil gerne "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag jeres vores efter blive og jeg er at det "
    "en et på for med ikke som vi hej tak af til om har kan venlig hilsen du den fra så skal "
    "tilbage de",
    "nb": "hvor når hva hvem hvordan hvorfor hvilken kommer skulle koster eller men vil gjerne mandag "
    "tirsdag onsdag torsdag fredag lørdag søndag deres etter bli og jeg er at det en et på for "
    "med ikke som vi hei takk av til om har kan vennlig hilsen du den fra så skal tilbake de",
    "fi": "missä milloin mitä kuka miten miksi mikä voitteko voisitteko paljonko maksaa minä me te "
    "olisi myös maanantaina perjantaina ja on ei että olen hei kiitos se mutta kun voi ole tämä "
    "terveisin poissa mukaan sekä tai",
    "cs": "kde kdy kdo kolik který jaký můžete bychom bych prosíme máme máte děkujeme jen také už nám "
    "vám v pondělí pátek a je na se že to s z do pro dobrý den děkuji prosím jsem není od po jak "
    "za pozdravem jsou budu ale si stojí",
    "hu": "hol mikor ki mennyi mennyibe kerül hogyan miért kérem szeretnék lehet tudják önök jó napot "
    "hétfő péntek a az és hogy nem egy is van köszönöm üdvözlettel kedves ez meg el vagyok de",
    "ro": "și în la cu pe de un o nu este sunt vă mulțumesc bună ziua pentru care unde când cât cum ce "
    "din sau dar dacă am avem aș dori vrea rog vreau salut costă",
    "tr": "nerede zaman kim nasıl neden kadar fiyat lütfen mı mi mu mü musunuz misiniz istiyorum iyi "
    "günler ve bir bu için merhaba teşekkür ile değil çok ne da de var olarak saygılarımla",
}
# Letters that hardly another of them has.
LETTERS: dict[str, str] = {
    "de": "ßä", "es": "ñ¿¡", "fr": "œçêû", "pt": "ãõ", "pl": "łżśćąę", "sv": "åä", "da": "øå", "nb": "øå",
    "cs": "řěů", "ro": "ățș", "hu": "őű", "tr": "ğışİ", "it": "ìò", "fi": "ä",
}  # fmt: skip
# Writings of their own, as ranges of letters, each with the language that most often uses it.
WRITINGS: dict[str, str] = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7a3\u1100-\u11ff",
    "zh": "\u4e00-\u9fff\u3400-\u4dbf",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "ru": "\u0400-\u04ff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "th": "\u0e00-\u0e7f",
    "hi": "\u0900-\u097f",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
}
# Letters and words by which the other languages of a writing are told from the commonest.
OTHERS: tuple[tuple[str, str, str], ...] = (
    ("ru", "uk", r"[іїєґ]"),
    ("ru", "sr", r"[јљњћђџ]"),
    ("ru", "bg", r"\A(?s:(?!.*[ыэё])(?:.*ъ|.*\b(?:съм|сме|ще|благодаря|здравейте|моля|какво|може)\b))"),
    ("ar", "fa", r"[پچژگ]"),
)
