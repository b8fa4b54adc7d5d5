"""Having a chip prove itself: both proofs, with what they leave behind. Whether it convinces is a verdict."""

from __future__ import annotations

from nfc_icao.access.active_authentication import CHALLENGE_BYTES, internal_authenticate
from nfc_icao.access.chip_authentication import authenticate_chip, candidates
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import PlainAnswerError
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import MalformedData
from nfc_icao.evidence import ActiveAuthenticationEvidence, ChipAuthenticationEvidence
from nfc_icao.lds.dg14 import parse_dg14
from nfc_icao.lds.dg15 import parse_dg15
from nfc_icao.lds.files import DATA_GROUPS
from nfc_icao.lds.security_infos import SecurityInfos


def prove_actively(
    channel: ChipChannel, dg15: bytes, randomness: Randomness
) -> tuple[ActiveAuthenticationEvidence | None, PlainAnswerError | None]:
    """INTERNAL AUTHENTICATE (Doc 9303-11 §6.1), and the refusal that ended the session over it, if one did.

    None without a key to challenge: verification reports the file.

    Raises:
        ChipError: as `ChipChannel.transmit`.
    """
    try:
        key = parse_dg15(dg15)
    except MalformedData:
        return None, None
    challenge = randomness(CHALLENGE_BYTES)
    try:
        response = internal_authenticate(channel, challenge, key)
    except PlainAnswerError as error:
        return ActiveAuthenticationEvidence(challenge, b"", error.status_word), error
    signature = response.data if response.is_ok else b""
    return ActiveAuthenticationEvidence(challenge, signature, response.sw), None


def prove_chip(
    channel: ChipChannel, dg14: bytes, hint: SecurityInfos, randomness: Randomness
) -> ChipAuthenticationEvidence | None:
    """Chip authentication (Doc 9303-11 §6.2). None without a key we can use: verification reports the file.

    Raises:
        ChipError: as `ChipChannel.transmit`.
    """
    try:
        ways = candidates(parse_dg14(dg14), hint=hint)
    except MalformedData:
        return None
    if not ways:
        return None
    outcome = authenticate_chip(channel, ways, DATA_GROUPS[14].file_id, dg14, randomness)
    used = outcome.candidate
    return ChipAuthenticationEvidence(
        protocol_oid=used.oid,
        key_id=used.key_id,
        public_key_info=used.spki,
        completed=outcome.failure is None,
        failure=outcome.failure,
        refused=outcome.refused,
    )
