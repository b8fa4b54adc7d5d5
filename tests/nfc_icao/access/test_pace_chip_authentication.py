from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.access.keys import Can
from nfc_icao.access.opening import Opening, open_chip
from nfc_icao.access.pace_chip_authentication import decrypt_ca_ic
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.ciphers import Cipher, encrypt_ecb_block
from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.security_infos import PaceInfo, SecurityInfos, parse_security_infos

PACE = "0.4.0.127.0.7.2.2.4."


def opened(chip: Any) -> Opening:
    offers = SecurityInfos(pace=(PaceInfo(chip.oid, 2, chip.parameter_id),))
    return open_chip(ChipChannel(chip), [Can("123456")], offers, system_randomness)


def test_appendix_i1_is_decrypted_and_explains_the_mapping_key(vectors: Callable[[str], Any]) -> None:
    i1 = {name: value for name, value in vectors("pace_cam").items() if name != "source"}
    ks_enc, domain = bytes.fromhex(i1["ks_enc"]), STANDARDIZED[13]

    ca_ic = decrypt_ca_ic(Cipher.AES_128, ks_enc, bytes.fromhex(i1["a_ic"]))

    assert ca_ic.hex().upper() == i1["ca_ic"]
    assert encrypt_ecb_block(Cipher.AES_128, ks_enc, b"\xff" * 16).hex().upper() == i1["iv"]
    pk_ic = domain.decode(b"\x04" + bytes.fromhex(i1["pk_ic"]))
    pk_map_ic = domain.multiply(pk_ic, int.from_bytes(ca_ic, "big"))
    assert domain.encode(pk_map_ic)[1:].hex().upper() == i1["pk_map_ic"]
    assert domain.multiply(domain.generator, int(i1["sk_map_ic"], 16)) == pk_map_ic
    assert domain.multiply(domain.generator, int(i1["sk_ic_derived"], 16)) == pk_ic


def test_appendix_i1_names_the_key_in_ef_card_security(vectors: Callable[[str], Any]) -> None:
    info = bytes.fromhex(vectors("pace_cam")["card_security_capki"])

    (key,) = parse_security_infos(tlv.encode(0x31, info)).chip_authentication_keys

    assert key.key_id == 13


def test_the_opening_carries_what_the_chip_explained(pace_card: Any) -> None:
    chip = pace_card(PACE + "6.2", 13)

    opening = opened(chip)

    size = STANDARDIZED[13].key_size
    data = opening.chip_authentication
    assert data is not None
    assert (opening.mapping, data.parameter_id, data.ca_ic) == ("CAM", 13, chip.ca_ic.to_bytes(size, "big"))
    domain = STANDARDIZED[13]
    static = domain.decode(chip.pk_ic_static)
    assert domain.encode(domain.multiply(static, chip.ca_ic)) == data.pk_map_ic


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        tlv.encode(0x8A),
        tlv.encode(0x8A, bytes(15)),
        tlv.encode(0x8A, bytes(48)),
        2 * tlv.encode(0x8A, bytes(48)),
    ],
    ids=["missing", "empty", "no whole block", "not padded", "twice"],
)
def test_a_chip_that_explains_nothing_is_opened_and_has_failed_the_proof(pace_card: Any, wrong: bytes) -> None:
    def unexplained(step: int, honest: bytes) -> bytes:
        token = tlv.require(tlv.parse(honest), 0x86).encoded() if step == 4 else b""
        return tlv.encode(0x7C, token + wrong) if step == 4 else honest

    opening = opened(pace_card(PACE + "6.2", 13, lie=unexplained))

    assert opening.mapping == "CAM"
    assert opening.chip_authentication is not None
    assert opening.chip_authentication.ca_ic == b""


@pytest.mark.parametrize("arcs", ["2.2", "4.2"])
def test_an_explanation_that_nobody_asked_for_is_malformed(pace_card: Any, arcs: str) -> None:
    def explained(step: int, honest: bytes) -> bytes:
        return tlv.encode(0x7C, tlv.parse(honest).value + tlv.encode(0x8A, bytes(48))) if step == 4 else honest

    with pytest.raises(MalformedData, match="none are called for"):
        opened(pace_card(PACE + arcs, 13, lie=explained))


def test_other_mappings_explain_nothing(pace_card: Any) -> None:
    assert opened(pace_card(PACE + "2.2", 13)).chip_authentication is None
