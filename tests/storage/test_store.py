"""What is kept, and that it comes back as it was: the same story on SQLite and on PostgreSQL."""

from __future__ import annotations

import stat
from pathlib import Path

import factories as make
import pytest

from vetting.errors import BadInput
from vetting.interview.conduct import take_answer, take_probe_answer
from vetting.models.interview import Interview
from vetting.models.outcome import Failed, Probe
from vetting.models.record import Choice, Draft, EventKind, answer_place
from vetting.scale import Signal, Verdict
from vetting.storage import DecisionConflict, DraftConflict, InterviewConflict, OverrideConflict, Store, merged, new_id

FIRST, SECOND = make.card(), make.card("agent-loops.e1", failure_class="agent-loops")
HOSTILE = "\x00<script>alert(1)</script> \ud800 مرحبا 😀 'quoted' \"; drop table interview; --\r\n\tend"


def started(store: Store) -> str:
    """An interview of two questions, the first answered at level 2."""
    interview = make.interview(make.turn(make.grade(2)), cards=(FIRST, SECOND)).model_copy(update={"id": new_id()})
    return store.create(interview, by="Ada").interview.id


def test_an_interview_comes_back_as_it_was(store: Store) -> None:
    interview = make.interview(make.turn(make.grade(3)), cards=(FIRST, SECOND))
    store.create(interview, by="Ada")
    record = store.read(interview.id)
    assert (record.interview, record.revision) == (interview, 1)


def test_hostile_text_comes_back_with_the_same_length_everywhere(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: take_answer(i, SECOND, HOSTILE, lambda _, __: make.grade(1)), by="Ada")
    store.note(id, HOSTILE, by=HOSTILE)
    store.decide(id, Choice.WAIT, HOSTILE, by="Ada")
    store.draft(id, Draft(place="note", text=HOSTILE, by="Ada"))
    record = store.read(id)
    said = record.interview.turns[1].exchanges[0].answer
    assert said == HOSTILE.replace("\ud800", "\ufffd")
    for text in (record.notes[0].text, record.notes[0].by, store.drafts(id)[0].text):
        assert text == HOSTILE.replace("\ud800", "\ufffd").replace("\0", "\u2400")


def test_fifty_thousand_words_are_kept_and_found(store: Store) -> None:
    id = started(store)
    long = "word " * 50_000 + "needle"
    store.change(id, 1, lambda i: take_answer(i, SECOND, long, lambda _, __: make.grade(0)), by="Ada")
    assert store.read(id).interview.turns[1].answer == long
    assert [found.id for found in store.search("NEEDLE")] == [id]


def test_an_id_is_taken_once_and_must_be_one(store: Store) -> None:
    id = started(store)
    with pytest.raises(BadInput, match="already"):
        store.create(make.interview().model_copy(update={"id": id}), by="Ada")
    with pytest.raises(BadInput, match="letters and digits"):
        store.create(make.interview().model_copy(update={"id": "../x"}), by="Ada")


def test_an_unknown_interview_is_named_with_those_that_are_kept(store: Store) -> None:
    id = started(store)
    with pytest.raises(BadInput, match=rf"no interview 'none'.*{id}"):
        store.read("none")


def test_the_grade_before_and_after_a_probe_are_both_kept(store: Store) -> None:
    id = started(store)
    probe = Probe(text="How did you notice?", aims_at=Signal.DETECTION, why="w")
    store.change(id, 1, lambda i: take_probe_answer(i, i.turns[0], probe, "A graph.", lambda *_: make.grade(4)), by="Ada")
    outcomes = store.read(id).interview.turns[0].outcomes
    assert [outcome.level for outcome in outcomes if outcome.status == "graded"] == [2, 4]


def test_a_corrected_answer_does_not_lose_the_first_one(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: take_answer(i, FIRST, "Corrected.", lambda _, __: make.grade(1)), by="Bo")
    versions = store.versions(id, FIRST.id)
    assert [(v.revision, v.by, v.turn.answer) for v in versions] == [(1, "Ada", make.DEEP), (2, "Bo", "Corrected.")]


