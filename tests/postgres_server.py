"""A real PostgreSQL for the tests: started from the Debian packages, reachable by a socket in a folder of its own.

Nothing of a server that runs on this machine is touched. The folder lies in memory where there is such a place: syncing
is on, as the store demands, and costs nothing there.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

_MEMORY = Path("/dev/shm")
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "max_wal_size": "512MB",
    "log_min_messages": "panic",
}
_USER = "mot-cham"


def programs() -> Path | None:
    """Where the newest installed server's programs lie; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class PostgresServer:
    """Started with the first database somebody asks for; each database is new and empty."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._folder = Path(tempfile.mkdtemp(prefix="mot-cham-pg-", dir=_MEMORY if _MEMORY.is_dir() else None))
        self._names = itertools.count()
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
        self._run("initdb", "--no-sync", "--auth=trust", f"--username={_USER}", *locale, "-D", str(self._data))
        self.start()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def start(self) -> None:
        settings = {**_SETTINGS, "unix_socket_directories": str(self._folder)}
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in settings.items())
        self._run("pg_ctl", "start", "-w", "-D", str(self._data), "-o", options, "-l", str(self._folder / "log"))

    def stop(self, how: str = "immediate") -> None:
        """`immediate` is what a power cut leaves: the next start recovers from the log."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self._data), "-m", how)

    def new_database(self, *, like: str = "template1") -> str:
        """The address of a new database, empty or a copy of another, to which nobody may be connected."""
        name = f"clinic_{next(self._names)}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://{_USER}@/{name}?host={quote(str(self._folder), safe='')}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        return self._run("psql", "-h", str(self._folder), "-U", _USER, "-d", database, "-qAtX", "-c", statement)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> str:
        """As the user postgres when we are root, because the server refuses to be."""
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # pg_ctl hands its output on to the server, which would keep a pipe open for as long as it runs.
        with tempfile.TemporaryFile() as output:
            subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            output.seek(0)
            return output.read().decode()
