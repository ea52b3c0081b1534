"""Where a reference can be read."""

from urllib.parse import quote


def doi_url(doi: str) -> str:
    """The resolver's address; older DOIs hold characters that an address must escape."""
    return "https://doi.org/" + quote(doi, safe="/:;()-._~")


def pubmed_url(pmid: str) -> str:
    """The record in PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmc_url(pmcid: str) -> str:
    """The full text in PubMed Central."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