def test_the_machines_outcome_cannot_be_altered(store: Store) -> None:
    id = started(store)

    def better(interview: Interview) -> Interview:
        return interview.with_turn(make.turn(make.grade(4)))

    with pytest.raises(BadInput, match="Override it beside"):
        store.change(id, 1, better, by="Ada")
    assert store.read(id).interview.turns[0].outcomes == (make.grade(2),)


def test_a_failed_outcome_may_be_tried_again(store: Store) -> None:
    failed = Failed(engine="e", fingerprint=make.fingerprint(), reasons=("No grade.",))
    store.create(make.interview(make.turn(failed)), by="Ada")
    record = store.change("abcd1234", 1, lambda i: i.with_turn(make.turn(make.grade(3))), by="Ada")
    assert record.interview.turns[0].outcomes == (make.grade(3),)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        pytest.param(lambda i: i.model_copy(update={"turns": ()}), "take away", id="dropping an answer"),
        pytest.param(lambda i: i.model_copy(update={"id": "other"}), "another id", id="becoming another interview"),
        pytest.param(lambda i: i.model_copy(update={"turns": i.turns * 2}), "twice", id="answering twice"),
    ],
)
def test_a_change_takes_nothing_away(store: Store, edit: object, says: str) -> None:
    id = started(store)
    with pytest.raises(BadInput, match=says):
        store.change(id, 1, edit, by="Ada")
    assert store.read(id).revision == 1


def test_a_change_that_changes_nothing_makes_no_revision(store: Store) -> None:
    id = started(store)
    record = store.change(id, 1, lambda i: i, by="Ada")
    assert (record.revision, [event.kind for event in store.events(id)]) == (1, [EventKind.CREATED])


def test_a_change_from_an_old_revision_carries_both_versions_and_writes_nothing(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: i.model_copy(update={"candidate": "Theirs"}), by="Bo")
    with pytest.raises(InterviewConflict, match="revision 2") as caught:
        store.change(id, 1, lambda i: i.model_copy(update={"candidate": "Yours"}), by="Ada")
    conflict = caught.value
    assert (conflict.base.candidate, conflict.kept.interview.candidate, conflict.yours.candidate) == ("C", "Theirs", "Yours")
    assert store.read(id).interview.candidate == "Theirs"


def test_changes_of_different_parts_merge(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: take_answer(i, SECOND, "Theirs.", lambda _, __: make.grade(1)), by="Bo")
    record = store.change(id, 1, lambda i: i.model_copy(update={"candidate": "Yours"}), by="Ada", merge=True)
    assert (record.interview.candidate, record.interview.turns[1].answer, record.revision) == ("Yours", "Theirs.", 3)


def test_changes_of_the_same_answer_never_merge(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: take_answer(i, SECOND, "Theirs.", lambda _, __: make.grade(1)), by="Bo")
    with pytest.raises(InterviewConflict, match=f"the answer to {SECOND.id}"):
        store.change(id, 1, lambda i: take_answer(i, SECOND, "Yours.", lambda _, __: make.grade(1)), by="Ada", merge=True)
    assert store.read(id).interview.turns[1].answer == "Theirs."


def test_a_conflict_can_be_merged_and_written_again(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: i.model_copy(update={"candidate": "Theirs"}), by="Bo")
    with pytest.raises(InterviewConflict) as caught:
        store.change(id, 1, lambda i: i.model_copy(update={"finished": True}), by="Ada")
    both = merged(caught.value)
    record = store.change(id, caught.value.kept.revision, lambda _: both, by="Ada")
    assert (record.interview.candidate, record.interview.finished) == ("Theirs", True)


def test_a_revision_the_interview_never_had_is_refused(store: Store) -> None:
    id = started(store)
    for revision in (0, 7):
        with pytest.raises(BadInput, match=f"no revision {revision}"):
            store.change(id, revision, lambda i: i, by="Ada")


