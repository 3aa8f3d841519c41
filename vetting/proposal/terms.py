"""The terms beside the scope, found by patterns. A term is read only from words that state it; silence stays silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vetting.models.document import Document
from vetting.models.proposal import Term, TermClaim
from vetting.proposal import quantities
from vetting.proposal.passages import Passage
from vetting.proposal.quantities import Measure

NOT_TERMS = frozenset(("contents", "question", "past"))
"""Passages that state no term."""


def find_terms(passages: Sequence[Passage], document: Document) -> tuple[TermClaim, ...]:
    """One claim for each term that is stated."""
    readable = [one for one in passages if not one.marks & NOT_TERMS]
    found = [_choice(term, readable, document) for term in CHOICE_WORDS]
    found += [_amount(term, readable, document) for term in AMOUNTS]
    found += [_yes_or_no(term, readable, document) for term in YES]
    return tuple(claim for claim in found if claim is not None)


@dataclass(frozen=True)
class _Amount:
    """How an amount is recognised: words that must stand near it, words that spoil it, and how it is measured."""

    near: re.Pattern[str]
    not_near: re.Pattern[str]
    measure: Callable[[str], list[Measure]]
    least: float
    most: float
    reach: int = 70
    """Characters between the words and the figure."""
    clause: bool = True
    """The spoiling words count only within the clause of the figure."""


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NEVER = _re(r"(?!)")
CHOICE_WORDS: dict[Term, tuple[tuple[str, re.Pattern[str]], ...]] = {
    Term.ENGAGEMENT_MODEL: (
        ("embedded", _re(r"\b(?:embedded|acting (?:cto|caio|chief|head|vp)|interim (?:cto|caio|chief|head)|full[- ]time (?:fractional|embedded|leadership|presence)|member of (?:the|your) (?:leadership|executive) team|as (?:your|the) (?:cto|caio|chief ai officer) (?:four|five|4|5) days)\b")),
        ("strategic", _re(r"\b(?:strategic (?:retainer|oversight|advis\w+|engagement|officer|model)|(?:part-?time|fractional|advisory|monthly)\s+(?:\w+\s+){0,2}(?:retainer|advisor|adviser|oversight)|advisory retainer|retainer (?:basis|model|engagement|agreement))\b")),
        ("day_rate", _re(r"\b(?:day[- ]rates?|daily rate|per[- ]day basis|by the day|day[- ]rate (?:basis|work)|(?:fixed[- ](?:scope|price)|time[- ]boxed|two-week|2-week|one|single|each|per) (?:\w+ )?sprints?|sprint[- ]based|statement of work|per diem)\b")),
        ("strategic", _re(r"\bretainer\b")),
    ),
    Term.SCOPE_KIND: (
        ("ownership", _re(r"\b(?:(?:answer(?:s|able)?|accountable|responsible|stand) for the (?:outcomes?|results?)|own(?:s|ership of)? (?:the |all |every )?(?:outcomes?|results?|ai stack|ai systems|technical decisions|delivery)|takes? ownership|(?:scope|engagement|this) is (?:one of )?ownership|ownership (?:scope|engagement|model|of)|not (?:an )?advisory|(?:bears?|takes?|carr(?:y|ies)) (?:the )?responsibility for (?:the )?(?:outcome|result)|answer(?:s)? for (?:the |how |what )|it(?:'s| is) my (?:mess|fault|problem)|sign(?:s)? off (?:on )?(?:every|each|all) (?:major )?(?:technical|architect\w*|ai)|accountab\w+ (?:for|to)|it is my (?:fault|problem|responsibility)|on me\b)")),
        ("advisory", _re(r"\b(?:advisory (?:capacity|role|only|basis|in nature|scope|services|engagement|retainer|board)|(?:purely|strictly|solely) advis\w+|advis(?:e|ory|es) (?:and|only|not)|as an? (?:\w+ )?advis[eo]r|act(?:s)? as (?:an? |your )?(?:\w+ )?advis[eo]r|this is advice|gives? (?:you )?advice|only recommend|decisions? (?:remain|rest|stay|lie|are made)\w* (?:with|by) (?:the client|you|your|management|the company)|(?:we|i|adviser|advisor|consultant) (?:will )?(?:advise|recommend|guide|counsel)s?\b|recommendations|non-?binding|sounding board|trusted advis[eo]r|sparring partner)\b")),
    ),
}  # fmt: skip

AMOUNTS: dict[Term, _Amount] = {
    Term.HOURS_PER_WEEK: _Amount(_re(r""), _re(r"\b(?:sav(?:e|es|ing)|your (?:team|engineers?|lead|people|champion)|internal (?:lead|champion)|of (?:his|her|their) time|employee|per customer|business hours per|office hours)\b"), quantities.hours_per_week, 0.5, 60, 400),
    Term.RESPONSE_TIME_HOURS: _Amount(
        _re(r"\b(?:respon(?:d|ds|se|ses)|repl(?:y|ies|ied)|answer(?:s|ed)?|get back|gets? an answer|turn-?around|acknowledg\w+|sla|come back to you|hear from me|write back|react\w*|reaction time|returns? (?:your )?calls?|(?:requests?|questions?|messages?|mails?|e-mails?) (?:are|is) (?:handled|dealt with)|handled)\b"),
        _re(r"\b(?:incident|sampled|requests to|ring back|rings? back|phone[sd]?|pager?|paged|breaks?|fails?|failure|urgent|critical|answers? (?:the )?(?:phone|time)|answer time|p9\d|outage|severity|sev|on-?call|p1|p95|latency|emergenc\w+|design|candidate|invoice|dispute|breach|proposal|offer|traces?|logs?|retention|notice|post-?mortem|cure)\b"),
        lambda text: [one for one in quantities.hours(text)] + _named_reply(text), 0.05, 24 * 10, 60,
    ),
    Term.INCIDENT_RESPONSE_HOURS: _Amount(
        _re(r"\b(?:incidents?|outages?|sev(?:erity)?[ -]?\d?|p1|on-?call|emergenc\w+|fails?|failure|breaks?|broken|down|goes wrong|urgent|critical|ring back|rings? back|phone[sd]?|ring me|call me|pick(?:s)? up|bridge|pager|paged|reachable|production issue)\b"),
        _re(r"\b(?:post-?mortem|report|review|write-?up|written|runbook|latency|p9\d|rehears\w+|drill|for (?:two|three) hours|traces?|hours? (?:a|per) (?:week|month)|notice|messages?|slack|e-?mails?|ordinary|tickets closed)\b"),
        quantities.hours, 0.01, 24 * 7, 90,
    ),
    Term.MINIMUM_MONTHS: _Amount(
        _re(r"\b(?:minimum|initial (?:term|commitment|period|engagement)|at least|fixed term|first term|no shorter than|shortest|to (?:start|begin)(?: with)?|not (?:less|shorter) than|commit(?:ment|s|ted)?|term (?:is|of|shall|:)|engagement (?:runs|lasts|is for|term)|lock-?in|term\b)"),
        _re(r"\b(?:discount|off|reduc\w+|lower|percent|%|rebate|notice|instead of|cheaper|after (?:the )?(?:first )?|less|saves?|if you (?:sign|commit)|warning|ago|experience|last|past|every|within|in the (?:first|second|third)|by month|roadmap)\b|[$€£%]"), quantities.months, 0.2, 36, 60,
    ),
    Term.NOTICE_DAYS: _Amount(_re(r"\b(?:notice|terminat\w+|cancel\w*|warning|leave|walk away|part ways|end (?:it|this|the))\b"), _re(r"\b(?:invoice|payment|pay|respond|cure|breach|response|minimum|deliver\w*|retention|after receipt|dispute)\b"), quantities.days, 1, 365, 60),
    Term.DISCOUNT_PERCENT: _Amount(_re(r"\b(?:discount\w*|off|reduc\w+|less|lower\w*|rebate|cheaper|saves?|knock|below|comes down|drops?|give (?:you )?(?:a )?\d+|i give)\b"), _re(r"\b(?:latency|cost per|token|spend|bill|error|accuracy|hallucinat\w+|savings in|model costs?|cloud|interest|late|liabil\w*|equity|european?|american|u\.?s\.?|rework|tickets?|calls?)\b"), quantities.percents, 1, 60, 60),
    Term.PARALLEL_CLIENTS: _Amount(
        _re(r"\b(?:clients?|companies|customers|engagements|mandates|retainers|businesses|business|institutions|organi[sz]ations|firms|practices)\b"), _re(r"\b(?:helped|like yours|advised|over the years|past|previous\w*|worked with|since|references?|users|enterprise customers|your customers|served|portfolio of|contracts?)\b"),
        lambda text: quantities.measures(r"\b(?:(?:no more than|at most|up to|maximum of|max\.?|never more than|only|serve|have|hold|carry|with|to|limit\w* (?:to|of)|of)\s+)?" + quantities.RANGE + r"\s+(?:other |active |concurrent |parallel |simultaneous |retainer |further |such |live |current )*(?:clients?|companies|customers|engagements|mandates|retainers|business(?:es)?|institutions|organi[sz]ations|firms|practices)\b", text), 1, 60, 40,
    ),
}  # fmt: skip
_CONCURRENT = _re(r"\b(?:now|we (?:have|serve|work with)|i've got|i have|i counsel|look after|at (?:a|the same|any one|any) time|at once|in parallel|concurrent\w*|simultaneous\w*|parallel|other|currently|currently serv\w+|at the moment|no more than|at most|never more than|limit|cap(?:ped)?|maximum|more than|alongside|besides|i (?:serve|have|hold|carry|work (?:for|with)|take))\b")
_NEEDED: dict[Term, re.Pattern[str]] = {
    Term.PARALLEL_CLIENTS: _CONCURRENT,
    Term.INCIDENT_RESPONSE_HOURS: _re(r"\b(?:within|in|under|answers?|back|respon\w+|reach\w*|pick|sla|minutes|on the (?:bridge|phone|line)|join)\b"),
    Term.DISCOUNT_PERCENT: _re(r"\b(?:commit\w*|six|6|twelve|12|three|nine|month\w*|year|term|prepay\w*|up ?front|annual\w*|longer|sign\w*|in advance|quarterly)\b"),
}


def _named_reply(text: str) -> list[Measure]:
    """Reply times in words."""
    found = [(r"\bsame (?:working |business )?day\b", 8.0), (r"\bnext (?:working|business) day\b", 24.0), (r"\bwithin (?:a|one|the) (?:working |business )?day\b", 24.0), (r"\bby (?:the )?(?:next|following) morning\b", 24.0)]
    return [Measure(hours, hours, match.start(), match.end()) for pattern, hours in found for match in re.finditer(pattern, text, re.IGNORECASE)]


def _amount(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    rule = AMOUNTS[term]
    best: tuple[float, Measure, Passage] | None = None
    for order, passage in enumerate(passages):
        text = passage.in_context
        for measure in rule.measure(text):
            around = text[max(0, measure.start - rule.reach) : measure.end + rule.reach]
            clause = _clause(text, measure)
            if not rule.least <= measure.low <= rule.most or not rule.near.search(around) or rule.not_near.search(clause):
                continue
            if (needed := _NEEDED.get(term)) and not needed.search(text):
                continue
            distance = min((abs(match.start() - measure.start) for match in rule.near.finditer(text)), default=400)
            score = -distance / 100 - order / 2000 + _favour(term, text, passage) + (0.5 if rule.near.search(clause) else 0)
            if best is None or score > best[0]:
                best = (score, measure, passage)
    if best is None:
        return None
    _, measure, passage = best
    low, high = round(measure.low, 2), round(measure.high, 2)
    text = passage.in_context
    if term is Term.PARALLEL_CLIENTS and re.search(r"\bother\b|\bbesides\b|\bapart from you\b|\belse\b", text[measure.start : measure.end + 12], re.IGNORECASE):
        low, high = low + 1, high + 1  # with this one
    up_to = term is Term.HOURS_PER_WEEK and re.search(r"\b(?:up to|at most|no more than|maximum(?: of)?|max\.?)\s*$", text[: measure.start], re.IGNORECASE)
    return TermClaim(term=term, low=None if up_to else low, high=high, quotes=(_quote(passage, document),))


_BREAK = re.compile(r"[,;()|]|\s[-–—]\s|\b(?:then|and then|while|but)\b")


def _clause(text: str, measure: Measure) -> str:
    """The words around a figure up to the next comma or bar."""
    before = max((match.end() for match in _BREAK.finditer(text, 0, measure.start)), default=0)
    after = _BREAK.search(text, measure.end)
    return text[max(before, measure.start - 60) : min(after.start() if after else len(text), measure.end + 60)]


_FAVOURED = {
    Term.INCIDENT_RESPONSE_HOURS: _re(r"\b(?:within|minutes|reachable|respon\w+)\b"),
    Term.HOURS_PER_WEEK: _re(r"\b(?:commit\w*|dedicat\w+|you (?:get|receive|have)|i (?:work|give|spend|am)|hours|capacity|availab\w+|retainer|time)\b"),
    Term.MINIMUM_MONTHS: _re(r"\b(?:minimum|at least|initial)\b"),
    Term.NOTICE_DAYS: _re(r"\b(?:notice|warning)\b"),
    Term.RESPONSE_TIME_HOURS: _re(r"\b(?:messages?|slack|e-?mails?|async\w*|questions?|response time)\b"),
    Term.DISCOUNT_PERCENT: _re(r"\b(?:commit\w*|discount)\b"),
    Term.PARALLEL_CLIENTS: _re(r"\b(?:at (?:a|the same|any) time|at once|parallel|concurrent\w*)\b"),
}


def _favour(term: Term, text: str, passage: Passage) -> float:
    return (1.0 if _FAVOURED[term].search(text) else 0.0) - (0.7 if passage.marks & {"deferred", "negative", "theirs"} else 0.0)


YES: dict[Term, tuple[re.Pattern[str], re.Pattern[str]]] = {
    Term.WAR_ROOM: (
        _re(r"\b(?:war[- ]rooms?|(?:join|joins|joining|on|lead|leads|chair|chairs|attend|run|runs)\b.{0,25}\b(?:incident|outage|emergency|bridge|crisis)\b.{0,12}\b(?:calls?|bridge|room|response)?|incident (?:calls?|bridge)|takes? the chair|(?:i am|i'm|i'd be|i will be|i'll be|we are|am|be) (?:on|in) the (?:line|call|bridge)|on the bridge|stay(?:s)? on (?:the (?:line|phone|call)|with)\b.{0,30}until)"),
        _re(r"\b(?:does not|do not|don't|will not|won't|not (?:obliged|available|part|expected|included|in a position)|no)\b.{0,60}\b(?:incident|war room|outage|on-?call|emergenc)|\b(?:incident|war room|outage|on-?call|emergenc\w+)\b.{0,60}\b(?:not (?:included|covered|part|in scope)|excluded|out of scope|separately)"),
    ),
    Term.ESCALATION_WHEN_AWAY: (
        _re(r"\b(?:(?:when|if|while)\b.{0,10}\b(?:i am|i'm|he is|he's|she is|she's) (?:away|abroad|travelling|traveling|walking|sailing|on (?:holiday|leave|vacation)|ill|sick|out|off)\b|(?:i am|i'm|officer is|am) (?:away|unavailable|on leave)\s*\||(?:when|if|while|whenever|during)\b.{0,30}\b(?:away|unavailable|absen\w+|on leave|travel\w*|holiday|vacation|sick|asleep|not (?:available|reachable)|unreachable|out)\b.{0,90}\b(?:deputy|stands? in|covers?|backup|partner|colleague|call|second|substitute|escalat\w+|steps? in|takes? over|number|reach\w*)|(?:deputy|backup|stand-?in|second|partner|colleague|substitute)\b.{0,70}\b(?:when|if|while|whenever|during|in)\b.{0,30}\b(?:away|unavailable|absen\w+|leave|travel\w*|holiday|vacation|sick|unreachable|not available|can(?:not|'t) be reached|do(?:es)? not (?:answer|pick))|or (?:my|our) (?:deputy|partner|second|colleague)\b|named (?:deputy|backup))"),
        _re(r"\b(?:no (?:substitute|deputy|cover|stand-?in|backup|replacement)|not replaced|without cover|nobody (?:fill|stand|cover|replac)\w*|there's nobody|there is nobody|no one (?:fill|stand|cover|replac)\w*)\b"),
    ),
    Term.DIRECT_LINE: (
        _re(r"\b(?:report(?:s|ing)?(?: line)? (?:directly )?(?:in)?to (?:the |your )?(?:ceo|cto|founders?|chief executive|managing director|board|coo|chief)|direct (?:line|access|report\w*)|(?:weekly|standing|fixed|regular|half[- ]hour|hour|minutes|one-?on-?one|1:1|one-to-one)\b.{0,40}\bwith (?:the |your )?(?:ceo|cto|founders?|chief executive|managing director)|(?:straight|directly|direct report) to (?:\w+ ){0,3}\(?(?:ceo|cto|founders?|chief|you\b)|report(?:s|ing)? to you\b|report(?:s|ing)? to (?:\w+,? ){0,4}(?:\(?(?:ceo|cto)|founder|chief executive|managing director)|to your (?:ceo|cto|founder)|(?:sit|meet|speak|talk)s? with the (?:founders?|ceo|cto|chief executive)|in the exec(?:utive)? meeting)"),
        _re(r"\b(?:report(?:s|ing)?|instructions?|direction|managed|supervis\w+|coordinat\w+|request\w*|tickets?)\b.{0,40}\b(?:project manager|pmo|programme manager|program manager|delivery manager|procurement|ticket\w*|service portal|steering committee)\b|\bthrough the (?:service portal|ticket\w*|steering)|\b(?:tasks?|tickets?|requests?) in(?:to)? (?:jira|asana|trello|linear|the (?:board|portal|queue))\b|\byour (?:pm|project manager) (?:can|will|gives|puts|assigns)"),
    ),
    Term.AUTHORITY: (
        _re(r"\b(?:(?:full |final |explicit |decision[- ]making |written |clear )?authority (?:over|to|on|for)|(?:i|we|he|she|officer|consultant|partner) (?:may|can|decides?|chooses?|approves? or|is (?:free|authorised|authorized|entitled)) (?:to )?(?:on |what |which |about |decide|choose|stop|switch|approve|reject|veto|block|halt|refuse|pull)|without (?:his|her|my) (?:written )?(?:approval|consent) no|final (?:say|word|decision)|right to (?:stop|veto|refuse|block|decide)|decides? (?:on|about|which) (?:models?|tools?|vendors?)|mandate to|veto (?:over|on|right)|power to (?:stop|block|veto))\b"),
        _re(r"\b(?:no (?:decision\w*[- ]?)?authority|without authority|has no (?:authority|right|power)|not (?:have|hold) (?:any )?authority|authority (?:remains|rests|stays|lies) with (?:the client|you|your)|no veto|(?:not|never) .{0,50}(?:make|take) (?:the )?decisions?|(?:the )?(?:call|decision)s? (?:is|are) yours|rather not be the ones? who decides?|not (?:for (?:us|me) )?to decide)\b"),
    ),
    Term.CHAMPION: (
        _re(r"\b(?:champion|(?:daily|day-to-day|day to day) (?:contact|partner|counterpart|work with|business)|contact in daily|(?:is|as|be) my (?:person|partner|counterpart|contact|day-to-day)|'s my (?:person|contact|partner|counterpart)|owns? (?:the )?execution|carry out the changes|runs the daily work|(?:need|want):? your (?:mr|mrs|ms)\b|(?:one|a|single|named|dedicated|internal|named internal) (?:\w+ ){0,2}(?:person|contact|owner|counterpart|sponsor|engineering lead|point of contact|colleague|engineer|lead)\b.{0,80}\b(?:your|you|side|daily|day-to-day|day to day|contact|time|client|execut\w+|from)|(?:you|client|company) (?:will |shall |must |need to )?(?:name|appoint|nominate|designate|assign|give (?:us|me)|provide)s?\b.{0,50}\b(?:person|contact|owner|counterpart|lead|engineer|colleague|sponsor)|point of contact|counterpart)\b"),
        _re(r"\bno (?:internal )?(?:champion|counterpart|contact person) (?:is )?(?:needed|required)\b"),
    ),
    Term.SIGN_OFF: (
        _re(r"\b(?:sign(?:s|ed|ing)?[- ]?off|(?:my|the officer's|our) (?:signature|approval|yes)|signs? (?:every|each|all|it|them|the|off)|countersign\w*|signed (?:by (?:me|us|the officer)|record|before)|(?:until|unless|before) (?:i|he|she|we|the officer)(?:'ve| has| have)? (?:read and |it has been )?(?:sign(?:ed|s)?|approved?)|(?:without|needs|requires) (?:his|her|my) (?:\w+ )?(?:approval|signature|consent|initials|name)|(?:he|she|officer) (?:approves|signs)|my initials|approv\w+ .{0,50}\bbefore\b|without (?:my|our|the officer's) (?:signature|approval|sign-?off|ok)|i (?:approve|sign)\b|put(?:s)? (?:my|her|his) name (?:on|under)|approves? (?:every|each|all))\b"),
        _re(r"\b(?:no sign-?off|not .{0,40}(?:approve|sign) (?:designs?|off)|sign-?off (?:remains|rests|stays|lies|is) with (?:the client|you|your)|(?:does|do|will) not (?:sign|approve)|decisions? (?:remain|rest|stay)\w* with (?:the client|you|your))\b"),
    ),
}  # fmt: skip


def _yes_or_no(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    yes, no = YES[term]
    for passage in passages:
        if not passage.marks & {"heading"} and no.search(passage.text.replace("’", "'")):
            return TermClaim(term=term, holds=False, quotes=(_quote(passage, document),))
    for passage in passages:
        text = passage.text.replace("’", "'")
        if passage.marks & {"heading", "deferred", "boilerplate"} or not yes.search(text):
            continue
        if passage.marks & {"negative"} and term is not Term.CHAMPION:
            continue
        return TermClaim(term=term, holds=True, quotes=(_quote(passage, document),))
    return None


def _choice(term: Term, passages: Sequence[Passage], document: Document) -> TermClaim | None:
    for choice, pattern in CHOICE_WORDS[term]:
        for passage in passages:
            if (passage.marks & {"negative", "deferred"} and choice != "advisory") or (term is Term.SCOPE_KIND and passage.marks & {"theirs"} and choice == "ownership"):
                continue
            if pattern.search(passage.text.replace("’", "'")):
                return TermClaim(term=term, choice=choice, quotes=(_quote(passage, document),))
    return None


def _quote(passage: Passage, document: Document) -> str:
    return document.text[passage.start : passage.end]
