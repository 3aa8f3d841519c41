"""What an utterance does: asks, acknowledges, greets, closes. By its words alone; English, as interviewers speak it.

Used on what interviewers say, and on everybody before it is known who that is. What candidates say is never read for orders.
"""

from __future__ import annotations

import re
from enum import Enum

from vetting.questions.unlawful import unlawful_reasons


class Kind(Enum):
    """What an utterance does, the first that fits."""

    UNLAWFUL = "unlawful"
    YOUR_TURN = "your turn"
    TERMS = "terms"
    ABOUT_THE_PERSON = "about the person"
    ASK = "ask"
    REPAIR = "repair"
    CLOSING = "closing"
    SMALL_TALK = "small talk"
    INTERJECTION = "interjection"
    STATEMENT = "statement"


_LEAD_WORD = (
    "so|and|but|okay|ok|now|then|right|well|alright|all right|great|good|sure|thanks|thank you|um|uh|yeah|yes|cool|nice|first|last|next|"
    "please|maybe|fine|also|perhaps|just|let me see|again|sorry"
)
_LEAD = rf"(?:(?:{_LEAD_WORD})[,.\s]+)*"
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")
_PROMPT = re.compile(
    rf"^{_LEAD}(?:\w+, )?(?:(?:(?:can|could|would|will) you |i(?:'d| would)? (?:like|love|want) (?:you )?to |(?:and )?if you (?:can|"
    rf"could),? )?"
    r"(?:please )?(?:(?:tell|walk|talk|take|show|give|run) (?:me|us)\b|describe\b|explain\b|think (?:of|back|about)\b|"
    r"pick (?:one|a|an|any)\b|choose\b|take (?!your time)(?:a|an|the|one|any|your)\b|start (?:at|with|from|when)\b|help me understand|"
    r"say more|elaborate|expand on|give an example)|"
    r"i(?:'d| would)? (?:like|love|want) to (?:hear|know|understand|learn|go deep(?:er)?)\b|i(?:'m| am|'d be)? ?(?:curious|"
    r"interested|wonder(?:ing)?)\b|(?:what|how) about\b)",
    re.IGNORECASE,
)
_WH = re.compile(
    rf"^{_LEAD}(?:what|how|why|when|where|who|whom|which|whose)(?:'s|'d|'re)?\b(?! (?:a|an) \w+[.!]?$)"
    rf"|^{_LEAD}(?:did|do|does|was|were|have|has|had|is|are|can|could|would|will|should) (?:you|it|that|they|there|the|this|your|"
    rf"an?|any|some|anyone|anybody|someone|somebody|users|people|customers|he|she|we)\b",
    re.IGNORECASE,
)
_WITHOUT_MARKS = re.compile(
    r"\b(?:what|how|why|when|where|who|which)(?:'?s)?\s+(?:\w+\s+){0,4}?(?:did|do|does|was|were|is|are|would|have|had|has|went|"
    r"happened|broke|"
    r"made|came|could|can|should|you)\b|\b(?:tell|walk|talk|take) (?:me|us) (?:about|through|how|what|why|more)\b|"
    r"\b(?:did|do|have|had|were|are|would) you\b|\b(?:what|who|where|how)'?s (?:a|an|the|your)\b",
    re.IGNORECASE,
)
"""A question somewhere in words that were written down without full stops and question marks."""
_CONCLUDES = re.compile(r"^(?:and |but )?(?:so|then|and then)\b,? (?!that's|that is|sounds|good|nice|okay|far|be it)\w+", re.IGNORECASE)
"""So it was the cache. Said in the middle of an answer, it waits for a yes or a no and what follows."""
_PROMPTING_PART = re.compile(
    r"^(?:(?:and|so|then|but)\s+){0,2}(?:the|your|those|these)(?: (?!is|are|was|were|has|had)[\w'-]+){1,3}\W*$", re.IGNORECASE
)
"""The fix. And then the check. Said so, it asks for the rest."""
_TAG = re.compile(r"^(?:right|okay|ok|yeah|yes|no|really|sorry|hm+|huh|pardon|is it|you know|shall we)\s*[?]$", re.IGNORECASE)

