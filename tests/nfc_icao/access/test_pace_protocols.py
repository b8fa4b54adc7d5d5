from __future__ import annotations

import pytest

from nfc_icao.access.pace_protocols import PREFERENCE, preferred_protocols
from nfc_icao.chip.apdu import SHORT_NC_MAX
from nfc_icao.lds.security_infos import PACE_PROTOCOLS, PaceInfo

PACE = "0.4.0.127.0.7.2.2.4."
BEST_FIRST = (
    *("6.4", "6.3", "6.2"),
    *("2.4", "2.3", "2.2"),
    *("4.4", "4.3", "4.2"),
    *("1.4", "1.3", "1.2"),
    *("3.4", "3.3", "3.2"),
    *("2.1", "4.1", "1.1", "3.1"),
)


def offer(arcs: str, parameter_id: int | None = None, version: int = 2) -> PaceInfo:
    standard = 0 if arcs[0] in "13" else 13
    return PaceInfo(PACE + arcs, version, standard if parameter_id is None else parameter_id)


def chosen(*offers: PaceInfo) -> list[tuple[str, int]]:
    return [(protocol.oid.removeprefix(PACE), protocol.parameter_id) for protocol in preferred_protocols(offers)]


def test_every_protocol_of_the_standard_has_its_place_in_the_preference() -> None:
    assert [arcs for arcs, _ in chosen(*(offer(arcs) for arcs in sorted(BEST_FIRST)))] == list(BEST_FIRST)
    assert {oid.removeprefix(PACE) for oid in PACE_PROTOCOLS} == set(BEST_FIRST)
    assert len(PREFERENCE) == len(set(PREFERENCE)) == len(BEST_FIRST)


def test_what_is_equal_stays_in_the_order_of_the_chip_and_comes_once() -> None:
    assert chosen(offer("2.2", 16), offer("2.2", 12), offer("2.2", 16)) == [("2.2", 16), ("2.2", 12)]


@pytest.mark.parametrize(
    "unspoken",
    [
        offer("2.2", version=1),
        offer("2.2", 0),
        offer("1.2", 13),
        offer("2.2", 7),
        offer("2.2", 99),
        offer("4.2", 10),
        PaceInfo(PACE + "2.2", 2, None),
    ],
    ids=["old version", "curve protocol in a field", "field protocol on a curve", "reserved", "proprietary",
         "integrated mapping on secp224r1", "no domain"],
)  # fmt: skip
def test_what_cannot_be_done_is_passed_over(unspoken: PaceInfo) -> None:
    assert chosen(unspoken) == []
    assert chosen(unspoken, offer("2.1", 12)) == [("2.1", 12)]


def test_the_parameter_id_is_needed_where_one_protocol_has_several_domains() -> None:
    protocols = preferred_protocols([offer("2.2", 12), offer("2.2", 13), offer("4.2", 13), offer("2.2", 99)])

    assert [protocol.needs_parameter_id for protocol in protocols] == [True, True, False]


def test_keys_that_fit_no_short_apdu_come_last_where_the_link_is_short() -> None:
    offers = [offer("1.4", 2), offer("1.2", 0), offer("4.1", 13)]

    assert chosen(*offers) == [("1.4", 2), ("1.2", 0), ("4.1", 13)]
    shortened = preferred_protocols(offers, longest_short_data=SHORT_NC_MAX)
    assert [protocol.parameter_id for protocol in shortened] == [0, 13, 2]
