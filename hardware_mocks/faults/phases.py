"""When a hook can act: the moments of a conversation, told from the command that came."""

from __future__ import annotations

from types import MappingProxyType

from hardware_mocks.card.command import Command
from hardware_mocks.card.file_system import FILE_IDS
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_FILE_WORDS = {name: name.lower().replace("_", "-") for name in FILE_IDS}
_WORD_OF_FID = {fid: _FILE_WORDS[name] for name, (fid, _) in FILE_IDS.items()}

PHASES = MappingProxyType(
    {
        "any": "every command",
        "select-mf": "SELECT of the master file",
        "select-application": "SELECT of the eMRTD application by its name",
        "select-file": "SELECT of any elementary file",
        **{f"select-{word}": f"SELECT of {name}" for name, word in _FILE_WORDS.items()},
        "bac-challenge": "GET CHALLENGE",
        "bac-auth": "EXTERNAL AUTHENTICATE, the mutual authentication of BAC",
        "pace-mse": "MSE:Set AT that starts PACE",
        "pace-step-1": "GENERAL AUTHENTICATE: the encrypted nonce",
        "pace-step-2": "GENERAL AUTHENTICATE: the mapping",
        "pace-step-3": "GENERAL AUTHENTICATE: the key agreement",
        "pace-step-4": "GENERAL AUTHENTICATE: the tokens, and DO8A under chip authentication mapping",
        "read": "READ BINARY of any file",
        **{f"read-{word}": f"READ BINARY of {name}" for name, word in _FILE_WORDS.items()},
        "aa": "INTERNAL AUTHENTICATE, active authentication",
        "ca-mse": "MSE:Set AT or MSE:Set KAT of chip authentication",
        "ca-ga": "chip authentication takes the terminal's key: GENERAL AUTHENTICATE, or MSE:Set KAT",
        "protected": "every command under secure messaging",
        "after-ca": "every command under the keys of chip authentication",
    }
)

_INS_SELECT, _INS_CHALLENGE, _INS_EXTERNAL, _INS_INTERNAL = 0xA4, 0x84, 0x82, 0x88
_INS_MSE, _INS_GENERAL = 0x22, 0x86
_INS_READ = (0xB0, 0xB1)
_SIMPLE = {_INS_CHALLENGE: "bac-challenge", _INS_EXTERNAL: "bac-auth", _INS_INTERNAL: "aa"}
_MSE_PHASES = {0xC1A4: ("pace-mse",), 0x41A4: ("ca-mse",), 0x41A6: ("ca-mse", "ca-ga")}
_STEP_OF_TAG = {None: 1, 0x81: 2, 0x83: 3, 0x85: 4}
_BY_NAME, _BY_ID = 0x04, 0x00
_MASTER_FILE = b"\x3f\x00"


def phases_of(asked: Command, *, access: bool, chip_authenticated: bool, file_name: str | None) -> frozenset[str]:
    """The names of all phases this command belongs to; `file_name` is the file a READ BINARY met."""
    found = {"any"}
    if access:
        found.add("protected")
    if chip_authenticated:
        found.add("after-ca")
    if asked.ins in _SIMPLE:
        found.add(_SIMPLE[asked.ins])
    elif asked.ins == _INS_SELECT:
        found.update(_selection(asked))
    elif asked.ins in _INS_READ:
        found.add("read")
        if file_name is not None:
            found.add(f"read-{_FILE_WORDS[file_name]}")
    elif asked.ins == _INS_MSE:
        found.update(_MSE_PHASES.get(asked.p1_p2, ()))
    elif asked.ins == _INS_GENERAL:
        found.add("ca-ga" if access else f"pace-step-{_pace_step(asked)}")
    return frozenset(found)


def _selection(asked: Command) -> set[str]:
    if asked.p1 == _BY_NAME:
        return {"select-application"}
    if asked.p1 == _BY_ID and asked.data in {b"", _MASTER_FILE}:
        return {"select-mf"}
    word = _WORD_OF_FID.get(int.from_bytes(asked.data, "big"))
    return {"select-file"} | ({f"select-{word}"} if word else set())


def _pace_step(asked: Command) -> int:
    try:
        objects = tlv.parse(asked.data).children()
    except MalformedData:
        return 1
    return _STEP_OF_TAG.get(objects[0].tag if objects else None, 1)
