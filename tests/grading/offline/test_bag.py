"""The bag of words hears no names, no figures and no gender."""

import numpy as np

from vetting.grading.offline.bag import bag_of, tokens_of, word_number

ANSWERS = [
    [tokens_of("We asked Miriam about the queue."), tokens_of("She restarted 14 workers and I watched Miriam's logs")],
    [tokens_of("Miriam had the queue."), tokens_of("I asked her and then I watched it")],
    [tokens_of("The queue was full, said Miriam, so she asked and I watched.")],
    [tokens_of("Nobody asked about the queue, I watched him and Miriam.")],
]


def test_names_figures_and_words_of_gender_are_not_in_it() -> None:
    words = set(bag_of(ANSWERS).rarity)
    assert {"the", "queue", "i", "asked", "watched"} <= words
    assert not words & {"miriam", "she", "her", "him", "14"}


def test_another_name_and_gender_change_nothing() -> None:
    bag = bag_of(ANSWERS)
    one = bag.vector([tokens_of("So she asked Miriam about the queue.")])
    other = bag.vector([tokens_of("So he asked Tomasz about the queue.")])
    assert np.array_equal(one, other)


def test_saying_the_same_twice_weighs_the_same_words() -> None:
    bag = bag_of(ANSWERS)
    once, twice = (bag.vector([tokens_of("I watched the queue")] * n) for n in (1, 2))
    assert np.allclose(once, twice)


def test_the_numbers_of_words_weigh_as_the_words_do_in_any_order() -> None:
    bag = bag_of(ANSWERS)
    words = tokens_of("So I asked and watched the queue.")
    numbers = tuple(sorted(word_number(word) for word in words))
    assert np.allclose(bag.vector([words]), bag.vector([numbers]))


def test_a_sentence_weighs_the_same_alone_and_among_others() -> None:
    bag = bag_of(ANSWERS)
    sentences = [tokens_of("I watched the queue"), tokens_of("zymurgy"), tokens_of("Nobody asked")]
    assert np.array_equal(bag.rows(sentences)[0], bag.vector(sentences[:1]))
    assert not bag.rows(sentences)[1].any()


def test_an_answer_of_unknown_words_says_nothing() -> None:
    assert not bag_of(ANSWERS).vector([tokens_of("zymurgy")]).any()
