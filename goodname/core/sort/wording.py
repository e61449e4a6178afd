"""General turns of phrase that insult, threaten, or set on a group; no list of anybody's posts.

All patterns read folded text (lower case, plain letters). None has two unbounded repeats over the
same letters, so each reads a text in time that grows with its length.
"""

from __future__ import annotations

import re

_OFFICES = (
    r"head(?:teacher|master|mistress| teacher)?|deputy(?: head)?|teachers?|ta|tas|staff|"
    r"governors?|"
    r"secretary|receptionist|caretaker|principal|senco|safeguarding lead|slt|management|"
    r"leadership|dinner ladies|dinner lady"
)
_PERSON = (
    r"(?:you|u|he|she|they|him|her|them|ya|yous|"
    r"(?:mr|mrs|miss|ms|mx|dr)\.? [\w'\-]{1,30}|"
    rf"(?:the|that|this|your|our|their) (?:new |old )?(?:{_OFFICES}|man|woman|bloke|guy|lady|"
    rf"girl|boy|kid|lot|people))"
)
_IS = r"(?:'s|'re|s| is| are| was| were| r|re)(?:n't)?"
_PADDING = r"(?:(?:all|just|nothing but|really|truly|honestly|such|an?|a bit of|the biggest|"
_PADDING += (
    r"absolute|absolutely|complete|completely|total|totally|utter|utterly|proper|right|real|"
)
_PADDING += r"so|very|pretty|beyond|fucking|bloody) ){0,5}"

# After this the next word is said of a person; whether it insults is for the lists to say.
SAID_OF_PERSON = re.compile(rf"\b{_PERSON}{_IS} (?:not )?{_PADDING}(?=[\w@$])")
CALLED = re.compile(
    rf"\b(?:you|u|ya) {_PADDING}(?=[\w@$])|\bwhat an? {_PADDING}(?=[\w@$])|\byou're "
    rf"{_PADDING}(?=[\w@$])"
)
OFFICE_AFTER = re.compile(rf"\W{{1,3}}(?:\w+ )?(?:{_OFFICES}|man|woman|people)\b")

