"""A lost card that comes back: read on from the byte reached, never mixed with another, proven anew."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from reading_cards import CAN, MRZ, PERSON, READ, SELECT, WIDE, Link, a_card, lifted_after, reads

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.issuer import issue
from nfc_icao import Can, TrustStore, verify_chip
from nfc_icao.encoding import tlv
from nfc_icao.errors import CardLost
from nfc_icao.evidence import ChipReading
from nfc_icao.habits import ReadingHabits
from nfc_icao.partial_reading import PartialReading
from nfc_icao.reading import ReadingProgress, read_chip
from nfc_icao.trust import Assurance, Result

WHOLE = {"EF_CardAccess", "DG1", "EF_SOD", "DG13", "DG2", "DG14", "DG15"}


def lose(card: VirtualCard, after: int, **more: object) -> PartialReading:
    with pytest.raises(CardLost) as caught:
        read_chip(Link(card, rule=lifted_after(after)), (CAN, MRZ), **more)  # type: ignore[arg-type]
    assert caught.value.partial is not None
    card.reset()
    return caught.value.partial


def green(reading: ChipReading, card: VirtualCard) -> bool:
    report = verify_chip(reading, TrustStore.from_certificates([card.document.csca_der]))
    return report.overall is Result.SUCCESSFUL and report.assurance is Assurance.GENUINE_CHIP


def length_of(link: Link) -> int:
    return len(link.sent)


@pytest.fixture(scope="module")
def whole() -> Link:
    link = Link(a_card())
    read_chip(link, CAN)
    return link


def test_lost_after_any_command_it_comes_home_whole_and_proven(whole: Link) -> None:
    card = a_card()
    for after in range(0, length_of(whole), 4):
        reading = read_chip(Link(card), CAN, resume=lose(card, after))
        assert set(reading.files) == WHOLE
        assert all(content == card.document.files[name] for name, content in reading.files.items())
        assert green(reading, card)
        card.reset()


def test_what_was_read_is_not_read_again_but_for_two_looks(whole: Link) -> None:
    card = a_card()
    partial = lose(card, 60)
    assert partial.unfinished_file == "DG2"

    link = Link(card)
    read_chip(link, CAN, resume=partial)

    saved = reads(whole) - reads(link)
    already = sum(-(-len(partial.files[name]) // 223) for name in ("DG1", "EF_SOD", "DG13"))
    assert saved == already + len(partial.unfinished_bytes) // 223 - 2  # DG1 and the head of EF.SOD
    offsets = [command.p1 << 8 | command.p2 for command in link.protected(READ) if command.p1 < 0x80]
    assert len(partial.unfinished_bytes) in offsets
    assert not [offset for offset in offsets if 2 * 223 < offset < len(partial.unfinished_bytes)]
    assert len(link.protected(SELECT)) == 2  # The application, and the file that is read on.


def test_it_can_be_lost_again_and_again(whole: Link) -> None:
    card = a_card()
    partial, losses = lose(card, 25), 1
    while True:
        try:
            reading = read_chip(Link(card, rule=lifted_after(30)), CAN, resume=partial)
            break
        except CardLost as lost:
            assert lost.partial is not None
            assert lost.partial.size > partial.size
            partial, losses = lost.partial, losses + 1
            card.reset()
    assert losses > 3
    assert green(reading, card)


@pytest.mark.parametrize("after", [0, 4, 8, 9])
def test_lost_again_before_the_card_could_show_itself_it_is_still_known_what_was_read(after: int) -> None:
    card = a_card()
    partial = lose(card, 60)
    with pytest.raises(CardLost) as caught:
        read_chip(Link(card, rule=lifted_after(after)), CAN, resume=partial)
    assert caught.value.partial == partial


def test_access_control_and_both_proofs_are_done_again() -> None:
    card = a_card()
    link = Link(card)
    reading = read_chip(link, CAN, resume=lose(card, length_of_proofless(card)))
    assert {0x22, 0x86, 0x88} <= {command.ins for command in link.sent}
    assert reading.active_authentication is not None
    assert reading.chip_authentication is not None


def length_of_proofless(card: VirtualCard) -> int:
    link = Link(card)
    read_chip(link, CAN)
    card.reset()
    return len(link.sent) - 1


def test_another_citizens_card_is_read_from_the_beginning() -> None:
    partial = lose(a_card(), 60)
    other = personas.load("child")
    card = VirtualCard(other)

    link = Link(card)
    reading = read_chip(link, Can(other.can), resume=partial)

    assert all(content == card.document.files[name] for name, content in reading.files.items())
    assert set(reading.files) == WHOLE


def test_an_older_card_of_the_same_person_that_the_same_key_opens_is_another_card() -> None:
    partial = lose(a_card(), 60)
    document = replace(PERSON.document, date_of_expiry=PERSON.document.date_of_issue.replace(year=2033))
    renewed = VirtualCard(issue(replace(PERSON, document=document), a_card().document.profile))

    reading = read_chip(Link(renewed), CAN, resume=partial)

    assert reading.files["DG1"] == renewed.document.files["DG1"] != partial.files["DG1"]
    assert reading.files["DG2"] == renewed.document.files["DG2"]
    assert green(reading, renewed)


def test_a_card_with_the_same_holder_and_another_signature_is_another_card() -> None:
    partial = lose(a_card(), 60)
    card = a_card()
    changed = tlv.parse(card.document.files["EF_SOD"]).value
    sod = tlv.encode(0x77, changed[:100] + b"\x00" + changed[101:])
    forged = replace(card.document, files=MappingProxyType({**card.document.files, "EF_SOD": sod}))
    reading = read_chip(Link(VirtualCard(forged)), CAN, resume=partial)
    assert reading.files["EF_SOD"] == forged.files["EF_SOD"] != partial.files["EF_SOD"]


def test_a_card_that_offers_other_protocols_is_another_card() -> None:
    partial = lose(a_card(), 60)
    card = a_card(data_groups=(1, 2, 13, 15, 14))
    assert card.document.files["EF_CardAccess"] != partial.files["EF_CardAccess"]
    reading = read_chip(Link(card), CAN, resume=partial)
    assert all(content == card.document.files[name] for name, content in reading.files.items())


def test_a_photo_begun_on_one_card_and_ended_on_another_is_never_believed() -> None:
    """Even where every look at the card was deceived, the signature covers the whole photo."""
    genuine = a_card()
    partial = lose(genuine, 60)
    mixed = replace(partial, unfinished_bytes=partial.unfinished_bytes[:-1] + bytes([partial.unfinished_bytes[-1] ^ 1]))
    reading = read_chip(Link(genuine), CAN, resume=mixed)
    report = verify_chip(reading, TrustStore.from_certificates([genuine.document.csca_der]))
    assert report.overall is Result.FAILED
    assert "DG2" not in report.usable_files


def test_an_empty_or_foreign_partial_reading_is_no_harm() -> None:
    nonsense = PartialReading({"EF_XX": b"", "DG2": b"\x75\x00"}, "EF_YY", b"\x00" * 9)
    for partial in (PartialReading(), nonsense):
        card = a_card()
        reading = read_chip(Link(card), CAN, resume=partial)
        assert reading.files["DG2"] == card.document.files["DG2"]
        assert set(reading.files) == WHOLE


def test_what_was_learned_about_the_reader_holds_for_the_next_reading() -> None:
    card = a_card()
    link = Link(card, WIDE)
    read_chip(link, CAN, resume=PartialReading(habits=ReadingHabits(short_only=True, selects_files=True)))
    assert not any(command.is_extended for command in link.sent)
    assert not [command for command in link.protected(READ) if command.p1 & 0x80]


def test_progress_goes_on_from_what_is_there() -> None:
    card = a_card()
    partial = lose(card, 60)
    told: list[ReadingProgress] = []
    read_chip(Link(card), CAN, resume=partial, progress=told.append)
    files = [progress for progress in told if progress.is_about_a_file]
    assert files[0].total_done >= sum(len(partial.files[name]) for name in ("DG1", "EF_SOD", "DG13"))
    assert [one.total_done for one in files] == sorted(one.total_done for one in files)
    assert files[-1].total_done == files[-1].total_expected


def test_a_partial_reading_shows_nothing_of_the_person() -> None:
    partial = lose(a_card(), 60)
    for shown in (repr(partial), str(CardLost("lost")), repr(partial.habits)):
        assert PERSON.person.personal_number not in shown
        assert "NGUYEN" not in shown
