"""Bundles of linked papers, out of the data files."""

from __future__ import annotations

from config.families_data import load_family
from kiosk.bootstrap.paper_forms import paper_form
from kiosk.family import Bundle


def bundle(bundle_id: str) -> Bundle:
    """A bundle with its forms.

    Raises:
        config.ConfigError: there is none, or a file is broken.
        kiosk.forms.DefinitionError, kiosk.family.BundleUnfit: it contradicts itself or its forms.
    """
    rows = load_family(bundle_id)
    return Bundle.from_rows(rows, {one["form"]: paper_form(one["form"]) for one in rows["papers"]})