def test_a_rating_knows_whether_the_machines_grade_was_shown_to_that_person_before(store: Store) -> None:
    id = started(store)
    store.rate(id, FIRST.id, 0, 3, by="Ada")
    store.reveal(id, FIRST.id, 0, by="Ada")
    store.reveal(id, FIRST.id, 0, by="Ada")
    store.rate(id, FIRST.id, 0, 2, by="Ada")
    record = store.rate(id, FIRST.id, 0, 1, by="Bo")
    assert [(r.by, r.level, r.before_reveal) for r in record.ratings] == [("Ada", 3, True), ("Ada", 2, False), ("Bo", 1, True)]
    assert [(r.by, r.level) for r in record.ratings_of(FIRST.id, 0)] == [("Ada", 2), ("Bo", 1)]
    assert len(record.reveals) == 1


def test_a_rating_does_not_stand_on_a_corrected_answer(store: Store) -> None:
    id = started(store)
    store.rate(id, FIRST.id, 0, 3, by="Ada")
    corrected = make.grade(1, fingerprint=make.fingerprint(input="other"))
    record = store.change(id, 1, lambda i: take_answer(i, FIRST, "Corrected.", lambda _, __: corrected), by="Ada")
    assert (len(record.ratings), record.ratings_of(FIRST.id, 0)) == (1, ())


def test_only_what_was_answered_can_be_rated(store: Store) -> None:
    id = started(store)
    for question, step in ((SECOND.id, 0), (FIRST.id, 1), (FIRST.id, -1)):
        with pytest.raises(BadInput, match="no outcome"):
            store.rate(id, question, step, 3, by="Ada")


def test_an_override_stands_beside_the_machines_grade(store: Store) -> None:
    id = started(store)
    record = store.override(id, FIRST.id, 0, 4, "She drew the fix on the board.", by="Ada")
    standing = record.override_of(FIRST.id, 0)
    assert standing is not None
    assert (standing.level, standing.machine, standing.reason) == (4, 2, "She drew the fix on the board.")
    assert record.interview.turns[0].outcomes == (make.grade(2),)


def test_an_override_and_a_decision_need_a_reason(store: Store) -> None:
    id = started(store)
    with pytest.raises(BadInput, match="reason"):
        store.override(id, FIRST.id, 0, 4, "  ", by="Ada")
    with pytest.raises(BadInput, match="reason"):
        store.decide(id, Choice.HIRE, "", by="Ada")


def test_nobody_overrides_or_decides_over_what_they_have_not_seen(store: Store) -> None:
    id = started(store)
    store.override(id, FIRST.id, 0, 4, "a", by="Ada")
    with pytest.raises(OverrideConflict, match="Ada") as overridden:
        store.override(id, FIRST.id, 0, 1, "b", by="Bo")
    store.decide(id, Choice.HIRE, "a", by="Ada")
    with pytest.raises(DecisionConflict, match="Ada") as decided:
        store.decide(id, Choice.TURN_DOWN, "b", by="Bo")
    assert (overridden.value.kept.level, overridden.value.yours.level) == (4, 1)
    assert (decided.value.kept.choice, decided.value.yours.choice) == (Choice.HIRE, Choice.TURN_DOWN)
    record = store.decide(id, Choice.WAIT, "b", by="Bo", seen=1)
    assert [decision.choice for decision in record.decisions] == [Choice.HIRE, Choice.WAIT]
    assert record.decision == record.decisions[-1]


def test_a_draft_is_kept_until_its_answer_is_taken_and_not_longer(store: Store) -> None:
    id = started(store)
    place = answer_place(SECOND.id, 0)
    draft = store.draft(id, Draft(place=place, text="Half", by="Ada"))
    draft = store.draft(id, draft.model_copy(update={"text": "Half typed"}))
    other = store.draft(id, Draft(place=answer_place(FIRST.id, 1), text="To a probe", by="Ada"))
    assert [kept.text for kept in store.drafts(id)] == ["Half typed", "To a probe"]
    store.change(id, 1, lambda i: take_answer(i, SECOND, "Half typed.", lambda _, __: make.grade(1)), by="Ada")
    assert store.drafts(id) == (other,)
    with pytest.raises(DraftConflict, match="its answer was taken"):
        store.draft(id, draft)


