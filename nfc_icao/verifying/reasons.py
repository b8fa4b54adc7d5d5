"""Why a check came out as it did: stable keys, translated where people read them.

One list, so that a test can ask every language for every key.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Dotted keys; the first part is the theme."""

    # C1
    MRZ_CONSISTENT = "mrz.consistent"
    MRZ_CHECK_DIGIT_WRONG = "mrz.check_digit_wrong"
    MRZ_MALFORMED = "mrz.malformed"
    MRZ_NOT_READ = "mrz.not_read"
    # C2, C3
    ACCESS_USED = "access.used"
    ACCESS_OTHER_PROTOCOL_USED = "access.other_protocol_used"
    ACCESS_OFFER_ALTERED = "access.card_access_differs"
    ACCESS_PACE_HIDDEN = "access.pace_hidden"
    # C4
    CHIP_GENUINE = "chip_authenticity.genuine"
    CHIP_KEY_HIDDEN = "chip_authenticity.key_hidden"
    CHIP_KEY_MALFORMED = "chip_authenticity.key_malformed"
    CHIP_NOT_OFFERED = "chip_authenticity.not_offered"
    CHIP_NOT_TRIED = "chip_authenticity.not_tried"
    CHIP_REFUSED = "chip_authenticity.refused"
    CHIP_WRONG_ANSWER = "chip_authenticity.wrong_answer"
    CHIP_UNSUPPORTED_ALGORITHM = "chip_authenticity.unsupported_algorithm"
    CHIP_FOREIGN_KEY = "chip_authenticity.foreign_key"
    CHIP_NOT_WITNESSED = "chip_authenticity.not_witnessed"
    CHIP_DATA_NOT_PROVEN = "chip_authenticity.data_not_proven"
    # C5-C10
    PA_CONTENT_UNALTERED = "passive_authentication.content_unaltered"
    PA_SOD_NOT_READ = "passive_authentication.sod_not_read"
    PA_SOD_HIDDEN = "passive_authentication.sod_hidden"
    PA_SOD_MALFORMED = "passive_authentication.sod_malformed"
    PA_NO_SIGNER = "passive_authentication.no_signer"
    PA_NO_SIGNED_ATTRIBUTES = "passive_authentication.no_signed_attributes"
    PA_CONTENT_TYPE_WRONG = "passive_authentication.content_type_wrong"
    PA_CONTENT_ALTERED = "passive_authentication.content_altered"
    PA_SIGNATURE_VALID = "passive_authentication.signature_valid"
    PA_SIGNATURE_WRONG = "passive_authentication.signature_wrong"
    PA_SIGNER_UNKNOWN = "passive_authentication.signer_unknown"
    PA_SIGNER_MISNAMED = "passive_authentication.signer_misnamed"
    PA_SIGNER_MALFORMED = "passive_authentication.signer_malformed"
    PA_SIGNER_NOT_ENTITLED = "passive_authentication.signer_not_entitled"
    PA_UNSUPPORTED_ALGORITHM = "passive_authentication.unsupported_algorithm"
    PA_WEAK_ALGORITHM = "passive_authentication.weak_algorithm"
    PA_ISSUER_TRUSTED = "passive_authentication.issuer_trusted"
    PA_ISSUER_SIGNATURE_WRONG = "passive_authentication.issuer_signature_wrong"
    PA_NO_TRUST_ANCHOR = "passive_authentication.no_trust_anchor"
    PA_WITHIN_VALIDITY = "passive_authentication.within_validity"
    PA_SIGNER_EXPIRED = "passive_authentication.signer_expired"
    PA_SIGNER_NOT_YET_VALID = "passive_authentication.signer_not_yet_valid"
    PA_ISSUER_EXPIRED = "passive_authentication.issuer_expired"
    PA_ISSUER_NOT_YET_VALID = "passive_authentication.issuer_not_yet_valid"
    PA_CLOCK_UNTRUSTED = "passive_authentication.clock_untrusted"
    PA_NOT_REVOKED = "passive_authentication.not_revoked"
    PA_SIGNER_REVOKED = "passive_authentication.signer_revoked"
    PA_NO_REVOCATION_LIST = "passive_authentication.no_revocation_list"
    PA_REVOCATION_LIST_STALE = "passive_authentication.revocation_list_stale"
    PA_REVOCATION_LIST_WRONG = "passive_authentication.revocation_list_signature_wrong"
    PA_SIGNER_TRUSTED = "passive_authentication.signer_trusted"
    PA_SIGNER_NOT_TRUSTED = "passive_authentication.signer_not_trusted"
    PA_TRUST_UNDETERMINED = "passive_authentication.trust_undetermined"
    # C11, C12
    DG_LISTS_AGREE = "data_groups.lists_agree"
    DG_LISTS_DIFFER = "data_groups.lists_differ"
    DG_COM_MALFORMED = "data_groups.com_malformed"
    DG_COM_NOT_READ = "data_groups.com_not_read"
    DG_HASHES_IDENTICAL = "data_groups.hashes_identical"
    DG_HASH_DIFFERS = "data_groups.hash_differs"
    DG_NOT_LISTED = "data_groups.not_listed"
    DG_MANDATORY_NOT_LISTED = "data_groups.mandatory_not_listed"
    DG_MANDATORY_NOT_READ = "data_groups.mandatory_not_read"
    DG_HIDDEN = "data_groups.hidden"
    DG_MALFORMED = "data_groups.malformed"
    # C13
    STATE_MATCHES = "issuing_state.matches"
    STATE_DIFFERS = "issuing_state.differs"
    STATE_UNKNOWN = "issuing_state.unknown"
    # C14
    DOCUMENT_IN_FORCE = "document.in_force"
    DOCUMENT_NON_EXPIRING = "document.non_expiring"
    DOCUMENT_EXPIRED = "document.expired"
    DOCUMENT_EXPIRY_UNREADABLE = "document.expiry_unreadable"
    DOCUMENT_CLOCK_UNTRUSTED = "document.clock_untrusted"
    # C15-C19
    NOT_OFFERED = "check.not_offered"
    NOT_DONE = "check.not_done"
