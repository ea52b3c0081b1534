"""Looking up a DOI or PMID, from answers in the shape that the services document; nothing leaves the machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conditions.bibliography.crossref import by_doi
from conditions.bibliography.lookup import Identifier, LookUp, LookUpError, fetcher, identifier_in
from conditions.bibliography.pubmed import by_pmid

RESPONSES = Path(__file__).parent / "responses"
DOI = "10.1136/bjsports-2016-096175"


def answering(body: bytes):
    """A fetch that records its addresses and gives one body."""
    asked = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return body

    fetch.asked = asked
    return fetch


def crossref_message(**changes) -> bytes:
    answer = json.loads((RESPONSES / "crossref-article.json").read_text())
    answer["message"] |= changes
    return json.dumps(answer).encode()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (DOI, "DOI", DOI),
        (f" doi:{DOI} ", "DOI", DOI),
        (f"https://doi.org/{DOI}", "DOI", DOI),
        (f"See {DOI}).", "DOI", DOI),
        ("https://doi.org/10.1136%2Fbjsports-2016-096175", "DOI", DOI),
        ("27633027", "PMID", "27633027"),
        ("PMID: 27633027", "PMID", "27633027"),
        ("https://pubmed.ncbi.nlm.nih.gov/27633027/", "PMID", "27633027"),
    ],
)
def test_pasted_text_is_recognised(text, kind, value):
    assert identifier_in(text) == Identifier(kind, value)


@pytest.mark.parametrize("text", ["", "gluteal tendinopathy", "PMC123", "10.1", "1234567890", "27633027 x"])
def test_other_text_is_told_what_is_wanted(text):
    with pytest.raises(LookUpError, match="neither a DOI"):
        identifier_in(text)


def test_crossref_record_becomes_a_draft():
    fetch = answering(crossref_message())

    draft = by_doi(DOI, fetch)

    assert fetch.asked == ["https://api.crossref.org/works/10.1136%2Fbjsports-2016-096175"]
    assert draft.values == {
        "type": "article-journal",
        "title": (
            "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy in patients presenting "
            "with lateral hip pain"
        ),
        "author": [
            {"family": "Grimaldi", "given": "A"},
            {"family": "Mellor", "given": "R"},
            {"literal": "Hip Study Group"},
        ],
        "container-title": "British Journal of Sports Medicine",
        "issued": "2017-03",
        "volume": "51",
        "issue": "6",
        "page": "519-524",
        "DOI": DOI,
        "ISSN": "0306-3674",
        "language": "en",
    }
    assert draft.place == "Crossref"


@pytest.mark.parametrize(
    ("kind", "standing"),
    [("retraction", "retracted"), ("erratum", "corrected"), ("new_version", "good")],
)
def test_crossref_notices_are_kept(kind, standing):
    fetch = answering(crossref_message(**{"updated-by": [{"type": kind, "DOI": "10.1000/notice"}]}))

    draft = by_doi(DOI, fetch)

    assert draft.standing == standing
    assert ("10.1000/notice" in draft.standing_note) is (standing != "good")


def test_crossref_kinds_are_read():
    draft = by_doi(DOI, answering(crossref_message(type="book-chapter", publisher="Springer")))

    assert (draft.values["type"], draft.values["publisher"]) == ("chapter", "Springer")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"message": 3}', b'{"message": {"title": []}}'])
def test_answer_that_is_no_record_is_told(body):
    with pytest.raises(LookUpError, match=r"Crossref's (answer|record) can't be (read|used)"):
        by_doi(DOI, answering(body))


def test_pubmed_record_becomes_a_draft():
    fetch = answering((RESPONSES / "pubmed-27633027.txt").read_bytes())

    draft = by_pmid("27633027", fetch)

    assert draft.values["PMID"] == "27633027"
    assert draft.values["DOI"] == DOI
    assert draft.values["author"] == [{"family": "Grimaldi", "given": "Alison"}]
    assert draft.place == "PubMed"
    assert "id=27633027" in fetch.asked[0]


@pytest.mark.parametrize(
    "body", [b"", b"\n1. id: 999 Error occurred: cannot get document summary\n", b"PMID- 2\nTI  - X"]
)
def test_pmid_that_pubmed_does_not_know_is_told(body):
    with pytest.raises(LookUpError, match="PubMed knows no record 999"):
        by_pmid("999", answering(body))


def test_switched_off_look_up_asks_nobody():
    fetch = answering(b"")
    look_up = LookUp(enabled=False, fetch=fetch, services={"DOI": by_doi, "PMID": by_pmid})

    with pytest.raises(LookUpError, match=r"switched off in this installation\. Fill in the form by hand"):
        look_up(DOI)
    assert fetch.asked == []


def test_switched_on_look_up_asks_the_service_of_the_identifier():
    fetch = answering((RESPONSES / "pubmed-27633027.txt").read_bytes())
    look_up = LookUp(enabled=True, fetch=fetch, services={"DOI": by_doi, "PMID": by_pmid})

    assert look_up("PMID: 27633027").values["PMID"] == "27633027"


class _Answer(BaseHTTPRequestHandler):
    """Answers by the status in the path; /0 says nothing until the client has gone."""

    def do_GET(self):
        status = int(self.path.strip("/"))
        if status == 0:
            self.server.gone.wait(5)
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "https://example.org/")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    httpd.gone = threading.Event()
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.gone.set()
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_answer_is_fetched(server):
    assert fetcher("curator@example.org")(f"{server}/200") == b"ok"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "knows no such reference"),
        (429, "is busy or away"),
        (503, "is busy or away"),
        (403, "refused the request"),
        (302, "refused the request"),
    ],
)
def test_refusal_is_a_sentence(server, status, message):
    with pytest.raises(LookUpError, match=message):
        fetcher("")(f"{server}/{status}")


def test_silence_is_given_up(server):
    with pytest.raises(LookUpError, match=r"did not answer in 0\.05 seconds|can't be reached"):
        fetcher("", timeout=0.05)(f"{server}/0")


def test_missing_network_is_a_sentence():
    with pytest.raises(LookUpError, match="can't be reached from here"):
        fetcher("")("http://127.0.0.1:9/")
