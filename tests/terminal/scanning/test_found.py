"""Which of several findings is believed."""

from pos_terminal.scanning.found import Found, once, quarrels, settled


def found(text, x=0.0, votes=1):
    return Found(text, ((x, 0), (x + 100, 0), (x + 100, 40), (x, 40)), "EAN/UPC", votes)


def test_of_two_texts_at_one_place_the_one_read_more_often_stays():
    assert [f.text for f in settled([found("A"), found("B"), found("B", 3)])] == ["B"]


def test_texts_at_two_places_both_stay():
    assert {f.text for f in settled([found("A"), found("B", 400)])} == {"A", "B"}


def test_two_texts_at_one_place_quarrel_and_the_same_text_does_not():
    assert quarrels([found("A"), found("B", 10)])
    assert not quarrels([found("A"), found("A", 10)])
    assert not quarrels([found("A"), found("B", 400)])


def test_each_text_is_given_once():
    assert [f.text for f in once([found("A"), found("A", 400), found("B")])] == ["A", "B"]


def test_a_barcode_of_a_picture_is_placed_in_a_larger_one():
    assert found("A").scaled(2, 3).polygon[2] == (200, 120)
