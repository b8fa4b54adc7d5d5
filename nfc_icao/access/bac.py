"""Basic Access Control (Doc 9303-11 §4.3): both sides prove that they know the MRZ, and agree on 3DES session keys.

The eMRTD application must be selected before.
"""

from __future__ import annotations

from hmac import compare_digest

from nfc_icao.access.keys import MrzKey
from nfc_icao.access.passwords import bac_seed
from nfc_icao.access.refusal import KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.chip.status_words import meaning
from nfc_icao.crypto.ciphers import MAC_LENGTH, Cipher, decrypt_cbc, encrypt_cbc, mac
from nfc_icao.crypto.kdf import derive_session_keys
from nfc_icao.crypto.randomness import Randomness

INS_GET_CHALLENGE = 0x84
INS_EXTERNAL_AUTHENTICATE = 0x82

_NONCE = 8
_KEYING_MATERIAL = 16
_CRYPTOGRAM = 2 * _NONCE + _KEYING_MATERIAL


def open_with_bac(channel: ChipChannel, key: MrzKey, randomness: Randomness) -> SecureMessaging:
    """The session BAC leads to. It is not yet put into the channel.

    Raises:
        KeyRefusedError: the chip did not accept the key, or could not show that it has it.
        ProtocolRefusedError: the chip gives no challenge, so it does not do BAC.
        ChipError: as `ChipChannel.transmit`.
    """
    k_enc, k_mac = derive_session_keys(bac_seed(key), Cipher.TDES)
    rnd_ic = _get_challenge(channel)
    # Doc 9303-11 App. D.3 draws RND.IFD first, then K.IFD.
    rnd_ifd, k_ifd = randomness(_NONCE), randomness(_KEYING_MATERIAL)
    e_ifd = encrypt_cbc(Cipher.TDES, k_enc, rnd_ifd + rnd_ic + k_ifd)
    command = CommandApdu(
        0x00, INS_EXTERNAL_AUTHENTICATE, 0x00, 0x00, e_ifd + mac(Cipher.TDES, k_mac, e_ifd), _CRYPTOGRAM + MAC_LENGTH
    )
    response = channel.transmit(command)
    if not response.is_ok:
        raise KeyRefusedError(f"mutual authentication answered {response.sw:04X}: {meaning(response.sw)}")
    k_ic = _keying_material(response.data, k_enc, k_mac, rnd_ic, rnd_ifd)
    k_seed = bytes(ours ^ theirs for ours, theirs in zip(k_ifd, k_ic, strict=True))
    ks_enc, ks_mac = derive_session_keys(k_seed, Cipher.TDES)
    return SecureMessaging(Cipher.TDES, ks_enc, ks_mac, rnd_ic[4:] + rnd_ifd[4:])  # SSC: §9.8.6.3


def offers_bac(channel: ChipChannel) -> bool:
    """Whether the chip gives a challenge: the first step of BAC, which nothing else in an eMRTD begins with.

    Raises:
        ChipError: as `ChipChannel.transmit`.
    """
    return channel.transmit(CommandApdu(0x00, INS_GET_CHALLENGE, 0x00, 0x00, le=_NONCE)).is_ok


def _get_challenge(channel: ChipChannel) -> bytes:
    response = channel.transmit(CommandApdu(0x00, INS_GET_CHALLENGE, 0x00, 0x00, le=_NONCE))
    if not response.is_ok:
        raise ProtocolRefusedError(f"GET CHALLENGE answered {response.sw:04X}: {meaning(response.sw)}")
    if len(response.data) != _NONCE:
        raise ProtocolRefusedError(f"challenge of {len(response.data)} bytes")
    return response.data


def _keying_material(answer: bytes, k_enc: bytes, k_mac: bytes, rnd_ic: bytes, rnd_ifd: bytes) -> bytes:
    """K.IC, after the chip's MAC and both nonces in its answer were found right (Doc 9303-11 §4.3.1)."""
    e_ic, m_ic = answer[:_CRYPTOGRAM], answer[_CRYPTOGRAM:]
    if len(e_ic) != _CRYPTOGRAM or not compare_digest(m_ic, mac(Cipher.TDES, k_mac, e_ic)):
        raise KeyRefusedError("wrong MAC in the chip's answer to mutual authentication")
    r = decrypt_cbc(Cipher.TDES, k_enc, e_ic)
    if r[: 2 * _NONCE] != rnd_ic + rnd_ifd:
        raise KeyRefusedError("the chip's answer to mutual authentication is not to our challenge")
    return r[2 * _NONCE :]
