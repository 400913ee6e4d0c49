"""Spanish phrases (table.py says what each table is for)."""

from __future__ import annotations

from worker.mail.phrase_book.table import Phrases

_REST = r"[^.\n]{0,40}"
_TO_END = r"[^.!?\n]{3,120}"
_NOW = (
    r"(?:ahora(?: mismo)?|por (?:el momento|ahora)|de momento|en este momento|en estos momentos"
    r"|actualmente|todavía|aún)"
)
_AWAY = r"(?:de vacaciones|de viaje|fuera|ausentes?|de baja|no disponibles?)"

SPANISH = Phrases(
    stop_word=(r"stop|baja|parar|cancelar suscripción|darme de baja|d[aá]rse de baja",),
    opt_out=(
        r"(?:elim[ií]n\w+|b[oó]rr\w+|qu[ií]t\w+|s[aá]qu\w+|ret[ií]r\w+) (?:\w+ ){0,3}(?:lista|base de datos)",
        r"(?:darme|dame|denme|deme|darnos|solicito) (?:la |de )?baja",
        r"dar de baja (?:mi|nuestr[oa]|a?me|esta) (?:\w+ )?(?:correo|cuenta|dirección|suscripción|e-?mail)",
        r"cancelar (?:mi|la) suscripción",
        r"(?:no|nunca) (?:me|nos) (?:escriba[ns]?|envíe[ns]?|contacte[ns]?|manden?|llame[ns]?|molesten?"
        r"|vuelva[ns]? a (?:escribir|contactar|llamar|enviar))(?: \w+){0,2}",
        r"(?:dejen?|deje|paren) de (?:escribirme|enviarme|mandarme|contactarme|llamarme|molestar(?:me)?"
        r"|escribirnos|enviarnos)(?: \w+)?",
        r"no (?:quiero|deseo|queremos|deseamos) (?:recibir )?más (?:correos|mensajes|e-?mails|información"
        r"|publicidad|llamadas)",
        r"no (?:quiero|deseo|queremos|deseamos) (?:seguir recibiendo|recibir más|que me (?:escriban"
        r"|contacten|llamen))",
        rf"(?:elimin\w+|borr\w+|quit\w+|sáquenme|retir\w+) (?:\w+ ){{0,4}}(?:lista|base de datos|datos"
        rf"|correo|dirección){_REST}",
    ),
    not_a_no=(
        r"(?:no hay|sin|ningún) (?:\w+ )?(?:problemas?|inconvenientes?|prisa)",
        r"no (?:puedo|podemos|podría) (?:decir que no|negarme)|cómo no|por qué no",
        r"no (?:es )?(?:ningún )?problema|no te preocupes?|no se preocupe|no (?:solo|sólo)",
        r"si no (?:le|te|les|os)? ?(?:interesa|importa)|no faltaba más|no dude[ns]?",
    ),
    no=(
        r"(?:preferimos|prefiero|preferiría|decidido|decidimos) no",
        r"no (?:seguir|continuar|avanzar)(?: adelante)?|(?:ya )?no (?:hará|hace|haría|va a hacer) falta",
        r"lo (?:haremos|hacemos|vamos a hacer|hago|hace|va a hacer) (?:nosotros|yo|mi|nuestro)\w*",
        r"cambiado de (?:idea|opinión|planes)",
        r"(?:nos quedamos|seguimos|seguiremos) con (?:nuestro|el|la|otr[oa])(?! opción)",
        r"ya tenemos (?:proveedor|quien|otr[oa])|no nos cuadra|no es lo que (?:busco|buscamos)",
        r"no (?:me|nos|le|les) (?:\w+ )?(?:interesa|interesan|conviene|hace falta|encaja)",
        r"no (?:estoy|estamos) (?:\w+ )?interesad[oa]s?|sin interés|no tengo interés",
        r"(?:ya )?no (?:lo |la |los |las )?(?:necesito|necesitamos|queremos|quiero|hace falta|es necesario"
        r"|será necesario|procede|seguiremos adelante|vamos a seguir)",
        r"no,? (?:muchas )?gracias|gracias,? pero no",
        r"(?:elegido|optado|decidido|decantado|contratado|escogido|encontrado|quedamos|comprado|optamos"
        r"|apostado)\b[^.!?\n]{0,25}\b(?:otr[oa]s?|alguien|competencia)",
        r"(?:ya )?(?:hemos|he|lo hemos|lo he) (?:\w+ )?(?:solucionado|resuelto|comprado|contratado"
        r"|encontrado) (?:otr[oa]|con|en otro|a (?:alguien|otr[oa]))",
        r"(?:proyecto|pedido|evento|obra|reforma|boda) (?:está|ha sido|queda|se ha"
        r"|fue) (?:\w+ )?(?:cancelad[oa]|descartad[oa]|anulad[oa])|(?:hemos|he) (?:decidido|preferido) no",
        r"(?:descartamos|descarto|rechazamos|rechazo|declinamos|declino|renunciamos)",
        r"(?:fuera|excede|se sale|se escapa) (?:de )?(?:\w+ )?presupuesto,? (?:así que|por lo que) no",
        r"lo dejamos (?:aquí|estar)|no (?:seguimos|continuamos|vamos|seguiremos) adelante",
    ),
    weak_no=(
        r"no (?:me|nos|le|les) (?:\w+ )?(?:interesan?|convienen?|hacen? falta) (?:el|la|los|las"
        r"|una?) (?!oferta)\w+",
        r"no (?:necesito|necesitamos|queremos|quiero) (?:el|la|los|las|una?) (?!oferta|presupuesto)\w+",
    ),
    elsewhere=(
        r"(?:elegido|optado|decidido|decantado|contratado|escogido|encontrado|quedamos|comprado|optamos"
        r"|apostado|elegimos|contratamos)\b[^.!?\n]{0,25}\b(?:otr[oa]s?|alguien|competencia)",
    ),
    for_now=(_NOW,),
    bare_no=(r"no|pues no|lamentablemente no|no,? lo siento|lo siento,? (?:pero )?no",),
    plain_yes=(r"sí|si por favor|claro|por supuesto|de acuerdo|adelante|cómo no|encantad[oa]s?",),
    yes=(
        r"sí|si|ok(?:ay)?|vale|claro(?: que sí)?|por supuesto|perfecto|genial|estupendo|fenomenal",
        r"excelente|de acuerdo|conforme|encantad[oa]s?|con mucho gusto|con gusto",
        r"adelante|me parece (?:bien|perfecto|estupendo)|nos parece (?:bien|perfecto)|está bien",
        r"trato hecho|hecho|cómo no|por qué no|sin problemas?|no hay problema|suena bien|muy bien",
        r"confirmado",
    ),
    assent=(
        r"adelante",
        r"(?:acepto|aceptamos|confirmo|confirmamos|apruebo|aprobamos|contratamos|lo compramos|lo cogemos"
        r"|nos lo quedamos|me lo quedo)|(?:me|nos) parece (?:bien|perfecto)|de acuerdo con (?:el|la|su)",
        r"no (?:puedo|podemos) (?:decir que no|negarme)|trato hecho|claro que sí",
    ),
    negation=(r"no|nunca|nada|tampoco|ningún|jamás",),
    contrast=(
        r"pero|sin embargo|aunque|desgraciadamente|lamentablemente|salvo|excepto|en cambio|por desgracia",
    ),
    suits=(
        r"(?:me|nos) (?:viene|va|vendría|iría|queda|parece|encaja) (?:\w+ )?(?:bien|perfecto|genial|mejor"
        r"|estupendo|fenomenal)|(?:me|nos) (?:conviene|encaja|cuadra)",
        r"(?:está|es|sería|estaría) (?:\w+ )?(?:bien|perfecto|genial|ideal|mejor|posible|buena hora"
        r"|buen día)|nos vemos|hasta (?:el )?(?:lunes|martes|miércoles|jueves|viernes|entonces)",
        r"(?:sí|perfecto|vale|de acuerdo|ok(?:ay)?|confirmo|confirmado|confirmamos|prefiero|preferimos"
        r"|quedamos|allí estaré|estaré)",
    ),
    suits_not=(
        r"no (?:me|nos|le) (?:\w+ )?(?:viene|va|conviene|encaja|cuadra|es posible)",
        r"no (?:puedo|podemos|podré|es posible|estaré|estoy|será posible)",
        r"imposible|lo siento|demasiado (?:tarde|pronto)|aplazar|cambiar (?:la|el) (?:cita|día|hora)",
        r"cancelar|me viene (?:muy )?mal",
    ),
    one_of_ours=(
        r"(?:el|la) (?:primer[oa]?|segund[oa])(?: (?:opción|fecha|día|propuesta|hora))?",
        r"cualquiera de (?:los|las) dos|los dos|ambos|esa (?:fecha|hora)|ese (?:día|horario)|entonces",
    ),
    thanks=(
        r"gracias|agradezco|agradecemos|agradecid[oa]s?|ok(?:ay)?|vale|perfecto|recibido|anotado|entendido",
    ),
    polite=(
        r"(?:muchas |muchísimas |mil )?gracias(?: (?:de nuevo|otra vez|a usted|igualmente"
        r"|de antemano))?(?: por (?:\w+[ ,]*){1,6})?",
        r"(?:le|les|te|os) (?:agradezco|agradecemos)(?: (?:\w+[ ,]*){1,6})?|un (?:cordial )?saludo",
        r"saludos(?: cordiales)?|hola|buenos días|buenas(?: tardes| noches)?",
        r"muy|amables?|todo|recibido|anotado|entendido|perfecto|vale|buen (?:día|fin de semana)",
        r"atentamente|un abrazo|ok(?:ay)?|y|de|acuerdo|genial",
    ),
    question=(
        r"(?:me|nos|le) (?:puede|pueden|podría|podrían|puedes|podrías|podéis)",
        r"(?:qué|que|cuál|cuáles|cuánto|cuántos|cuánta|cuántas|cuándo|cómo|dónde|quién|por qué|cuanto"
        r"|cuando|como|donde)\b",
        r"(?:puede|pueden|podría|podrían|podéis|podemos|hay|tiene|tienen|tenéis|hacen|ofrecen|es posible"
        r"|sería posible|se puede|existe|incluye|admiten|aceptan|venden|envían)",
    ),
    courtesy=(
        r"(?:cómo|como|qué|que) (?:está|están|estás|tal|va|van)(?: \w+){0,4}|todo bien",
        r"(?:de acuerdo|vale|ok(?:ay)?|verdad|no|sí|le parece(?: bien)?|te parece(?: bien)?"
        r"|les parece(?: bien)?|es posible|está bien)",
    ),
    request=(
        r"(?:por favor,? )(?:\w+ ){0,3}?(?:envíe\w*|mande\w*|llám\w+|indíqu\w+|dígan?me|conteste\w*"
        r"|responda\w*|póngase|confirme\w*|avíse\w+|haga\w*|escríba\w+|remita\w*)",
        r"(?:vuelva[ns]?|volver(?:me|nos)?) a (?:llamar|escribir|contactar)\w*|póngase en contacto",
        r"(?:envíen?me|mándenme|mándeme|envíenos|llámenme|llámeme|llámenos|indíquenme|indíqueme|dígame"
        r"|díganme|avísenme|explíqueme|páseme|pásenme|remítanme)",
        r"(?:quisiera|querría|quería|me gustaría|nos gustaría|quisiéramos|desearía|necesito|necesitaría"
        r"|queríamos) (?:\w+ )?(?:saber|conocer|preguntar|consultar|recibir|que me|que nos|solicitar"
        r"|pedir)|(?:ruego|rogamos|solicito|solicitamos|pido) (?:\w+ )?",
        r"(?:una|mi|otra|tengo una|nuestra) (?:pregunta|duda|consulta)|me pregunto si|me preguntaba si",
        r"no sé si|(?:precio|presupuesto|tarifa|coste) (?:para|de|por)",
        r"(?:espero|quedo a la espera de) su (?:presupuesto|oferta|llamada)",
    ),
    wish=(
        r"(?:quisiera|quisiéramos|querría|querríamos|queremos|quiero|me gustaría|nos gustaría|necesito"
        r"|necesitamos|necesitaríamos|desearía|deseamos|busco|buscamos|quería|queríamos)",
        r"(?:estoy|estamos) (?:\w+ )?(?:interesad[oa]s?|buscando|pensando en)",
        r"(?:interesad[oa]s? en|en busca de)|me interesa|nos interesa|me interesaría",
    ),
    call=(
        r"(?:llám(?:eme|enme|enos|ame)|(?:me|nos) (?:llame[ns]?|pueden? llamar|podrían? llamar)|llamarme"
        r"|llamarnos|que me llam\w+|llamada|por teléfono)",
        r"(?:concertar|agendar|fijar|pedir|solicitar|tener|reservar) (?:una |un )?(?:cita|llamada|reunión"
        r"|visita|entrevista)",
    ),
    urgent=(
        r"(?:muy |realmente |es )?urgentes?|urgencia|urgentemente|cuanto antes|lo antes posible",
        r"a la mayor brevedad|de inmediato|inmediatamente|hoy mismo|asap|emergencia",
        r"(?:necesit\w+|tienen? que|debe[ns]?|hay que|urge|hace falta)\b[^.!?\n]{0,60}\b(?:hoy"
        r"|esta (?:mañana|tarde))",
        r"(?:llám\w+|llam\w+|contest\w+|respond\w+|venir)\b[^.!?\n]{0,30}\b(?:hoy|esta (?:mañana|tarde))",
    ),
    not_urgent=(
        r"(?:no|nada|sin) (?:\w+ )?(?:urgentes?|urgencia|corre prisa|prisa)",
        r"no (?:\w+ ){0,4}(?:hoy|esta (?:mañana|tarde))",
    ),
    complaint=(
        r"decepcionad[oa]s?|decepcionante|decepción|inaceptable|indignad[oa]s?|indignante|vergüenza",
        r"vergonzoso|queja|quejarme|reclamación|reclamar|mal servicio|pésim[oa]|fatal servicio",
        r"(?:nadie|ninguno) (?:me |nos )?(?:\w+ )?(?:contesta|responde|llama|llamado|contestado|respondido"
        r"|atiende)",
        r"(?:llevo|llevamos) (?:\w+ ){1,3}esperando|sigo (?:sin|esperando)|seguimos (?:sin|esperando)",
        r"(?:segunda|tercera|cuarta|enésima) vez que|(?:devuelvan|devolución) (?:\w+ )?dinero|abogado",
        r"estoy hart[oa]|insatisfech[oa]s?|descontent[oa]s?",
    ),
    promise=(
        r"(?:le|les|te|os|se lo|se la|lo|la) (?:enviar\w+|envío|mando|mandar\w+|llam(?:o|aré|aremos)"
        r"|confirm(?:o|aré|aremos)|dir(?:é|emos)|digo|preparo|preparar(?:é|emos)|paso|pasar(?:é|emos)"
        r"|har(?:é|emos)"
        r"|avis(?:o|aré|aremos)|remit(?:o|iré|iremos)|mantendr(?:é|emos)|escrib(?:o|iré|iremos)",
        rf"contest(?:o|aré|aremos)|respond(?:o|eré|eremos)|har(?:é|emos) llegar){_TO_END}",
        r"(?:enviaré|enviaremos|prepararé|prepararemos|consultaré|consultaremos|llamaré|llamaremos"
        rf"|revisaré|revisaremos|contactaré|contactaremos|volveré|volveremos){_TO_END}",
        r"(?:voy|vamos) a (?:enviar|preparar|consultar|mirar|revisar|llamar|preguntar|comprobar"
        rf"|mandar)\w*{_TO_END}",
        r"(?:recibirá|recibirán|tendrá|tendrán)[^.!?\n]{3,120}|me pongo en contacto[^.!?\n]{3,120}",
    ),
    on_condition=(r"(?:si|cuando|en cuanto|una vez que|tan pronto como) (?:\w+)", r"en caso de"),
    wait=(
        r"hasta arriba|cuando (?:pase|esté más|tengamos|haya)",
        r"(?:lo )?(?:dejamos|dejémoslo|pasamos) (?:para|en|a)",
        r"(?:no|nada|nadie)\b[^.!?\n]{0,40}\bhasta|para más adelante",
        r"más adelante|más tarde|en otro momento|otro día|otra ocasión|en el futuro",
        rf"(?:no|nada|ningún|tampoco) (?:\w+ ){{0,5}}{_NOW}|{_NOW},? (?:\w+ ){{0,4}}(?:no|nada|imposible)",
        r"(?:no|nada|nunca|imposible) (?:\w+ ){0,6}?(?:antes de|hasta)",
        r"(?:ya )?no (?:\w+ ){0,2}este (?:año|mes|trimestre|verano)|este (?:año|mes|verano) (?:ya )?no",
        r"esta semana no",
        r"(?:demasiado|muy|aún es|es) pronto|no es (?:un |el )?(?:buen )?momento|mal momento|aún no",
        r"todavía no",
        r"(?:lo |la )?(?:retomamos|retomar(?:lo|la|emos)?|aplazamos|aplazar(?:lo)?"
        r"|posponer(?:lo)?|pospuesto|aplazado|posponemos|dejamos para|dejarlo para)",
        r"ya (?:lo )?(?:veremos|vemos|hablamos|hablaremos)|lo vemos para",
        r"(?:espere[ns]?|esperar|esperemos|tener paciencia|paciencia|en espera|en pausa|paralizado"
        r"|congelado|parado)",
        r"(?:tiempo|necesito|necesitamos) (?:para )?(?:pensar|pensarlo|decidir|reflexionar)|pensárme?lo",
        r"pensarlo|lo (?:estamos )?(?:pensando|pensaremos)",
        r"presupuesto (?:\w+ ){0,4}(?:congelado|agotado|bloqueado|cerrado)",
        r"(?:liad[oa]s?|ocupad[oa]s?|a tope|desbordad[oa]s?|saturad[oa]s?) hasta",
    ),
    contact=(
        r"de vuelta|regres\w+|vuelvo|estaré de",
        r"(?:llam\w+|llám\w+|contact\w+|contáct\w+|escrib\w+|escríb\w+|avis\w+|avís\w+|hablar\w*"
        r"|record\w+|recuérd\w+|vuelv\w+|preguntar\w*|comentar\w*|retom\w+)",
        rf"{_AWAY}|(?:ocupad[oa]s?|liad[oa]s?|desbordad[oa]s?)|(?:decidi\w+|decisión|sabr\w+ más|veremos"
        rf"|tendremos (?:el|nuevo) presupuesto)",
        r"(?:encantaría|gustaría|encantados?),? pero",
    ),
    absence=(_AWAY,),
    perhaps=(
        r"hablamos|nos (?:vemos|llamamos)|lo (?:vemos|hablamos|miramos)",
        r"quizás?|tal vez|a lo mejor|posiblemente|probablemente|igual|seguramente|mejor|como pronto",
    ),
    afterwards=(r"entonces|después|luego|a partir de ahí",),
    not_waiting=(
        r"antes de las? \d{1,2}(?::\d\d)?",
        r"(?:no|nada) (?:\w+ ){0,3}(?:recibido|llegado|sabido|contestado|respondido|funciona)(?: \w+){0,4}",
        r"(?:más (?:adelante|tarde)|luego),? (?:(?:quizás?|tal vez|otros|unos) ){0,2}(?!20\d\d)\d+",
        r"más tarde que|a más tardar|tarde o temprano|hasta (?:luego|pronto)|no (?:puedo|podemos) esperar",
        r"lo antes posible|a la espera|quedo a la espera",
    ),
    deadline=(r"(?:antes del?|para)(?: (?:el|la))?", r"a más tardar(?: el)?"),
    not_a_deadline=(
        r"(?:no|nada|nadie)\b[^.!?\n]{0,40}\bhasta",
        r"(?:no|nada) (?:\w+ ){0,6}antes|vacaciones|liad[oa]s?|ocupad[oa]s?|viaje|fuera|esper\w+|congelado",
        r"bloqueado|desbordad[oa]s?|imposible",
    ),
)
