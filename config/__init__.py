"""What differs between sites, and facts that age: data that explain themselves, read and checked in one place.

Enters: TOML files of a site, and those that come with the program. Leaves: frozen settings, tables of facts with their
source, catalogues of sentences, findings. Words: site, desk, service, form file, row, catalogue, finding.
Not known: the code that uses any of it; `kiosk.bootstrap` and `kiosk.cli` carry the values over.
"""

from config.addresses import DEMO
from config.catalogues import languages, load_language
from config.checking import check
from config.desks_data import Desk, Service, desk_offering, desks, load_desk
from config.errors import ConfigError, Finding
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
from config.site import Body, Site, built_in_sites, load_site, site_file
from config.site_queue import CallScreen, Printer, Queue
from config.values import ValueSource

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
