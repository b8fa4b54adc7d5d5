"""What reception is told beside the coverage. The order here is the order on the screen: the weightiest first."""

from __future__ import annotations

from enum import StrEnum


class CoverageWarning(StrEnum):
    """The value is the text key."""

    CLOCK_DOUBTED = "coverage.warning.clock_doubted"
    """This machine's clock cannot be right: nothing that depends on the day is judged."""
    NOT_COVERED = "coverage.warning.not_covered"
    ENDED = "coverage.warning.ended"
    NOT_YET = "coverage.warning.not_yet"
    STAFF_CHECK = "coverage.warning.staff_check"
    CHILD_WITHOUT_CARD = "coverage.warning.child_without_card"
    NOT_ANSWERED = "coverage.warning.not_answered"
    """The portal gave no answer: reception goes on, the question is asked again by itself."""
    NOT_JUDGED = "coverage.warning.not_judged"
    """An answer, or a question nobody could ask, that leaves open whether the visit is insured: a person looks."""
    VALIDITY_UNKNOWN = "coverage.warning.validity_unknown"
    VALIDITY_REVERSED = "coverage.warning.validity_reversed"
    """The card ends before it begins: one of the two days is wrong, and neither is believed."""
    VISIT_TODAY = "coverage.warning.visit_today"
    """Another visit began on this very day; the portal audits the interval (TT 12/2026, article 10)."""
    VISIT_NOT_OVER = "coverage.warning.visit_not_over"
    """By the history the holder is in treatment somewhere at this moment."""
    VISIT_LATELY = "coverage.warning.visit_lately"
    TWO_CARDS = "coverage.warning.two_cards"
    EXPIRING = "coverage.warning.expiring"
    PAPER_CARD = "coverage.warning.paper_card"
    """A card of a group that the check-in table's rule 8 names: look at the validity on the card."""
    COPAYMENT_OVER = "coverage.warning.copayment_over"
    COPAYMENT_MAYBE_OVER = "coverage.warning.copayment_maybe_over"
    """The reference amount changed this year, and the total lies between the two limits."""
    PAYS_NOTHING = "coverage.warning.pays_nothing"
    """On the suggested route the fund pays nothing."""
    PAYS_MORE = "coverage.warning.pays_more"
    """A row further down fits as well, and the fund pays more on it."""
    ROUTE_UNKNOWN = "coverage.warning.route_unknown"
    """Settings of the site, or the card, do not say enough to suggest a route."""
    BENEFIT_UNKNOWN = "coverage.warning.benefit_unknown"
    HISTORY_UNKNOWN = "coverage.warning.history_unknown"
