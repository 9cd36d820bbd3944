"""Inputs of the comparison of keys for tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from vierkant.cost_sharing.inputs import Ingredient, KeyDesign, KeyInput, KeyKind, Product, ProductPart
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.quantities import Figure

IDS = ("a", "b", "c", "d")


def product(name, price, quantities, *, plus=False):
    parts = {key: ProductPart(quantity=Figure(value=value)) for key, value in quantities.items()}
    return Product(
        id=name, name=name, price=None if price is None else Figure(value=price), plus=plus, parts=parts
    )


def three(**more):
    """Three partners; alone 500, 300 and 200, together 900. Everything that a key may ask for is there."""
    costs = np.array([0, 500, 300, 770, 200, 660, 480, 900.0])
    given = {
        "partners": {"a": "Aa", "b": "Bee", "c": "Cee"},
        "present": (500.0, 300.0, 200.0),
        "costs": costs,
        "residents": {"a": 40_000.0, "b": 30_000.0, "c": 20_000.0},
        "design": KeyDesign(
            key=KeyKind.RESIDENTS,
            weights={Ingredient.EQUAL: 0.4, Ingredient.USE: 0.6},
            fixed_share=0.3,
            base_by=Ingredient.RESIDENTS,
            recalibrate_years=3,
            reason="Dat is eerlijk.",
        ),
        "key_inputs": {
            "a": KeyInput(
                partner="a", today=Figure(value=450), historic=Figure(value=600), grant=Figure(value=90)
            ),
            "b": KeyInput(partner="b", grant=Figure(value=60)),
            "c": KeyInput(partner="c", grant=Figure(value=30)),
        },
        "products": (
            product("p", 2.0, {"a": 100, "b": 50, "c": 50}),
            product("q", 10.0, {"b": 9}, plus=True),
        ),
        "agreed": {"a": 0.5, "b": 0.25, "c": 0.25},
    }
    return SharingInput(**{**given, **more})


@st.composite
def inputs(draw):
    """Any costs, also where working together is dearer."""
    count = draw(st.integers(2, 4))
    numbers = draw(st.lists(st.integers(0, 10**6), min_size=2**count, max_size=2**count))
    costs = np.array([0, *numbers[1:]], dtype=np.float64)
    ids = IDS[:count]

    def some(strategy):
        return draw(st.one_of(st.none(), strategy))

    amount = st.integers(0, 10**6).map(lambda value: Figure(value=value))
    design = some(
        st.builds(
            KeyDesign,
            key=st.sampled_from([None, *KeyKind]),
            fixed_share=st.one_of(st.none(), st.floats(0, 1)),
            base_by=st.sampled_from([None, *Ingredient]),
            weights=st.sampled_from(
                [{}, {Ingredient.EQUAL: 0.5, Ingredient.USE: 0.5}, {Ingredient.GRANT: 0.7}]
            ),
        )
    )
    rows = {
        name: KeyInput(partner=name, today=some(amount), historic=some(amount), grant=some(amount))
        for name in ids
    }
    products = tuple(
        product(
            f"p{place}",
            draw(st.integers(0, 100)),
            {name: draw(st.integers(0, 100)) for name in ids},
            plus=plus,
        )
        for place, plus in enumerate(draw(st.lists(st.booleans(), max_size=2)))
    )
    return SharingInput(
        partners={name: name.upper() for name in ids},
        present=tuple(draw(st.floats(1, 1e6)) for _ in ids),
        costs=costs,
        residents={name: draw(st.floats(1, 1e5)) for name in ids if draw(st.booleans())},
        design=design,
        key_inputs=rows,
        products=products,
        agreed=draw(st.sampled_from([None, dict.fromkeys(ids, 1 / count)])),
        drawn=np.array([costs * factor for factor in (0.5, 1.0, 1.5)]),
        drawn_total=costs[-1] * np.array([0.5, 1.0, 1.5]),
        internal=draw(st.booleans()),
    )
