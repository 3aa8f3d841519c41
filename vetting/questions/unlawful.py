"""Questions that must not be put to a candidate, each with its ground and the family of law. General information, not legal advice.

The patterns look for the person (you, your), not the word: a race condition or a health check is fair game. English only.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_TITLE_VII = "US Title VII of the Civil Rights Act"
_EU_RACE = "EU Directive 2000/43/EC"
_EU_FRAMEWORK = "EU Directive 2000/78/EC"
_EU_SEX = "EU Directive 2006/54/EC"
_DATA_FIELD = (
    r"(?![\s-](?:field|column|feature|classif|bias|attribute|balance|data|label|detect|model|predict|parity|split|group|imbalance|debias))"
)


@dataclass(frozen=True)
class Ground:
    """Something about a person that must not enter a hiring decision."""

    name: str
    law: str
    patterns: tuple[str, ...]

    @property
    def reason(self) -> str:
        return f"unlawful: it asks about {self.name} ({self.law}); leave it out. General information, not legal advice."


def unlawful_reasons(text: str) -> tuple[str, ...]:
    """A reason for each ground the text asks a person about; empty for lawful text."""
    plain = text.replace("\u2019", "'").lower()
    return tuple(ground.reason for ground, patterns in _compiled() if any(pattern.search(plain) for pattern in patterns))


@functools.lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Ground, tuple[re.Pattern[str], ...]], ...]:
    return tuple((ground, tuple(re.compile(pattern) for pattern in ground.patterns)) for ground in GROUNDS)


GROUNDS = (
    Ground(
        "age",
        f"US Age Discrimination in Employment Act; {_EU_FRAMEWORK}",
        (
            r"how (?:old|young) (?:are|were) you",
            r"\b(?:what|which|your) (?:exact )?age\b(?! (?:field|column|feature|of|distribution))(?! group (?:of|in|did|does|was))",
            r"\bat your age\b",
            r"\b(?:what|which) year (?:were|was) you(?:r)?\b",
            r"\byou (?:were|was) born\b(?! into)",
            r"\b(?:were|was) you born\b(?! and raised)",
            r"\byour (?:birth ?(?:day|date|year)|(?:year|date) of birth)\b",
            r"\b(?:when|what year|which year|how long ago) (?:did|have) you (?:graduate|finish(?:ed)? (?:school|university|college)|"
            r"leave school)",
            r"\b(?:until|before|when|do|will|plan\w*|going) (?:(?:do|will|are) )?(?:you|to) (?:(?:plan\w*|intend|going|"
            r"to) )*retire\b(?! (?:the|a|an|that|this|it|your|old|one|two|any|some|model|its)\b)",
            r"\byour retirement\b|\bretirement age\b.*\byou\b|\byou\b.*\bretirement age\b",
            r"\byou (?:\w+ )?(?:a )?(?:digital native|too (?:old|young))",
            r"\bas (?:a|an) (?:young|older|younger|old) (?:man|woman|person|candidate|engineer|leader)\b",
            r"\bwhich generation (?:are|do) you\b|\bare you (?:over|under) (?:\d\d|thirty|forty|fifty|sixty)\b",
        ),
    ),
    Ground(
        "marital or family status",
        f"{_TITLE_VII}; {_EU_SEX}",
        (
            r"\b(?:are|were|is) you (?:\w+ )?(?:married|single|divorced|widowed|a (?:single )?(?:parent|mother|father|mum|mom|"
            r"dad))\b(?! (?:the|two|both|up|these|those|your|its|threaded))",
            r"\b(?:your|what is your|the candidate's) (?:marital|family|civil|parental) (?:status|situation|plans?|circumstances)\b",
            r"\bmarital status\b(?! (?:field|column|feature|was|leak|appear))",
            r"\b(?:get|got|getting|gotten) married\b",
            r"\b(?:did|do|will|have) you (?:ever )?marr(?:y|ied)\b(?! (?:the|two|both|up|these|those|your|its))",
            r"\byour (?:husband|wife|spouse|fianc\w+|boyfriend|girlfriend|maiden name|love life|home life|private life)\b",
            r"\byour partner(?:'s)? (?:or (?:children|family|kids)|work|works|live|lives|mind|minds|job|feel|feels|career)\b",
            r"\b(?:your|have|having|raise|raising|got|want|wanting) (?:\w+ )?(?:children|kids|babies|a baby|a family|dependants|"
            r"dependents)\b(?! (?:of|nodes?|process\w*|documents?|chunks?|agents?|spans?|runs?|tables?|records?|using|who|in (?:the|"
            r"your)))",
            r"\byour (?:child|son|daughter|family)\b(?! (?:of|nodes?|process\w*|documents?|chunks?|agents?|spans?|runs?|tables?|"
            r"records?|plans?|tree))",
            r"\bhow many (?:children|kids)\b(?! (?:process|node|document|chunk|in the (?:data|training)))[^.?!]*\byou\b",
            r"\bstart(?:ing)? a family\b|\byour (?:child ?care|day ?care)\b",
            r"\b(?:who|how) .{0,30}(?:looks? after|picks? up|care for) (?:your|the) (?:children|kids)\b",
            r"\bchild ?care arrangements?\b",
        ),
    ),
    Ground(
        "pregnancy or parental leave",
        f"US Pregnancy Discrimination Act and {_TITLE_VII[3:]}; EU Directive 92/85/EEC and {_EU_SEX[3:]}",
        (
            r"\b(?:are|were|get|getting|become|becoming|be|been|currently) (?:you )?(?:\w+ )?pregnant\b(?! (?:pause|silence|with meaning))",
            r"\byour pregnanc\w+\b|\byou(?:'re| are)? (?:expecting|trying for) (?:a )?(?:baby|child)\b",
            r"\bare you expecting\b(?= *\??$)|\bbirth control\b.*\byou\b",
            r"\byour (?:maternity|paternity|parental)\b",
            r"\byou\b[^.?!]{0,30}\b(?:maternity|paternity|parental) leave\b(?! (?:polic|question|rule|answer|document|page|request|"
            r"entitle))",
        ),
    ),
    Ground(
        "religion or belief",
        f"{_TITLE_VII}; {_EU_FRAMEWORK}",
        (
            r"\byour (?:religion|religious|church|mosque|synagogue|spiritual|faith)\b(?! in\b)(?! (?:content|text|document|data|filter))",
            r"\b(?:what|which) (?:religion|church|faith) (?:are|do|did|is|were) (?:you|your)\b",
            r"\b(?:are|were) you (?:a )?(?:practi[cs]ing )?(?:muslim|christian|jewish|jew|catholic|hindu|buddhist|atheist|religious|"
            r"sikh|protestant|mormon|believer)\b",
            r"\bdo you celebrate (?:christmas|easter|eid|ramadan|hanukkah|diwali)\b",
            r"\bdo you (?:pray|fast|believe in god|go to (?:church|mosque|synagogue)|attend (?:church|mosque|services)|"
            r"keep (?:kosher|the sabbath))\b",
            r"\b(?:religious|church) holidays?\b.*\byou\b|\byou\b.*\breligious holidays?\b",
            r"\byou\b.{0,40}\b(?:sabbath|shabbat|ramadan)\b|\bheadscarf\b.*\byou\b|\byou\b.*\bheadscarf\b",
        ),
    ),
    Ground(
        "race or ethnic origin",
        f"{_TITLE_VII}; {_EU_RACE}",
        (
            rf"\byour (?:own )?(?:race|ethnicity|caste|ancestry|skin(?: colou?r)?|ethnic \w+|"
            rf"racial \w+)\b{_DATA_FIELD}(?![\s-](?:condition|detector))",
            r"\b(?:what|which) (?:race|ethnicity|ethnic group|caste) (?:are|do) you\b",
            r"\byou\b.{0,30}\b(?:racial|ethnic) (?:background|origin|group|minority)\b",
            r"\bare you (?:black|white|asian|hispanic|latin[oax]|arab|jewish|roma|indigenous|mixed[- ]race|african|"
            r"a person of colou?r)\b(?![- ]?(?:list|box|hat|label))",
        ),
    ),
    Ground(
        "nationality, birthplace or mother tongue",
        f"{_TITLE_VII} and Immigration and Nationality Act; {_EU_RACE}, EU free movement rules (asking for the right to work is lawful)",
        (
            r"\bwhere does your (?:sur)?name come from\b",
            r"\bwhere (?:are|were) you (?:\w+ )?(?:from|born)\b|\bwhere do you (?:really |originally )?come from\b",
            r"\bwhere (?:is|are|were) your (?:family|parents|people|accent)\b",
            r"\b(?:your|what) (?:\w+ )?(?:nationality|citizenship|birthplace|place of birth|country of (?:birth|origin)|"
            r"heritage)\b(?! (?:field|column|filter|check|of the|document|data))",
            r"\bare you an? (?:\w+ )?(?:citizen|national|immigrant|foreigner|refugee|expat)\b",
            r"\b(?:which|what) (?:country|passport)s? (?:are you|do you (?:hold|come)|were you)\b",
            r"\byour (?:passport|green card|immigration|visa) ?(?:status)?\b",
            r"\b(?:are you|as|you are|you're|were you|being) an? (?:\w+ )?native(?: \w+)? speaker\b",
            r"\byour (?:native|mother|first) (?:language|tongue)\b|\bnative speaker of\b.*\byou\b",
            r"\bis \w+ your (?:native|first|mother)\b",
            r"\byour accent\b",
            r"\bare you (?:american|british|german|french|polish|indian|chinese|russian|ukrainian|turkish|dutch|italian|spanish|"
            r"mexican|nigerian|pakistani|iranian|israeli)\b",
        ),
    ),
    Ground(
        "health or disability",
        f"US Americans with Disabilities Act; {_EU_FRAMEWORK}",
        (
            r"\byour (?:own |physical |mental |general )?health\b(?![\s-](?:check|endpoint|probe|dashboard|score|monitor|metric|"
            r"tech|care|app|insur|data|assistant|bot|product|signal|page|route|record|advice|chat|plan|system))",
            r"\byour (?:disabilit\w+|illness\w*|medication|medical (?:history|condition|record|leave)s?|sick(?:ness| days?| leave)|"
            r"therap(?:y|ist)|vaccination|doctors? (?:say|said|visit))\b",
            r"\b(?:are|were) you (?:\w+ )?(?:disabled|ill|sick|healthy|deaf|autistic|depressed|neurodivergent|handicapped|dyslexic|"
            r"vaccinated|blind(?! to))\b",
            r"\b(?:do|did|have) you (?:ever )?(?:have|had|suffer\w*|been (?:treated|diagnosed|hospitali[sz]ed)|take|taken|get|"
            r"need)\b[^.?!]{0,30}\b(?:disabilit\w+|medical condition|health (?:condition|problem|issue)s?|mental illness|chronic|"
            r"depression|cancer|burn-?out|medication|surgery|sick (?:days|leave)|accommodation)",
            r"\bhow many (?:sick|sick-leave) days (?:did|do|have) you\b|\bhow (?:tall are you|much do you weigh)\b",
            r"\bdo you (?:smoke|drink alcohol|use drugs)\b|\bworkers'? comp(?:ensation)?\b.*\byou\b",
            r"\byou\b.*\bworkers'? comp",
        ),
    ),
    Ground(
        "genetic information or family medical history",
        "US Genetic Information Nondiscrimination Act; EU Charter of Fundamental Rights, article 21",
        (
            r"\byour (?:genetic|dna|family(?:'s)? (?:medical|health) history|hereditary)\b(?! (?:algorithm|search|program|model|"
            r"data|pipeline|assistant))",
            r"\bruns? in your family\b|\byou\b.{0,40}\b(?:genetic|dna) test\b(?! (?:data|result|product|report|pipeline|assistant|compan))",
        ),
    ),
    Ground(
        "sexual orientation",
        f"{_TITLE_VII}; {_EU_FRAMEWORK}",
        (
            r"\byour sexual\b|\byour sexuality\b",
            r"\b(?:are|were) you (?:\w+ )?(?:gay|straight|lesbian|bisexual|queer|homosexual|heterosexual|lgbt\w*)\b(?! (?:about|"
            r"with|through|forward))",
        ),
    ),
    Ground(
        "sex or gender",
        f"{_TITLE_VII}; {_EU_SEX}",
        (
            rf"\byour (?:own )?(?:gender(?: identity)?|sex|pronouns)\b{_DATA_FIELD}",
            r"\bare you (?:a )?(?:man|woman|male|female|trans(?:gender)?|non-?binary|cis\w*)\b",
            r"\bas an? (?:woman|man|female|male|mother|father)\b|\b(?:what|which) gender (?:are|do) you\b",
        ),
    ),
    Ground(
        "trade union membership",
        "US National Labor Relations Act; EU Charter of Fundamental Rights, article 12, and GDPR article 9",
        (
            r"\b(?:you|your)\b[^.?!]{0,40}\b(?:trade|labou?r|staff|workers'?) union\b",
            r"\byou\b[^.?!]{0,30}\bunion (?:member|rep|organi[sz]er|meeting)\w*",
            r"\byour union\b(?! (?:type|quer|all|find|of|schema|select))|\b(?:are|do) you (?:in|part of|belong to) (?:a|the|any) union\b",
            r"\b(?:have|did) you (?:ever )?(?:gone|go|been) on strike\b|\bworks council\b.*\bare you\b",
        ),
    ),
    Ground(
        "political opinion",
        f"{_EU_FRAMEWORK} (belief) and GDPR article 9; US state laws, such as California and New York",
        (
            r"\byour (?:politic\w*|party (?:affiliation|membership))\b(?! (?:content|text|data|filter|bias|ads?|classif))",
            r"\b(?:who|whom|which party|what party) (?:did|do|will|would) you (?:vote|support)\b",
            r"\byou\b[^.?!]{0,30}\bpolitical (?:view|part|opinion|affiliation|belief|leaning)\w*\b",
            r"\bare you (?:a |an )?(?:democrat|republican|socialist|communist|conservative|liberal|left-wing|right-wing|"
            r"feminist)\b(?! (?:with|in|about))",
        ),
    ),
    Ground(
        "military discharge or reserve duty",
        "US Uniformed Services Employment and Reemployment Rights Act and EEOC guidance",
        (
            r"\b(?:dis)?honou?rabl[ey] discharged?\b",
            r"\b(?:your|type of|reason for (?:your )?) ?(?:military|army|navy) discharge\b",
            r"\bdischarged? from (?:the )?(?:army|navy|military|air force|marines|service)\b",
            r"\bare you (?:a |in the )?(?:veteran|reservist|reserves|national guard)\b",
            r"\byour (?:reserve duty|military (?:service|record|status))\b",
        ),
    ),
    Ground(
        "arrest or criminal record",
        f"EEOC guidance on {_TITLE_VII} and US fair-chance laws; GDPR article 10",
        (
            r"\b(?:have|were|are) you (?:ever )?(?:been )?(?:arrested|convicted|imprisoned|jailed|charged with|in (?:jail|prison))\b",
            r"\byour (?:arrest|criminal|police) (?:record|history|file)s?\b",
            r"\byou\b[^.?!]{0,30}\b(?:arrest record|criminal (?:record|history))\b(?! (?:data|search|field|check))",
            r"\byour arrests?\b",
        ),
    ),
    Ground(
        "current or past pay",
        "US state and city salary-history bans; EU Pay Transparency Directive 2023/970, article 5",
        (
            r"\b(?:your|you)\b[^.?!]{0,30}\b(?:current|previous|past|last|present|former|existing) (?:base )?(?:salary|compensation|"
            r"pay|package|earnings|wages?|bonus|income)\b",
            r"\b(?:current|previous|past|last|present|former) (?:salary|pay|compensation|earnings)\b[^.?!]{0,30}\b(?:your|you)\b",
            r"\bsalary history\b(?! (?:field|data|column|question|ban))",
            r"\byour (?:salary|pay ?(?:slip|stub|check)|w-?2|earnings|income)\b(?! (?:data|model|expect|range|predict|bench))",
            r"\bwhat (?:do|did) you make (?:at|in) your\b",
            r"\bhow much (?:money )?(?:do|did|are|were|have) you (?:currently |previously |now )?(?:earn|make\b(?! (?:the|it|of|"
            r"each|that|this|your))|get paid|paid|being paid|earning|making|take home)",
            r"\bwhat (?:do|did|are|were) you (?:currently |previously |now )?(?:earn|paid|being paid|earning)\b",
        ),
    ),
)
