"""French phrases (table.py says what each table is for)."""

from __future__ import annotations

from worker.mail.phrase_book.table import Phrases

_REST = r"[^.\n]{0,40}"
_TO_END = r"[^.!?\n]{3,120}"
_NOT = r"(?:ne |n')?(?:\w+ |\w+'){0,3}(?:pas|plus)"
_NOW = (
    r"(?:pour le moment|pour l'instant|en ce moment|actuellement|à l'heure actuelle|tout de suite"
    r"|maintenant|dans l'immédiat)"
)
_AWAY = r"(?:en congés?|en vacances|absente?s?|en déplacement|pas disponibles?|indisponibles?|en voyage)"

FRENCH = Phrases(
    stop_word=(r"stop|arrêtez|désinscription|désabonnement|(?:se )?(?:désinscrire|désabonner)",),
    opt_out=(
        r"ne plus (?:m'|me |nous )?(?:écrire|contacter|solliciter|envoyer|appeler|déranger)(?: \w+)?",
        r"(?<!se )(?<!vous )(?<!page de )(?<!lien de )(?:désinscri(?:re|vez|ption)"
        r"|désabonne[rz])(?:[- ]moi)?",
        r"(?:arrêtez|cessez|merci d'arrêter|merci de cesser) de (?:m'|me |nous )(?:écrire|envoyer"
        r"|contacter|solliciter|démarcher)(?: \w+){0,2}",
        r"ne (?:me|m'|nous) ?(?:écrivez|contactez|envoyez|sollicitez|relancez|appelez) (?:plus|pas)(?: \w+)?",
        r"ne (?:plus|pas) (?:me|m'|nous) ?(?:écrire|contacter|envoyer|solliciter|relancer"
        r"|recontacter)(?: \w+)?",
        r"ne (?:souhaite|souhaitons|veux|voulons|désire|désirons) plus (?:recevoir|être (?:contacté"
        r"|sollicité|démarché))",
        r"(?:retire[rz]|supprime[rz]|enleve[rz]|enlève[rz]|effacer|effacez|retirer)(?:[- ](?:moi"
        rf"|nous))? (?:\w+ ){{0,4}}(?:liste|fichiers?|base|adresse|données|coordonnées){_REST}",
        r"plus (?:aucun|de) (?:mails?|e-?mails?|courriels?|messages?)(?: de votre part)?",
    ),
    not_a_no=(
        r"pas de (?:problème|souci|soucis|problèmes|quoi|inquiétude)|aucun (?:problème|souci)",
        r"sans (?:problème|souci)",
        r"(?:non|pas),? pas (?:du tout )?de problème|(?:peux|peut|pouvons) pas (?:dire non|refuser)",
        r"si (?:vous n'|vous ne |ce n')\w+ pas|pas seulement intéressé\w*|pourquoi pas",
    ),
    no=(
        r"(?:pas|plus) ce (?:que|dont) (?:nous|je|j'|on) ?(?:avions |avais |ai |avons )?(?:cherch|recherch"
        r"|souhait|attend|voul|besoin|imagin)\w*(?! dire)",
        r"s'en (?:occupe|charge|occupera)|trouvé (?:une )?(?:autre )?solution|fait affaire avec",
        r"(?:faire|ferons|fais|faisons|gérer|gérons|réaliser) (?:\w+ )?(?:nous-mêmes?|moi-même|en interne)",
        r"changé d'avis|laisse(?:r|z)? tomber|restons (?:avec|chez)",
        r"(?:inutile|pas la peine|plus la peine) de (?:me|nous) (?:relancer|recontacter"
        r"|rappeler)(?! avant)",
        r"(?:avons|avez|ai|as?|trouvé|obtenu|eu) (?:\w+ ){0,2}ce qu'il (?:nous|me|m'en|vous) (?:faut"
        r"|fallait)|"
        r"(?:marché|contrat) (?:a été|est) attribué",
        r"ne (?:m'|nous )?(?:intéresse|intéressons) pas",
        rf"{_NOT} (?:\w+ )?(?:intéressée?s?|intéresse|besoin|nécessaire|d'actualité|utile|donner suite"
        r"|retenu|retenir|poursuivre)",
        r"(?:ça|cela|il) ne (?:m'|nous )?(?:intéresse|convient|correspond) (?:pas|plus)",
        r"ne nous intéresse (?:pas|plus)|ne m'intéresse (?:pas|plus)",
        r"(?:pas|plus|aucun) (?:intérêt|besoin|intéressée?s?)|sans suite|non,? merci|merci,? (?:mais )?non",
        r"(?:choisi|opté|retenu|trouvé|pris|signé|décidé|partis?|passée?s?"
        r"|travailler)\b[^.!?\n]{0,25}\b(?:autre (?:prestataire|entreprise|fournisseur|société|offre"
        r"|solution|artisan|devis)|concurrent|quelqu'un d'autre|ailleurs)",
        r"(?:déjà|finalement) (?:trouvé|acheté|commandé|choisi|signé|réglé|résolu)",
        r"(?:projet|commande|travaux|événement|mariage) (?:est|a été|sont"
        r"|ont été) (?:\w+ )?(?:abandonnée?s?|annulée?s?|tombé à l'eau)",
        r"(?:abandonné|annulé|renoncé|renonçons|renonce|renoncer) (?:à )?(?:le projet|notre projet"
        r"|ce projet|au projet|la commande)",
        r"(?:décline[rz]?|déclinons|refuse|refusons|renonce|renonçons) (?:votre|cette|l'offre|à|poliment)",
        r"ne (?:donnerons|donnerai|donnons) pas suite|pas (?:donner|donné) suite",
        r"hors (?:de )?(?:notre )?budget,? (?:nous|donc)",
    ),
    weak_no=(
        r"(?:pas|plus|aucun) (?:\w+ )?besoin (?:d'|de |du |des )(?!(?:vos|votre|vous|ce|devis)\b)\w+",
        r"(?:pas|plus) intéressée?s? par (?:le|la|les|un|une|l')",
    ),
    elsewhere=(
        r"(?:choisi|opté|retenu|trouvé|pris|signé|décidé|partis?|passée?s?)\b[^.!?\n]{0,25}\b(?:autre"
        r" (?:prestataire|entreprise|fournisseur|société|offre|artisan|devis)|concurrent|quelqu'un d'autre"
        r"|ailleurs)|(?:marché|contrat) (?:a été|est) attribué",
    ),
    for_now=(_NOW,),
    bare_no=(r"non|non,? désolée?|désolée?,? non|malheureusement non|non,? malheureusement",),
    plain_yes=(r"oui|bien sûr|volontiers|avec plaisir|d\'accord|entendu|bien entendu",),
    yes=(
        r"oui|ok(?:ay)?|d'accord|entendu|parfait|très bien|bien sûr|volontiers|avec plaisir|super|génial",
        r"excellent|impeccable|nickel",
        r"ça marche|ça me va|cela me convient|ça nous va|c'est (?:bon|parfait|noté|d'accord)|allez-y",
        r"pas de (?:problème|souci)|aucun problème|pourquoi pas|bien entendu",
    ),
    assent=(
        r"allez-y|(?:j'|nous )(?:accepte|acceptons|valide|validons|confirme|confirmons|prends|prenons)",
        r"bon pour accord|on (?:le|la|les|y) (?:prend|va)",
        r"(?:je|nous) (?:prends|prenons|valide|validons|confirme|confirmons|commande|commandons"
        r"|suis d'accord|sommes d'accord|signe|signons)",
        r"(?:ça|cela) (?:me|nous) (?:va|convient)|(?:peux|peut|pouvons) pas (?:dire non|refuser)",
        r"c'est (?:bon|d'accord)",
    ),
    negation=(r"pas|plus|jamais|aucune?|rien|non",),
    contrast=(r"mais|cependant|toutefois|malheureusement|sauf|en revanche|hélas|plutôt",),
    suits=(
        r"(?:me|nous) (?:convient|va|arrange|conviendrait|irait)|convient",
        r"c'est (?:bon|parfait|noté|d'accord|possible|très bien)|ça (?:marche|me va|nous va)",
        r"(?:est|serait) (?:\w+ )?(?:parfait|bon|bien|possible|idéal|mieux)",
        r"à (?:lundi|mardi|mercredi|jeudi|vendredi|bientôt alors)",
        r"je (?:serai|suis) (?:là|disponible|présente?)",
        r"(?:oui|parfait|entendu|d'accord|ok(?:ay)?|volontiers|je prends|nous prenons|va pour|je préfère"
        r"|nous préférons|je confirme|rendez-vous)",
    ),
    suits_not=(
        r"(?:ne|n') ?(?:\w+ |\w+'){0,3}(?:convient|va|arrange|possible|disponible|libre|peux|pouvons|suis"
        r"|serai|est|marche) ?(?:\w+ )?(?:pas|plus)?",
        r"pas (?:possible|disponible|libre|là)|impossible|indisponible|désolée?s?|trop (?:tard|tôt)",
        r"reporter|décaler|annuler|empêchée?",
    ),
    one_of_ours=(
        r"(?:le|la) (?:premier|première|second|seconde|deuxième)(?: (?:date|créneau|option|proposition"
        r"|horaire))?|les deux|cette date|ce créneau|cet horaire|ce jour|cette heure|alors|l'un ou l'autre",
    ),
    thanks=(r"merci|mille mercis|remercie|remercions|ok(?:ay)?|parfait|super|bien reçu|c'est noté|entendu",),
    polite=(
        r"merci(?: (?:beaucoup|bien|infiniment|encore|à vous|d'avance|par avance))?(?: (?:pour|de"
        r"|d')\s?(?:[\w']+[ ,]*){1,6})?",
        r"(?:je|nous) vous (?:en )?remerci\w+(?: (?:pour|de) (?:[\w']+[ ,]*){1,6})?|cordialement",
        r"bien (?:à vous|cordialement|reçu|noté)|bonjour|bonsoir|madame|monsieur",
        r"bonne (?:journée|soirée|fin de journée|semaine)|bon week-?end|très|beaucoup|parfait|super",
        r"entendu|c'est|noté|vous|à|et|mille|mercis|salutations|sincères|meilleures",
    ),
    question=(
        r"(?:est-ce|qu'est-ce|quels?|quelles?|combien|comment|quand|où|pourquoi|qui|que)\b",
        r"(?:pouvez|pourriez|pourrait|peut|peux|puis|avez|auriez|faites|proposez|livrez|serait|est|sont"
        r"|y a-t|existe|acceptez|vendez)[- ](?:vous|on|je|il|elle|ce|t-il|t-elle)",
    ),
    courtesy=(
        r"(?:comment (?:allez-vous|ça va|vas-tu)|vous allez bien|ça va|tout va bien)(?: \w+){0,2}",
        r"(?:d'accord|ok(?:ay)?|ça (?:vous )?va|c'est (?:bon|possible|d'accord)|n'est-ce pas|non|oui"
        r"|cela vous convient(?:-il)?|possible)",
    ),
    request=(
        r"(?:merci de|merci d'|veuillez|prière de|je vous prie de"
        r"|nous vous prions de) ?(?:bien vouloir )?(?:m'|me |nous )?"
        r"(?:envoyer|adresser|transmettre|rappeler|contacter|recontacter|appeler|téléphoner|réécrire"
        r"|indiquer|dire|faire|confirmer|préciser"
        r"|communiquer|répondre|tenir|établir|donner|fournir)",
        r"(?:envoyez|dites|rappelez|indiquez|transmettez|contactez|appelez|expliquez|adressez|faites"
        r"|donnez)-(?:moi|nous)",
        r"(?:souhaite|souhaiterais|souhaitons|souhaiterions|voudrais|voudrions|aimerais|aimerions|désire"
        r"|désirerais)(?:\w+ )? (?:savoir|connaître|avoir|recevoir|obtenir)",
        r"(?:me|nous) (?:demande|demandais|demandons) (?:si|comment|quand|combien)",
        r"(?:une|ma|notre|petite|autre) question|(?:s'il|si) (?:vous|est possible|serait possible)",
        r"dans l'attente de (?:votre|recevoir) (?:devis|offre)",
        r"demande de (?:devis|prix|tarif|renseignements?|rappel)|(?:devis|tarif|prix) pour",
    ),
    wish=(
        r"(?:je|nous|on) (?:souhait\w+|voudr\w+|aimer\w+|cherch\w+|recherch\w+|désir\w+|veux|voulons"
        r"|envisage\w*|projet\w+)|(?:ai|avons|aurais|aurions|aurons) besoin",
        r"(?:suis|sommes|serais|serions) (?:\w+ )?(?:intéressée?s?|à la recherche)|à la recherche d",
    ),
    call=(
        r"(?:rappele[rz]|appele[rz]|téléphone[rz])(?:-(?:moi|nous))?",
        r"(?:me|nous) (?:rappeler|appeler|téléphoner|joindre)|(?:être|d'être) rappelée?s?",
        r"rappel téléphonique|(?:prendre|fixer|convenir d'un|avoir un|obtenir un|un) (?:un )?rendez-vous",
        r"entretien téléphonique|échange téléphonique",
    ),
    urgent=(
        r"(?:très |vraiment |extrêmement )?urgente?s?|urgence|en urgence|au plus vite",
        r"le plus (?:vite|rapidement|tôt) possible|dès que possible|dans les plus brefs délais",
        r"(?:faut|dois|devons|doit|devez|besoin|nécessaire)\b[^.!?\n]{0,60}\b(?:aujourd'hui|ce (?:matin"
        r"|soir))",
        r"(?:rappele[rz]|appele[rz]|contacte[rz]|recontacte[rz]|répond\w+|joindre|venir|passer)\b"
        r"[^.!?\n]{0,30}\b(?:aujourd'hui|ce (?:matin|soir|midi)|cet après-midi)",
        r"aujourd'hui même|immédiatement|asap|sans (?:tarder|délai)|rapidement s'il vous plaît",
    ),
    not_urgent=(
        r"(?:pas|rien|n'est pas|aucune?) (?:\w+ |d')?(?:urgente?|urgence|pressée?|presse)|rien ne presse",
        r"(?:pas|rien|sans) (?:\w+ ){0,4}(?:aujourd'hui|ce (?:matin|soir))",
    ),
    complaint=(
        r"déçue?s?|décevante?|inacceptable|inadmissible|mécontente?s?|insatisfaite?s?|scandaleux|honteux",
        r"réclamation|plainte|me plaindre|nous plaindre",
        r"(?:toujours|encore) (?:pas|aucune?|rien) (?:\w+ ){0,2}(?:reçue?|réponse|nouvelles?|retour"
        r"|rappelée?)|personne (?:ne )?(?:\w+ ){0,2}(?:répond\w*|rappel\w*)",
        r"(?:deuxième|troisième|quatrième|énième|\de) fois que|attends depuis|attendons depuis",
        r"remboursement|avocat|mauvais service|ras[- ]le[- ]bol|pas sérieux",
    ),
    promise=(
        r"(?:je|nous) (?:vous |te |lui |reviens?|revenons|reviendr\w+|m'|me |nous )+(?:envoi\w*|enverr\w+"
        r"|envoy\w+|rappel\w+|appel\w+|transmet\w*|transmettr\w+|adress\w+|fais|ferai|ferons|faisons"
        r"|prépar\w+"
        r"|confirm\w+|tien\w+|reviens|revenons|reviendrai|reviendrons|renseigne\w*|communiqu\w+|apport\w+",
        r"recontact\w+|occup\w+|vers vous)[^.!?\n]{0,120}",
        r"(?:je|nous) (?:revien\w+|revenons|reviendr\w+) vers vous[^.!?\n]{0,120}",
        r"(?:je|nous) (?:vais|allons|prépare|préparons|vérifie|vérifions|vérifierai|préparerai|passerai"
        r"|passerons) (?:vous |lui |le |la |les |en |me |nous )?\w+"
        rf"{_TO_END}",
        rf"vous (?:recevrez|aurez|allez recevoir){_TO_END}",
        r"(?:notre|mon|le) (?:devis|offre|contrat) (?:suit|suivra|vous (?:parviendra|sera envoyé"
        r"|sera adressé))[^.!?\n]{0,120}",
    ),
    on_condition=(
        r"(?:si|dès que|lorsque|quand|une fois que|après que) (?:vous|j'|je|nous|on|c'|cela)|s'il",
    ),
    wait=(
        r"(?:rien|aucune?|jamais|pas) (?:[\w']+ ){0,6}avant",
        r"budgets? (?:\w+ ){0,3}(?:bouclés?|épuisés?|gelés?)",
        r"(?:inutile|pas la peine|rien ne sert) de (?:\w+ |m'|me |nous ){0,3}(?:\w+ )?avant",
        r"(?:on|nous) (?:verra|verrons|remet|remettons)(?: ça| cela)?|à revoir|remettre à",
        r"quand ce sera plus calme|pris(?:e|es)? jusqu'|une fois que",
        r"plus tard|ultérieurement|une autre fois|à une date ultérieure|un autre moment|d'ici là",
        r"dans quelque temps",
        rf"(?:pas|plus|rien|non|nul) (?:\w+ ){{0,5}}{_NOW}|{_NOW},? (?:\w+ ){{0,6}}(?:pas|plus|rien|non)",
        r"pas (?:encore|tout de suite|maintenant|avant|cette année|cet été|ce mois|cette semaine|prêts?"
        r"|prête)",
        rf"{_NOT} (?:\w+ ){{0,3}}avant",
        r"(?:encore |un peu |bien )?trop tôt|pas le (?:bon )?moment|mauvais moment",
        r"ni (?:le temps|maintenant)",
        r"(?:on|nous) (?:en )?(?:reparlera|reparlerons|verra|verrons|reprendra|reprendrons)",
        r"(?:patiente[rz]|attendre|attendez|attendons|reporte[rz]?|reportons|reporté|repousse\w*|différer"
        r"|décaler|en attente|en suspens|en pause|en stand-?by)",
        r"(?:temps|besoin) (?:de|d'y|pour) (?:\w+ )?(?:réfléchir|réflexion|décider|penser)|réfléchir",
        r"budget (?:\w+ ){0,4}(?:bloqué|gelé|épuisé|serré|bouclé)",
        r"(?:bloqué|gelé|débordée?s?|surchargée?s?|overbookée?s?) jusqu'",
    ),
    contact=(
        r"de retour|(?:suis|serai|sera|sommes|serons|est|sont|seront) (?:\w+ )?rentrée?s?|serai là",
        r"(?:rappel\w+|recontact\w+|contact\w+|relanc\w+|écri\w+|reviens|revenons|reviendr\w+|revenez"
        r"|revenir|(?<!s')appel\w+|reparler|en parler|réécri\w+|reprene[rz]|reprendre contact|discuter"
        r"|échanger|faire (?:un )?(?:le )?point)",
        rf"{_AWAY}|débordée?s?|occupée?s?",
        r"(?:décid\w+|décision|saur\w+ plus|tiendr\w+ (?:au courant|informée?s?)|verr\w+)",
        r"(?:avec plaisir|volontiers|intéressée?s?),? mais",
    ),
    absence=(_AWAY,),
    perhaps=(
        r"mieux|préférable|(?:on|nous) (?:se |nous |en |s')?(?:voit|voyons|verra|reparle|reparlons|appelle"
        r"|rappelle|parle|recontacte|reprend|reprenons)",
        r"peut-être|éventuellement|probablement|sans doute|possiblement|plutôt|au plus tôt|pourquoi pas",
    ),
    afterwards=(r"après(?: cela| ça)?|ensuite|à ce moment-là|alors",),
    not_waiting=(
        r"avant \d{1,2} ?h(?:eures)?\d{0,2}",
        r"(?:pas|rien|toujours pas|aucune?) (?:encore )?(?:\w+ )?(?:reçue?|vu|entendu|arrivée?|livrée?"
        r"|fonctionn\w+)(?: \w+){0,4}|ne (?:fonctionne|marche) (?:\w+ )?pas",
        r"plus tard,? (?:(?:peut-être|éventuellement|sans doute|encore) ){0,2}(?!20\d\d)\d+",
        r"plus tard que|au plus tard|tôt ou tard|à plus tard|(?:hâte|sans) (?:d')?attendre|dans l'attente",
        r"en attendant votre|dès que possible|ne (?:peux|peut|pouvons) (?:pas|plus) attendre",
    ),
    deadline=(r"(?:avant|d'ici|au plus tard)(?: (?:le|la|à|au))?",),
    not_a_deadline=(
        r"pas (?:\w+ ){0,4}avant|rien (?:\w+ ){0,2}avant|congés?|vacances|débordée?s?|bloqué|attendre",
        r"absente?s?|occupée?s?",
    ),
)
