"""An operator's defect list: read exactly, refused with the entry and the reason."""

from datetime import UTC, datetime

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.trust.certificates import parse_certificate
from nfc_icao.trust.defects import MAX_BYTES, DefectKind, SignerReference, parse_defects_toml

from .imagined_issuer import CSCA_SIGNING, SIGNER_SIGNING, csca, key_identifier, signer

WHOLE = f"""
format = 1
source = "circular 12/2026"
issued = 2026-11-01
valid_until = 2027-05-01

[[defect]]
signer = {{ sha256 = "{parse_certificate(signer()).fingerprint}" }}
kind = "signer_revoked"
status = 3
note = "stolen key"

[[defect]]
signer = {{ authority_key_identifier = "{key_identifier(CSCA_SIGNING).hex(":")}", serial_number = "07" }}
kind = "data_groups_malformed"
data_groups = [2, 11]

[[defect]]
signer = {{ subject_key_identifier = "{key_identifier(SIGNER_SIGNING).hex()}" }}
kind = "active_authentication_keys_revoked"
""".encode()


def test_every_way_to_name_a_signer_and_every_value_is_read():
    found = parse_defects_toml(WHOLE)
    assert (found.source, found.issued) == ("circular 12/2026", datetime(2026, 11, 1, tzinfo=UTC))
    assert found.valid_until > datetime(2027, 5, 1, 23, tzinfo=UTC)
    revoked, malformed, keys = found.defects
    assert (revoked.kind, revoked.status) == (DefectKind.SIGNER_REVOKED, 3)
    assert malformed.data_groups == {2, 11}
    assert keys.kind is DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED
    assert all(defect.signer.means(parse_certificate(signer())) for defect in found.defects)
    assert not any(defect.signer.means(parse_certificate(csca())) for defect in found.defects)


def test_a_reference_to_nothing_means_nobody():
    assert not SignerReference().means(parse_certificate(signer()))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((b"format = 1", b"format = 2"), "format"),
        ((b"source = ", b"sauce = "), "sauce"),
        ((b"2026-11-01", b'"2026-11-01"'), "date"),
        ((b"signer_revoked", b"unknown_kind"), "defect 1: kind"),
        ((b"status = 3", b'status = "3"'), "defect 1: status"),
        ((b'note = "stolen key"', b"wrong = 1"), "defect 1: unknown key wrong"),
        ((b"[2, 11]", b"[2, 17]"), "defect 2: data_groups"),
        ((b'serial_number = "07"', b'serial_number = "0x"'), "defect 2: signer is not hexadecimal"),
        ((b', serial_number = "07"', b""), "defect 2: signer needs"),
        ((b'sha256 = "', b'sha256 = "00'), "defect 1: signer is empty, or a SHA-256"),
        ((b"[[defect]]", b"[defect]"), "TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_reason(change, reason):
    with pytest.raises(MalformedData, match=reason):
        parse_defects_toml(WHOLE.replace(*change, 1))


def test_a_file_beyond_any_size_is_refused():
    with pytest.raises(LimitExceeded):
        parse_defects_toml(bytes(MAX_BYTES + 1))


def test_any_bytes_are_a_defect_list_or_malformed():
    only_malformed_data_leaves(parse_defects_toml, WHOLE)
