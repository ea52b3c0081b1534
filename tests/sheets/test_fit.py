"""The estimate turns away no sheet that would fit."""

import pytest

from conditions.sheets.clinician import TRIMS, clinician_sheet
from conditions.sheets.fit import may_fit
from conditions.sheets.render import ROOMY_SIZES, _clinician_data
from conditions.sheets.typesetting import page_count, pdf
from tests.sheets.editions import PRIMARY, document, edition


@pytest.mark.slow
@pytest.mark.parametrize("slug", PRIMARY[:2])
def test_what_is_turned_away_does_not_fit(slug):
    for trim in TRIMS:
        sheet = clinician_sheet(document(slug), edition(slug), without=trim)
        for size in ROOMY_SIZES:
            if not may_fit(sheet, size):
                assert page_count(pdf("clinician", _clinician_data(sheet, "a4", size))) > 2


def test_a_short_condition_may_fit_at_the_roomiest_size():
    assert may_fit(clinician_sheet(document("hip-pointer"), edition("hip-pointer")), ROOMY_SIZES[0])
