"""Several cards in a row: who plays which part, and all the papers of a linked group from one entry.

Enters: one to six `Identity`, the roles that are wanted, what a person says; a `Bundle` with its `PaperForm`s, answers.
Leaves: `Family` (members with their parts, each with its reason, always correctable), `FilledBundle`, `FamilyError`.
Words: member, part (a role somebody plays), reason, doubt, bundle (the papers of a linked group), entry, shared answer.
Not known: the chip, screens, files, how paper is drawn. A card says nothing of who died, who heads a household or who
asks: those are guesses, marked as such.
"""

from kiosk.family.bundle import Bundle, BundlePaper, Condition, PaperElsewhere, SharedAnswer
from kiosk.family.entry import FilledBundle, bundle_facts_asked, fill_bundle
from kiosk.family.errors import AnswerUnfit, AnswerUnknown, BundleUnfit, CardsUnfit, FamilyError, PartUnknown
from kiosk.family.guessing import MOST_CARDS, guess_family
from kiosk.family.members import Doubt, Family, Member, Part, Reason

__all__ = [
    "MOST_CARDS",
    "AnswerUnfit",
    "AnswerUnknown",
    "Bundle",
    "BundlePaper",
    "BundleUnfit",
    "CardsUnfit",
    "Condition",
    "Doubt",
    "Family",
    "FamilyError",
    "FilledBundle",
    "Member",
    "PaperElsewhere",
    "Part",
    "PartUnknown",
    "Reason",
    "SharedAnswer",
    "bundle_facts_asked",
    "fill_bundle",
    "guess_family",
]
