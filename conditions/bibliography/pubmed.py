"""PubMed's record of a PMID. https://www.ncbi.nlm.nih.gov/books/NBK25499/"""

from dataclasses import replace
from urllib.parse import urlencode

from conditions.bibliography.decoding import UnreadableError, decoded
from conditions.bibliography.draft import Draft
from conditions.bibliography.lookup import BY_HAND, Fetch, LookUpError
from conditions.bibliography.parse_nbib import parse_nbib


def pubmed_record_url(pmid: str) -> str:
    """Where PubMed's record is, in the MEDLINE format."""
    query = {"db": "pubmed", "id": pmid, "rettype": "medline", "retmode": "text", "tool": "glutes"}
    return f"https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?{urlencode(query)}"


def by_pmid(pmid: str, fetch: Fetch) -> Draft:
    """The reference with this PMID. Raises LookUpError."""
    try:
        text, _ = decoded(fetch(pubmed_record_url(pmid)))
    except UnreadableError as error:
        raise LookUpError(f"PubMed's answer can't be read. {BY_HAND}") from error
    parsed = parse_nbib(text)
    found = [draft for draft in parsed.drafts if draft.values.get("PMID") == pmid]
    if not found:
        raise LookUpError(f"PubMed knows no record {pmid}. Check the number for a typing mistake.")
    return replace(found[0], place="PubMed")
