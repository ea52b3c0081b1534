"""The citation_* tags of the page of one reference."""

from conditions.bibliography.citation_meta import citation_meta
from tests.bibliography import samples
from tests.bibliography.pack import pack


def test_article_has_one_tag_an_author_and_every_detail():
    assert citation_meta(samples.ARTICLE) == (
        ("citation_title", "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy"),
        ("citation_author", "Grimaldi, A"),
        ("citation_author", "Mellor, Rebecca"),
        ("citation_author", "Nicolson, P"),
        ("citation_journal_title", "British Journal of Sports Medicine"),
        ("citation_publication_date", "2017/03"),
        ("citation_volume", "51"),
        ("citation_issue", "6"),
        ("citation_firstpage", "519"),
        ("citation_lastpage", "524"),
        ("citation_issn", "0306-3674"),
        ("citation_doi", "10.1136/bjsports-2016-096175"),
        ("citation_pmid", "27633027"),
        ("citation_language", "en"),
    )


def test_report_names_its_institution_and_number():
    tags = dict(citation_meta(samples.GUIDELINE))

    assert (
        tags["citation_technical_report_institution"] == "National Institute for Health and Care Excellence"
    )
    assert tags["citation_technical_report_number"] == "NG226"


def test_chapter_names_its_book():
    assert ("citation_inbook_title", "Entrapment neuropathy of the lower limbs") in citation_meta(
        samples.CHAPTER
    )


def test_pack_references_name_every_author_and_claim_no_pdf():
    for source in pack():
        tags = citation_meta(source)

        assert tags[0] == ("citation_title", source.title)
        assert sum(name == "citation_author" for name, _ in tags) == len(source.author)
        assert "citation_pdf_url" not in dict(tags)
        assert all(value for _, value in tags)
