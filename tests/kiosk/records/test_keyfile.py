"""The key file: owner only, never replaced, never guessed anew."""

from __future__ import annotations

import sys

import pytest

from kiosk.records import KeyFileError, Store, WrongKey, create_key, key_for_store, read_key


def test_a_created_key_is_read_again_and_is_32_random_bytes(tmp_path):
    first, second = create_key(tmp_path / "one.key"), create_key(tmp_path / "two.key")
    assert len(first) == 32
    assert first != second
    assert read_key(tmp_path / "one.key") == first


def test_an_existing_key_file_is_never_written_over(tmp_path):
    key = create_key(tmp_path / "one.key")
    with pytest.raises(KeyFileError):
        create_key(tmp_path / "one.key")
    assert read_key(tmp_path / "one.key") == key


@pytest.mark.skipif(sys.platform == "win32", reason="Windows binds the content to the account instead of the file mode")
def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    create_key(tmp_path / "one.key")
    assert (tmp_path / "one.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "one.key").chmod(0o640)
    with pytest.raises(KeyFileError, match="readable_by_others"):
        read_key(tmp_path / "one.key")


@pytest.mark.skipif(
    sys.platform == "win32", reason="on Windows the content is wrapped, and damage is an OSError of DPAPI"
)
@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33, b"x" * 10_000])
def test_a_key_file_of_another_length_is_refused_without_showing_it(tmp_path, content):
    path = tmp_path / "one.key"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(KeyFileError) as caught:
        read_key(path)
    assert "xx" not in str(caught.value)


def test_a_missing_key_or_a_folder_is_a_key_file_error(tmp_path):
    for path in (tmp_path / "none.key", tmp_path):
        with pytest.raises(KeyFileError):
            read_key(path)


def test_the_first_start_makes_a_key_and_the_next_reads_it(tmp_path, clock):
    key_path, store_path = tmp_path / "keys" / "store.key", tmp_path / "kiosk.db"
    key = key_for_store(key_path, store_path)
    Store.open(store_path, key, clock=clock).close()
    assert key_for_store(key_path, store_path) == key


def test_a_store_without_its_key_file_is_not_given_a_new_key(tmp_path, clock):
    key_path, store_path = tmp_path / "store.key", tmp_path / "kiosk.db"
    Store.open(store_path, key_for_store(key_path, store_path), clock=clock).close()
    key_path.unlink()
    with pytest.raises(WrongKey):
        key_for_store(key_path, store_path)
    assert not key_path.exists()
