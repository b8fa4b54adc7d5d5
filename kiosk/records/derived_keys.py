"""What is derived from the store's key, so that one secret is enough and none serves two purposes."""

from __future__ import annotations

import hashlib
import hmac

KEY_BYTES = 32
_SALT_BYTES = 16
"""SQLCipher's salt: the first bytes of the file."""
_CARD_DIGITS = 10
_CARD_LENGTHS = (10, 15)


def derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, b"mot-cham store: " + purpose.encode(), hashlib.sha256).digest()


def file_salt(key: bytes) -> bytes:
    """The salt a store of this key begins with.

    SQLCipher would choose one by chance. Chosen by the key, it tells a wrong key from a damaged page, which answer
    alike ("file is not a database") and need different people. A salt guards passphrases that two files share; this
    key is random and opens one file.
    """
    return derive(key, "salt")[:_SALT_BYTES]


def person_token(key: bytes, number: str) -> str:
    """What stands in the index instead of a personal number.

    The file is encrypted already. The token is for what leaves it: figures, proofs of erasure and exports can join on
    it without holding the number, and it answers exact questions only (nobody can browse `00109%`).
    """
    return hmac.new(derive(key, "person"), number.strip().upper().encode(), hashlib.sha256).hexdigest()


def card_token(key: bytes, number: str) -> str | None:
    """The same for an insurance card: an old card's 15 characters end with the ten of the person's own number, which
    stand alone on newer ones, and both find the same. None for what is no number of a card."""
    number = number.strip()
    return person_token(key, number[-_CARD_DIGITS:]) if len(number) in _CARD_LENGTHS else None


def key_check(key: bytes) -> str:
    """What a shared store remembers of the key, to tell a desk that brings another one."""
    return derive(key, "check").hex()
