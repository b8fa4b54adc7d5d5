"""What is fed, from the smallest parser to a whole reading.

Files of a chip go through `parse_lds`, which declares no error at all: a broken file is a line in its `problems`.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from random import Random

from drivers.errors import DeviceError
from drivers.nfc.vpcd_link import VpcdTransport
from drivers.scanners.framing import CodeFraming
from drivers.scanners.scanned_text import recover_text
from fuzz import json_mutation, mutation, streams
from fuzz.hostile_card import HostileCard
from fuzz.reading_target import AlteredFile, StoredReading, judged
from fuzz.runner import Target, without_numbers
from fuzz.small_documents import KINDS, keys_of, repeatable_randomness, small_document
from hardware_mocks.card import VirtualCard
from kiosk.delivery.answer import parse_receipt
from kiosk.delivery.errors import DeliveryLater
from kiosk.domain.record import RecordId
from kiosk.identification import CodeError, as_json, identity_from_code, parse_code
from kiosk.insurance.answers import parse_card_answer, parse_token
from kiosk.insurance.errors import PortalTrouble
from kiosk.insurance.strict_json import parse_object
from kiosk.runtime.portrait_header import HeaderRefusedError, read_portrait_header
from nfc_icao import ChipReading, parse_lds
from nfc_icao.chip.apdu import parse_command
from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import parse_mrz
from nfc_icao.errors import CardLost, ChipError, MalformedData
from nfc_icao.lds.files import FILES
from nfc_icao.lds.sod import parse_sod
from nfc_icao.national.vietnam import parse_dg13
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import TrustStore, UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.certificates import parse_certificate
from nfc_icao.trust.crl import parse_crl
from nfc_icao.trust.ldif import parse_ldif
from nfc_icao.trust.master_list import parse_master_list
from nfc_icao.trust.report import Result

SESSION_LIMIT_S = 10.0
"""What a whole reading may take; far more than any of these needs."""
WHOLE_CHIP = ReadingPlan(data_groups=tuple(range(1, 17)), ef_com=True, card_security=True)
_TODAY = date(2026, 11, 21)
_LONG_HEX = re.compile(r"[0-9A-Fa-f]{12,}")


def _tlv(data: bytes) -> str:
    header = tlv.parse_header(data)
    root = tlv.parse_prefix(data)
    again = tlv.parse(root.encoded())
    assert again == root, "what was written again is not what was read"
    nodes = sum(1 for _ in tlv.walk(root))
    return f"{header.header_length} {min(nodes, 20)}"


def _file(name: str, data: bytes) -> str:
    lds = parse_lds({name: data})
    for reason in lds.problems.values():
        assert len(reason) < 300 and not _LONG_HEX.search(reason), "a reason that may tell what the card holds"
    repr(lds)
    return " ".join(map(without_numbers, lds.problems.values())) or "parsed"


def _dg13(data: bytes) -> str:
    holder = parse_dg13(data)
    return str(sum(1 for value in vars(holder).values() if value))


def _sod(data: bytes) -> None:
    sod = parse_sod(data)
    for encoded in sod.signed_data.certificates:
        parse_certificate(encoded)


def _certificate(data: bytes) -> None:
    certificate = parse_certificate(data)
    repr(certificate), certificate.fingerprint, certificate.is_link
    certificate.is_signed_by(certificate.public_key())
    TrustStore.from_certificates([data]).find_issuers(certificate)


def _trust_files(data: bytes) -> str:
    """The same bytes as each kind of file an operator may put into the trust folder."""
    shapes = []
    for parse in (parse_crl, parse_master_list, lambda one: list(parse_ldif(one))):
        try:
            shapes.append(type(parse(data)).__name__)
        except MalformedData as error:
            shapes.append(without_numbers(str(error))[:30])
    return " ".join(shapes)


def _mrz(data: bytes) -> str:
    mrz = parse_mrz(data.decode("utf-8", "replace"))
    return f"{mrz.format} {mrz.all_valid}"


def _code(data: bytes) -> str:
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    parsed = parse_code(text)
    as_json(parsed)
    identity = identity_from_code(parsed, _TODAY)
    return f"{parsed.kind.value} {len(identity.facts)} {parsed.warnings}"


def _scanned(data: bytes) -> str:
    """A scanner's bytes in arbitrary pieces, then as text."""
    decoder = CodeFraming()
    frames = [*decoder.feed(data[: len(data) // 2]), *decoder.feed(data[len(data) // 2 :])]
    last = decoder.finish()
    frames += [last] if last is not None else []
    texts = [recovered for frame in frames if (recovered := recover_text(frame)) is not None]
    return f"{min(len(frames), 5)} {min(len(texts), 5)}"


def _receipt(data: bytes) -> None:
    parse_receipt(data, RecordId("0190f2c8-0000-7000-8000-000000000000"), "benh-vien")


def _portal(data: bytes) -> str:
    answer = parse_object(data)
    if "APIKey" in answer:
        parse_token(answer)
        return "token"
    return f"card {parse_card_answer(answer).result_code is None}"


def _vpcd(data: bytes) -> str:
    """The bytes of a card at the other end of a socket that then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname(), timeout=2)
        theirs, _ = server.accept()
    with ours, theirs:
        theirs.sendall(data[:60000])
        theirs.shutdown(socket.SHUT_WR)
        transport = VpcdTransport(ours, command_limit_s=2.0)
        transport.power_on()
        answers = 0
        while True:
            try:
                transport.transmit(bytes.fromhex("00A4020C02011C"))
            except CardLost:
                return str(min(answers, 10))
            answers += 1


@cache
def _card() -> VirtualCard:
    return VirtualCard(small_document(), randomness=repeatable_randomness("card"))


def _commands(data: bytes) -> str:
    """Other people's readers may send our imagined card anything; it answers every time."""
    card = _card()
    card.reset()
    words = []
    for command in streams.unframed(data)[:20]:
        answer = card.transmit(command)
        assert len(answer) >= 2, "no status word"
        words.append(answer[-2:].hex())
        try:
            parse_command(command)
        except MalformedData:
            words.append("malformed")
    return " ".join(words[:4])


def _answers(data: bytes) -> str:
    """F1: the bytes are a chip's answers to a whole reading; what came home is judged."""
    document = small_document()
    card = streams.StreamCard(streams.unframed(data))
    reading = read_chip(
        card, keys_of(document), randomness=repeatable_randomness(streams.TERMINAL), time_limit_s=SESSION_LIMIT_S
    )
    report = judged(reading, TrustStore.from_certificates([document.csca_der]))
    return f"{report.overall.value} {sorted(reading.files)} {sorted(reading.refusals)}"


@cache
def _genuine() -> tuple[ChipReading, bytes]:
    document = small_document()
    card = VirtualCard(document, randomness=repeatable_randomness("card"))
    return read_chip(card, keys_of(document), randomness=repeatable_randomness("terminal")), document.csca_der


def _altered(name: str, data: bytes) -> str:
    return _altered_file(name).feed(data)


@cache
def _altered_file(name: str) -> AlteredFile:
    return AlteredFile(name, *_genuine())


def _stored(data: bytes) -> str:
    return _stored_reading().feed_summary(data)


@cache
def _stored_reading() -> StoredReading:
    return StoredReading()


def _genuine_file(name: str) -> list[bytes]:
    return [_genuine()[0].files[name]]


def _lies(profile: str | None, data: bytes) -> str:
    """F1 under the session keys: the input decides where and how the chip lies, and every answer has a right MAC."""
    document = small_document("adult", profile)
    dice = Random(data)
    card = HostileCard(document, dice, per_hundred=dice.choice((1, 2, 4, 8, 40)))
    reading = read_chip(
        card,
        keys_of(document),
        plan=WHOLE_CHIP,
        randomness=repeatable_randomness(streams.TERMINAL),
        time_limit_s=SESSION_LIMIT_S,
    )
    report = judged(reading, TrustStore.from_certificates([document.csca_der]))
    if report.overall is Result.SUCCESSFUL:
        signed = {name: content for name, content in reading.files.items() if name in report.usable_files}
        genuine = {name: document.files[name] for name in signed}
        assert signed == genuine, f"successful, and not what was signed: {sorted(signed)}"
    return f"{report.overall.value} {sorted(reading.files)} {sorted(reading.refusals)}"


def _new_lie(dice: Random, _data: bytes, _pool: Sequence[bytes]) -> bytes:
    return dice.randbytes(8)


def _recorded(profile: str | None) -> list[bytes]:
    return [streams.frame(streams.recorded_answers(small_document("adult", profile)))]


_JSON = (*mutation.TEXTUAL, *(json_mutation.mutate,) * 12)
_SIGNED = ("EF_SOD", "DG1", "DG2", "DG13", "DG14", "DG15")

PARSERS: tuple[Target, ...] = (
    Target("tlv", _tlv, (MalformedData,), inputs=1500, corpus="EF_SOD"),
    *(Target(name, partial(_file, name), inputs=500) for name in FILES),
    Target("vietnam-dg13", _dg13, (MalformedData,), corpus="DG13"),
    Target("sod-signers", _sod, (MalformedData,), inputs=1000, corpus="EF_SOD"),
    Target("certificate", _certificate, (MalformedData, UnsupportedAlgorithm, WeakAlgorithm)),
    Target("trust-files", _trust_files, corpus="certificate"),
    Target("mrz", _mrz, (MalformedData,), mutation.TEXTUAL),
    Target("code", _code, (CodeError,), mutation.TEXTUAL),
    Target("scanned", _scanned, (), mutation.TEXTUAL, corpus="code"),
    Target("receipt", _receipt, (DeliveryLater,), _JSON),
    Target("portal", _portal, (PortalTrouble,), _JSON),
    Target("portrait", lambda data: read_portrait_header(data).kind, (HeaderRefusedError,), mutation.BLIND),
    Target("vpcd", _vpcd, (CardLost, DeviceError), mutation.BLIND, inputs=400),
    Target("card-commands", _commands, (), (*mutation.BLIND, streams.bend_one_answer), inputs=800, corpus="vpcd"),
)
"""Parsers of one input each."""

WHOLE: tuple[Target, ...] = (
    *(
        Target(
            f"altered-{name}",
            partial(_altered, name),
            inputs=60,
            max_cpu_s=2.0,
            made_seeds=partial(_genuine_file, name),
        )
        for name in _SIGNED
    ),
    Target("reading", _stored, (MalformedData,), _JSON, inputs=300, max_cpu_s=2.0),
    Target(
        "answers",
        _answers,
        (ChipError,),
        (*(streams.bend_one_answer,) * 6, *mutation.BLIND),
        inputs=150,
        max_cpu_s=SESSION_LIMIT_S,
        made_seeds=partial(_recorded, None),
    ),
    Target(
        "answers-bac",
        _answers,
        (ChipError,),
        (*(streams.bend_one_answer,) * 6, *mutation.BLIND),
        inputs=300,
        max_cpu_s=SESSION_LIMIT_S,
        corpus="answers",
        made_seeds=partial(_recorded, "bac-only"),
    ),
    *(
        Target(
            f"lies-{profile}",
            partial(_lies, profile),
            (ChipError,),
            (_new_lie,),
            inputs=inputs,
            max_cpu_s=SESSION_LIMIT_S,
            made_seeds=lambda: [bytes(8)],
        )
        for profile, inputs in (("bac-only", 80), ("vietnam-2021", 25), *((kind, 20) for kind in KINDS))
    ),
)
"""Whole readings and what follows them."""
