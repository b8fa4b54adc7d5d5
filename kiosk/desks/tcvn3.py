"""TCVN3 ("ABC"), the single-byte writing of Vietnamese in offices before Unicode: TCVN 5712:1993, set VN3.

Python has no codec for it. Capitals with tone marks do not exist in it: offices wrote them with a second font whose
small letters look like capitals, so a name in "capitals" arrives here in small letters. Names are compared folded.
"""

from __future__ import annotations

_BYTES = (
    "b5b8b6b7b9 a8bbbebcbdc6 a9c7cac8c9cb ae ccd0cecfd1 aad2d5d3d4d6 d7ddd8dcde dfe3e1e2e4 abe5e8e6e7e9 aceaedebecee "
    "eff3f1f2f4 adf5f8f6f7f9 fafdfbfcfe a1a2a3a4a5a6a7"
)
_LETTERS = "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ ĂÂÊÔƠƯĐ"

TABLE = dict(zip(bytes.fromhex(_BYTES.replace(" ", "")), _LETTERS.replace(" ", ""), strict=True))


def decode(content: bytes) -> str | None:
    """The text; None when a byte stands there that TCVN3 does not have."""
    high = frozenset(one for one in content if one >= 0x80)
    if not high <= TABLE.keys():
        return None
    return content.decode("latin-1").translate(TABLE)