_YOUR_TURN = re.compile(
    r"(?:do you have|have you got|any(?: other)?|what|are there(?: any)?)(?: any)?(?: \w+){0,2} questions? (?:for|to|from|about|"
    r"left|at)\b|"
    r"\banything (?:else )?(?:from you|(?:that )?you(?:'d| would)? (?:like|want)(?: to)? (?:to )?(?:ask|know)|from your side)|"
    r"\byour turn\b|\bwhat (?:would|do) you (?:like|want) to (?:ask|know)\b|\bquestions (?:for|to) (?:us|me|tom|\w+ or me)\b|"
    r"\banything you want to ask\b|\bis there anything you\b",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\b(?:day rate|hourly rate|salary|compensation|pay expectation|notice period|(?:could|can|would) you start|start date|visa|"
    r"work permit|sponsorship|expectations? (?:in terms of|on|for) (?:pay|salary)|relocat\w+|how much (?:do|would) you (?:charge|"
    r"cost|want|take)|what (?:do|would) you (?:want|charge|take|expect) for|"
    r"are you (?:interviewing|talking) (?:elsewhere|with other))\b",
    re.IGNORECASE,
)
_ABOUT_THE_PERSON = re.compile(
    r"\b(?:about yourself|quick intro|introduce yourself|intro(?:duction)? (?:first|about)|(?:through|about|me) your (?:cv|resume|résumé|"
    r"background|career|education)|who you are|your background|why (?:do|did) you (?:want|apply|leave|choose us)|"
    r"what (?:motivate[sd]|attract(?:s|ed)|brings|draws|drew) you|"
    r"where do you see yourself|"
    r"what do you know about us|how did you hear about)\b",
    re.IGNORECASE,
)
_REPAIR = re.compile(
    r"\b(?:(?:can|could) you (?:(?:hear|see) (?:me|us|my|it|this|that|okay)|repeat|say (?:that|it) again)|you(?:'re|"
    r" are) (?:on mute|muted|breaking up|frozen|back)|"
    r"you froze|lost you|line (?:broke|is bad|dropped)|(?:browser|laptop|zoom|connection|internet|headset) (?:crashed|died|dropped|broke|"
    r"is bad|was gone)|i(?:'m| am) back|we can hear you|can hear (?:you|me)|say that again|didn't (?:catch|hear) (?:that|you)|"
    r"sorry,? what|one (?:second|moment)|give me a second|just a (?:second|moment)|share my screen|see my screen|on mute|"
    r"repeat (?:that|the question|it))\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:that(?:'s|'ll be| is| was| will be) (?:everything|it\b|all (?:from|i had|i've got|that|for|we)|all$|me done|us done|"
    r"really helpful)|"
    r"(?:we're|we are|i'm|i am|think we're) (?:done|at time|out of time|finished)|run out of time|stop (?:the )?recording|be in touch|"
    r"come back to you|hear (?:from|back)|next steps|talk soon|speak soon|(?:good)?bye|thank you for the interview|"
    r"good luck|have a (?:nice|good|great) (?:day|weekend|evening|one)|thanks? (?:a lot|so much|again|very much)|that's all|"
    r"(?:don't|do not) need (?:any(?:thing)? )?more|hard stop|^(?:thanks|thank you),? [A-Z]\w+[.!]?$)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:how are you|how(?:'s| is| was) (?:it going|life|everything|(?:your|the) (?:\w+ ){0,2}(?:week|day|morning|weekend|trip|"
    r"journey|holiday|travel|summer|afternoon|evening|flight|house|family))|did you (?:find|get|have|make) (?:the|a|your|"
    r"it) ?(?:good |nice )?(?:link|coffee|"
    r"lunch|holiday|weekend|journey|"
    r"trip|here|okay|alright)|(?:thanks|thank you) for (?:joining|coming|making|taking|hopping|having|your time|being)|welcome|"
    r"(?:nice|pleased|good|great|lovely) to (?:meet|see|finally)|good (?:morning|afternoon|evening)|are you (?:in|at|calling from|"
    r"based in) [A-Z]?\w+(?: today| now)?\?|"
    r"would you like (?:some|a) (?:water|coffee|tea)|take a seat|recording\b|(?:record|records) (?:this|it|the (?:call|meeting|"
    r"interview)|us)\b|transcription|"
    r"notetaker|taking notes|"
    r"do you want to (?:start|begin)|(?:shall|should) we (?:start|begin)|is (?:it|that) (?:okay|ok|alright|fine)|weather|raining|"
    r"can you go on\b|over to you|(?:can|could) you take over|no worries|let us begin|let's begin)\b",
    re.IGNORECASE,
)
_COMES_NEXT = re.compile(
    r"\b(?:next|first|second|third|last|another|different|one more|let's|let me|let us|moving on|move on|turning to|on to|question|"
    r"topic|subject|"
    r"skip (?:it|that)|that's clear|helpful|thanks)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?!(?:the|that|this|it|you|i|we|he|she|they|there)\b)[\w'-]+(?: (?!is|are|was|were|has|had|did)[\w'-]+){0,2}(?:,? then)?\.$",
    re.IGNORECASE,
)
PROMPT_WORDS = 20
LEAD_WORDS = 9
"""A longer sentence before a question tells something."""
_ACKNOWLEDGES = frozenset(
    """mm mhm mmhm hm hmm mmm uh huh um ah oh ooh okay ok right yeah yes yep yup sure great nice good cool interesting "
    "wow ouch got it i see
    makes sense perfect excellent brilliant lovely thanks thank you dear no fair enough
    understood really ha haha gotcha wonderful fantastic alright
    all very of course clear that that's thats true indeed exactly absolutely impressive super fine so well amazing
    go on carry please continue
    love that's it sounds""".split()
)


def kind_of(text: str) -> Kind:
    """What the words do. A question about the work wins over the talk around it."""
    if is_interjection(text):
        return Kind.INTERJECTION
    sentences = _SENTENCE.split(text.strip())
    kinds = [_kind_of_sentence(sentence) for sentence in sentences]
    if unlawful_reasons(text) and any(kind is not Kind.STATEMENT for kind in kinds):
        return Kind.UNLAWFUL
    return next((kind for kind in Kind if kind in kinds), Kind.STATEMENT)


def is_interjection(text: str) -> bool:
    """A sign of listening, with nothing in it to answer."""
    words = re.findall(r"[\w'’]+", text.lower())
    if "?" in text and not _TAG.match(text.strip()):
        return False
    return bool(words) and len(words) <= 8 and all(word.replace("’", "'") in _ACKNOWLEDGES for word in words)


def asks(sentence: str) -> bool:
    """True for a question or a request, punctuated or not."""
    plain = sentence.strip().replace("’", "'")
    if _TAG.match(plain):
        return False
    if plain.endswith("?"):
        return True
    if _PROMPT.match(plain):
        return not plain.lower().startswith(("tell me if", "share my"))
    if len(plain.split()) < 3 or plain.endswith((".", "!")):
        return False
    return bool(_WH.match(plain) or _WITHOUT_MARKS.search(plain))


def prompts_for_more(text: str) -> bool:
    """True where the interviewer names a part and waits for it."""
    part = _without_acknowledging(text)
    return _PROMPTING_PART.match(part) is not None or (len(text.split()) <= PROMPT_WORDS and _CONCLUDES.match(text.strip()) is not None)


def names_a_subject(text: str) -> bool:
    """True where a sentence before the question only names what comes next: Hallucinations. Did you have a bad one?"""
    sentences = [_without_acknowledging(sentence) for sentence in _SENTENCE.split(text.strip())[:-1]]
    return any(_SUBJECT.match(sentence) and not is_interjection(sentence) for sentence in sentences if sentence)


def _without_acknowledging(text: str) -> str:
    words = text.strip().split()
    while words and re.sub(r"\W", "", words[0]).lower() in _ACKNOWLEDGES:
        words.pop(0)
    return " ".join(words)


def question_in(text: str) -> str:
    """The utterance from where it begins to lead to its question; what only acknowledges the last answer is left off."""
    sentences = _SENTENCE.split(text.strip())
    first = 0
    while first < len(sentences) - 1 and _only_leads_in(sentences[first]):
        first += 1
    last = max((place for place, sentence in enumerate(sentences) if asks(sentence)), default=len(sentences) - 1)
    return " ".join(sentences[first : max(last, first) + 1])


def last_question(text: str) -> str:
    """The last sentence that asks; the whole text where none does."""
    return next((sentence for sentence in reversed(_SENTENCE.split(text.strip())) if asks(sentence)), text)


def _only_leads_in(sentence: str) -> bool:
    """Acknowledges, greets, or says that a question comes; says nothing the question needs."""
    if _kind_of_sentence(sentence) in (Kind.INTERJECTION, Kind.SMALL_TALK, Kind.CLOSING, Kind.REPAIR):
        return True
    return len(sentence.split()) <= LEAD_WORDS and not asks(sentence) and _COMES_NEXT.search(sentence) is not None


def _kind_of_sentence(sentence: str) -> Kind:
    plain = sentence.strip().replace("’", "'")
    if is_interjection(plain):
        return Kind.INTERJECTION
    asking = asks(plain)
    for kind, pattern in _ASKING:
        if pattern.search(plain) and (asking or kind is Kind.YOUR_TURN):
            return kind
    for kind, pattern in _TALKING:
        if pattern.search(plain) and (kind is Kind.REPAIR or not _PROMPT.match(plain)):
            return kind
    return Kind.ASK if asking else Kind.STATEMENT


_ASKING = ((Kind.YOUR_TURN, _YOUR_TURN), (Kind.TERMS, _TERMS), (Kind.ABOUT_THE_PERSON, _ABOUT_THE_PERSON))
_TALKING = ((Kind.REPAIR, _REPAIR), (Kind.CLOSING, _CLOSING), (Kind.SMALL_TALK, _SMALL_TALK))
