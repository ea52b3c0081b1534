"""Ask Crossref or PubMed for a reference by DOI or PMID.

On unless the installation switches it off. A failure is a sentence for the curator,
who can always fill in the form by hand. Nothing but the identifier (and the
installation's contact address, as both services ask) leaves the house.
"""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Literal
from urllib.parse import urlsplit

from conditions.bibliography.draft import Draft, doi_in

TIMEOUT_SECONDS = 5.0
LARGEST_ANSWER = 2_000_000
BY_HAND = "Fill in the form by hand, or import a file."


class LookUpError(Exception):
    """No reference came back; the message says why and what to do."""


@dataclass(frozen=True)
class Identifier:
    """A DOI or a PubMed id."""

    kind: Literal["DOI", "PMID"]
    value: str


# Takes the address, gives the body. Raises LookUpError.
Fetch = Callable[[str], bytes]
Service = Callable[[str, Fetch], Draft]


def identifier_in(text: str) -> Identifier:
    """The DOI or PMID in what was pasted: bare, with a label, or an address. Raises LookUpError."""
    doi = doi_in(text)
    if doi:
        return Identifier("DOI", doi)
    pmid = re.fullmatch(
        r"(?i)\s*(?:pmid\s*:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi|ncbi)\.nlm\.nih\.gov/(?:pubmed/)?)?(\d{1,9})/?\s*",
        text,
    )
    if pmid:
        return Identifier("PMID", pmid[1])
    raise LookUpError(
        "That is neither a DOI (such as 10.1136/bjsports-2016-096175) nor a PMID (such as 27633027)."
    )


@dataclass(frozen=True)
class LookUp:
    """The look-up of one installation: whether it is on, and what asks."""

    enabled: bool
    fetch: Fetch
    services: Mapping[str, Service]

    def __call__(self, text: str) -> Draft:
        """The reference for what was pasted. Raises LookUpError."""
        wanted = identifier_in(text)
        if not self.enabled:
            raise LookUpError(f"Looking up references is switched off in this installation. {BY_HAND}")
        return self.services[wanted.kind](wanted.value, self.fetch)


class _SameHostOnly(urllib.request.HTTPRedirectHandler):
    """A redirect to another host or out of TLS is no answer of the service that was asked."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        target = urlsplit(newurl)
        if target.scheme != "https" or target.netloc != urlsplit(req.full_url).netloc:
            raise urllib.error.HTTPError(newurl, code, "redirected elsewhere", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetcher(contact: str, *, timeout: float = TIMEOUT_SECONDS) -> Fetch:
    """What fetches over HTTPS, saying who asks. Times out after five seconds without an answer."""
    opener = urllib.request.build_opener(_SameHostOnly)
    agent = f"Glutes/1.0 (mailto:{contact})" if contact else "Glutes/1.0"

    def fetch(url: str) -> bytes:
        host = urlsplit(url).netloc
        request = urllib.request.Request(url, headers={"User-Agent": agent})  # noqa: S310 - the services' https
        try:
            with opener.open(request, timeout=timeout) as answer:
                body: bytes = answer.read(LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            raise LookUpError(_refusal(host, error.code)) from error
        except TimeoutError as error:
            raise LookUpError(f"{host} did not answer in {timeout:g} seconds. {BY_HAND}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise LookUpError(f"{host} can't be reached from here. {BY_HAND}") from error
        if len(body) > LARGEST_ANSWER:
            raise LookUpError(f"The answer of {host} is too large to be one reference. {BY_HAND}")
        return body

    return fetch


def _refusal(host: str, status: int) -> str:
    if status == 404:
        return f"{host} knows no such reference. Check the number for a typing mistake."
    if status == 429 or status >= 500:
        return f"{host} is busy or away (status {status}). Try again in a minute. {BY_HAND}"
    return f"{host} refused the request (status {status}). {BY_HAND}"
