"""What may not be asked, and what looks like it and may."""

import pytest

from vetting.knowledge import load_knowledge
from vetting.questions.gate import check_question
from vetting.questions.unlawful import unlawful_reasons

GOOD = "Pick one time your system answered people from content that was out of date. What happened until you trusted it again?"

REJECTED = [
    ("", "empty"),
    ("???", "empty"),
    ("Tell me about a release that failed real users.", "no question mark"),
    ("Think of a release that failed. What happened? Who saw it first?", "more than one question mark"),
    ("Was it slow? Think of a release that failed", "more than one|end"),
    ("What went wrong in that release, and how did you also find the cause?", "compound"),
    ("Think of an outage. What broke and what did you change?", "compound"),
    ("What did you see first, or how did you find out?", "compound"),
    ("Did you debug a retrieval system last year?", "closed"),
    ("Think of an index that went stale. Was it rebuilt?", "closed"),
    ("When the index went stale, did you rebuild it?", "closed"),
    ("Which systems have you ever rebuilt?", "closed"),
    ("Think of the stale index. Wouldn't you agree that it needed monitoring?", "leading"),
    ("Think of the duplicate orders. How did you fix it, was it because of missing idempotency keys?", "leading"),
    ("The bill fell after your impressive work. What had driven it up?", "leading"),
    ("How did you stop the duplicates by adding an idempotency key?", "leading"),
    ("You found the stale index yourself, right?", "leading"),
    ("Tell me about your experience with retrieval. What did you build?", "generic"),
    ("What is your approach to evaluating language models?", "generic"),
    ("What was your framework when you managed AI risk?", "generic"),
    ("What are your strengths and weaknesses?", "generic"),
    ("How important was observability in what you built?", "generic"),
    ("What is the difference between RAG and fine-tuning?", "fact-pinning"),
    ("Which version of the library did you use?", "fact-pinning"),
    ("What is an embedding?", "fact-pinning"),
    ("What does RLHF stand for?", "fact-pinning"),
    ("Name three kinds of guardrails. Which did you use?", "fact-pinning"),
    ("On what date did the incident start?", "fact-pinning"),
    ("How many requests did the system serve?", "fact-pinning"),
    ("What would you do if an agent looped all night?", "past event"),
    ("How do you usually keep an index fresh?", "past event"),
    ("Which signs point to a stale index?", "past event"),
    (" ".join(["Think of a long night"] * 12) + ". What happened?", "too long"),
    ("Think of an outage at Initech. What happened?", "employer"),
    ("When you worked with Maria Kowalska on the index, what broke first?", "person"),
]

UNLAWFUL = [
    ("How old were you when you led your first team?", "age"),
    ("What year were you born?", "age"),
    ("In which year did you graduate, and what is your date of birth?", "age"),
    ("When do you plan to retire?", "age"),
    ("Are you married?", "marital"),
    ("How does your husband feel about the on-call rota you had?", "marital"),
    ("Do you have children, or plan to start a family?", "marital"),
    ("Who looked after the rota, and who looks after your kids?", "marital"),
    ("Are you pregnant?", "pregnancy"),
    ("Will you take maternity leave soon?", "pregnancy"),
    ("Which church did you attend, what is your religion?", "religion"),
    ("Are you a practising Muslim?", "religion"),
    ("What is your ethnicity?", "race"),
    ("Are you Hispanic?", "race"),
    ("Where are you originally from?", "nationality"),
    ("Where were you born?", "nationality"),
    ("What is your nationality?", "nationality"),
    ("Are you a native English speaker?", "nationality"),
    ("What is your mother tongue?", "nationality"),
    ("Do you have a disability that affected the incident?", "health"),
    ("How many sick days did you take last year?", "health"),
    ("How was your mental health during the outage?", "health"),
    ("Does cancer run in your family, and what is your family medical history?", "genetic"),
    ("Are you gay?", "orientation"),
    ("What is your sexual orientation?", "orientation"),
    ("What is your gender?", "sex or gender"),
    ("As a woman, how did you lead that incident?", "sex or gender"),
    ("Are you a member of a trade union?", "union"),
    ("Who did you vote for?", "political"),
    ("What are your political views?", "political"),
    ("Were you honourably discharged?", "military"),
    ("Have you ever been arrested?", "arrest"),
    ("Do you have a criminal record, given what you did?", "arrest"),
    ("What is your current salary?", "pay"),
    ("How much did you earn in your last position?", "pay"),
]

