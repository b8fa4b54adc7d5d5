"""The table of files against Doc 9303-10."""

from nfc_icao import evidence
from nfc_icao.lds.files import DATA_GROUPS, EF_CARD_ACCESS, EF_COM, EF_SOD, FILES, data_group_of_tag


def test_names_are_those_of_a_stored_reading():
    assert (EF_CARD_ACCESS.name, EF_COM.name, EF_SOD.name) == (
        evidence.EF_CARD_ACCESS,
        evidence.EF_COM,
        evidence.EF_SOD,
    )
    assert [file.name for file in DATA_GROUPS.values()] == [evidence.dg(number) for number in range(1, 17)]


def test_identifiers_are_those_of_doc_9303_10():
    assert EF_CARD_ACCESS.file_id_bytes.hex() == "011c"
    assert (EF_COM.file_id, EF_COM.short_id, EF_COM.tag) == (0x011E, 0x1E, 0x60)
    assert (EF_SOD.file_id, EF_SOD.short_id, EF_SOD.tag) == (0x011D, 0x1D, 0x77)
    assert (DATA_GROUPS[13].file_id, DATA_GROUPS[13].short_id, DATA_GROUPS[13].tag) == (0x010D, 0x0D, 0x6D)


def test_no_two_files_in_one_place_share_an_identifier():
    places = [(file.in_application, file.file_id) for file in FILES.values()]
    assert len(set(places)) == len(places)


def test_every_data_group_is_found_by_its_tag_and_nothing_else_is():
    assert {data_group_of_tag(file.tag) for file in DATA_GROUPS.values()} == set(range(1, 17))
    assert data_group_of_tag(0x62) is None
