"""Which words say what to do and which do not: written down before the word lists were looked at.

The customer of every phrase is Ana Lopez, her owner Jamie Doe (rules, section 1).
"""

from __future__ import annotations

import pytest

from worker.leads.wording.vague import is_vague

VAGUE = """
define next steps
further steps
continue as planned
follow up call
call to follow up
Nachfass-Mail schicken
Status abfragen
Stand abfragen
revert
qualify
wvl
WV
standard procedure
right away
and send
follow up
please follow up with Ana when you can
following up soon
I'll follow up on this one
need to follow up again next week
just a quick follow-up
will follow up w/ Ana on Friday
follow up Ana Lopez, 14 Oct
check later
check again tomorrow
check back with the customer in two weeks
check on this
check status
check in
double check
will check and get back
handle this
handle the lead
to be handled by Jamie
deal with it asap
manage this lead
process the request
take care of Ana
take it from here
look into it
look into this on Monday morning
have a look
take a look at the mail
reply when possible
reply to customer
reply asap
respond to her message
answer the email
answer her today
write back
get back to her by Friday 12:00
get in touch
reach out again
reach out to Ms Lopez
touch base next week
circle back
loop back around in May
keep in touch
stay on top of this
keep an eye on it
keep on the radar
see thread
see mail below
see notes
as discussed
same as before
as above
wait
wait and see
wait for reply
waiting on the customer
wait to hear back
let's see what happens
see how it goes
think about it
decide later
no idea yet
not sure
to do
TBD
tbc
WIP
in progress
ongoing
pending
open
next steps
do the next step
take action
action required
urgent!!
high priority
ASAP
monitor the situation
chase
chase up Ana next Tuesday
nudge her
ping customer on 3 June
bump this
contact her
contact the client as soon as possible
make contact
catch up with Ana
sort it out
figure it out
work on this
work the lead
move this forward
progress the deal
keep it going
review
review the inquiry later
update
get an update
remind me
do something
whatever is needed
someone should do this
help the customer
nothing
n/a
???
-
Jamie
Ana, Friday 10:00
by end of next week
after the holidays
nachfassen
bei Ana nachfassen bis Freitag
noch mal nachhaken
nachfragen
mal nachfragen, nächste Woche
kümmern
ich kümmere mich darum
darum kümmern wir uns später
melden
melde mich nächste Woche
sich bei der Kundin melden
Rückmeldung geben
antworten
Mail beantworten
so bald wie möglich antworten
bearbeiten
wird bearbeitet
Anfrage bearbeiten
erledigen
prüfen
Anfrage prüfen
wird geprüft
anschauen
schaue ich mir an
später anschauen
dranbleiben
bleibe dran
im Auge behalten
abwarten
warten auf Antwort
Kontakt aufnehmen
in Kontakt bleiben
kontaktieren
Frau Lopez kontaktieren am 12.6.
siehe oben
siehe Verlauf
wie besprochen
weiter verfolgen
weitermachen
nächste Schritte
mal sehen
schauen wir mal
dringend
in Bearbeitung
Status prüfen
offen
muss noch gemacht werden
irgendwann
bis Ende der Woche
get back in touch
get hold of Ana
try again
try to reach her again
reach Ana
give her a shout
drop her a line
send a follow-up
send a follow up email
send reminder
send email
send a message
send her something
keep following up
chase for a response
chase her for an answer
await response
awaiting feedback
see what she says
see if she replies
hopefully she replies
ask around
check with team
check with sales
discuss internally
internal discussion
look after this customer
look after it
keep her happy
be proactive
stay in contact
respond appropriately
answer accordingly
answer properly
give feedback
provide update
provide information
give more info
respond to inquiry by Friday
process inquiry
work through it
deal with customer
assign
assign to someone
nothing for now
do nothing
no action needed
not now
maybe later
another time
to be decided
to be confirmed
to be continued
see you
see email thread
read thread
read the mail
see attached
as agreed
as per email
as per our conversation
will be done
done soon
doing this tomorrow
I am on it
on my list
on my desk
to-do list
keep in mind
remember this
don't forget
important!
needs reply
needs an answer
needs to be answered
requires attention
customer wants something
customer needs help
help her out
support Ana
sort things out
put on ice
put this aside
leave it
leave for now
let it rest
see where it goes
carry on
keep at it
keep going
keep pushing
make progress
make it happen
get it done
get things moving
get the ball rolling
finish this
complete the task
complete
solve the problem
nochmal melden
bei Gelegenheit nachfragen
wieder melden
um die Sache kümmern
Anfrage beantworten
Kunde kontaktieren
Kundin erneut kontaktieren
kurz nachfassen
Nachfassmail
Follow-up machen
Feedback einholen
auf Rückmeldung warten
Rückmeldung abwarten
Antwort abwarten
zeitnah bearbeiten
schnell antworten
an der Sache dranbleiben
wie immer
wie gehabt
Wiedervorlage
auf Wiedervorlage
im Blick behalten
intern klären
intern besprechen
mit dem Team besprechen
nächsten Schritt überlegen
weitere Schritte
weiteres Vorgehen klären
Weiteres besprechen
Vorgang bearbeiten
Lead bearbeiten
Lead weiterverfolgen
noch offen
noch nichts
später
keine Zeit
do the follow up
make a follow up
schedule follow up
schedule a follow-up
plan a follow-up for Monday
set reminder
set a reminder to follow up
have another look later
circle round to this
get round to it
chase this up
chase them up
drop them a note
check up on Ana
check how it is going
check what is happening
find out what is going on
see where we are
see where things stand
see what's up
ask for an update
ask for feedback
ask how it is going
wait for Ana
wait for her answer
wait for the customer to come back
wait until she replies
stand by
stay put
sit tight
hold
hold off
keep waiting
deal with later
later today maybe
asap!!!
now
soon
when I have time
when there is time
when possible
if possible
as necessary
same again
ditto
etc
and so on
important customer
hot lead
good lead
new lead
interesting
will see
tba with Sam
talk about it
respond properly to the inquiry
handle with care
handle professionally
give attention
treat with priority
make sure it's handled
make sure she gets an answer
ensure follow up
ensure it is done
try to help
be in touch
in touch
get involved
jump on this
take ownership
own this
drive this forward
push
nurture
warm up the lead
keep warm
engage the customer
build relationship
customer care
Bitte kümmern
bitte um Erledigung
bitte übernehmen
Antwort ausstehend
Antwort steht aus
wartet auf Antwort
Kunde wartet
melden sobald möglich
bei Bedarf melden
ggf. nachfassen
evtl. nachfragen
später nochmal probieren
nochmal versuchen
erneut versuchen
mal anfragen
To-do
zu erledigen
in Arbeit
läuft
steht noch aus
noch zu klären
alles klar
ansehen
draufschauen
drüberschauen
dran denken
nicht vergessen
merken
Erinnerung
Erinnerung setzen
Kontakt pflegen
Kundenpflege
Kunde betreuen
weiter betreuen
am Montag
nächste Woche Dienstag
KW 25
"""

