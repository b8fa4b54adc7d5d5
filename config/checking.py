"""`mot-cham config check`: everything a site relies on, looked at before a citizen stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from config.addresses_data import address_findings
from config.catalogues import LANGUAGES, languages, load_language
from config.check_in_data import check_in_findings
from config.coverage_data import coverage_findings
from config.data_rows import outdated
from config.deliveries_data import load_hospital_contract, load_reader_shape
from config.delivery_base import DIRECTORY as DELIVERIES
from config.delivery_base import built_in_contracts
from config.desk_lists_data import desk_list_findings, list_files
from config.desk_sheets_data import desk_sheet_findings
from config.desks_data import DIRECTORY as DESKS
from config.desks_data import Desk, desks, load_desk
from config.errors import ConfigError, Finding
from config.families_data import family_findings
from config.fhir_data import load_fhir_words
from config.files import display, line_of
from config.forms_data import DIRECTORY as FORMS
from config.forms_data import FormFile, form_file, forms, load_form
from config.hl7_data import load_hl7_mapping
from config.identity_data import new_born_names, provinces
from config.insurance_data import (
    benefit_levels,
    copayment_codes,
    result_codes,
    route_codes,
    standard_fields,
    visit_types,
)
from config.paper_forms_data import paper_form_findings, paper_forms, paper_table_findings
from config.procedures_checking import calendar_findings, procedure_findings
from config.provenance import Row
from config.queue_data import priority_classes, rooms
from config.site import Site
from config.typing_data import load_typing_script

OWN_NAME = "QUAY_"
"""Boxes that a desk has for itself ("counter"): they are in no standard, and no office is told of them by it."""


def check(site: Site, *, today: date | None = None) -> list[Finding]:
    """What is wrong with a site and with the data it uses; empty when nothing is."""
    day = today or date.today()
    looks: tuple[Callable[[], Iterable[Finding]], ...] = (
        partial(_of_language, site),
        partial(_of_desk, site, day),
        partial(_of_tables, day),
        partial(_of_queue, site),
        partial(_of_contracts, day),
        partial(_of_typing, site),
        partial(coverage_findings, day),
        partial(check_in_findings, day),
        partial(address_findings, day),
        partial(procedure_findings, day),
        partial(calendar_findings, day),
        partial(desk_list_findings, day),
        partial(desk_sheet_findings, day),
        partial(family_findings, day),
        *(partial(_of_form, form_id, day) for form_id in forms()),
        partial(paper_table_findings, day),
        *(partial(paper_form_findings, form_id, day) for form_id in paper_forms()),
        _of_catalogues,
    )
    return [finding for look in looks for finding in _guarded(look)]


def _guarded(look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """A file that cannot be read at all is a finding too."""
    try:
        return list(look())
    except ConfigError as error:
        return [Finding(error.file, error.line, f"{error.key}: {error.reason}", error.remedy)]


def _of_language(site: Site) -> Iterator[Finding]:
    if site.language not in languages():
        allowed = ", ".join(languages())
        yield Finding("site", None, f"language: there is no {site.language!r}", f"Use one of: {allowed}")


def _of_desk(site: Site, day: date) -> Iterator[Finding]:
    desk: Desk = load_desk(site.desk_file)
    path = DESKS / f"{site.desk_file}.toml"
    if desk.desk_id != site.desk_file:
        yield Finding(display(path), line_of(path, "desk_id"), "desk_id is not the name of the file", "Make them equal")
    for service in desk.services:
        if service.form not in forms():
            known = ", ".join(forms())
            yield Finding(display(path), line_of(path, "form"), f"form: there is no {service.form!r}", f"Use: {known}")
        if service.list_id is not None and service.list_id not in list_files():
            known = ", ".join(list_files())
            yield Finding(
                display(path), line_of(path, "list_id"), f"there is no list {service.list_id!r}", f"Use: {known}"
            )
    if site.store.url is not None and site.desk_id in desks():
        reason = f"desk_id: machines that share a store must not share the name {site.desk_id!r}: each would send all"
        remedy = f'Add desk = "{site.desk_file}", and give each machine a desk_id of its own'
        yield Finding("site", None, reason, remedy)
    if outdated((desk,), day):
        yield Finding(display(path), line_of(path, "valid_until"), "its validity is over", "Check it against the law")


def _of_tables(day: date) -> Iterator[Finding]:
    for name, table in (
        ("config/insurance/result_codes.toml", result_codes()),
        ("config/insurance/copayment_codes.toml", copayment_codes()),
        ("config/insurance/benefit_levels.toml", benefit_levels()),
        ("config/insurance/route_codes.toml", route_codes()),
        ("config/insurance/visit_types.toml", visit_types()),
        ("config/insurance/standard_fields.toml", standard_fields()),
        ("config/identity/province_codes.toml", provinces()),
        ("config/identity/new_born_names.toml", new_born_names()),
        ("config/queue/priority_classes.toml", priority_classes()),
        ("config/queue/rooms.toml", rooms()),
    ):
        for row in outdated(tuple(table), day):
            yield Finding(name, None, f"a row read on {row.read_on} is no longer valid", "Read its source again")


def _of_contracts(day: date) -> Iterator[Finding]:
    """What a site does not use now it may use tomorrow: every contract that comes with the program is read."""
    for name in built_in_contracts():
        path = DELIVERIES / f"{name}.toml"
        row, own_id = _contract(name)
        if own_id != name:
            yield Finding(display(path), line_of(path, "_id"), "its id is not the name of the file", "Make them equal")
        if outdated((row,), day):
            yield Finding(display(path), line_of(path, "valid_until"), "its validity is over", "Read its source again")


def _contract(name: str) -> tuple[Row, str]:
    """A row and what it calls itself, by what the file's name begins with."""
    kind = name.partition("-")[0]
    if kind == "reader":
        shape = load_reader_shape(name)
        return shape, shape.shape_id
    if kind == "hl7":
        mapping = load_hl7_mapping(name)
        return mapping, mapping.mapping_id
    if kind == "fhir":
        words = load_fhir_words(name)
        return words, words.words_id
    if kind == "typing":
        script = load_typing_script(name)
        return script, script.script_id
    contract = load_hospital_contract(name)
    return contract, contract.contract_id


