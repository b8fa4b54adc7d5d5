"""The papers of a linked group as data: which forms, whose card goes where, and answers that several forms share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.roles import Role
from kiosk.family.errors import BundleUnfit
from kiosk.forms import PaperForm

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Condition:
    """Only when the shared answer `answer` is one of `values`."""

    answer: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, str]) -> bool:
        return answers.get(self.answer, "") in self.values


@dataclass(frozen=True)
class BundlePaper:
    form: PaperForm
    procedure: str
    """The procedure the paper is handed in for."""
    cast: Mapping[Role, tuple[Role, ...]]
    """A role of the form → the roles of the bundle whose card it takes: the first one played, or all of them where the
    form shows rows of people. What is not named keeps its role."""
    texts: Mapping[str, str]
    """What a box says in this group unless somebody answers otherwise."""
    only_if: Condition | None = None


@dataclass(frozen=True)
class PaperElsewhere:
    """A paper of the group that has no form here: it is named, so that nobody forgets it."""

    procedure: str
    label: Labels
    only_if: Condition | None = None


@dataclass(frozen=True)
class SharedAnswer:
    """One question, and every box it fills."""

    name: str
    label: Labels
    boxes: tuple[tuple[str, str], ...]
    """Form and box."""
    choices: tuple[tuple[str, Labels], ...] = ()
    """Codes with their labels; none for a text."""
    required: bool = False


@dataclass(frozen=True)
class Bundle:
    bundle_id: str
    codes: tuple[str, ...]
    """The group's own procedure codes, the better one first."""
    title: Labels
    roles: tuple[Role, ...]
    papers: tuple[BundlePaper, ...]
    elsewhere: tuple[PaperElsewhere, ...]
    answers: tuple[SharedAnswer, ...]

    @classmethod
    def from_rows(cls, rows: Mapping[str, Any], forms: Mapping[str, PaperForm]) -> Bundle:
        """Build and check a bundle from plain data; `forms` are those it names.

        Raises:
            BundleUnfit: it names the bundle and the reason.
        """
        bundle_id = str(rows.get("bundle_id", "?"))
        try:
            made = cls(
                bundle_id=bundle_id,
                codes=tuple(rows["codes"]),
                title=dict(rows["title"]),
                roles=tuple(_role(one) for one in rows["roles"]),
                papers=tuple(_paper(one, forms) for one in rows["papers"]),
                elsewhere=tuple(_elsewhere(one) for one in rows.get("elsewhere", ())),
                answers=tuple(_answer(one) for one in rows.get("answers", ())),
            )
            _check(made)
        except KeyError as error:
            raise BundleUnfit(f"bundle {bundle_id}: {error.args[0]} is missing") from None
        except BundleUnfit as error:
            raise BundleUnfit(f"bundle {bundle_id}: {error}") from None
        return made

    def answer(self, name: str) -> SharedAnswer | None:
        return next((one for one in self.answers if one.name == name), None)

    def paper(self, form_id: str) -> BundlePaper | None:
        return next((one for one in self.papers if one.form.form_id == form_id), None)


def _paper(row: Mapping[str, Any], forms: Mapping[str, PaperForm]) -> BundlePaper:
    if row["form"] not in forms:
        raise BundleUnfit(f"there is no form {row['form']!r}")
    return BundlePaper(
        form=forms[row["form"]],
        procedure=str(row["procedure"]),
        cast={_role(role): tuple(_role(one) for one in by) for role, by in row.get("cast", {}).items()},
        texts=dict(row.get("texts", {})),
        only_if=_condition(row),
    )


def _elsewhere(row: Mapping[str, Any]) -> PaperElsewhere:
    return PaperElsewhere(str(row["procedure"]), dict(row["label"]), _condition(row))


def _condition(row: Mapping[str, Any]) -> Condition | None:
    written = row.get("only_if")
    return None if written is None else Condition(str(written["answer"]), tuple(written["values"]))


def _answer(row: Mapping[str, Any]) -> SharedAnswer:
    boxes = tuple(str(one).partition(":") for one in row.get("boxes", ()))
    return SharedAnswer(
        name=str(row["name"]),
        label=dict(row["label"]),
        boxes=tuple((form, box) for form, _, box in boxes),
        choices=tuple((str(one["code"]), dict(one["label"])) for one in row.get("choices", ())),
        required=bool(row.get("required", False)),
    )


def _role(text: object) -> Role:
    try:
        return Role(str(text))
    except ValueError:
        raise BundleUnfit(f"{text!r} is no role; roles are: {', '.join(Role)}") from None


def _check(bundle: Bundle) -> None:
    for paper in bundle.papers:
        played_by = {one for by in paper.cast.values() for one in by}
        for role in (*paper.cast, *(one for one in paper.form.roles if one not in paper.cast)):
            if role not in paper.form.roles:
                raise BundleUnfit(f"form {paper.form.form_id} has no {role.value}")
        if strange := played_by - set(bundle.roles):
            raise BundleUnfit(f"{min(strange).value} is not among the roles")
        for box in paper.texts:
            _must_have(paper.form, box)
    for answer in bundle.answers:
        for form_id, box in answer.boxes:
            found = bundle.paper(form_id)
            if found is None:
                raise BundleUnfit(f"answer {answer.name} speaks of {form_id!r}, which is no paper of it")
            _must_have(found.form, box)
    for condition in [*(one.only_if for one in bundle.papers), *(one.only_if for one in bundle.elsewhere)]:
        asked = None if condition is None else bundle.answer(condition.answer)
        if condition is None:
            continue
        if asked is None or set(condition.values) - {code for code, _ in asked.choices}:
            raise BundleUnfit(f"a paper depends on {condition.answer!r}, which does not offer that choice")


def _must_have(form: PaperForm, box: str) -> None:
    table, _, rest = box.partition(".")
    if not rest:
        known = [one.described.name for one in form.fields]
        found = box in known
    else:
        column = rest.partition(".")[2]
        found = any(
            one.name == table and column in [each.described.name for each in one.columns] for one in form.tables
        )
    if not found:
        raise BundleUnfit(f"form {form.form_id} has no box {box!r}")
