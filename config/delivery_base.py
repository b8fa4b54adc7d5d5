"""What every delivery of a site's list says about itself."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from config.errors import ConfigError
from config.files import HOME, Strict

DIRECTORY = HOME / "deliveries"


class DeliveryBase(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    """Written beside every record that goes this way: it stays when the address changes."""
    destination: str = Field(min_length=1)
    """What people call it."""


def built_in_contracts() -> tuple[str, ...]:
    """Every contract and shape that comes with the program."""
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml")))


def contract_file(name_or_path: str, state_folder: Path | None) -> Path:
    """A contract that comes with the program by its name, or a file of the site's.

    Raises:
        ConfigError: it is neither.
    """
    if name_or_path in built_in_contracts():
        return DIRECTORY / f"{name_or_path}.toml"
    path = Path(name_or_path)
    if path.suffix != ".toml":
        known = ", ".join(built_in_contracts())
        raise ConfigError("deliveries", "contract", f"there is no {name_or_path}", f"Use: {known}, or a .toml file")
    return (state_folder or Path()) / path
