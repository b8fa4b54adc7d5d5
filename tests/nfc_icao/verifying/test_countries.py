"""C13 compares letters of two alphabets of states; the table between them must be whole."""

from nfc_icao.verifying.countries import ALPHA_2_OF_ALPHA_3, alpha_2


def test_the_table_is_complete_and_unambiguous():
    iso = {code for code in ALPHA_2_OF_ALPHA_3 if len(code) == 3} - {
        "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "EUE", "UNO", "UNA", "UNK",
    }  # fmt: skip
    assert len(iso) == 249
    assert len({ALPHA_2_OF_ALPHA_3[code] for code in iso}) == 249
    assert all(len(code) == 2 for code in ALPHA_2_OF_ALPHA_3.values())


def test_states_are_found_by_the_letters_of_a_zone():
    assert (alpha_2("VNM"), alpha_2("D"), alpha_2("GBD")) == ("VN", "DE", "GB")


def test_an_unknown_state_is_unknown():
    assert alpha_2("UTO") is None
    assert alpha_2("") is None
