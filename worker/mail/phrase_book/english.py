"""English phrases (table.py says what each table is for)."""

from __future__ import annotations

from worker.mail.phrase_book.table import Phrases

_US = r"(?:me|us)"
_REST = r"[^.\n]{0,40}"
_WE = r"(?:i|we)"
_TO_END = r"[^.!?\n]{0,120}"
_WILL = (
    rf"{_WE}(?:'ll| will| shall| am going to|'m going to| are going to|'re going to)"
    r"(?: also| then| just| gladly)?"
)
_PERIOD = r"(?:week|month|quarter|year|season|summer|autumn|spring|winter)"
_AWAY = (
    r"(?:busy|away|travel+ing|tied up|swamped|snowed under|abroad|out of (?:the )?office"
    r"|on (?:holiday|vacation|leave|a trip)|(?:annual|maternity|parental|sick|paternity) leave)"
)

ENGLISH = Phrases(
    stop_word=(r"stop", r"unsubscribe", r"opt[- ]?out", r"remove(?: me)?"),
    opt_out=(
        r"unsubscribe (?:me|us|this|my)|please unsubscribe|opt me out",
        r"stop (?:e-?mailing|mailing|contacting|writing|messaging|sending"
        rf"|spamming)(?: to)?(?: {_US})?(?: \w+)?",
        rf"(?:do not|don'?t|never) (?:contact|e-?mail|write(?: to)?|message) {_US}"
        r"(?: again| any ?more| further| ever| about (?:this|it|that)| please)*(?=\s*(?:[.!\n]|$))",
        rf"(?:do not|don'?t|never) (?:contact|e-?mail|write(?: to)?|message|call|ring) {_US} (?:again"
        r"|any ?more|ever)",
        r"no (?:more|further) (?:e-?mails?|messages|follow[- ]?ups?)(?: please)?(?=\s*(?:[.!,\n]|$))",
        r"(?:take|remove|delete) (?:me|us|my (?:e-?mail|address|name|data)|this address)"
        rf"(?: \w+){{0,3}} (?:off|from)\b{_REST}",
    ),
    not_a_no=(
        r"why not|no (?:problem|worries|rush|hurry|doubt|idea|matter|objections?|need to (?:rush|hurry"
        r"|worry|apologi[sz]e))|no,? thank(?:s| you) (?:for|so|to)|(?:can'?t|cannot|couldn'?t|could not"
        r"|won'?t|hard to|not) (?:possibly )?say no|(?:not|\w+n't) (?:a problem|an issue)|(?:if|unless"
        r"|in case|when) (?:\w+ ){0,3}(?:not|no longer|isn'?t|aren'?t|don'?t)(?: \w+){0,2} (?:interested"
        r"|needed|required|need)|not (?:only|just) interested|no longer than",
    ),
    no=(
        r"(?:not|\w+n't) (?:be )?(?:taking|pursuing|pursue|take) (?:this|it|that|things) (?:any )?further"
        r"|(?:have to|has to|must|going to|need to|afraid) (?:it'?s )?(?:a )?(?:say )?(?:no"
        r"|decline)(?! (?:problem|rush))|signed (?:[\w-]+ ){0,5}with|no point in (?:\w+ )|(?:do|did|build"
        r"|built|make|handle|keep|doing|building|doing|done) (?:it|this|that"
        r"|everything) (?:all )?(?:in[- ]house|ourselves|myself)|(?:we're|we are|i'm|i am|it's"
        r"|everything'?s) (?:all )?(?:sorted|set|covered|taken care of)(?: now)?(?! (?:up|for|on|to))"
        r"|(?:stay|stick|staying|sticking|remain) with (?:our|the|my) (?:current|existing|present|old)"
        r"|(?:going|gone|go) in (?:a|another) (?:different )?direction|(?:not|\w+n't) (?:for us|what (?:we"
        r"|i)(?:'re| are|'m| am) (?:looking for|after))|won'?t be needing|changed (?:our|my) minds?"
        r"|thanks,? but no|(?:we'll|i'll|we will|let'?s) leave it (?:there|at that)|cancel (?:my|our"
        r"|the) (?:request|order|enquiry|inquiry)|(?:job|contract|order) (?:has been|was|is) (?:awarded"
        r"|given)|(?:not|no longer|isn'?t|aren'?t|never|no)(?: \w+){0,2} (?:interested|needed|required"
        r"|looking|relevant|of interest)|(?:lost|no) interest|(?:don'?t|do not|won'?t|will not|no longer"
        r"|not going to)(?: \w+)? (?:need|require|want) (?:it|this|you|that|anything|your|one|the|a|an"
        r"|any)\b|no need (?:any ?more|for (?:it|this|that|you))|no,? thank(?:s| you)|(?:but|so"
        r"|sorry),? no\.?|(?:it'?s|that'?s|this is|it is) (?:a )?(?:\w+ )?no(?: from| for)? (?:me|us)"
        r"|(?:went|gone|going|go|decided to go|chosen?|chose|decided|opted|settled) (?:\w+ )?(?:with|for"
        r"|on) (?:\w+ )?(?:another|a different|someone|somebody|your competitors?|others?|a competitor"
        r"|a local)|(?:we|i|we've|i've|have|has|had|already)(?: \w+)? (?:bought|found|hired|booked|chosen"
        r"|picked|signed with|ordered) (?:\w+ )?(?:another (?:supplier|company|provider|one elsewhere"
        r"|solution|offer)|elsewhere|(?:someone|somebody)(?: else| local| closer| cheaper| to\b| who (?:can"
        r"|will|does)|(?=\s*[.,!;\n]|\s*$)))|(?:ordered|bought) (?:it |one )?(?:somewhere else|elsewhere"
        r"|from (?:a (?:local|different)|another|someone))|(?:decided|decide|voted|chosen) (?:not to"
        r"|against)|(?:'ll| will|have to|going to) (?:have to |need to )?(?:pass|decline)\b|(?:pass"
        r"|passing) on (?:this|it|that|your)|(?:please )?close (?:this|my|our|the) (?:request|enquiry"
        r"|inquiry|case|file|ticket)|(?:project|plan|order|event|wedding|move) (?:is|was|has been|got"
        r"|'s been) (?:cancel+ed|dropped|scrapped|called off)|not (?:going|moving) (?:ahead|forward)"
        r"|won'?t be (?:going|moving) (?:ahead|forward)|not proceed(?:ing)?|(?:doesn'?t|don'?t|does not"
        r"|not) (?:\w+ )?(?:fit|suit|meet) our (?:needs|budget|plans)|not (?:a|the right) (?:good )?fit"
        r"|withdraw (?:my|our) (?:request|enquiry|inquiry)",
    ),
    weak_no=(
        r"(?:don'?t|do not|won'?t|will not|no longer|not going to)(?: \w+)? (?:need|require|want) (?:your"
        r"|one|the|a|an|any) (?!more|offer|quote|help|services?)\w+|no need for (?:an?|the) \w+|(?:not"
        r"|no longer|isn'?t|aren'?t)(?: \w+){0,2} interested in (?:an?|the) (?!offer|quote)\w+"
        r"|decided (?:to go )?(?:with|for|on) (?:an?|the) (?!different|local (?:company|firm|supplier"
        r"|provider|builder|fitter))\w+(?: \w+)?|(?:found|hired|booked) (?:someone|somebody) to",
    ),
    elsewhere=(
        r"(?:went|gone|going|go|decided to go|chosen?|chose|decided|opted|settled) (?:\w+ )?(?:with|for|on)"
        r" (?:\w+ )?(?:another|a different|someone|somebody|your competitors?|others?|a competitor|a local)",
        r"(?:bought|found|hired|booked|chosen|picked|ordered|signed with) (?:it |one )?(?:\w+ )?(?:another"
        r" (?:supplier|company|provider|firm|offer)|elsewhere|somewhere else|(?:someone|somebody) else)",
        r"(?:job|contract|order) (?:has been|was|is|has gone|went) (?:awarded|given|to (?:another|someone"
        r"|somebody))",
    ),
    for_now=(r"(?:right|just|for) now|at the moment|at this (?:time|point|stage)|at present|currently",),
    bare_no=(r"no|nope|nah|sorry,? no|no,? sorry|no,? not really",),
    plain_yes=(r"yes|yep|yeah|yup|sure|absolutely|definitely|certainly|of course|please do|with pleasure",),
    yes=(
        r"yes|yep|yeah|yup|ok(?:ay)?|sure|absolutely|definitely|certainly|of course|gladly|with pleasure",
        r"perfect|great|excellent|wonderful|lovely|fantastic|brilliant|deal|agreed|confirmed?|done",
        r"(?:that )?sounds? (?:good|great|fine|perfect|lovely)|(?:that|this|it) works|works for (?:me|us)",
        r"fine(?: by me| with me| for me)?|why not|no (?:problem|worries|objections?)|alright|all right",
        r"go ahead|let'?s (?:do (?:it|that)|go)|please do|i'?d love to|we'?d love to|happy to",
        r"not a problem|that'?s (?:fine|good|great|perfect|ok|okay)",
    ),
    assent=(
        r"(?:please )?go ahead",
        r"let'?s (?:do (?:it|this|that)|go (?:ahead|for it)|proceed|get started|book it)",
        rf"{_WE}(?:'ll| will|'d like to|'d love to| would like to)? (?:take it|accept(?: (?:your|the"
        r"|this))?|proceed|go ahead)|(?:can'?t|cannot|couldn'?t) (?:possibly )?say no",
        r"(?:count|sign) (?:me|us) (?:in|up)",
        r"you have a deal|consider it (?:done|a yes)|happy to (?:proceed|go ahead|accept|confirm)",
        r"(?:that|this|it)(?:'ll| will)? works? (?:for|fine|well|great|perfectly)",
    ),
    negation=(r"not|no|\w+n't|never|nothing|nobody|neither",),
    contrast=(r"but|however|although|unfortunately|except|unless|only if|instead",),
    suits=(
        r"(?:works?|suits?|fits?|is|would be|are|'s|looks?|sounds?) (?:\w+ ){0,2}?(?:works|suits|fine|good"
        r"|great|perfect|ok|okay|ideal|best|better|fits|for (?:me|us))|(?:works|suits|fits)(?: \w+)?"
        r"|see you|looking forward to (?:it|seeing|meeting|\w+day)|till then|until then"
        r"|speak (?:to you )?then|i(?:'ll| will) be (?:there|in|here|home|around)|we(?:'ll"
        r"| will) be (?:there|in|here|home|around)|let'?s (?:say|do|go (?:for|with)|take|meet|make it)"
        r"|happy with|i(?:'ll| will)? take|i(?:'d| would) prefer|(?:yes|ok(?:ay)?|perfect|great|fine"
        r"|confirmed|agreed)",
    ),
    suits_not=(
        r"(?:doesn'?t|does not|don'?t|won'?t|will not|not|cannot|can'?t|isn'?t|no longer) (?:\w+ ){0,3}?"
        r"(?:work|suit|fit|possible|good|ideal|make|do|convenient|come|free|available|attend)",
        r"i'?m afraid|sorry|unable|too (?:late|early|soon)|impossible|reschedule|cancel",
    ),
    one_of_ours=(
        r"(?:the )?(?:first|second|former|latter|earlier|later) (?:one|option|time|date|slot|suggestion)",
        r"either (?:one|of them|day|time)?|both (?:are|work)|that (?:time|day|date|works)|then|this time",
    ),
    thanks=(
        r"thank(?:s| you)|thx|cheers|ta|much appreciated|appreciate it|ok(?:ay)?|got it|noted|great|perfect",
    ),
    polite=(
        r"thank(?:s| you)(?: (?:very|so) much| a lot| again| in advance| all the same| anyway)?"
        r"(?: (?:for|to) (?:\w+[ ,]*){1,6})?",
        r"many|much|very|so|a lot|again|all|really|appreciated?|it|that|this|you|your|got|noted|will|do",
        r"received|cheers",
        r"have a (?:nice|good|great|lovely) \w+|best|kind|warm|regards|wishes|hi|hello|dear|ok(?:ay)?",
        r"great|perfect",
        r"good|excellent|lovely|wonderful|brilliant|fine|alright|all right|thx|speak soon|talk soon",
        r"take care",
    ),
    question=(
        r"what|how|when|where|which|who|why|whose",
        r"can|could|do|does|did|is|are|will|would|was|were|should|shall|have you|has",
        r"any (?:chance|idea|news|update)",
    ),
    courtesy=(
        r"how (?:are|is|have) (?:you|things|everything|business)(?: \w+){0,4}",
        r"(?:are you|everything|all|you)(?: \w+)? (?:well|ok(?:ay)?|right|good)",
        r"(?:ok(?:ay)?|right|correct|agreed|deal|yes|no|alright|all right|is that ok(?:ay)?|sound good)",
        r"(?:is|would) (?:that|this) (?:be )?(?:ok(?:ay)?|alright|all right|possible|fine"
        r"|a problem)(?: (?!for|by|before|in|on|after|from|until)\w+){0,3}|(?:isn'?t|aren'?t|don'?t"
        r"|doesn'?t) (?:it|they|you|that)",
    ),
    request=(
        rf"(?:please|kindly) (?:\w+ )?(?:send|tell|let {_US} know|advise|quote|call|provide|confirm"
        r"|e-?mail|give|ring|phone"
        r"|contact|get in touch|forward|share|help|come|check|explain|include|arrange|add|change|update",
        r"reply|respond)",
        rf"(?:let|tell) {_US} know (?:what|how|when|if|whether|your|the|which|who|where|about)",
        rf"(?<!n't )(?<!not )(?:send|give|call|e-?mail|ring|phone|tell|show|quote) {_US}\b",
        r"(?:wondering|wonder|wanted to (?:ask|know|check|find out)|like to (?:ask|know)|curious|not sure"
        r"|unsure)"
        r" (?:if|whether|how|what|when|which|about|where|why|who)",
        r"wanted to ask|(?:my|our|one|another|the|quick) questions? (?:is|are|would be)|question about",
        r"(?:would|it'd) be (?:great|good|nice|helpful|lovely) (?:if|to)|i'?d appreciate|would appreciate",
        r"(?:price|quote|cost|quotation|estimate) (?:for|of|please)",
        r"(?:a|any) (?:call|quote|reply|answer|update) would be",
    ),
    wish=(
        rf"{_WE}(?:'d| would) (?:like|love|need|be interested|want)",
        r"(?:i'm|i am|we're|we are)(?: \w+)? (?:looking (?:for|to)|interested in|after|in need of|hoping"
        r"|planning|thinking"
        r" (?:of|about)|searching for|considering|trying to find)",
        rf"(?<!what ){_WE} (?:need|want|require|seek)",
        r"looking (?:for|to)|interested in|in need of",
        r"(?:inquire|enquire|inquiring|enquiring|enquiry|inquiry) about",
        r"requesting|request(?:ing)? (?:a|an) (?:quote|quotation|offer|estimate|demo)",
    ),
    call=(
        rf"(?:call|phone|ring) {_US}(?: back)?",
        rf"give {_US} a (?:call|ring|bell)",
        r"(?:quick|short|phone|video) (?:call|chat)|call back",
        r"(?:book|schedule|arrange|set up|have|organi[sz]e) (?:a |an )?(?:\w+ )?(?:call|appointment"
        r"|meeting|chat|visit|demo)|(?:speak|talk) (?:to|with) (?:someone|somebody|you|one of)",
    ),
    urgent=(
        r"(?:very |really |quite |rather |extremely )?urgent(?:ly)?|asap|a\.s\.a\.p",
        r"as (?:soon|quickly|fast) as (?:possible|you can)|emergency|right away|straight away|immediately",
        r"time[- ]critical|by (?:tonight|the end of (?:the |this )?day|eod)",
        r"before (?:the )?end of (?:the )?day",
        r"(?<!no )(?:must|needs?|have to|has to|needed|required)\b(?! not)[^.!?\n]{0,60}"
        r"\b(?:today|tonight|this (?:morning|afternoon))",
        r"(?:call|ring|phone|contact|reply|answer|respond|get back|write|come|help)\b[^.!?\n]{0,30}"
        r"\b(?:today|tonight|this (?:morning|afternoon))(?: please)?(?=\s*(?:[?!.]|on|at|$))",
    ),
    not_urgent=(
        r"(?:not|n't|isn't|nothing|no) (?:\w+ ){0,2}(?:urgent|an emergency)|no (?:rush|hurry)",
        r"(?:n't|not|no|needn'?t|without) (?:\w+ ){0,5}(?:today|tonight|this (?:morning|afternoon))",
        r"not urgently|whenever you (?:can|have)",
    ),
    complaint=(
        r"(?:disappointed|disappointing|unacceptable|appalling|disgraceful|outrageous|ridiculous"
        r"|frustrat(?:ed|ing))|(?:not|un|very un|really un) ?(?:happy|satisfied) (?:with|about|at)"
        r"|not (?:at all |very |really )?(?:impressed|amused|good enough)|heard nothing(?: back)?"
        r"|(?:complain|complaint|complaining)|(?:poor|terrible|awful|bad|lousy) (?:service|experience"
        r"|customer)|(?:second|third|fourth|fifth|\d(?:rd|th)) time (?:\w+ ){0,3}(?:writ|ask|call|contact"
        r"|e-?mail|try)\w*|still (?:haven't|have not|hasn't|not) (?:heard|received|got|had)"
        r"|still no (?:reply|answer|response|call|word|news from you)|still waiting (?:for|on) (?:you|your"
        r"|a (?:reply|response|call)|an answer|someone|somebody)|(?:nobody|no[- ]one|no one) (?:has |ever "
        r"|is |even )*(?:called|answered|replied|responded|picks|got back|bothered)",
        rf"{_WE} never asked for|waste of (?:time|money)|fed up|rude|my lawyer|legal action",
        r"want (?:a|my) refund|money back",
        r"waiting (?:for )?(?:\w+ )?(?:days|weeks|months)|weeks? ago and (?:still )?(?:nothing|no)",
    ),
    promise=(
        rf"{_WILL} (?:send|get back|call|ring|phone|e-?mail|prepare|check|come back|let you know|forward"
        r"|have (?:it|the)"
        r"|ask|find out|write|visit|bring|deliver|be in touch|follow up|confirm|draw|put together|work out"
        r"|look into"
        rf"|update|share|get (?:you|it|the)|make sure|drop|pass|talk to|speak to|give you){_TO_END}",
        r"let me (?:check|ask|find out|look into|get back|see what|talk to|speak to|confirm"
        rf"|come back){_TO_END}",
        r"you(?:'ll| will| can expect to| should) (?:have|get|receive|hear)\b(?! (?:a|the) (?:choice"
        r"|option))[^.!?\n]{3,120}|(?:you can |please )?expect (?:our|my|the|it|an?) [^.!?\n]{3,120}",
        r"(?:our|my|the) (?:quote|offer|proposal|answer|drawings?|invoice|contract|estimate)(?:'ll| will) "
        r"(?:follow|be with you|reach you|arrive|come)[^.!?\n]{0,120}",
    ),
    on_condition=(
        r"(?:if|once|as soon as|when|unless|after|should) (?:you|i hear|we hear|it'?s|that|this|the)\b",
        r"if (?:i|we|that|so|not|needed|necessary)",
    ),
    wait=(
        r"(?:nothing|nobody|no one|no|none|never) (?:\w+ ){0,6}?(?:before|until|till)|slipped down"
        r"|back burner|closer to the time|when (?:things|it) (?:calm|quiet|settle)s?(?: down)?"
        r"|in due course|put a pin in|(?:no|not enough) (?:capacity|time|budget|bandwidth"
        r"|money) (?:\w+ ){0,4}(?:until|till|before|right now|at the moment|this|for)|(?:push|pushed|move"
        r"|moved|kick|kicked|defer|deferred|delayed?) (?:\w+ ){0,4}(?:to|until|till|into|by)|(?:maybe"
        r"|perhaps|rather|much|bit|a little|some ?time) later|later (?:please|on|(?:in the|this) (?:year"
        r"|month|week|summer|autumn|spring|fall)|maybe|perhaps)|(?:decide|talk|discuss|contact|write|call"
        r"|look|ask|try|reply|answer|revisit|send|back|do)\b[^.!?\n]{0,25}\blater|at a later|another time"
        r"|some other time|further down the (?:line|road)|down the (?:line|road)|not (?:right "
        r"|just )?(?:now|yet|at the moment|at present|at this (?:time|point|stage)|currently|today)|(?:not"
        r"|nothing|no (?:priority|need|plans?|budget|money)) (?:\w+ ){0,3}(?:right now|at the moment"
        r"|at this (?:time|point|stage)|at present|for now|yet)|(?:isn'?t|aren'?t|don'?t|can'?t|won'?t"
        r"|hasn'?t|haven'?t|wasn'?t) (?:\w+ ){0,8}(?:right now|at the moment|at this (?:time|point|stage)"
        r"|at present|for now|yet|just now)|(?:not|\w+n't) (?:[\w']+ ){0,9}?(?:before|until|till"
        r"|earlier than|sooner than)",
        rf"(?:not|\w+n't|no) (?:\w+ ){{0,2}}this {_PERIOD}",
        r"no (?:sooner|earlier) than|n[o']t (?:quite )?ready|too (?:early|soon)(?: to| for)?"
        r"|nothing (?:\w+ ){0,2}before|check back|check in (?:again|with)|(?:circle|come|get|loop"
        r"|swing) back (?:in|with|on|next|after|at|around|when|once|early|late|then)|(?:wait|hold off"
        r"|hold on|hold|pause|park|leave|shelve|delay)\b[^.!?\n]{0,20}\b(?:until|till|for now|a (?:while"
        r"|bit|few)|for the moment|first)|hold off|on hold|on ice|on the back ?burner|postponed?"
        r"|put (?:this|it|that|things) off|bear with (?:me|us)|hang on|(?:more|some) time to (?:think"
        r"|decide|talk|discuss|consider)|sleep on it|think it over|think about it|(?:budget|money"
        r"|funds?) (?:\w+ ){0,3}(?:frozen|tight|gone|spent|used up)|(?:frozen|blocked|locked|tied up"
        r"|snowed under|swamped|closed|fully booked|booked up|flat out) (?:\w+ )?(?:until|till)|(?:bad"
        r"|wrong|not a good|not the best|not the right|terrible) (?:time|moment)|not a priority"
        r"|isn'?t a priority",
    ),
    contact=(
        r"back (?:on|in|from|at work|until)|return(?:ing|s)? (?:on|in|from)|give (?:me|us) a (?:shout|call"
        r"|ring|bell|nudge|buzz)|be ready|know (?:where|if|whether)|have (?:time|capacity|room)|signed off"
        r"|(?:get|come|circle|be) back|follow up|touch base|(?:get|be) (?:back )?in touch|reach out"
        r"|drop (?:me|us) a line|reconnect|revisit|(?:try|ask|contact|email|mail|call|write|ping|remind"
        r"|reach|touch|speak|talk|chat|pick)\b[^.!?\n]{0,20}\bagain|(?:talk|speak|think|look|decide|chat"
        r"|meet|discuss|pick (?:this|it) up)\b[^.!?\n]{0,20}\b(?:again|then)|(?:contact|call|ring|phone"
        r"|e?-?mail|message|remind|ping|write(?: to)?|try|ask|catch|nudge|chase|hit) (?:me|us|you)",
        rf"{_AWAY}|(?:decide|decision|know more)",
        r"we(?:'ll| will) (?:be ready|have (?:the|a|our|new) budget|look (?:at|into) (?:it|this))|(?:get"
        r"|have) (?:the|a|our) new (?:budget|funding)|(?:love|like|happy|keen|interested) to,? but|(?:talk"
        r"|speak|chat|meet|discuss)\b[^.!?\n]{0,12}\b(?:after that|then|afterwards)|pick (?:this|it"
        r"|things) (?:back )?up|take (?:this|it) up|leave (?:this|it)|move (?:this|it) (?:to|into)",
    ),
    absence=(_AWAY,),
    perhaps=(
        r"might|may be|could be|better|easier",
        r"maybe|perhaps|possibly|probably|hopefully|more likely|rather|sometime|some time",
    ),
    afterwards=(r"after that|afterwards|then|after this|once that|after it",),
    not_waiting=(
        r"before (?:\d{1,2}(?::\d\d)? ?(?:am|pm|o'?clock)|\d{1,2}:\d\d|noon)|(?:haven'?t|have not|hasn'?t"
        r"|not|didn'?t|never|nothing) (?:\w+ )?(?:received?|heard|got(?:ten)?|seen"
        r"|arrived)(?: \w+){0,6}?(?: (?:yet|so far|at the moment)|(?= again)|(?=\W))|(?:doesn'?t|does not"
        r"|isn'?t|is not|not) (?:work|working|arrived?|fixed|delivered|running|installed)(?: \w+){0,3}"
        r"|tried (?:\w+ ){0,4}again|again and again|once again|yet again|later,? (?:(?:maybe|perhaps"
        r"|possibly|another|probably|up to) ){0,2}(?!20\d\d)\d+|\d+ (?:\w+ )?(?:more )?later"
        r"|ordered (?:\w+ )?(?:nothing|yet)|nothing (?:\w+ )?yet|see you later|sooner or later|later today"
        r"|\d+ \w+ later|later than|no later than|(?:don'?t|do not|needn'?t|no need to|cannot|can'?t"
        r"|won'?t) (?:have to )?wait|as soon as|(?:can|could) you (?:start|begin)|wait to (?:see|hear|get"
        r"|meet)|thank you again|thanks again|again,",
    ),
    deadline=(r"by(?: the)?", r"before(?: the)?", r"no later than(?: the)?", r"latest"),
    not_a_deadline=(
        r"(?:not|n't|nothing|no)\b[^.!?\n]{0,30}\bbefore|busy|away|wait\w*|hold|holiday|vacation|frozen",
        r"swamped|tied up",
    ),
)
