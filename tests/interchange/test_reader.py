"""The reader reports every error with file, line, path and a sentence."""

import pytest

from conditions.interchange.reader import ContentError, Reader, read_content

CONDITION = """\
slug: sore-hip
name: Sore hip
category: joint
base_rate: common
regions: [groin]
summary: It is sore.
"""


def faults(text, name="conditions/sore-hip.yaml"):
    reader = Reader()
    reader.read_text(name, text)
    reader.check_links()
    return [str(fault) for fault in reader.errors]


def test_valid_text_has_no_fault():
    assert faults(CONDITION) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CONDITION + "colour: red\n",
            "conditions/sore-hip.yaml:7: colour: this key is not part of the format",
        ),
        (CONDITION.replace("joint", "bone-ish"), "conditions/sore-hip.yaml:3: category: Input should be"),
        (CONDITION.replace("name: Sore hip\n", ""), "conditions/sore-hip.yaml: name: this key is required"),
        (
            CONDITION + "name: Again\n",
            "conditions/sore-hip.yaml:7: is not well-formed: the key “name” is given twice",
        ),
        (CONDITION + "codes: [\n", "conditions/sore-hip.yaml:8: is not well-formed"),
        ("just text", "conditions/sore-hip.yaml: must hold a condition document or a list"),
        ("", "conditions/sore-hip.yaml: the file is empty"),
        ("- 7\n", "conditions/sore-hip.yaml: [0]: must be a finding or a reference"),
        (
            CONDITION + "search_terms: [no]\n",
            "conditions/sore-hip.yaml:7: search_terms[0]: Input should be a valid string",
        ),
        (
            CONDITION + "findings:\n  - {finding: unheard-of, frequency: frequent, basis: consensus}\n",
            "findings[0].finding: unheard-of is no known finding",
        ),
        (
            CONDITION + "differentials:\n  - {condition: unheard-of, text: x, citations: [nobody2000]}\n",
            "differentials[0].citations[0]: cites nobody2000, which is no known reference",
        ),
    ],
)
def test_fault_says_where_and_what(text, expected):
    assert any(expected in fault for fault in faults(text)), faults(text)


def test_all_faults_of_a_file_are_listed():
    found = faults(CONDITION.replace("joint", "x").replace("common", "y") + "colour: red\n")

    assert len(found) == 3


def test_duplicate_ids_name_the_first_file(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(CONDITION)

    with pytest.raises(ContentError, match=r"b.yaml:1: slug: sore-hip is already defined in a.yaml"):
        read_content(tmp_path)


def test_file_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "latin.yaml").write_bytes("name: Lasègue".encode("latin-1"))

    with pytest.raises(ContentError, match=r"latin.yaml: is not UTF-8 text \(byte 9\)") as caught:
        read_content(tmp_path)
    assert len(caught.value.errors) == 1


def test_missing_path_is_a_sentence(tmp_path):
    with pytest.raises(ContentError, match="there is no such file or folder"):
        read_content(tmp_path / "nowhere")
