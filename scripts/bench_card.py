"""The card that is measured: an invented person's, with files of exactly the sizes speed is compared at."""

from __future__ import annotations

import io
from dataclasses import replace
from types import MappingProxyType

from asn1crypto import cms, core
from cryptography.hazmat.primitives.asymmetric import rsa
from PIL import Image

from hardware_mocks import profiles
from hardware_mocks.issuer import IssuedDocument, issue
from hardware_mocks.issuing.chip_keys import RsaActiveKey
from hardware_mocks.issuing.data_groups import dg15
from hardware_mocks.issuing.dg13 import dg13
from hardware_mocks.issuing.security_object import ef_sod
from hardware_mocks.personas import Persona, load
from nfc_icao.encoding import tlv

SIZES = {"DG1": 95, "DG2": 15_083, "EF_SOD": 1_800, "DG13": 600, "DG14": 371, "DG15": 165}
CHIP_BUFFER_BYTES = 2048

_UNKNOWN_INFO = "1.3.6.1.4.1.99999.1"
_UNKNOWN_ATTRIBUTE = "1.3.6.1.4.1.99999.2"


class _WithSmallPortrait(Persona):
    """The same person with a photo that leaves room to be filled up."""

    def portrait(self) -> bytes:
        small = io.BytesIO()
        Image.open(io.BytesIO(super().portrait())).save(small, "JPEG", quality=50)
        return small.getvalue()


def document(dg2_bytes: int = SIZES["DG2"]) -> IssuedDocument:
    """A card of 2021 with these sizes; its chip has a buffer of 2 KB and EF.ATR/INFO that says so."""
    profile = replace(
        profiles.load("vietnam-2021"),
        data_groups=(1, 2, 13, 15, 14),
        chip_authentication_domain="named",
        ef_atr=True,
        max_command_bytes=CHIP_BUFFER_BYTES,
        max_response_bytes=CHIP_BUFFER_BYTES,
        portrait_bytes=dg2_bytes,
    )
    person = _WithSmallPortrait(**vars(load("adult")))
    excess = len(issue(person, profile).files["DG2"]) - dg2_bytes
    profile = replace(profile, portrait_bytes=dg2_bytes - excess)
    issued = issue(person, profile)
    key = RsaActiveKey(rsa.generate_private_key(public_exponent=65537, key_size=1024), "rsa-sha256")
    groups = {
        1: issued.files["DG1"],
        2: issued.files["DG2"],
        13: _dg13(person),
        14: _dg14(issued.files["DG14"]),
        15: dg15(key.public_key_info),
    }
    sod = _sod(ef_sod(groups, issued.signer, issued.signed_on))
    files = {**issued.files, "EF_SOD": sod} | {f"DG{number}": content for number, content in groups.items()}
    return replace(issued, files=MappingProxyType(files), active_key=key)


def _dg13(person: Persona) -> bytes:
    """DG13 filled up with more identifying marks."""
    for letters in range(SIZES["DG13"]):
        content = dg13(replace(person, person=replace(person.person, identifying_marks="x" * letters)))
        if len(content) == SIZES["DG13"]:
            return content
    raise ValueError("DG13 cannot be made that long")


def _dg14(content: bytes) -> bytes:
    """DG14 filled up with a SecurityInfo nobody knows."""
    infos = tlv.parse(tlv.parse(content).value)
    for filler in range(SIZES["DG14"]):
        unknown = tlv.encode(0x30, core.ObjectIdentifier(_UNKNOWN_INFO).dump(), tlv.encode(0x04, bytes(filler)))
        longer = tlv.encode(0x6E, tlv.encode(0x31, infos.value + unknown))
        if len(longer) == SIZES["DG14"]:
            return longer
    raise ValueError("DG14 cannot be made that long")


def _sod(content: bytes) -> bytes:
    """EF.SOD filled up with an unsigned attribute."""
    for filler in range(SIZES["EF_SOD"]):
        signed = cms.ContentInfo.load(tlv.parse(content).value)
        [signer] = signed["content"]["signer_infos"]
        signer["unsigned_attrs"] = cms.CMSAttributes(
            [{"type": _UNKNOWN_ATTRIBUTE, "values": [core.OctetString(bytes(filler))]}]
        )
        longer = tlv.encode(0x77, signed.dump(force=True))
        if len(longer) == SIZES["EF_SOD"]:
            return longer
    raise ValueError("EF.SOD cannot be made that long")