LAWFUL_LOOKALIKES = [
    "How old was the index when you found it stale?",
    "Think of a health check that lied to you. What did it measure?",
    "What did your health endpoint report while users saw errors?",
    "Tell me about a native integration that broke on you. What had changed?",
    "After the pregnant pause on that call, what did the board decide?",
    "Think of a race condition that hit your agents. What had happened?",
    "How did your race conditions first come to light?",
    "Which step filled the gender field in the training data?",
    "When you married the two data sets, what was lost?",
    "What went wrong with the sex column in that training set?",
    "Think of the parent documents your chunks had lost. How did you find them?",
    "What happened when your child processes were killed overnight?",
    "When your families of prompts drifted apart, what broke first?",
    "Think of a single point of failure. Where had it been hiding?",
    "Who on your team was born into that rota, so to speak, and what did they see first?",
    "Tell me about the assistant that answered questions on maternity leave wrongly. What had it read?",
    "What did your health assistant invent when it had no source?",
    "When did you retire the old model, and against whose wish?",
    "Think of a model trained on salary data. What had leaked into it?",
    "How did you make the union query return the missing rows?",
    "What did you see in the discharge letters the model drafted?",
    "How did your genetic algorithm get stuck in production?",
    "Think of losing faith in a metric. What had shaken your faith in it?",
    "How did the diagnosis of the outage first go wrong?",
    "What did the age of the cached answers turn out to be?",
    "Think of data on religion that reached a log. How had it travelled there?",
    "How did the two partners on your team disagree about the stale index?",
    "Which vote did the majority-voting judge get wrong?",
    "Think of an old person's complaint that nobody believed. What had they seen?",
    "How did your model's weights get lost?",
    "What did you do when the disabled guard was found?",
    "When the batch was charged twice, what had the ledger shown?",
    "What had the citizenship filter in your pipeline been dropping?",
    "Think of the black-box judge you replaced. What had it been rewarding?",
]


def test_a_good_question_passes() -> None:
    assert check_question(GOOD) == ()


@pytest.mark.parametrize(("text", "reason"), REJECTED, ids=[f"{reason}-{n}" for n, (_, reason) in enumerate(REJECTED)])
def test_a_question_that_teaches_nothing_is_rejected_with_the_reason(text: str, reason: str) -> None:
    given = check_question(text)
    assert any(part in one for one in given for part in reason.split("|")), given


@pytest.mark.parametrize(("text", "ground"), UNLAWFUL, ids=[f"{ground}-{n}" for n, (_, ground) in enumerate(UNLAWFUL)])
def test_an_unlawful_question_is_named_with_its_ground_and_law(text: str, ground: str) -> None:
    given = [reason for reason in check_question(text) if reason.startswith("unlawful")]
    assert any(ground in one.split("(")[0] for one in given), given
    assert all("not legal advice" in one for one in given)


@pytest.mark.parametrize("text", LAWFUL_LOOKALIKES)
def test_a_lawful_question_is_not_taken_for_an_unlawful_one(text: str) -> None:
    assert unlawful_reasons(text) == ()


def test_asking_for_the_right_to_work_is_not_called_unlawful() -> None:
    assert unlawful_reasons("Are you legally entitled to work in the European Union?") == ()


def test_every_question_of_the_bank_passes() -> None:
    knowledge = load_knowledge()
    asked = [opener.text for one in knowledge.failure_classes for opener in one.questions]
    assert len(asked) >= 150
    faults = {text: reasons for n, text in enumerate(asked) if (reasons := check_question(text, known=asked[:n]))}
    assert faults == {}


def test_every_probe_of_the_ladders_passes() -> None:
    faults = {
        probe: reasons
        for one in load_knowledge().failure_classes
        for probe in one.probes.values()
        if (reasons := check_question(probe, kind="probe"))
    }
    assert faults == {}


def test_an_employer_may_be_named_only_inside_the_quoted_claim() -> None:
    claim = "Led the agent platform at Initech"
    text = f"You write: “{claim}”. Think of one run there that did not end. What was it doing?"
    assert check_question(text, claim=claim) == ()
    assert any("employer" in reason for reason in check_question(text))


def test_a_quoted_claim_does_not_make_an_unlawful_question_lawful() -> None:
    claim = "Proud father, 38 % cost cut"
    assert any("marital" in reason for reason in check_question(f"You write: “{claim}”. How many children do you have?", claim=claim))


def test_the_same_question_in_other_words_is_a_duplicate() -> None:
    again = "Pick one time your system answered people from content that was out of date. What happened before you trusted it again?"
    assert check_question(again, known=[GOOD]) == ("a near-duplicate of a question already chosen",)
    assert check_question("Which bug in your own test code fooled you longest?", known=[GOOD]) == ()


def test_every_question_about_a_claim_passes_behind_the_quote() -> None:
    claim = "Led the agent platform at Initech, cutting cost by 38 %"
    asked = [
        f"You write: “{claim}”. {text}"
        for one in load_knowledge().failure_classes
        if one.about_claims
        for text in (one.about_claims.built, one.about_claims.improved)
    ]
    assert len(asked) >= 40
    faults = {text: reasons for n, text in enumerate(asked) if (reasons := check_question(text, claim=claim, known=()))}
    assert faults == {}
