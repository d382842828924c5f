"""Designs as files: they come back as they were, or are refused with a reason."""

from __future__ import annotations

import io
import string

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_terminal.card_design.artwork import picture_hash, take_artwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Design, Face
from pos_terminal.card_design.elements import Artwork, Barcode, Code, Shape, Side, Text
from pos_terminal.card_design.moves import Add
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import (
    Template,
    TemplateFault,
    TemplateRefusedError,
    parse_template,
    read_template,
    template_bytes,
    write_template,
)

lengths = st.floats(0.5, 90, allow_nan=False)
boxes = st.builds(Box, lengths, lengths, lengths, lengths)
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
elements = st.one_of(
    st.builds(lambda box, colour: Shape(id="x", box=box, colour=colour), boxes, colours),
    st.builds(lambda box, text: Text(id="x", box=box, text=text), boxes, st.text(max_size=40)),
    st.builds(
        lambda box, module: Barcode(id="x", box=box, module_mm=module), boxes, st.floats(0.1, 1)
    ),
    st.builds(lambda box: Code(id="x", box=box), boxes),
)


def numbered(side, found):
    return tuple(msgspec.structs.replace(each, id=f"{side}-{at}") for at, each in enumerate(found))


designs = st.builds(
    lambda name, front, back: Design(
        name=name,
        front=Face(elements=numbered("front", front)),
        back=Face(elements=numbered("back", back)),
    ),
    st.text(string.printable, min_size=1, max_size=40),
    st.lists(elements, max_size=6),
    st.lists(elements, max_size=6),
)


@given(designs)
def test_a_design_comes_back_as_it_was(design):
    assert parse_template(template_bytes(Template(design=design))).design == design


@given(st.binary(max_size=200))
def test_any_bytes_are_a_template_or_refused(content):
    with pytest.raises(TemplateRefusedError):
        parse_template(content)


@pytest.fixture
def with_picture(design):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#204060").save(buffer, "PNG")
    taken = take_artwork(buffer.getvalue())
    art = Artwork(id="art", box=Box(0, 0, 20, 15), picture=taken.picture)
    return Template(
        design=Add(Side.FRONT, art).applied(design), pictures={taken.picture: taken.content}
    )


def test_pictures_travel_inside(tmp_path, with_picture):
    file = tmp_path / "card.carddesign"
    write_template(file, with_picture)
    assert read_template(file) == with_picture
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_designs_are_templates(name):
    template = Template(design=SHIPPED[name]())
    assert parse_template(template_bytes(template)) == template


def spoiled(template, change):
    content = msgspec.json.decode(template_bytes(template))
    change(content)
    return msgspec.json.encode(content)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: c.update(version=2, novelty=1), TemplateFault.NEWER),
        (lambda c: c.update(format="recipe"), TemplateFault.NOT_A_TEMPLATE),
        (lambda c: c["design"].update(glitter=True), TemplateFault.DAMAGED),
        (lambda c: c["design"]["size"].update(width=-5), TemplateFault.DAMAGED),
        (
            lambda c: c["design"]["back"]["elements"].append(c["design"]["back"]["elements"][0]),
            TemplateFault.DAMAGED,
        ),
        (lambda c: c.update(pictures={}), TemplateFault.PICTURE_MISSING),
        (
            lambda c: c.update(pictures=dict.fromkeys(c["pictures"], "AAAA")),
            TemplateFault.PICTURE_DAMAGED,
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(with_picture, change, fault):
    with pytest.raises(TemplateRefusedError) as refused:
        parse_template(spoiled(with_picture, change))
    assert refused.value.fault is fault


def as_file(picture, kind="PNG"):
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"no picture",
        as_file(Image.new("RGB", (40, 30)))[:60],
        as_file(Image.effect_noise((300, 200), 90).convert("RGB"), "JPEG")[:4000],
        as_file(Image.new("1", (13_000, 13_000))),
        as_file(Image.new("I;16", (40, 30))),
        as_file(Image.new("RGB", (40, 30)), "BMP"),
    ],
    ids=["no picture", "cut PNG", "cut JPEG", "far too large", "sixteen bits", "other format"],
)
def test_a_picture_that_its_maker_has_hashed_is_refused_all_the_same(design, content):
    art = Artwork(id="art", box=Box(0, 0, 20, 15), picture=picture_hash(content))
    made = Template(design=Add(Side.FRONT, art).applied(design), pictures={art.picture: content})
    with pytest.raises(TemplateRefusedError) as refused:
        parse_template(template_bytes(made))
    assert refused.value.fault is TemplateFault.PICTURE_DAMAGED


def test_a_cut_file_is_refused(with_picture):
    content = template_bytes(with_picture)
    with pytest.raises(TemplateRefusedError):
        parse_template(content[: len(content) // 2])


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(TemplateRefusedError) as refused:
        read_template(tmp_path / "nothing.carddesign")
    assert refused.value.fault is TemplateFault.CANNOT_READ