_HURT = (
    r"(?:kill|murder|stab|shoot|punch|smash|slap|batter|beat(?: up)?|hurt|hit|strangle|choke|hang|"
    r"attack|knife|bash|kick|break|burn|bomb|blow up|knock out|drown|poison|run over|destroy|"
    r"come for|come after)"
)
_HURT_SURELY = (
    r"(?:kill|murder|stab|shoot|punch|slap|batter|beat up|strangle|hang|knife|bash|hurt|burn|bomb|"
    r"smash|poison|drown|choke|kick|hit|attack|beat)"
)
_TARGET = (
    r"(?:you|u|ya|him|her|them|your|his|their|every ?(?:one|body)|all of (?:you|them)|mr|mrs|miss|"
    rf"ms|dr|(?:the|that|this|those|these|every|all the) (?:\w+ )?(?:{_OFFICES}|man|woman|bloke|"
    r"guy|lady|girl|boy|kids?|children|parents?|people|lot))"
)
_WILL = (
    r"(?:(?:i|we)(?:'m| am|'re| are|m)? ?(?:gonna|going to|goin to|finna)|(?:i|we)(?:'ll| will| "
    r"shall)|"
    r"(?:i|we)(?:'d| would)? (?:want|like|love) to|ima|imma)"
)
# Whoever is at a school, without being named: "a teacher", "every pupil", "one of the staff".
_ANYBODY = (
    rf"(?:(?:an?|any|every|each|some|one of the|all the|all of the|the|those|these) (?:\w+ )?"
    rf"(?:{_OFFICES}|teachers|staff|pupils?|students?|child|children|kids?|parents?|mums?|dads?)|"
    r"every ?(?:one|body) (?:in|at))\b(?!['’]s)"
)
_SOMEBODY = r"(?:some ?(?:one|body)|people|kids|children|teachers|pupils|you|they|he|she)"
_WOUNDED = r"(?:stabbed|shot|killed|murdered|hurt|knifed|strangled|poisoned|burned|burnt)"
_WEAPON = r"(?:knife|knives|gun|machete|blade|weapon|shotgun|rifle|grenade|acid|petrol bomb)"
_KILL = r"(?:kill|murder|stab|shoot|strangle|knife|burn|hurt)"
# "I will shoot you an e-mail" hurts nobody.
_NO_MESSAGE = r"(?! (?:an? |the |another )?(?:\w+ )?(?:e-?mail|message|text|dm|line|note)\b)"
_COMING = r"(?:gonna|going to|goin to|will|'ll|finna|imma|ima)"
_WHOLE_SCHOOL = (
    r"(?:shoot up|blow up|burn down|torch|bomb) (?!\w*balloon)(?:\w+ ){0,4}?"
    r"(?:school|academy|primary|nursery|classroom)\b"
)
# (what it looks like, how sure). The first that is found counts.
THREATS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(rf"\b{_WILL} (?:\w+ ){{0,2}}?{_HURT_SURELY} {_TARGET}\b{_NO_MESSAGE}"), 0.92),
    (re.compile(rf"\b{_WILL} [^.!?\n]{{1,80}}? and {_KILL} {_TARGET}\b{_NO_MESSAGE}"), 0.9),
    (re.compile(rf"\b{_WILL} (?:\w+ ){{0,2}}?{_HURT_SURELY} {_ANYBODY}"), 0.9),
    (re.compile(rf"\b{_SOMEBODY}{_IS} {_COMING} (?:be|get) {_WOUNDED}\b"), 0.88),
    (
        re.compile(
            r"\bthere(?:'s| is| are) (?:an? |some )?(?:\w+ )?(?:bombs?|explosives?|gunm[ae]n) "
            r"(?:in|at|under|on|near)\b|"
            r"\b(?:planted|hidden|hid|put|left) (?:an? |the |some )(?:\w+ )?(?:bombs?|explosives?)\b"
        ),
        0.9,
    ),
    (
        re.compile(
            rf"\b(?:i|we)(?:'m| am|'re| are|m|'ll| will)? ?(?:{_COMING} )?"
            rf"(?:bring|bringing|take|taking|carry|carrying) (?:an? |my |the |some )?(?:\w+ )?"
            rf"{_WEAPON} (?:to|into|in|with me)\b"
        ),
        0.87,
    ),
    (
        re.compile(
            rf"\b(?:i|we|he|she|they|some ?(?:one|body))(?:'m| am|'re| are|'s| is|m|'ll| will)? ?"
            rf"(?:{_COMING} )?(?:be|come|coming|go|going|run|running|show(?:ing)? up|turn(?:ing)? up|"
            rf"wait|waiting|walk|walking)\b[^.!?\n]{{0,80}}? with (?:an? |my |the |some |his |her )?"
            rf"(?!(?:water|nerf|toy|glue|bubble|foam) )(?:[\w'’]+ )?{_WEAPON}\b(?! and forks?)"
        ),
        0.88,
    ),
    (re.compile(rf"\b{_COMING} (?:\w+ )?{_WHOLE_SCHOOL}"), 0.9),
    (re.compile(r"\b(?:bomb|shooting|death) threat\b|\bkill (?:you|them|him|her) all\b"), 0.6),
    (
        re.compile(
            r"\b(?:some ?one|some ?body|i|we|they) (?:wants?|needs?|ought|should|must|hopes?) "
            r"(?:to )?"
            rf"(?:\w+ )?{_HURT_SURELY} (?:\w+ )?{_TARGET}\b"
        ),
        0.72,
    ),
    (
        re.compile(
            rf"\b(?:{_PERSON}|he|she) (?:deserves?|needs?|wants?|should) (?:to be |to get |be |"
            rf"get |an? )?"
            r"(?:\w+ )?(?:shot|stabbed|killed|hanged|hung|slapped?|punch(?:ed)?|kicking|beating|"
            r"battered|beaten|burned|burnt|smack(?:ed)?|knocked out|a slap|to die|run over)\b"
        ),
        0.72,
    ),
    (
        re.compile(
            r"\bwatch your back\b|\b(?:i|we) know where (?:you|u|he|she|they) lives?\b|"
            r"\byou(?:'ll| will|'re going to|'re gonna| are going to) (?:regret|be sorry|pay|get "
            r"it|die)\b|"
            r"\bhope (?:you|he|she|they) (?:dies?|gets? (?:shot|stabbed|hit|cancer))\b|"
            r"\b(?:you|u)(?:'re| are|r|re) dead\b|\b(?:burn|blow|torch) (?:it|the (?:school|"
            r"place|whole \w+)) (?:down|up)\b"
        ),
        0.66,
    ),
    (
        re.compile(
            r"(?:^|[.!?,;:]\s*|\b(?:just|lets?|let's|then|and|please) )"
            r"(?:kill|shoot|hang|execute|stab|lynch|castrate|burn|behead) (?:'?em|them|him|her|"
            r"those|these|that|this|all)\b"
        ),
        0.6,
    ),
    (
        re.compile(
            r"\b(?:should|ought to|deserves? to|needs? to) (?:have been|be|all be) (?:\w+ )?"
            r"(?:shot|stabbed|killed|hanged|hung|executed|beaten|burn(?:ed|t)|incinerated|"
            r"lynched|castrated)\b|"
            r"\b(?:punch|kick|slap|smack|bullet) (?:in|to|round|around) (?:the|his|her|your|"
            r"their) (?:face|teeth|head|ear|mouth|balls)\b"
        ),
        0.6,
    ),
    (re.compile(rf"\b{_WILL} (?:\w+ )?{_HURT} (?:you|u|him|her|them)\b"), 0.55),
)
# Families speak so of each other, and games and tests of their players.
NOT_MEANT = re.compile(
    r"\b(?:kill|murder|strangle) (?:me|my (?:son|daughter|kid|kids|husband|wife|other half|lot|"
    r"boys?|girls?))\b"
)

