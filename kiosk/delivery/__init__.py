"""From a kept record to the office's receipt.

Enters: `Record`. Leaves: `Receipt`, `DeliveryLater`, `DeliveryRefused`. Words: outbox, attempt, receipt, refusal,
breaker. Not known: the chip, the screen, how records are kept (a store is a protocol here).
"""

from kiosk.delivery.errors import (
    FOR_ADMINISTRATOR,
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
    DeliverySettingsInvalid,
    PortalError,
)
from kiosk.delivery.lane import OutboxState, OutboxStore, Sender
from kiosk.delivery.outbox import Outbox
from kiosk.delivery.webhook import Webhook, WebhookSettings

__all__ = [
    "FOR_ADMINISTRATOR",
    "DeliveryLater",
    "DeliveryProblem",
    "DeliveryRefused",
    "DeliverySettingsInvalid",
    "Outbox",
    "OutboxState",
    "OutboxStore",
    "PortalError",
    "Sender",
    "Webhook",
    "WebhookSettings",
]
