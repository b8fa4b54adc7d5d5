"""Terms, fees and due times as people read them."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.procedures.definition import Certainty, Fee, Need, Term, Texts, Trap, Way
from kiosk.procedures.due import DueDate
from kiosk.runtime.language import Language


def written_term(term: Term, language: Language) -> str:
    """`7 ngày làm việc (đã có thẻ còn hạn)`, with a mark where it is not certain."""
    text = language.say(f"procedures.term.{term.kind.value}", count=term.amount)
    return _marked(_cased(text, term.when, language), term.certainty, language)


def written_fee(way: Way, day: date, language: Language) -> str:
    """The fees of a channel that hold on `day`, and who sets them; "unknown" where nobody read any."""
    parts = [] if way.fees is None else [_fee(one, language) for one in way.fees if one.holds_on(day)]
    if way.fee_note is not None:
        parts.append(language.choose(way.fee_note))
    return "; ".join(parts) or language.say("procedures.unknown")


def written_need(need: Need, language: Language) -> str:
    text = language.choose(need.paper.label)
    if need.when is not None:
        text = f"{text} – {language.choose(need.when)}"
    return _marked(text, need.certainty, language)


def written_trap(trap: Trap, language: Language) -> str:
    return _marked(language.choose(trap.text), trap.certainty, language)


def written_due(answer: DueDate, language: Language) -> str:
    """The due time, or why there is none."""
    if answer.due is not None:
        return written_moment(answer.due, language)
    return language.say("procedures.due.stopped" if answer.stopped else "procedures.due.not_counted")


def due_notes(answer: DueDate, table_ends: date, language: Language) -> tuple[str, ...]:
    """What makes the due time less than certain."""
    notes = []
    if answer.due_if_off is not None:
        names = ", ".join(f"{one.day:%d/%m/%Y} {language.choose(one.name)}" for one in answer.doubtful)
        moment = written_moment(answer.due_if_off, language)
        notes.append(language.say("procedures.due.doubtful", days=names, moment=moment))
    if answer.beyond_table:
        notes.append(language.say("procedures.due.beyond_table", day=f"{table_ends:%d/%m/%Y}"))
    return tuple(notes)


def written_moment(moment: datetime, language: Language) -> str:
    """`17:00 thứ Hai, 23/11/2026`."""
    here = moment.astimezone(VIETNAM_TIME)
    weekday = language.say(f"procedures.weekday.{here.isoweekday()}")
    return language.say("procedures.moment", time=f"{here:%H:%M}", weekday=weekday, date=f"{here:%d/%m/%Y}")


def dong(amount: int) -> str:
    """`50.000`, with the points of the country."""
    return f"{amount:,}".replace(",", ".")


def _fee(fee: Fee, language: Language) -> str:
    key = "procedures.fee.free" if fee.amount_vnd == 0 else "procedures.fee.amount"
    text = _cased(language.say(key, amount=dong(fee.amount_vnd)), fee.when, language)
    if fee.valid_to is not None:
        text = language.say("procedures.fee.until", fee=text, day=f"{fee.valid_to:%d/%m/%Y}")
    return _marked(text, fee.certainty, language)


def _cased(text: str, when: Texts | None, language: Language) -> str:
    if when is None:
        return text
    return f"{text} ({language.choose(when)})"


def _marked(text: str, certainty: Certainty, language: Language) -> str:
    if certainty is Certainty.VERIFIED:
        return text
    return f"{text} [{language.say(f'procedures.certainty.{certainty.value}')}]"
