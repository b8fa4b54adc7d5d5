"""A confirmed record as a FHIR R4 transaction: Patient, Coverage and Encounter, created once however often it is sent.

Enters: `Record`, `FhirWords` (codes, as data), `FhirSystems` (the site's identifier systems). Leaves: a validated
Bundle, `Receipt` with the Encounter's place on the server. Words: bundle, entry, conditional create, identifier system,
outcome. Not known: where words are kept, what the server does with a patient.
"""

from kiosk.delivery.fhir.bundle import bundle, encode
from kiosk.delivery.fhir.sender import FhirServer, FhirSettings
from kiosk.delivery.fhir.words import Code, FhirSystems, FhirWords

__all__ = ["Code", "FhirServer", "FhirSettings", "FhirSystems", "FhirWords", "bundle", "encode"]