def test_two_windows_on_one_draft_do_not_overwrite_each_other(store: Store) -> None:
    id = started(store)
    opened = store.draft(id, Draft(place="note", text="a", by="Ada"))
    store.draft(id, opened.model_copy(update={"text": "left window"}))
    with pytest.raises(DraftConflict) as caught:
        store.draft(id, opened.model_copy(update={"text": "right window"}))
    assert caught.value.kept is not None
    assert (caught.value.kept.text, caught.value.yours.text) == ("left window", "right window")


def test_a_note_has_words_and_may_be_about_a_question(store: Store) -> None:
    id = started(store)
    with pytest.raises(BadInput, match="empty"):
        store.note(id, " \n", by="Ada")
    record = store.note(id, "Very calm.", by="Ada", question=FIRST.id)
    assert [(note.text, note.question) for note in record.notes] == [("Very calm.", FIRST.id)]


def test_a_switch_is_an_event_and_the_last_turn_counts(store: Store) -> None:
    store.switch("rate_first", False, by="Ada")
    store.switch("rate_first", True, by="Bo")
    store.switch("masking", False, by="Bo")
    assert store.switches() == {"rate_first": True, "masking": False}
    first = store.events()[0]
    assert (first.kind, first.by, first.switch, first.on) == (EventKind.SWITCHED, "Ada", "rate_first", False)


def test_the_stamp_tells_of_everything_anybody_adds(store: Store) -> None:
    id = started(store)
    stamps = [store.stamp(id)]
    for act in (
        lambda: store.note(id, "n", by="Bo"),
        lambda: store.rate(id, FIRST.id, 0, 1, by="Bo"),
        lambda: store.decide(id, Choice.WAIT, "r", by="Bo"),
    ):
        act()
        stamps.append(store.stamp(id))
    assert stamps == sorted(set(stamps))
    assert store.read(id).stamp == stamps[-1]
    assert [event.kind for event in store.events(id, since=stamps[0])] == [EventKind.NOTED, EventKind.RATED, EventKind.DECIDED]


def test_the_list_tells_what_stands_and_what_needs_a_human(store: Store) -> None:
    id = started(store)
    unsure = make.grade(3, needs_human=True)
    store.change(id, 1, lambda i: take_answer(i, SECOND, "x", lambda _, __: unsure), by="Ada")
    other = started(store)
    store.decide(id, Choice.GO_ON, "r", by="Ada")
    first, second = store.list()
    assert (first.id, second.id) == (id, other)
    assert (first.role, first.planned, first.answered, first.needs_human, first.decision) == ("Head of AI", 2, 2, 1, Choice.GO_ON)
    assert dict(first.verdicts) == {Verdict.MIXED: 1, Verdict.PRODUCTION_DEPTH: 1}


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        pytest.param("TORQUE lyon", True, id="words of the answer, in any case and order"),
        pytest.param("head", True, id="the brief"),
        pytest.param("ÉTÉ", True, id="a note, beyond ASCII"),
        pytest.param("", True, id="nothing asked, everything found"),
        pytest.param("torque unicorn", False, id="one word that stands nowhere"),
        pytest.param("100%", False, id="a sign that is a pattern elsewhere"),
        pytest.param("t_rque", False, id="another such sign"),
        pytest.param("x" * 100_000, False, id="a very long word"),
    ],
)
def test_search_finds_interviews_by_the_words_in_them(store: Store, text: str, finds: bool) -> None:
    id = started(store)
    store.note(id, "Vu en été.", by="Ada")
    assert [found.id for found in store.search(text)] == ([id] if finds else [])


def test_search_does_not_find_what_was_corrected_away(store: Store) -> None:
    id = started(store)
    store.change(id, 1, lambda i: take_answer(i, FIRST, "Corrected.", lambda _, __: make.grade(1)), by="Ada")
    assert store.search("torque") == ()


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    from vetting.storage import open_store

    path = tmp_path / "vetting.sqlite"
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
