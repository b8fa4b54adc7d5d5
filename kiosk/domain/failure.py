"""Everything that can go wrong for a person, sorted by who can do something about it.

Every code has a sentence in every language (`config/languages/*/failures.toml`; a test fails on a missing one).
Exceptions become a code in one place, `kiosk.bootstrap`, and nowhere else.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class Helper(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


class FailureCode(Enum):
    """`value` is (text key, who can help)."""

    CODE_UNREADABLE = ("code_unreadable", Helper.CITIZEN)
    CODE_OF_ANOTHER_DOCUMENT = ("code_of_another_document", Helper.CITIZEN)
    CODE_MALFORMED = ("code_malformed", Helper.STAFF)
    NUMBER_MALFORMED = ("number_malformed", Helper.STAFF)
    WRONG_ACCESS_KEY = ("wrong_access_key", Helper.STAFF)
    CARD_LIFTED = ("card_lifted", Helper.CITIZEN)
    NOT_AN_IDENTITY_CARD = ("not_an_identity_card", Helper.CITIZEN)
    TWO_CARDS = ("two_cards", Helper.CITIZEN)
    CARD_OF_SOMEBODY_ELSE = ("card_of_somebody_else", Helper.STAFF)
    CHIP_MALFORMED = ("chip_malformed", Helper.STAFF)
    CHIP_CONVERSATION_BROKEN = ("chip_conversation_broken", Helper.CITIZEN)
    CHIP_SILENT = ("chip_silent", Helper.CITIZEN)
    READING_TOO_SLOW = ("reading_too_slow", Helper.CITIZEN)
    READER_UNPLUGGED = ("reader_unplugged", Helper.STAFF)
    READER_NOT_FOUND = ("reader_not_found", Helper.STAFF)
    NO_CARD_LISTENING = ("no_card_listening", Helper.ADMINISTRATOR)
    NO_CARD = ("no_card", Helper.CITIZEN)
    READER_SERVICE_STOPPED = ("reader_service_stopped", Helper.ADMINISTRATOR)
    READER_BUSY = ("reader_busy", Helper.STAFF)
    READER_SOFTWARE_MISSING = ("reader_software_missing", Helper.ADMINISTRATOR)
    READER_ACCESS_DENIED = ("reader_access_denied", Helper.ADMINISTRATOR)
    READER_FAULT = ("reader_fault", Helper.STAFF)
    SCANNER_SOFTWARE_MISSING = ("scanner_software_missing", Helper.ADMINISTRATOR)
    TRUST_ANCHOR_UNREADABLE = ("trust_anchor_unreadable", Helper.ADMINISTRATOR)
    SETTINGS_WRONG = ("settings_wrong", Helper.ADMINISTRATOR)
    STORE_SET_ASIDE = ("store_set_aside", Helper.ADMINISTRATOR)
    STORE_NOT_OPENED = ("store_not_opened", Helper.ADMINISTRATOR)
    SCANNER_UNPLUGGED = ("scanner_unplugged", Helper.STAFF)
    PORTAL_UNREACHABLE = ("portal_unreachable", Helper.STAFF)
    PORTAL_ACCOUNT_REFUSED = ("portal_account_refused", Helper.ADMINISTRATOR)
    DELIVERY_REFUSED = ("delivery_refused", Helper.ADMINISTRATOR)
    DELIVERY_BLOCKED = ("delivery_blocked", Helper.ADMINISTRATOR)
    TICKET_NOT_GIVEN = ("ticket_not_given", Helper.STAFF)
    TICKET_NOT_PRINTED = ("ticket_not_printed", Helper.STAFF)
    SLIP_NOT_PRINTED = ("slip_not_printed", Helper.STAFF)
    STORE_UNREACHABLE = ("store_unreachable", Helper.ADMINISTRATOR)
    BACKLOG_WARNING = ("backlog_warning", Helper.ADMINISTRATOR)
    BACKLOG_FULL = ("backlog_full", Helper.ADMINISTRATOR)
    DISK_FULL = ("disk_full", Helper.ADMINISTRATOR)
    STORE_WRONG_KEY = ("store_wrong_key", Helper.ADMINISTRATOR)
    STORE_FAILED = ("store_failed", Helper.ADMINISTRATOR)
    UNEXPECTED = ("unexpected", Helper.STAFF)

    @property
    def key(self) -> str:
        """The text key: `failure.<key>` is the sentence."""
        return self.value[0]

    @property
    def helper(self) -> Helper:
        return self.value[1]
