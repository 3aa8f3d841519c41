"""What cannot be read as an answer at all: nothing there, no language, or a language the engine cannot read. Pure code.

Whether a readable answer addresses the question is for the engine to say.
"""

from __future__ import annotations

import re
import unicodedata

READ = 4000
"""Characters looked at: enough to tell a language, and quick on any length."""
FEW = 8
"""Words below which a language cannot be told; such an answer is too short for a level anyway."""

OWN_WORDS = 8
"""An answer with fewer words that are neither the question's nor a link between words only repeats the question."""
_STALLING = frozenset(
    """okay ok right well so um uh er let see think moment second question asking ask asked you're you'd like good yes no hmm great
    understand sure thing want get tell walk""".split()
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "English": frozenset(
        """the a an and of to in is was it that we i you he she they this for on with as at by from be been
        were are had has have not but or so
        which what when who how there then than because if would could should will can our my your their its his her us them me no one all
        out up about after before into over only just now more some any did do does didn't don't wasn't it's i'm we'd
        i'd that's very also where
        while until every each other too""".split()
    ),
    "German": frozenset(
        "der die das und ist nicht wir ich ein eine einen dem den des mit auf für von zu im war haben hat "
        "wurde sich auch dass es wie aber noch nach bei sie als".split()
    ),
    "French": frozenset(
        "le la les des et est nous je une dans pour que qui pas avec sur du au ce cette était avons mais été "
        "elle ils plus par ne se son aux sont".split()
    ),
    "Spanish": frozenset(
        "el la los las de que y en un una es no por con para se lo como más pero fue del al nos su había era "
        "cuando porque muy sin este esta".split()
    ),
    "Italian": frozenset(
        "il la gli che di e è un una non per con sono del della abbiamo era ma come più nel alla si da questo stato anche ho le dei".split()
    ),
    "Portuguese": frozenset(
        "o a os as de que e em um uma não por com para se mais mas foi do da nos no na era quando porque muito sem este esta são ao".split()
    ),
    "Dutch": frozenset(
        "de het een en van is niet we ik dat die op te met voor was zijn er aan maar ook als bij naar dan heeft werd hebben nog wij".split()
    ),
    "Polish": frozenset("i w na nie się że z do to jest był była jak ale po od przez dla za co oraz już tylko było przy tak".split()),
    "Swedish": frozenset("och det att vi jag en ett är inte som på för med av var den har till om men så när från hade".split()),
    "Turkish": frozenset("ve bir bu için ile de da çok ama ne gibi olarak daha sonra kadar değil var biz ben olan".split()),
}
_COMMON_PAIRS = frozenset(
    """th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se le sa si
        ar ve ra ld ur ro me co ne ma li
    no ic ll la el ri om us ho ca ee be ch io ta ce wa we so ut ec ot ac do un tr lo ge us id rs di ol fo sh ad
    ow em ke ns ss wh pe ai mo op il
    ts po pr wn ly ck ct ag ig ir os im ep ay""".split()
)


def screen(answer: str, *, any_language: bool = False) -> str | None:
    """Why nothing in this answer can be judged, as a sentence for the interviewer; None if it can be read.

    `any_language` is for engines that read more than English.
    """
    text = unicodedata.normalize("NFKC", answer.replace("\ufeff", ""))
    if not text.strip():
        return "The answer is empty."
    head = text[:READ]
    if _is_binary(head):
        return "The answer is not text: it looks like a file's raw bytes. Paste the words, or give the file to the transcript reader."
    letters = [c for c in head if c.isalpha()]
    if not letters:
        return "The answer has no words."
    words = _words_of(head)
    if not any_language:
        language = _other_language(letters, words)
        if language:
            return f"The answer seems to be in {language}; the offline engine reads English only. Use an endpoint, or translate it."
    return "The answer is not readable language." if _is_gibberish(letters, words) else None


def only_repeats(question: str, answer: str) -> bool:
    """True where hardly a word of the answer is its own: it says the question again, and "let me think"."""
    asked = set(_words_of(question))
    said = [word for word in _words_of(answer) if word not in _FUNCTION_WORDS["English"] and word not in _STALLING]
    own = {word for word in said if word not in asked}
    return len(asked) > OWN_WORDS and len(said) > len(own) and len(own) < OWN_WORDS and 2 * len(own) <= len(said)


def word_count(text: str) -> int:
    """Words between white space; in scripts that leave no space between words, two signs count as a word."""
    signs = sum(1 for c in text if c.isalpha() and unicodedata.east_asian_width(c) == "W")
    return len(text.split()) + signs // 2


def _words_of(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _is_binary(text: str) -> bool:
    strange = sum(1 for c in text if c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in "\n\r\t\f\v"))
    return strange > 0.05 * len(text)


def _other_language(letters: list[str], words: list[str]) -> str | None:
    """The language the answer is in, if it is clearly not English."""
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < 0.5 * len(letters):
        return "another script"
    if len(words) < FEW:
        return None
    english = _share(words, "English")
    best, share = max(((name, _share(words, name)) for name in _FUNCTION_WORDS if name != "English"), key=lambda pair: pair[1])
    return best if share >= 0.12 and share > 1.2 * english else None


def _share(words: list[str], language: str) -> float:
    return sum(word in _FUNCTION_WORDS[language] for word in words) / len(words)


def _is_gibberish(letters: list[str], words: list[str]) -> bool:
    """Keyboard noise or one word over and over, in Latin letters; other scripts get the benefit of the doubt."""
    if not words or sum("LATIN" in unicodedata.name(c, "") for c in letters) < 0.5 * len(letters):
        return False
    if len(words) >= 30 and len(set(words[:200])) < 0.15 * len(words[:200]):
        return True
    if max(_share(words, name) for name in _FUNCTION_WORDS) >= 0.08:
        return False
    pairs = [word[i : i + 2] for word in words for i in range(len(word) - 1)]
    return len(pairs) >= 12 and sum(pair in _COMMON_PAIRS for pair in pairs) < 0.42 * len(pairs)