def _of_typing(site: Site) -> Iterator[Finding]:
    """A site's own script lies in its state directory; it is read when the desk is looked at as a whole."""
    if site.typing is None or site.typing.script.endswith(".toml"):
        return
    known = [one for one in built_in_contracts() if one.startswith("typing-")]
    if site.typing.script not in known:
        remedy = f"Use: {', '.join(known)}, or a .toml file"
        yield Finding("site", None, f"typing.script: there is no {site.typing.script!r}", remedy)


def _of_queue(site: Site) -> Iterator[Finding]:
    """A site's own rooms lie in its state directory; they are read when the desk is looked at as a whole."""
    if site.queue is None:
        return
    known = [one.class_id for one in priority_classes()]
    for class_id in site.queue.classes or ():
        if class_id not in known:
            remedy = f"Use: {', '.join(known)}"
            yield Finding("site", None, f"queue.classes: there is no {class_id!r}", remedy)
    if site.queue.invented:
        there = [one.room_id for one in rooms()]
        for room_id in (site.queue.default_room, *site.queue.call_screen.rooms):
            if room_id not in there:
                yield Finding("site", None, f"queue: there is no room {room_id!r}", f"Use: {', '.join(there)}")


def _of_form(form_id: str, day: date) -> Iterator[Finding]:
    written: FormFile = form_file(form_id)
    load_form(form_id)
    path = FORMS / f"{form_id}.toml"
    file = display(path)
    if written.form_id != form_id:
        yield Finding(file, line_of(path, "form_id"), "form_id is not the name of the file", "Make them equal")
    standard = {one.name: one for one in standard_fields()}
    names = [one.name for one in written.fields]
    for one in written.fields:
        if one.name.startswith(OWN_NAME):
            continue
        if one.name not in standard:
            yield Finding(file, None, f"{one.name} is no field of the standard", "Correct the name")
        elif one.delivery == "text" and one.max_length > standard[one.name].max_length and one.kind != "choice":
            longest = standard[one.name].max_length
            yield Finding(file, None, f"{one.name} may be longer than the standard allows", f"max_length = {longest}")
    for rule in written.rules:
        for name in (rule.field, rule.other, rule.unless.field if rule.unless else rule.field):
            if name not in names:
                yield Finding(file, None, f"a rule speaks of {name}, which is no field of the form", "Correct the name")
    vietnamese = load_language("vi")
    for key in [one.pattern_problem for one in written.fields] + [rule.problem for rule in written.rules]:
        if key not in vietnamese:
            yield Finding(file, line_of(path, "problem"), f"there is no text {key}", "Add it to forms.toml")
    if outdated((written,), day):
        yield Finding(file, line_of(path, "valid_until"), "its validity is over", "Check it against the law")


def _of_catalogues() -> Iterator[Finding]:
    vietnamese = load_language("vi")
    for code in languages():
        texts = load_language(code)
        folder = display(LANGUAGES / code)
        for key in sorted(vietnamese.keys() - texts.keys()):
            yield Finding(folder, None, f"{key} has no text", "Translate it")
        for key in sorted(texts.keys() - vietnamese.keys()):
            yield Finding(folder, None, f"{key} has no Vietnamese text", "Add it to languages/vi first")
