"""PACE from the chip's side (Doc 9303-11 §4.4): every mapping, over curves and groups.

The terminal proves the password first; only then does the chip show its own token and, under chip authentication
mapping, what proves its static key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence

from hardware_mocks.card import status
from hardware_mocks.card.mapping import GenericMapping, IntegratedMapping, Mapping, draw_scalar
from hardware_mocks.card.primitives import (
    CIPHER_SUITES,
    COUNTER_ENC,
    COUNTER_MAC,
    COUNTER_PACE,
    CipherSuite,
    Randomness,
)
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import RefusedCommand
from hardware_mocks.card.templates import data_objects
from hardware_mocks.domains import Domain, Element, InvalidPoint, standard_domain
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.security_infos import encode_oid, pace_oid
from hardware_mocks.profiles import PaceOffer
from nfc_icao.encoding import tlv

_PASSWORD_MRZ, _PASSWORD_CAN = b"\x01", b"\x02"
_DO_CHIP_AUTHENTICATION_DATA = 0x8A


class PaceRun:
    """One run, from MSE:SET AT to the mutual authentication. Any error ends it."""

    def __init__(self, offer: PaceOffer, password: bytes, static_key: int | None, randomness: Randomness) -> None:
        self._oid = pace_oid(offer)
        self._suite = CIPHER_SUITES[offer.cipher]
        self._domain = standard_domain(offer.parameter_id)
        self._k_pi = self._suite.derive(password, COUNTER_PACE)
        self._static_key = static_key
        """SK_IC, for chip authentication mapping only."""
        self._randomness = randomness
        self._mapping: Mapping = (
            IntegratedMapping(self._domain, self._suite)
            if offer.mapping == "IM"
            else GenericMapping(self._domain, randomness)
        )
        self._nonce = b""
        self._generator: Element = None
        self._own_public = self._their_public = b""
        self._secret = b""
        self._steps: list[tuple[int | None, Callable[[bytes], bytes]]] = [
            (None, self._encrypted_nonce),
            (0x81, self._map_nonce),
            (0x83, self._agree),
            (0x85, self._authenticate),
        ]
        self.channel: SecureChannel | None = None
        """The session, once the last step has succeeded."""

    def step(self, data: bytes, *, chained: bool) -> bytes:
        """One GENERAL AUTHENTICATE: dynamic authentication data in, and out.

        Raises:
            RefusedCommand: 6A80 for wrong data, 6300 when the terminal does not know the password, 6883 when the
                chaining bit is not that of this step.
        """
        tag, perform = self._steps.pop(0)
        if chained != bool(self._steps):  # Doc 9303-11 §4.4.4.2: all but the last command are chained
            raise RefusedCommand(status.LAST_OF_CHAIN_EXPECTED)
        objects = data_objects(data, template=0x7C)
        if set(objects) != (set() if tag is None else {tag}):
            raise RefusedCommand(status.INCORRECT_DATA)
        try:
            return tlv.encode(0x7C, perform(b"" if tag is None else objects[tag]))
        except InvalidPoint:
            raise RefusedCommand(status.INCORRECT_DATA) from None

    def _encrypted_nonce(self, _: bytes) -> bytes:
        self._nonce = self._randomness(self._mapping.nonce_bytes)
        return tlv.encode(0x80, self._suite.encrypt(self._k_pi, bytes(self._suite.block_bytes), self._nonce))

    def _map_nonce(self, their_mapping: bytes) -> bytes:
        own, self._generator = self._mapping.respond(self._nonce, their_mapping)
        return tlv.encode(0x82, own)

    def _agree(self, their_public: bytes) -> bytes:
        theirs = self._domain.decode(their_public)
        scalar = draw_scalar(self._domain, self._randomness)
        own = self._domain.encode(self._domain.multiply(scalar, self._generator))
        if own == their_public:  # Doc 9303-11 §4.4.1: the keys shall differ
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        self._own_public, self._their_public = own, their_public
        self._secret = self._domain.shared_secret(self._domain.multiply(scalar, theirs))
        return tlv.encode(0x84, own)

    def _authenticate(self, token: bytes) -> bytes:
        if not hmac.compare_digest(token, self._token(self._own_public)):
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        self.channel = SecureChannel.from_secret(self._suite, self._secret)
        answer = tlv.encode(0x86, self._token(self._their_public))
        if self._static_key is None:
            return answer
        assert isinstance(self._mapping, GenericMapping)
        ks_enc = self._suite.derive(self._secret, COUNTER_ENC)
        proof = chip_authentication_data(self._domain, self._suite, ks_enc, self._static_key, self._mapping.scalar)
        return answer + tlv.encode(_DO_CHIP_AUTHENTICATION_DATA, proof)

    def _token(self, public_key: bytes) -> bytes:
        """MAC over the public key object of the other side (Doc 9303-11 §4.4.3.4)."""
        message = tlv.encode(0x7F49, encode_oid(self._oid), tlv.encode(self._domain.public_key_tag, public_key))
        return self._suite.mac(self._suite.derive(self._secret, COUNTER_MAC), message)


def chip_authentication_data(
    domain: Domain, suite: CipherSuite, ks_enc: bytes, static_key: int, mapping_key: int
) -> bytes:
    """A_IC: CA_IC = SK_IC^-1 · SK_map,IC, padded, encrypted with IV = E(KS_enc, -1) (Doc 9303-11 §4.4.3.5.2)."""
    ca_ic = pow(static_key, -1, domain.order) * mapping_key % domain.order
    iv = suite.encrypt_block(ks_enc, b"\xff" * suite.block_bytes)
    return suite.encrypt(ks_enc, iv, suite.pad(ca_ic.to_bytes(domain.scalar_bytes, "big")))


def begin(data: bytes, document: IssuedDocument, randomness: Randomness) -> PaceRun:
    """MSE:SET AT (Doc 9303-11 §4.4.4.1): protocol in 80, password in 83, domain parameters in 84 when ambiguous.

    Raises:
        RefusedCommand: 6A80 for a protocol not offered, 6A88 for a password or parameters not known, 6A87 when this
            chip wants the parameters named although there is no choice.
    """
    objects = data_objects(data)
    if 0x80 not in objects or not set(objects) <= {0x80, 0x83, 0x84}:
        raise RefusedCommand(status.INCORRECT_DATA)
    profile = document.profile
    if 0x84 not in objects and profile.pace_wants_parameter_id:
        raise RefusedCommand(status.INCONSISTENT_LC)
    offer = _chosen(profile.pace, objects)
    passwords = {
        _PASSWORD_MRZ: hashlib.sha1(document.mrz_information, usedforsecurity=False).digest(),
        _PASSWORD_CAN: document.can.encode("ascii"),
    }
    if objects.get(0x83) not in passwords:
        raise RefusedCommand(status.REFERENCE_NOT_FOUND)
    static_key = document.pace_static_keys[offer.parameter_id] if offer.mapping == "CAM" else None
    return PaceRun(offer, passwords[objects[0x83]], static_key, randomness)


def _chosen(offers: Sequence[PaceOffer], objects: dict[int, bytes]) -> PaceOffer:
    matching = [offer for offer in offers if encode_oid(pace_oid(offer))[2:] == objects[0x80]]
    if not matching:
        raise RefusedCommand(status.INCORRECT_DATA)
    if 0x84 in objects:
        matching = [offer for offer in matching if bytes([offer.parameter_id]) == objects[0x84]]
    if len(matching) != 1:
        raise RefusedCommand(status.REFERENCE_NOT_FOUND)
    return matching[0]