GOOD = """
send two appointment options by Wednesday
call after 2 p.m. today
ask for missing photos before quoting
close for now if no reply by May 14
answer whether Friday is free
ring Ana
call Ana back
call her
phone her at 16:30
try her mobile number
send the quote
send price list
email the brochure
mail her the drawings
reply with the price of the heated floor
answer her question about the permit
follow up with the signed contract
follow up on the permit with the town hall
check the permit
check stock for the 12 m2 model
check whether the crane fits
check delivery dates with Max
review the floor plan
review contract
look at the photos and quote
look up the postcode
handle the refund
take measurements on site
take the key to the site
measure the garden
visit the site Thursday
meet her at the yard
book a slot
book the crane for Monday
confirm the appointment
confirm Thursday 16:00
reschedule
invoice the deposit
order the doors
ask for the postcode
ask Max what the foundation costs
ask if Friday works
find out the roof load
get the measurements
get approval from Max
get three quotes
wait for the soil report, then quote
wait for the photos
remind her of the deposit
remind Ana to sign
update the quote with two windows
write the offer
write the offer and send it
draft the contract
explain the payment terms
tell her the price
offer a visit on Friday
propose two times
suggest a cheaper model
compare two models for her
calculate the heating
draw the floor plan
clarify the delivery address
negotiate the discount
decline politely, we do not deliver there
say no, out of area
thank her and close
close as lost
sign and return the papers
prepare samples
show her the yard
pick up the key
deliver the sample on Tuesday
repair the door
refund the deposit
transfer to Sam: he knows the site
hand over to Sam with the plans
introduce her to the installer
forward to accounting
work out the price
sort out the permit
make an offer
do the drawing
see the site on Friday
keep Thursday 10:00 free for her visit
quote 18,400 / 6 weeks
15% discount, then ask for a decision
visit
quote
invoice
video call Tuesday
demo on 3 June
Zoom with Ana at 14:00
voicemail, then try the office line
leave a voicemail
text her the address
check the price with Sam
open the gate for the crew
Ana anrufen
zurückrufen
ruf sie an
Angebot bis Freitag
Angebot schicken
Angebot nachfassen
Preis nennen
Preisliste schicken
zwei Termine vorschlagen
Termin bestätigen
Besuch am Donnerstag
vor Ort messen
Aufmaß machen
Baugenehmigung prüfen
prüfen, ob der Kran passt
Frage zur Heizung beantworten
antworten, ob Freitag frei ist
nach der Postleitzahl fragen
Fotos anfordern
Rechnung schreiben
Vertrag aufsetzen
Muster mitbringen
Lieferzeit klären
mit Max den Preis klären
an die Anzahlung erinnern
auf die Fotos warten, dann Angebot
absagen, zu weit weg
schließen, falls bis 14. Mai keine Antwort
Schlüssel abholen
Fundament besprechen
Rabatt verhandeln
Mitarbeiter für die Montage einteilen
send her the link
send two photos of the yard
send invoice no. 14
send Ana her login
forward to Bo
give her a call
give her the discount
ring at noon
dial in at 10
meeting Friday 10:00
book a call
schedule a call
schedule a site visit next week
arrange a visit for Friday
set up a demo
set up the account
tell Ana we can do Friday
tell her yes
say yes to Friday
confirm
confirm price
confirm with the crew
check the budget
check if Friday works
check my calendar
check colour samples
check the lease
check prices
review her drawings
review the proposal
update the proposal
update CRM with phone number
get her address
get her phone number
get a deposit
get the keys back from Bo
take photos of the yard
take the order
work on the quote
work up an estimate
work out delivery costs
look at the garden
look up permit rules
see the garden Thursday 9:00
reply that we are booked until June
reply yes
reply no
answer: yes, Friday is free
answer the three questions about heating
respond to the tender
do a site survey
do the paperwork
make the drawings
make a price list
help her choose a colour
help with the permit form
remind Max of the samples
wait for the permit
wait until the deposit is paid
deal with the complaint about the roof
handle the complaint
discuss the price
discuss payment terms with Ana
connect Ana with the installer
track the parcel
open the account
open a support ticket for the heater
close the contract
move the appointment to Friday
cancel the visit
postpone the visit to May
apologise for the delay
thank her for the photos
congratulate her
sell her the bigger one
upsell the heating
find a plumber
find out what she wants to spend
find the old contract
write a quote
write down the measurements
write her about the discount
ship it
print the plans
pay the supplier
refund
measure
survey
survey on site, Tuesday
deposit due 14 May: ask for it
price for 20 chairs
ask about budget
ask her
ask why she stopped
ask for decision
ask for a referral
decide between oak and pine with her
verify the VAT number
run a credit check
check credit
qualify: budget and date
Besichtigung Donnerstag 10 Uhr
Besichtigung vereinbaren
Termin machen
Termin Freitag 9 Uhr
Termin ausmachen
Foto schicken lassen
Kostenvoranschlag machen
Angebot erstellen
Angebot überarbeiten
Angebot nachreichen
Angebot prüfen
Auftrag bestätigen
Auftragsbestätigung
Vertrag prüfen
Pläne prüfen
Maße prüfen
Maße erfragen
Maß nehmen
Rückruf um 15 Uhr
telefonieren
Telefonat am Freitag
anrufen
Anruf
Frau Lopez anrufen
mailen, dass Freitag passt
schreiben, dass wir ab Mai liefern
ihr den Preis schreiben
Fragen zum Dach beantworten
nach dem Budget fragen
fragen, ob Freitag passt
Rabatt klären
Liefertermin klären
Finanzierung klären
Muster schicken
Unterlagen schicken
Unterlagen zusammenstellen
Link schicken
Zusage geben
Absage schicken
bestellen
liefern
montieren
abholen
messen
Ware bestellen
Sam fragen, was der Kran kostet
mit Sam zur Baustelle fahren
Baustelle ansehen
Garten ansehen
Statik prüfen lassen
Rechnung prüfen
Mahnung schicken
hold Friday 10:00 for her
hold the slot until Thursday
schedule the follow-up call for Monday
push the delivery to June
warm up the grill for the demo
own estimate to be sent
ask for the size of the yard
ask for her budget
ask whether she has a permit
wait for the deposit until Friday
talk to Max about the foundation
talk to the architect
speak to her husband
speak with the bank
engage a surveyor
track the delivery
care for the plants
treat the wood sample
build the sample
set up the tent
set the price at 900
set price
make the call
take the call at 9
take down the old quote
give a discount of 5 %
give Sam the plans
do a quote
do the maths
do the site visit
get the plans
get the size
get a price from Bosch
get a quote from the supplier
put two dates in a mail
put her on the waiting list for June
open the second bid
finish the drawing
finish quote
complete the permit form
complete the drawing
resolve the price difference
solve the drainage
support the permit application with a drawing
help her with the form
help with financing
find a date
find a slot
find financing
try the number 0341 555
try WhatsApp
check the number
check her credit
check address
check the roof
check stock
check the terms
look for a cheaper door
look into financing
look up her order
see her on site Friday 10:00
read the contract and mark changes
read the specs
reply with two dates
reply with directions
reply: no, we are booked
write an offer
write the confirmation
write a thank-you card
answer with the list
answer the price question
answer about the warranty
keep the deposit
keep the Friday slot
move the visit
move her to the Friday crew
update the drawing
update the CRM
update address
update her on the delivery date
handle the permit
handle the invoice
manage the installation
process the payment
process the refund
deal with the invoice
deal with the broken door
work on the drawing
monitor the delivery
remind her about the form
remind her to pay
review the quote with Max
review price
discuss the quote with Max
discuss colours
clarify the roof height
clarify budget
coordinate the crane with Max
coordinate with the electrician
organise the crane
Preis klären
Preis prüfen
Lieferung prüfen
Lager prüfen
Frage klären
Adresse klären
Adresse prüfen
Termin abstimmen
Termin klären
Terminvorschlag senden
Angebot besprechen
Angebot machen
Skizze machen
Fotos ansehen
Grundstück ansehen
Rückfrage zur Größe
nach Größe fragen
Vollmacht einholen
Genehmigung einholen
Preise einholen
Statiker anrufen
Statiker fragen
Kran organisieren
Kran bestellen
Anzahlung abwarten
Genehmigung abwarten
Vertrag schicken
Maße geben lassen
Handwerker schicken
Mail mit Preisen schicken
Preisliste mailen
an Max übergeben: kennt die Statik
drive there
define the plot size
revert the discount
Maße abfragen
call the installer
follow up call with the installer about the roof
"""


@pytest.mark.parametrize("phrase", VAGUE.strip().splitlines())
def test_what_says_nothing_to_do_is_refused(phrase: str) -> None:
    assert is_vague(phrase, ["Ana Lopez", "Jamie Doe"])


@pytest.mark.parametrize("phrase", GOOD.strip().splitlines())
def test_what_somebody_else_could_do_is_never_refused(phrase: str) -> None:
    assert not is_vague(phrase, ["Ana Lopez", "Jamie Doe"])


def test_a_customer_named_like_a_thing_does_not_take_the_thing_away() -> None:
    assert not is_vague("check the price", ["Anna Price"])
    assert not is_vague("Check price", ["Anna Price"])
    assert is_vague("check in with price", ["Anna Price"])
    assert is_vague("check in with Price", ["Anna Price"])
    assert is_vague("follow up with anna", ["Anna Price"])
