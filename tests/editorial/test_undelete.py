"""A finding or reference that was deleted comes back whole, from the audit trail."""

import pytest
from django.urls import reverse

from conditions.editorial.undelete import CantBringBackError, bring_back, deleted
from conditions.interchange.from_tables import finding_part, finding_rows, reference_part
from conditions.models import Finding, Reference
from tests.people import log_in, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def curating(client):
    return log_in(client, person("curator", "Curator"))


def remove(client, row):
    name = f"admin:conditions_{row._meta.model_name}_delete"
    client.post(reverse(name, args=[row.pk]), {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()


def part(slug):
    return finding_part(finding_rows().get(slug=slug))


def test_finding_comes_back_with_its_citations_and_links(curating):
    row = Finding.objects.filter(citations__isnull=False, broader__isnull=False).first()
    row.associations.all().delete()
    before = part(row.slug)
    remove(curating, row)
    page = curating.get(reverse("admin:condition_deleted")).content.decode()
    assert f"finding {row.slug}" in page
    assert "curator" in page

    response = curating.post(reverse("admin:condition_bring_back"), {"kind": "finding", "slug": row.slug})

    assert response["Location"] == reverse("admin:conditions_finding_change", args=[row.pk])
    assert part(row.slug) == before
    assert list(deleted()) == []


def test_reference_comes_back(curating):
    row = Reference.objects.create(
        slug="doe2020hip", type="book", title="Hips", design="textbook", doi="10.1000/x"
    )
    before = reference_part(row)
    remove(curating, row)

    curating.post(reverse("admin:condition_bring_back"), {"kind": "reference", "slug": row.slug})

    assert reference_part(Reference.objects.get(slug="doe2020hip")) == before


def test_what_stands_in_its_place_is_said(curating):
    row = Reference.objects.create(
        slug="doe2020hip", type="book", title="Hips", design="textbook", doi="10.1000/x"
    )
    remove(curating, row)
    Reference.objects.create(
        slug="doe2020hips", type="book", title="Hips", design="textbook", doi="10.1000/X"
    )

    with pytest.raises(CantBringBackError, match="Another reference has the name, DOI or PMID"):
        bring_back(kind="reference", slug="doe2020hip")
    with pytest.raises(CantBringBackError, match="There is no deleted reference"):
        bring_back(kind="reference", slug="grimaldi2017mri")


def test_reviewer_brings_nothing_back(client):
    log_in(client, person("reviewer", "Reviewer"))

    for kind in ("finding", "reference"):
        response = client.post(reverse("admin:condition_bring_back"), {"kind": kind, "slug": "x"})
        assert response.status_code == 403
