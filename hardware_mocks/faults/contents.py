"""Chips whose contents are wrong: bent files, and security objects a careless or hostile issuer could have made.

Each makes another document out of an honest one. Where the flaw lies inside EF.SOD, it is signed by the same signer, so
that only the check for that flaw can find it (BSI TR-03105-5.1, units LDS_A and LDS_H).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hardware_mocks import issuer, personas
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.data_groups import ef_com
from hardware_mocks.issuing.security_object import ef_sod
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_CARD_ACCESS, EF_COM, EF_SOD, dg

NAMES = MappingProxyType(
    {
        "huge-lengths": "every file but EF.CardAccess announces sixteen megabytes",
        "hidden-chip-keys": "DG14 and DG15 are signed for and refused: a copy that hides what would betray it",
        "unsigned-chip-keys": "EF.SOD does not list DG14 and DG15",
        "unsigned-photo": "EF.SOD does not list DG2",
        "sod-extra-group": "EF.SOD lists a DG10 that does not exist",
        "sod-wrong-digest": "EF.SOD: the signed digest is not that of the hash list",
        "sod-wrong-signature": "EF.SOD: one bit of the signature is wrong",
        "sod-without-certificate": "EF.SOD carries no document signer certificate",
        "sod-md5": "EF.SOD hashes with MD5, which Doc 9303-12 does not allow",
        "com-lists-less": "EF.COM lists neither DG14 nor DG15",
        "com-lists-more": "EF.COM lists DG10",
        "signer-of-another-country": "the document signer's certificate names another country than its CSCA",
        "photo-of-another": "DG2 is that of another genuine card",
    }
)
_NO_SUCH_GROUP = 10
_CHIP_KEYS = (14, 15)
_TAG_OF_DG10 = 0x6A

Change = Callable[[IssuedDocument], IssuedDocument]


def changed(document: IssuedDocument, name: str) -> IssuedDocument:
    """`document` with the flaw of this name; `KeyError` for a name that is none of `NAMES`."""
    return _CHANGES[name](document)


def _with_files(document: IssuedDocument, files: Mapping[str, bytes]) -> IssuedDocument:
    return dataclasses.replace(document, files=MappingProxyType({**document.files, **files}))


def _with_huge_lengths(document: IssuedDocument) -> IssuedDocument:
    files = {name: content for name, content in document.files.items() if name != EF_CARD_ACCESS}
    return _with_files(document, {name: _announcing_too_much(content) for name, content in files.items()})


def _announcing_too_much(content: bytes) -> bytes:
    """The same tag and bytes under a length of 16 777 215."""
    header = tlv.parse_header(content)
    tag = tlv.encode(header.tag)[:-1]
    return tag + b"\x83\xff\xff\xff" + content[header.header_length :]


def _with_hidden_chip_keys(document: IssuedDocument) -> IssuedDocument:
    hidden = {dg(number) for number in _CHIP_KEYS} & set(document.files)
    refused = {**document.refused_files, **{name: document.files[name] for name in hidden}}
    shown = {name: content for name, content in document.files.items() if name not in hidden}
    return dataclasses.replace(document, files=MappingProxyType(shown), refused_files=MappingProxyType(refused))


def _with_sod_over(document: IssuedDocument, groups: Mapping[int, bytes], hash_name: str = "sha256") -> IssuedDocument:
    return _with_files(document, {EF_SOD: ef_sod(groups, document.signer, document.signed_on, hash_name)})


def _signing_without(*numbers: int) -> Change:
    def change(document: IssuedDocument) -> IssuedDocument:
        groups = document.data_groups
        return _with_sod_over(document, {key: value for key, value in groups.items() if key not in numbers})

    return change


def _with_extra_group(document: IssuedDocument) -> IssuedDocument:
    return _with_sod_over(document, {**document.data_groups, _NO_SUCH_GROUP: b"\x6a\x00"})


def _with_md5(document: IssuedDocument) -> IssuedDocument:
    return _with_sod_over(document, document.data_groups, "md5")


def _with_wrong_digest(document: IssuedDocument) -> IssuedDocument:
    sod = ef_sod(document.data_groups, document.signer, document.signed_on, digest_of=b"another hash list")
    return _with_files(document, {EF_SOD: sod})


def _with_wrong_signature(document: IssuedDocument) -> IssuedDocument:
    sod = document.files[EF_SOD]  # the signature is the last element of CMS SignedData
    return _with_files(document, {EF_SOD: sod[:-1] + bytes([sod[-1] ^ 0x01])})


def _without_certificate(document: IssuedDocument) -> IssuedDocument:
    sod = ef_sod(document.data_groups, document.signer, document.signed_on, with_certificate=False)
    return _with_files(document, {EF_SOD: sod})


def _with_shorter_com(document: IssuedDocument) -> IssuedDocument:
    listed = [number for number in document.profile.data_groups if number not in _CHIP_KEYS]
    return _with_files(document, {EF_COM: ef_com(listed)})


def _with_longer_com(document: IssuedDocument) -> IssuedDocument:
    honest = tlv.parse(document.files[EF_COM]).children()
    parts = [
        tlv.encode(part.tag, part.value + bytes([_TAG_OF_DG10])) if part.tag == 0x5C else part.encoded()
        for part in honest
    ]
    return _with_files(document, {EF_COM: tlv.encode(0x60, *parts)})


def _with_foreign_signer(document: IssuedDocument) -> IssuedDocument:
    persona = personas.load(document.persona_id)
    signer = issuer.authority_of(persona).signer(document.signed_on.year, country="UT")
    foreign = dataclasses.replace(document, signer=signer)
    return _with_sod_over(foreign, foreign.data_groups)


def _with_photo_of_another(document: IssuedDocument) -> IssuedDocument:
    other = "elder" if document.persona_id != "elder" else "adult"
    return _with_files(document, {dg(2): issuer.issue(personas.load(other)).files[dg(2)]})


_CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "huge-lengths": _with_huge_lengths,
        "hidden-chip-keys": _with_hidden_chip_keys,
        "unsigned-chip-keys": _signing_without(*_CHIP_KEYS),
        "unsigned-photo": _signing_without(2),
        "sod-extra-group": _with_extra_group,
        "sod-wrong-digest": _with_wrong_digest,
        "sod-wrong-signature": _with_wrong_signature,
        "sod-without-certificate": _without_certificate,
        "sod-md5": _with_md5,
        "com-lists-less": _with_shorter_com,
        "com-lists-more": _with_longer_com,
        "signer-of-another-country": _with_foreign_signer,
        "photo-of-another": _with_photo_of_another,
    }
)
