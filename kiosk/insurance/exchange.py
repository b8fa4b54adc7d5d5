"""One request and one answer, with every limit a stranger needs: size, redirects, encoding, status.

The portal wants tokens in the query string. httpx writes whole addresses into its log at INFO, so its logger gets a
filter that cuts the query off, and no exception of httpx (they carry the request) goes further than this file.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx

from kiosk.domain.insurance import Happened
from kiosk.insurance.errors import PortalTrouble, Unauthorized
from kiosk.insurance.settings import BodyEncoding
from kiosk.insurance.strict_json import parse_object


class _WithoutQuery(logging.Filter):
    """Cuts the query off every address in a log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(one.copy_with(query=None) if isinstance(one, httpx.URL) else one for one in record.args)
        return True


_FILTER = _WithoutQuery()


@cache
def trusted_certificates() -> ssl.SSLContext:
    """The certificates a portal is believed by: read once, because reading them costs more than a look-up."""
    return httpx.create_ssl_context(trust_env=False)


def new_client(transport: httpx.BaseTransport | None, connect_s: float, total_s: float) -> httpx.Client:
    """A client that follows nothing, keeps no cookie jar of its own accord and asks no environment for a way round.

    The portal answers registered addresses only: a proxy from the environment would look like another facility.
    """
    logging.getLogger("httpx").addFilter(_FILTER)
    return httpx.Client(
        transport=transport,
        verify=trusted_certificates(),
        timeout=httpx.Timeout(total_s, connect=connect_s),
        follow_redirects=False,
        trust_env=False,
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "mot-cham"},
    )


@dataclass(frozen=True)
class Request:
    """One call of the portal: all are POST, some with secrets in the query."""

    url: str
    body: Mapping[str, str] = field(repr=False)
    encoding: BodyEncoding
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    statuses: frozenset[int] = frozenset({HTTPStatus.OK})
    """HTTP statuses under which the answer's own words are read."""


def ask(client: httpx.Client, request: Request, max_bytes: int) -> dict[str, Any]:
    """Send `request` and take the JSON object that comes back.

    Raises:
        Unauthorized: HTTP status 401.
        PortalTrouble: everything else that is not one bounded JSON object under status 200.
    """
    body = dict(request.body)
    content: dict[str, Any] = {"json": body} if request.encoding is BodyEncoding.JSON else {"data": body}
    try:
        with client.stream(
            "POST", request.url, params=dict(request.query), headers=dict(request.headers), **content
        ) as response:
            if response.status_code == HTTPStatus.UNAUTHORIZED:
                raise Unauthorized("HTTP status 401")
            if response.status_code not in request.statuses:
                status = response.status_code
                raise PortalTrouble(f"HTTP status {status}", Happened.HTTP_STATUS, status)
            data = _bounded(response, max_bytes)
    except (httpx.ReadTimeout, httpx.WriteTimeout, httpx.PoolTimeout):
        raise PortalTrouble("no answer in time", Happened.NO_ANSWER_IN_TIME) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError: httpx says so when the client was closed under it because the time was over.
        raise PortalTrouble(type(error).__name__, Happened.NOT_REACHED) from None
    return parse_object(data)


def _bounded(response: httpx.Response, max_bytes: int) -> bytes:
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise PortalTrouble("a compressed answer nobody asked for")
    received = bytearray()
    for chunk in response.iter_bytes():  # Nothing is unpacked here: a compressed answer was refused above.
        received += chunk
        if len(received) > max_bytes:
            raise PortalTrouble(f"an answer of more than {max_bytes} bytes", Happened.TOO_LARGE)
    return bytes(received)
