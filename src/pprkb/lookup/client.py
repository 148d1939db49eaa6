"""HTTP requests to one service: a JSON answer within limits, or an error.

The limits suit a person who is waiting: one deadline for the whole answer, few redirects and
retries, and a size that no reference reaches. A redirect must lead to HTTPS or stay on the same
server. Import this module only for a look-up: `requests` is slow to load.
"""

from __future__ import annotations

import json
import queue
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, LocationValueError, ReadTimeoutError

from pprkb.model.errors import Hint, NotFoundError, OfflineError, ServiceError, Step
from pprkb.text.number import whole_number
from pprkb.version import __version__

MOST_BYTES = 2_000_000
MOST_REDIRECTS = 5
MOST_REPETITIONS = 2
LONGEST_PAUSE = 10.0
"""The longest delay before a retry that a service may ask for, in seconds."""
_BUSY = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_UNKNOWN = (404, 410)
_FOR_EVER = 10**6
_SHOWN = 100
"""The maximum number of characters of an answer that a message quotes."""
_CHUNK = 65_536
PASTE = Hint(Step.TEXT_OR_LATER)


class _Session(requests.Session):
    """A session that follows no redirects, since `requests` handles malformed addresses badly."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return no target."""


@dataclass(frozen=True, kw_only=True)
class Client:
    """A service that is queried over HTTP."""

    service: str
    """Its name in messages, such as "doi.org"."""
    timeout: float
    email: str = ""

    def get_json(self, address: str, *, accept: str, unknown: str) -> object:
        """Request JSON.

        Args:
            address: The full address.
            accept: The media types to ask for, in the form of the HTTP header.
            unknown: The message if the service does not know the item.

        Raises:
            OfflineError: There is no network, or the service does not answer in time.
            NotFoundError: The service does not know the item.
            ServiceError: The answer is not what it should be.
        """
        deadline = time.monotonic() + self.timeout
        with _Session() as session:
            # Use the user's proxies and certificates, but do not send passwords from ~/.netrc.
            session.auth = lambda request: request
            session.headers["User-Agent"] = self._user_agent()
            session.headers["Accept"] = accept
            try:
                return self._answer(session, address, unknown, deadline)
            except requests.exceptions.SSLError as error:
                raise ServiceError(
                    f"{self.service} cannot be trusted: its certificate is not accepted",
                    hint="check the clock of this machine and the certificates of your network; "
                    + PASTE,
                ) from error
            except (requests.exceptions.Timeout, ReadTimeoutError) as error:
                raise self._slow() from error
            except requests.exceptions.ConnectionError as error:
                raise OfflineError(
                    f"{self.service} cannot be reached: there is no network, or it is blocked",
                    hint=PASTE,
                ) from error
            except (requests.exceptions.RequestException, LocationValueError) as error:
                raise ServiceError(
                    f"{self.service} cannot be asked: {error}", hint=PASTE
                ) from error
            except HTTPError as error:
                raise self._garbled() from error

    def _user_agent(self) -> str:
        contact = f"; mailto:{self.email}" if self.email and self.email.isascii() else ""
        return f"pprkb/{__version__} (bibliographic knowledge base{contact})"

    def _answer(
        self, session: requests.Session, address: str, unknown: str, deadline: float
    ) -> object:
        repetitions = redirects = 0
        asked = address
        while True:
            with self._get(session, asked, deadline) as response:
                if response.status_code in _REDIRECTS and "Location" in response.headers:
                    redirects += 1
                    asked = self._redirected(asked, response.headers["Location"], redirects)
                    continue
                if response.status_code in _BUSY:
                    pause = _pause(response.headers.get("Retry-After", ""), repetitions)
                    repetitions += 1
                    if repetitions > MOST_REPETITIONS or pause > LONGEST_PAUSE:
                        raise ServiceError(
                            f"{self.service} is busy (HTTP {response.status_code})",
                            hint=Hint(Step.TEXT_OR_SOON),
                        )
                    time.sleep(pause)
                    # The service asked for the pause, so the deadline starts again.
                    deadline = time.monotonic() + self.timeout
                    continue
                if response.status_code in _UNKNOWN:
                    raise NotFoundError(unknown, hint=Hint(Step.CHECK_OR_TEXT))
                if response.status_code != 200:
                    raise ServiceError(
                        f"{self.service} answers with an error (HTTP {response.status_code})",
                        hint=PASTE,
                    )
                return self._json(response, deadline)

    def _get(self, session: requests.Session, address: str, deadline: float) -> requests.Response:
        """Send the request, and wait for the headers of the answer.

        The timeout of `requests` applies to each piece of data. A thread enforces the deadline
        against a server that sends its headers slowly, or "100 Continue" forever.
        """
        left = deadline - time.monotonic()
        if left <= 0:
            raise self._slow()
        answers: queue.SimpleQueue[requests.Response | BaseException] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(session.get(address, timeout=left, allow_redirects=False, stream=True))
            except BaseException as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=left)
        except queue.Empty:
            raise self._slow() from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _redirected(self, asked: str, location: str, redirects: int) -> str:
        try:
            target = urljoin(asked, location)
            here, there = urlsplit(asked), urlsplit(target)
        except ValueError:
            raise ServiceError(
                f"{self.service} redirects to a malformed address: {location[:_SHOWN]}", hint=PASTE
            ) from None
        if redirects > MOST_REDIRECTS:
            raise ServiceError(f"{self.service} redirects in a circle", hint=PASTE)
        same_server = (here.scheme, here.netloc) == (there.scheme, there.netloc)
        if there.scheme != "https" and not same_server:
            raise ServiceError(
                f"{self.service} redirects to an address that is not HTTPS: {target[:_SHOWN]}",
                hint=PASTE,
            )
        return target

    def _json(self, response: requests.Response, deadline: float) -> object:
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()[:_SHOWN]
        if not (media.endswith(("/json", "+json")) or media == "text/plain"):
            raise ServiceError(
                f"{self.service} answers with {media or 'something unnamed'}, not with data",
                hint=f"the agency of this work provides no data; {PASTE}",
            )
        content = bytearray()
        # `read1` returns available data, so that a slow body cannot exceed the deadline.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            content += chunk
            if len(content) > MOST_BYTES:
                raise ServiceError(f"{self.service} answers with more than 2 MB", hint=PASTE)
            if time.monotonic() > deadline:
                raise self._slow()
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self._garbled() from error

    def _slow(self) -> OfflineError:
        return OfflineError(
            f"{self.service} did not answer within {self.timeout:g} seconds",
            hint=Hint(Step.TEXT_OR_LONGER),
        )

    def _garbled(self) -> ServiceError:
        return ServiceError(f"the answer of {self.service} cannot be read as JSON", hint=PASTE)


def _pause(retry_after: str, repetitions: int) -> float:
    """Return the delay that a service asks for (RFC 9110, section 10.2.3), in seconds."""
    written = retry_after.strip()
    if re.fullmatch(r"[0-9]+", written):
        return float(whole_number(written, _FOR_EVER, most=_FOR_EVER))
    if written:
        try:
            moment = parsedate_to_datetime(written)
        except ValueError:
            return 1.0 + repetitions
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return 1.0 + repetitions


def item_of(answer: object) -> Mapping[str, object]:
    """Return the item in an answer: the answer itself, the first of a list, or an empty item."""
    if isinstance(answer, list):
        answer = answer[0] if answer else None
    return answer if isinstance(answer, Mapping) else {}
