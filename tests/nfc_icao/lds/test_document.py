"""All files together: one broken file is named, and spoils nothing."""

from nfc_icao.encoding.tlv import encode
from nfc_icao.lds import parse_lds

from .samples import CARD_ACCESS, JPEG, SPECIMEN_TD1, dg2

FILES = {
    "EF_CardAccess": CARD_ACCESS,
    "EF_COM": encode(0x60, encode(0x5C, bytes.fromhex("61756D6E"))),
    "DG1": encode(0x61, encode(0x5F1F, SPECIMEN_TD1.encode("ascii"))),
    "DG2": dg2(JPEG),
    "DG13": b"\x6d\x00",
    "DG14": encode(0x6E, CARD_ACCESS),
}


def test_closed_reserved_and_unknown_files_are_left_alone():
    lds = parse_lds({"DG3": b"\x63\x00", "DG4": b"?", "DG6": b"?", "DG8": b"?", "EF_OTHER": b"?"})
    assert lds.problems == {}
    assert (lds.portrait, lds.portraits, lds.card_security, lds.atr_info) == (None, (), None, None)


def test_every_file_that_is_there_is_taken_apart():
    lds = parse_lds(FILES)
    assert lds.com.data_groups == (1, 2, 13, 14)
    assert lds.mrz.surname == "ERIKSSON"
    assert lds.portrait.width == 160
    assert lds.dg13 == b"\x6d\x00"
    assert lds.security_infos == lds.card_access
    assert (lds.sod, lds.active_authentication_key) == (None, None)
    assert lds.problems == {}


def test_one_broken_file_is_named_and_does_not_spoil_the_others():
    lds = parse_lds({**FILES, "DG1": b"\x61\x00", "EF_SOD": b"junk", "DG15": b""})
    assert set(lds.problems) == {"DG1", "EF_SOD", "DG15"}
    assert lds.mrz is None
    assert lds.portrait is not None


def test_the_repr_shows_no_one():
    assert "ERIKSSON" not in repr(parse_lds(FILES))


def test_nothing_at_all_is_an_empty_structure():
    assert parse_lds({}).problems == {}
