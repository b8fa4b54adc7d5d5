"""The one-stop page as values: what is said of a procedure, of people, of a paper and of what was made."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.roles import Role
from kiosk.runtime.language import Language
from ui.one_stop_data import OneStopState, OpenPart
from ui.sample_one_stop import FOUND, GIVEN, PEOPLE, PROCEDURE
from ui.sample_visits import NAME, NUMBER
from ui.view_models.look import Tone
from ui.view_models.one_stop import OneStopStep, finder_view, left_to_do, procedure_view, steps_view
from ui.view_models.one_stop_giving import giving_view
from ui.view_models.one_stop_paper import paper_view
from ui.view_models.one_stop_people import people_view


def test_papers_and_giving_are_shut_until_a_procedure_was_chosen(vietnamese: Language) -> None:
    shut = {one.step for one in steps_view(OneStopState(), vietnamese) if not one.open}
    assert shut == {OneStopStep.PAPER, OneStopStep.GIVE}
    assert all(one.open for one in steps_view(FOUND, vietnamese))


def test_nothing_found_and_nothing_asked_are_two_different_sentences(vietnamese: Language) -> None:
    asked = finder_view(replace(FOUND, found=()), vietnamese).said
    assert asked == vietnamese.say("procedures.nothing_found")
    assert finder_view(OneStopState(), vietnamese).said != asked


def test_an_unread_list_of_papers_is_never_called_empty(vietnamese: Language) -> None:
    unread = procedure_view(replace(PROCEDURE, needs=None), vietnamese).needs
    empty = procedure_view(replace(PROCEDURE, needs=()), vietnamese).needs
    assert unread.none != empty.none
    assert "Chưa rõ" in unread.none


def test_a_person_is_shown_with_the_end_of_the_number_only_and_a_weak_reason_asks_for_a_look(
    vietnamese: Language,
) -> None:
    first, second = people_view(PEOPLE, vietnamese).people
    assert first.name == NAME
    assert NUMBER not in first.detail
    assert first.weak
    assert "cần xem lại" in first.reasons
    assert not second.weak
    assert NAME not in repr(first)


def test_a_part_that_several_could_play_names_their_cards(vietnamese: Language) -> None:
    view = people_view(replace(PEOPLE, open_parts=(OpenPart(Role.HEAD, (1, 2)),)), vietnamese)
    assert "thẻ 1, thẻ 2" in view.missing


def test_what_is_left_counts_reviews_and_problems(vietnamese: Language) -> None:
    assert left_to_do(PEOPLE) == 3
    assert "3" in giving_view(PEOPLE, vietnamese).state.text
    assert giving_view(PEOPLE, vietnamese).state.tone is Tone.CAUTION


def test_an_address_offers_each_unit_with_its_note(vietnamese: Language) -> None:
    review = paper_view(PEOPLE, None, vietnamese).reviews[1]
    assert len(review.choices) == 2
    assert all(one.note for one in review.choices)
    assert review.choices[0].text not in repr(review)


def test_what_belongs_to_the_offices_software_is_not_opened_from_here(vietnamese: Language) -> None:
    assert [one.opens for one in giving_view(GIVEN, vietnamese).files] == [True, True, False]
    assert not giving_view(replace(GIVEN, hands_over=False), vietnamese).hands_over


def test_both_languages_have_the_pages_sentences(vietnamese: Language, english: Language) -> None:
    def keys(language: Language) -> set[str]:
        return {key for key in language.texts if key.startswith("one_stop_page.")}

    assert keys(vietnamese) == keys(english)
    assert len(keys(vietnamese)) > 50
