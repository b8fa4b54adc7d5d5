"""What can be changed about a case, by the names its table uses.

Enters: a `Subject` and the arguments of one change. Leaves: another `Subject`.
Words: change, element, field. Not known: outcomes, readers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hardware_mocks.negative_plan.changes import chip_keys, chips, faces, files, links, mrz, signing
from hardware_mocks.negative_plan.subject import Subject

Change = Callable[..., Subject]

CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "file.tag": files.tag,
        "file.length": files.length,
        "file.remove": files.remove,
        "file.of_another": files.of_another,
        "file.content": files.content,
        "file.flip_last_byte": files.flip_last_byte,
        "file.node": files.node,
        "mrz.fields": mrz.fields,
        "mrz.wrong_digit": mrz.wrong_digit,
        "face.record": faces.record,
        "face.image": faces.image,
        "face.larger": faces.larger,
        "face.feature_points": faces.feature_points,
        "sod.chain": signing.chain,
        "sod.certificate_apart": signing.certificate_apart,
        "sod.named_by_key": signing.named_by_key,
        "sod.element": signing.signed_data,
        "sod.element_hash": signing.signed_data_hash,
        "sod.digest": signing.digest,
        "sod.identifier": signing.with_identifier,
        "sod.scheme": signing.signer_scheme,
        "sod.wrong_bit": signing.wrong_bit,
        "hashes.element": signing.hash_list,
        "hashes.algorithm": signing.group_hash,
        "hashes.version": signing.lds_version,
        "hashes.unlisted": signing.unlisted,
        "hashes.listed_besides": signing.listed_besides,
        "certificate.element": signing.certificate,
        "certificate.issuer": signing.certificate_issuer,
        "certificate.validity": signing.certificate_validity,
        "certificate.algorithm": signing.certificate_algorithm,
        "certificate.key_algorithm": signing.certificate_key_algorithm,
        "certificate.extension": signing.certificate_extension,
        "info.element": chip_keys.element,
        "info.key_algorithm": chip_keys.key_algorithm,
        "info.flip_key": chip_keys.flip_key,
        "info.remove": chip_keys.remove,
        "info.add": chip_keys.add,
        "info.write_card_security": chip_keys.write_card_security,
        "chip.issued": chips.issued,
        "chip.behaves": chips.behaves,
        "chip.another_key": chips.another_key,
        "link.fault": links.fault,
        "link.delay": links.delay,
        "desk.code_of": links.code_of,
        "trust.forged_authority": signing.forged_authority,
        "trust.revoked": links.revoked,
    }
)

__all__ = ["CHANGES", "Change"]
