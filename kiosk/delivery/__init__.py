"""From a kept record to the offices' receipts.

Enters: `Record`. Leaves: `Receipt`, `DeliveryLater`, `DeliveryRefused`. Words: outbox, lane, sender, attempt, receipt,
refusal, breaker. Not known: the chip, the screen, how records are kept (a store is a protocol here).

Senders: `Webhook` and `ReaderWebhook` here, `Folder` in `folder/`, `HospitalRegistration` in `hospital/`, messages in
`hl7/` and `fhir/`. Beside them `typing.py`, which is no delivery: a person has a record typed into a window.
"""

from kiosk.delivery.errors import (
    FOR_ADMINISTRATOR,
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
    DeliverySettingsInvalid,
    PortalError,
)
from kiosk.delivery.folder import Folder, FolderSettings, Format
from kiosk.delivery.lane import OutboxState, OutboxStore, Sender
from kiosk.delivery.mapping import MappedField, Written
from kiosk.delivery.outbox import Outbox
from kiosk.delivery.reader_webhook import ReaderWebhook, ReaderWebhookSettings
from kiosk.delivery.webhook import Webhook, WebhookSettings

__all__ = [
    "FOR_ADMINISTRATOR",
    "DeliveryLater",
    "DeliveryProblem",
    "DeliveryRefused",
    "DeliverySettingsInvalid",
    "Folder",
    "FolderSettings",
    "Format",
    "MappedField",
    "Outbox",
    "OutboxState",
    "OutboxStore",
    "PortalError",
    "ReaderWebhook",
    "ReaderWebhookSettings",
    "Sender",
    "Webhook",
    "WebhookSettings",
    "Written",
]
