"""What is written must be what observed cards have, byte for byte."""

import json
from dataclasses import replace
from pathlib import Path

from nfc_icao.national.vietnam import VietnameseHolder, build_dg13, parse_dg13, parse_printed_date

SAMPLE = bytes.fromhex(json.loads((Path(__file__).parent / "dg13_synthetic.json").read_text(encoding="utf-8"))["dg13"])


def test_what_was_read_is_written_again_byte_for_byte():
    assert build_dg13(parse_dg13(SAMPLE)) == SAMPLE


def test_a_holder_without_particulars_survives():
    assert parse_dg13(build_dg13(VietnameseHolder())) == VietnameseHolder()


def test_every_field_survives():
    holder = replace(
        parse_dg13(SAMPLE),
        spouse_name="Lê Thị Đào",
        father_name=None,
        old_id_number=None,
        date_of_expiry=parse_printed_date("Không thời hạn"),
        unknown_fields={17: b"\x0c\x01x"},
    )
    assert parse_dg13(build_dg13(holder)) == holder
