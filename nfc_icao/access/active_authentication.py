"""Active Authentication (Doc 9303-11 §6.1), the exchange alone: a challenge of ours, signed by the chip.

Whether the signature is right is a verdict, and given elsewhere from what was kept.
"""

from __future__ import annotations

from nfc_icao.chip.apdu import EXTENDED_MAX, SHORT_NE_MAX, CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import maximum_short_read
from nfc_icao.lds.public_keys import EcPublicKey, parse_public_key

INS_INTERNAL_AUTHENTICATE = 0x88
CHALLENGE_BYTES = 8
_DER_OVERHEAD = 16
"""Around r and s, where a chip signs with ECDSA in DER: tags, lengths, leading zeros."""


def internal_authenticate(channel: ChipChannel, challenge: bytes, public_key_info: bytes) -> ResponseApdu:
    """Have the chip sign `challenge` (RND.IFD, eight bytes) and return its answer, whatever the status word.

    An RSA signature of 2048 bits or more does not fit a short answer under secure messaging, so Le is extended then,
    where the link carries it. Elsewhere an extended command would lose the card; the chip may still answer in pieces.

    Raises:
        MalformedData: `public_key_info` (DER, from DG15) is no key, so the length of its signatures is unknown.
        ChipError: as `ChipChannel.transmit`.
    """
    session = channel.secure_messaging
    fits_short = _signature_length(public_key_info) <= maximum_short_read(session.cipher if session else None)
    le = EXTENDED_MAX if not fits_short and channel.size.link_is_extended else SHORT_NE_MAX
    return channel.transmit(CommandApdu(0x00, INS_INTERNAL_AUTHENTICATE, 0x00, 0x00, challenge, le))


def _signature_length(public_key_info: bytes) -> int:
    """How many bytes a signature by this key may take."""
    key = parse_public_key(public_key_info)
    return 2 * key.domain.key_size + _DER_OVERHEAD if isinstance(key, EcPublicKey) else key.size
