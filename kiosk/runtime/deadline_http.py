"""An HTTP transport with one deadline for the whole exchange.

httpx counts its time limits per read: a server that sends one byte a second is never late and holds a worker for
hours. Here connecting, TLS, sending and receiving share one deadline. The names of hosts are still looked up by the
operating system, in its own time.

Certificates are always checked, proxies of the environment are never used, redirects are left to the caller to refuse.
"""

from __future__ import annotations

import ssl
import typing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from kiosk.runtime.clock import Clock

_WRITE_CHUNK = 16_384


class _Deadline:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ends_at = 0.0

    def begin(self, limit_s: float) -> None:
        self._ends_at = self._clock.monotonic() + limit_s

    def left(self, late: type[httpcore.TimeoutException]) -> float:
        """Seconds left; raises `late` when there are none."""
        left = self._ends_at - self._clock.monotonic()
        if left <= 0:
            raise late
        return left


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _WRITE_CHUNK):
            chunk = buffer[start : start + _WRITE_CHUNK]
            self._inner.write(chunk, self._deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:  # noqa: ANN401 - httpcore's own signature
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout)
        stream = self._inner.connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(stream, self._deadline)


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes], close: typing.Callable[[], None]) -> None:
        self._parts = parts
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_words():
            yield from self._parts

    def close(self) -> None:
        self._close()


class DeadlineTransport(httpx.BaseTransport):
    """For one request at a time; `limit_s` is for each request from its first byte out to its last byte in."""

    def __init__(self, limit_s: float, clock: Clock, ssl_context: ssl.SSLContext | None = None) -> None:
        self._limit_s = limit_s
        self._deadline = _Deadline(clock)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or ssl.create_default_context(),
            max_connections=1,
            keepalive_expiry=5.0,
            network_backend=_Backend(self._deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        self._deadline.begin(self._limit_s)
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
        )
        with _httpx_words():
            answer = self._pool.handle_request(sent)
        assert isinstance(answer.stream, typing.Iterable)
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(answer.stream, answer.close)
        )

    def close(self) -> None:
        self._pool.close()


@contextmanager
def _httpx_words() -> Iterator[None]:
    """Say httpcore's errors in httpx's words, so that callers know one library."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(type(error).__name__) from None
    except httpcore.ConnectError as error:
        kind = "TLS" if isinstance(error.__context__, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError) else ""
        raise httpx.ConnectError(kind) from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.RemoteProtocolError(type(error).__name__) from None
    except httpcore.NetworkError as error:
        raise httpx.ReadError(type(error).__name__) from None
