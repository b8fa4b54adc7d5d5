"""What departs from the standard without harm in DG14 and EF.ATR/INFO, and when that counts."""

from __future__ import annotations

import dataclasses

import pytest

from nfc_icao.lds import parse_lds
from nfc_icao.lds.atr_info import atr_info_remarks, parse_atr_info
from nfc_icao.lds.dg14 import chip_key_remarks
from nfc_icao.lds.security_infos import (
    ID_PK_DH,
    ID_PK_ECDH,
    ChipAuthenticationInfo,
    ChipAuthenticationPublicKey,
    SecurityInfos,
)

ECDH_AES_128 = "0.4.0.127.0.7.2.2.3.2.2"


def offered(protocol_key_id: int | None, key_id: int | None, key_oid: str = ID_PK_ECDH) -> SecurityInfos:
    return SecurityInfos(
        chip_authentication=(ChipAuthenticationInfo(ECDH_AES_128, 1, protocol_key_id),),
        chip_authentication_keys=(ChipAuthenticationPublicKey(key_oid, b"", key_id),),
    )


@pytest.mark.parametrize("key_id", [None, 1])
def test_a_key_and_a_protocol_of_one_name_need_no_remark(key_id: int | None) -> None:
    assert chip_key_remarks(offered(key_id, key_id)) == ()


@pytest.mark.parametrize("names", [(1, 2), (None, 2), (1, None)])
def test_a_key_under_another_name_than_its_protocol_is_remarked(names: tuple[int | None, int | None]) -> None:
    assert chip_key_remarks(offered(*names))


def test_a_key_whose_protocol_is_left_out_is_not_remarked() -> None:
    assert chip_key_remarks(offered(1, 1, ID_PK_DH)) == ()
    assert chip_key_remarks(dataclasses.replace(offered(1, 1), chip_authentication=())) == ()


@pytest.mark.parametrize("file", ["7F66080202078002020780", "4703800000"])
def test_lengths_or_a_word_that_there_are_none_need_no_remark(file: str) -> None:
    assert atr_info_remarks(parse_atr_info(bytes.fromhex(file))) == ()


@pytest.mark.parametrize("file", ["7F65080202078002020780", "47038000E0", "7F660402020780"])
def test_a_missing_or_broken_pair_of_lengths_is_remarked(file: str) -> None:
    assert "EF_ATR_INFO" in parse_lds({"EF_ATR_INFO": bytes.fromhex(file)}).remarks
