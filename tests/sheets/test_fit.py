"""The estimate turns away no sheet that would fit."""

import pytest

from conditions.sheets.clinician import clinician_sheet
from conditions.sheets.fit import may_fit
from conditions.sheets.render import CLINICIAN_FORMS, clinician_data
from conditions.sheets.typesetting import page_count, pdf
from tests.sheets.editions import document, edition


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["greater-trochanteric-pain-syndrome", "proximal-hamstring-tendinopathy"])
def test_what_is_turned_away_does_not_fit(slug):
    sheet = clinician_sheet(document(slug), edition(slug))
    away = [form for form in CLINICIAN_FORMS if not may_fit(sheet, form[0], form[1], tight=form[2])]

    assert away
    for pages, size, tight in away:
        assert page_count(pdf("clinician", clinician_data(sheet, "a4", size, tight=tight))) > pages


def test_a_short_condition_may_fit_on_one_page_at_the_roomiest_size():
    assert may_fit(clinician_sheet(document("hip-pointer"), edition("hip-pointer")), 1, 9.2, tight=False)
