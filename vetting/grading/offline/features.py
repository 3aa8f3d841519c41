"""What a sentence looks like, as named numbers: who did it, when, how sure, how measured. No model, no judgement.

The order of FEATURES is the order of the weights in knowledge/engine/; a new feature means a new fit.
"""

from __future__ import annotations

import math
import re

_PAST = (
    "was were had did went came saw found ran wrote built made took got broke gave told said knew "
    "thought kept left put sent read fell rose "
    "rang began became brought caught chose cut drew drove fed felt fought forgot froze grew held hid "
    "hit kept laid led lost meant met paid "
    "rebuilt rewrote reran sat set shut slept sold spent split spoke stood stuck swapped threw understood woke won undid blew bit"
).split()
_PRESENT_STORY = (
    "go goes say says ask asks call calls ring rings see sees look looks find finds open opens notice notices turn turns".split()
)
_VERB = rf"(?:\w+ed|{'|'.join(_PAST)})"

PATTERNS: dict[str, str] = {
    "i_past": rf"\bi (?:\w+ly |just |then |also |first |finally |had |personally |myself ){{0,2}}{_VERB}\b",
    "i_any": r"\b(?:i|i'd|i've|i'm|me|my|mine|myself)\b",
    "i_story": rf"\bi (?:just )?(?:{'|'.join(_PRESENT_STORY)})\b",
    "we_past": rf"\bwe (?:\w+ly |just |then |also |first |finally |had ){{0,2}}{_VERB}\b",
    "we_any": r"\b(?:we|us|our|ours|we'd|we've|we're)\b",
    "others_did": rf"\b(?:they|he|she|team|vendor|engineers?|colleagues?|somebody|someone|guys?|people) (?:\w+ly |then |had )?{_VERB}\b",
    "third_person": r"\b(?:they|he|she|his|her|their|them)\b",
    "second_person": r"\b(?:you|your|you'd|you'll|you're|you've)\b",
    "past_verb": rf"\b{_VERB}\b",
    "was_done": r"\b(?:was|were|got|been|being) (?:\w+ly )?\w+(?:ed|en|t)\b",
    "present_be": r"\b(?:is|are|isn't|aren't|has|have)\b",
    "advice": (
        r"\b(?:should|must|need to|needs to|have to|has to|ought|make sure|ensure|always|never|best practi[cs]e|"
        r"it's important|important to|the key|recommend|essential|critical)\b"
    ),
    "hypothetical": (
        r"\b(?:would|could|might|may|imagine|suppose|hypothetical\w*|let's say|say you|typical(?:ly)?|usual(?:ly)?|often|"
        r"generally|in general|tends? to|can be|can happen)\b"
    ),
    "if_when_generic": r"\b(?:if|when|whenever|once) (?:you|a|an|the|your|one|something|someone|it|this|people|teams?|models?)\b",
    "future": r"\b(?:will|going to|plan to|want to|i'd|we'd like|roadmap|next quarter|over time|in the future)\b",
    "hedge": (
        r"\b(?:maybe|perhaps|probably|i think|i guess|sort of|kind of|i believe|as far as i|apparently|i was told|i heard|"
        r"not sure|don't remember|somehow)\b"
    ),
    "event_time": (
        r"\b(?:yesterday|last (?:week|month|year|night|spring|summer|autumn|fall|winter|\w+day)|one (?:morning|night|"
        r"day|evening|friday|monday)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
        r"january|february|march|april|june|july|august|september|october|november|december|that (?:night|week|morning|"
        r"day|evening|afternoon|friday|monday)|"
        r"(?:at|around|by) (?:\d{1,2}(?::\d\d)? ?(?:am|pm)?|midnight|noon|two|three|four|five) ?(?:am|pm|"
        r"in the morning)?\b|overnight|weekend|\d+ (?:days?|weeks?|months?|hours?|minutes?) (?:later|after|before|ago)|"
        r"the next (?:day|morning))\b"
    ),
    "report": (
        r"\b(?:alert\w*|paged?|pager|alarm\w*|dashboards?|notic\w+|complain\w*|complaints?|tickets?|rang|called (?:me|us)|"
        r"emailed|messaged|phoned|spotted|flagged|reported?|screenshot|customers?|users?|support|the bill|invoice|auditor|"
        r"spike[ds]?|graph|went red|came to me|wrote to)\b"
    ),
    "look": (
        r"\b(?:look\w*|check\w*|compar\w+|traced?|tracing|logs?|pulled|dug|queried|sampl\w+|reproduc\w+|replay\w*|diff\w*|"
        r"bisect\w*|profil\w+|read through|opened|counted|inspect\w*|suspect\w*|blamed?|first thought|assumed|at first|"
        r"wrong|ruled out|turned off|one by one|side by side)\b"
    ),
    "cause": (
        r"\b(?:because|due to|caused?|reason|turn(?:ed|s) out|root|which meant|meaning|so that|so the|so it|therefore|"
        r"the problem was|the issue was|silently|instead of|never|only (?:when|if|after)|whenever|but the|even though|still|"
        r"default\w*|race|timeout|retr(?:y|ies|ied)|cache\w*|stale|truncat\w+|overw\w+|key|id|null|empty)\b"
    ),
    "change": (
        r"\b(?:fix\w*|chang\w+|replac\w+|rewr\w+|moved?|added?|remov\w+|switch\w*|roll(?:ed)? back|rolled|rollback|"
        r"revert\w*|patch\w*|deploy\w*|pinned|built|made|put|set|turned (?:it |that )?off|disabled|limit\w*|cap(?:ped)?|"
        r"split|wrapped|rebuilt|re-?index\w*|backfill\w*|stopped|killed|reset)\b"
    ),
    "measured": (
        r"(?:\bfrom .{1,30} to \b|\bdown to\b|\bup to\b|\bwent (?:from|down|up|back)\b|\bfell\b|\bdropp?(?:ed|s)?\b|"
        r"\brose\b|\bhalv\w+|\bdoubl\w+|\btripl\w+|\btwice\b|\btimes\b|\bzero\b|\bnone\b|\bone in \w+|\bout of\b|"
        r"\bper ?cent\b|%|\bevery \w+th\b|\bhalf\b|\bthird\b|\bquarter of\b)"
    ),
    "verify": (
        r"\b(?:re-?ran|ran (?:it|the|them)|again|replay\w*|tested|test|verif\w+|confirm\w*|check(?:ed)?|watched|a week|"
        r"two weeks|canary|shadow|held|stayed|came back|went quiet|since then|before and after|same (?:questions?|queries|"
        r"set|cases)|no more|stopped)\b"
    ),
    "prevent": (
        r"\b(?:now|since|since then|these days|nowadays|from then on|every (?:night|morning|week|deploy|release|change|"
        r"month|day)|nightly|weekly|blocks?|gate[sd]?|ci|fails? the build|alarms?|alert\w*|alerts? (?:if|when)|refuses?|"
        r"rejects?|guard|rule|policy|checklist|review|contract|schema|test (?:that|in)|monitor\w*|can't|cannot|no longer)\b"
    ),
    "tradeoff": (
        r"\b(?:cost(?:s|ed)?|slower|latency|expens\w+|pay|paid|price|trade-?offs?|downside|in hindsight|looking back|"
        r"regret\w*|should have|shouldn't have|would have|next time|differently|lesson|learn\w*|wish|grumbl\w+|annoy\w*|"
        r"complain\w*|lost|worse|extra|at the (?:price|expense)|gave up|not proud|my mistake|mistake)\b"
    ),
    "money": r"(?:[$€£]\s?\d|\b(?:dollars?|euros?|pounds?|thousand|million|grand|k a month|invoice|bill|refund\w*)\b)",
    "number_words": (
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|"
        r"thousand|dozen|dozens|couple)\b"
    ),
    "strategy_words": (
        r"\b(?:strateg\w+|align\w*|stakeholders?|governance|vision|roadmaps?|frameworks?|maturity|pillars?|journey|culture|"
        r"cultural|transformation\w*|value|board|executives?|workshops?|steering|operating model|centre of excellence|"
        r"center of excellence|capabilit\w+|enabl\w+|empower\w*|ecosystem|north star|buy-in|change management|leadership|"
        r"innovation|adoption|sponsor\w*|mindset|ownership|accountab\w+|initiative|programme|organi[sz]ation\w*)\b"
    ),
    "system_words": (
        r"\b(?:index\w*|embedding\w*|prompts?|tokens?|chunks?|queue|worker|cron|job|pipeline|retriev\w+|vector|model|schema|"
        r"api|endpoint|cache|database|table|columns?|parser|webhook|retry|tool call\w*|agent|batch|config|flag|version|"
        r"deploy\w*|logs?|latency|timeout|threshold|label\w*|eval\w*|test set|classifier|script|server|field|row|document|"
        r"page|pdf)\b"
    ),
    "grader_words": (
        r"\b(?:grader|grade this|scor(?:e|ing) (?:this|me|it|the answer)|rubric|evaluator|assessor|reviewer|ai (?:judge|"
        r"grader|assistant)|language model|ignore (?:all |any |the )?(?:previous|prior|above|earlier)|system (?:prompt|note|"
        r"message)|instructions?|full marks|top marks|maximum|highest (?:level|score|mark)|level (?:4|four))\b"
    ),
    "refusal": (
        r"\b(?:nda|non-?disclosure|confidential\w*|embargo\w*|classified|privileged|sealed|secrecy|commercially sensitive|"
        r"insider list|clearance|trade secrets?|quiet period|bank secrecy|no comments?|no details|not a word|off the record|"
        r"(?:can't|can not|cannot|couldn't|won't|don't|do not|mustn't|wouldn't|may not|shan't|neither|not going to|not be|never) "
        r"(?:really |ever |possibly |even )?(?:be )?(?:talk|shar|discuss|say|speak|go(?:ing)? into|describ|tell|disclos|comment|giv|"
        r"answer|reveal|confirm|name|touch|add to)\w*|"
        r"not (?:really )?(?:allowed|able|at liberty|permitted|comfortable|free|cleared|authori[sz]ed|mine to|my (?:story|place) to)|"
        r"(?:say|saying|said|give|answer is|came back with) (?:an? |the )?(?:flat |firm |clear |polite )?(?:no|nothing)|"
        r"(?:i'?d|i would|would|had) (?:rather|better|prefer) (?:not|none|keep|leave|give)|(?:prefer|rather|better) not|"
        r"lawyers?|solicitors?|attorneys?|counsel|legal (?:said|sent|told|says|came|advised)|settlement|settled|tribunal|arbitration|"
        r"court|suing|proceedings?|litigation|criminal matter|i (?:must |have to |would |will |respectfully )?declin\w+|declining to|"
        r"(?:must|have to|i'll|going to|gonna) (?:pass|skip|leave it|stop there)|pass on (?:this|that|it)|skip (?:it|this|that|the)|"
        r"leave it (?:there|at that|unanswered)|(?:have |had |'ve |i |they )?signed|sworn|"
        r"(?:covered by|bound (?:by|until|to)|under) (?:an? |the |my |their )?"
        r"(?:nda|act|agreement|paper|something|contract|clause|terms|confidentiality)|(?:in|my|by|of) (?:my |the )?contract|"
        r"break (?:a|my|the) (?:contract|promise|word|agreement)|my word|promised|"
        r"asked (?:me |us )?(?:not to|to say nothing|to keep)|keep (?:it |that one |that |this |them )?(?:quiet|private|to myself|off)|"
        r"kept (?:it|that) to myself|duty of silence|(?:haven't|not) got (?:permission|consent)|written consent|"
        r"without (?:the |their |his |her )?(?:written )?(?:consent|permission)|belongs? to them|stays? there)\b"
    ),
    "negation": r"\b(?:not|no|never|nothing|nobody|didn't|wasn't|couldn't|don't|doesn't|hadn't|weren't)\b",
    "filler": r"\b(?:um|uh|er|erm|like|you know|i mean|basically|sort of|kind of|yeah|right|okay|well)\b",
    "quote_marks": r"[\"“”]",
    "question_mark": r"\?",
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PATTERNS.items()}
_NUMBER = re.compile(r"\d+")
_TOOL = re.compile(r"(?<!^)(?<![.!?] )\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\w*|\w+_\w+|\w+\.\w{2,3})\b")

FEATURES = (*PATTERNS, "digits", "tool_names", "words", "starts_with_verb", "position")


def sentence_features(text: str, position: float) -> list[float]:
    """One number a feature, each between 0 and about 1. `position` is 0 for the first sentence and 1 for the last."""
    plain = text.replace("’", "'")
    counts = [min(len(pattern.findall(plain)), 3) / 2 for pattern in _COMPILED.values()]
    first = plain.split(maxsplit=1)[0].lower().strip(",.:;") if plain.split() else ""
    return [
        *counts,
        min(len(_NUMBER.findall(plain)), 4) / 2,
        min(len(_TOOL.findall(plain)), 3) / 2,
        math.log1p(len(plain.split())) / 3,
        float(first in _IMPERATIVES),
        position,
    ]


_IMPERATIVES = frozenset(
    "start use make keep define build establish ensure create set invest treat focus align put have "
    "don't never always consider add run measure "
    "track log document involve think begin choose pick get work write identify understand monitor test".split()
)
