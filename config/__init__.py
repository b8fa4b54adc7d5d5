"""What differs between sites, and facts that age: data that explain themselves, read and checked in one place.

Enters: TOML files of a site, and those that come with the program. Leaves: frozen settings, tables of facts with their
source, catalogues of sentences, findings. Words: site, desk, service, form file, row, catalogue, finding.
Not known: the code that uses any of it; `kiosk.bootstrap` and `kiosk.cli` carry the values over.

A window shows itself before it needs tables of facts, so their modules are loaded when a name of theirs is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from config.addresses import DEMO
from config.catalogues import languages, load_language
from config.errors import ConfigError, Finding
from config.site import Body, Site, built_in_sites, load_site, site_file
from config.site_one_stop import OneStop
from config.site_queue import CallScreen, Printer, Queue
from config.values import ValueSource

if TYPE_CHECKING:
    from config.checking import check
    from config.desks_data import Desk, Service, desk_offering, desks, load_desk
    from config.forms_data import forms, load_form
    from config.identity_data import NewBornName, Province, new_born_names, provinces
    from config.insurance_data import (
        BenefitLevel,
        Code,
        CoPaymentCode,
        ResultCode,
        benefit_levels,
        copayment_codes,
        result_code_outcomes,
        result_codes,
        route_codes,
        visit_types,
    )
    from config.paper_forms_data import load_paper_form, paper_forms
    from config.queue_data import PriorityClass, Room, Series, priority_classes, rooms

_LATER = {
    "check": "config.checking",
    "Desk": "config.desks_data",
    "Service": "config.desks_data",
    "desk_offering": "config.desks_data",
    "desks": "config.desks_data",
    "load_desk": "config.desks_data",
    "forms": "config.forms_data",
    "load_form": "config.forms_data",
    "NewBornName": "config.identity_data",
    "Province": "config.identity_data",
    "new_born_names": "config.identity_data",
    "provinces": "config.identity_data",
    "BenefitLevel": "config.insurance_data",
    "Code": "config.insurance_data",
    "CoPaymentCode": "config.insurance_data",
    "ResultCode": "config.insurance_data",
    "benefit_levels": "config.insurance_data",
    "copayment_codes": "config.insurance_data",
    "result_code_outcomes": "config.insurance_data",
    "result_codes": "config.insurance_data",
    "route_codes": "config.insurance_data",
    "visit_types": "config.insurance_data",
    "load_paper_form": "config.paper_forms_data",
    "paper_forms": "config.paper_forms_data",
    "PriorityClass": "config.queue_data",
    "Room": "config.queue_data",
    "Series": "config.queue_data",
    "priority_classes": "config.queue_data",
    "rooms": "config.queue_data",
}
"""Name → the module it comes from."""

__all__ = [
    "DEMO",
    "BenefitLevel",
    "Body",
    "CallScreen",
    "CoPaymentCode",
    "Code",
    "ConfigError",
    "Desk",
    "Finding",
    "NewBornName",
    "OneStop",
    "Printer",
    "PriorityClass",
    "Province",
    "Queue",
    "ResultCode",
    "Room",
    "Series",
    "Service",
    "Site",
    "ValueSource",
    "benefit_levels",
    "built_in_sites",
    "check",
    "copayment_codes",
    "desk_offering",
    "desks",
    "forms",
    "languages",
    "load_desk",
    "load_form",
    "load_language",
    "load_paper_form",
    "load_site",
    "new_born_names",
    "paper_forms",
    "priority_classes",
    "provinces",
    "result_code_outcomes",
    "result_codes",
    "rooms",
    "route_codes",
    "site_file",
    "visit_types",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module has under that name
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_LATER[name]), name)
    globals()[name] = found
    return found
