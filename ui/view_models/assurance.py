"""Where a value came from and how far it is proven, in one or two words.

A claim is amber. Only a value whose signature leads to a trusted issuer is green.
"""

from __future__ import annotations

from kiosk.domain.identity import Assurance, Source
from kiosk.runtime.language import Language
from ui.view_models.look import Badge, Glyph, Tone

_CLAIMED: dict[Source, tuple[Tone, Glyph]] = {
    Source.QR: (Tone.CAUTION, Glyph.SPEECH),
    Source.STAFF: (Tone.CAUTION, Glyph.PENCIL),
    Source.PORTAL: (Tone.INFO, Glyph.PORTAL),
    Source.DESK: (Tone.NEUTRAL, Glyph.DESK),
    Source.DG1: (Tone.CAUTION, Glyph.WARNING),
    Source.DG13: (Tone.CAUTION, Glyph.WARNING),
}


def source_word(source: Source | None, language: Language) -> str:
    return language.say(f"desk.source.{source.value}") if source is not None else ""


def assurance_badge(source: Source | None, assurance: Assurance, language: Language) -> Badge | None:
    """The proof of one value; None when there is no value and so nothing to prove."""
    if source is None:
        return None
    if assurance is Assurance.CLAIMED:
        tone, glyph = _CLAIMED[source]
        kind = "chip" if source in (Source.DG1, Source.DG13) else source.value
        return Badge(language.say(f"desk.claimed.{kind}"), tone, glyph)
    if assurance is Assurance.READ:
        return Badge(language.say("desk.assurance.read"), Tone.CAUTION, Glyph.EYE)
    if assurance is Assurance.AUTHENTIC:
        return Badge(language.say("desk.assurance.authentic"), Tone.PROVEN, Glyph.SHIELD)
    return Badge(language.say("desk.assurance.genuine_chip"), Tone.PROVEN, Glyph.CHIP)