BULLYING = re.compile(
    r"\b(?:kys|k\.y\.s|kill (?:ur|your) ?self|go (?:and )?(?:die|kill yourself)|"
    r"(?:no ?(?:one|body) (?:likes|wants|loves|cares about)|every ?(?:one|body) (?:hates|laughs "
    r"at)) "
    r"(?:you|u|him|her)|why don't you (?:just )?die)\b"
)
AGGRESSION = re.compile(
    r"\b(?:shut (?:the \w+ )?up|stfu|go to hell|get lost|get stuffed|piss off|f(?:uck)? off|how "
    r"dare (?:you|he|she|they)|"
    r"come (?:and )?say (?:it|that) to my face|drop dead|rot in hell|screw you|bite me|get a "
    r"life)\b"
)

_GROUPS = (
    r"(?:muslims?|islamists?|jews?|hindus?|sikhs?|christians?|catholics?|immigrants?|migrants?|"
    r"refugees?|"
    r"asylum seekers?|foreigners?|gays?|gay people|lesbians?|homosexuals?|transgenders?|trans "
    r"people|"
    r"blacks|black people|whites|white people|asians?|africans?|arabs?|chinese|indians?|"
    r"pakistanis?|"
    r"mexicans?|poles|polish people|romanians?|gypsies|gypsy|travellers|roma|women|girls|"
    r"feminists?|"
    r"disabled people|the disabled|autistic(?:s| people| kids)?|latinos?|hispanics?)"
)
_VILE = (
    r"(?:vermin|animals|scum|filth|filthy|disgusting|disease|parasites?|rats|cockroaches|subhuman|"
    r"inferior|evil|savages?|criminals|terrorists?|rapists?|dirty|stupid|thieves|a plague|a "
    r"cancer|"
    r"trash|garbage|worthless|pigs|dogs|apes|monkeys|degenerates?|mentally ill|invaders|pests?)"
)
HATE: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(
            rf"\b(?:hate|despise|loathe|detest|can't stand|sick of) (?:\w+ )?(?:all |these |"
            rf"those |the |you |them )?(?:\w+ )?{_GROUPS}\b"
        ),
        0.75,
    ),
    (re.compile(rf"\b{_GROUPS} (?:are|r|is) (?:\w+ ){{0,3}}?{_VILE}\b"), 0.8),
    (re.compile(rf"\b{_VILE} {_GROUPS}\b"), 0.7),
    (
        re.compile(
            rf"\b(?:deport|exterminate|gas|kill|shoot|burn|ban|get rid of|kick out|lynch|hang) "
            rf"(?:all |the |these |those |every )?{_GROUPS}\b"
        ),
        0.85,
    ),
    (
        re.compile(
            rf"\b{_GROUPS} (?:should|must|need to|ought to) (?:all )?(?:be (?:deported|shot|"
            rf"killed|banned|hanged|gassed|sterili[sz]ed|sent)|die|go (?:back|home))"
        ),
        0.85,
    ),
    (
        re.compile(
            r"\b(?:go|send (?:them|him|her|em)|get) back to (?:your|their|his|her) (?:own "
            r")?(?:country|countries)\b|"
            r"\bgo back (?:to )?where (?:you|they) (?:came|come) from\b|\bwhite power\b|\bgas "
            r"the\b"
        ),
        0.75,
    ),
)
