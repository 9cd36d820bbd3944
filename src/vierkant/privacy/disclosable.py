"""What the release controller let out. Nothing else of a survey may reach a page, a file or a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Generic, NoReturn, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Seal:
    """The mark of the release controller; there is one, and only the controller holds it."""

    __slots__ = ()


SEAL: Final = Seal()


class Disclosable(Generic[T_co]):
    """A value that may be shown.

    Only the release controller makes one: a constructor without its seal raises TypeError and is an error for mypy.
    It is frozen, and it is not copied through a pickle: what is stored is the ledger, and `disclosed` reads it back.

    Attributes:
        key: of the cell or the derived statistic.
        value: plain JSON values, frozen; `to_plain` of the project makes dicts and lists of them.
        wave: in which it was measured.
    """

    __slots__ = ("key", "value", "wave")

    key: str
    value: T_co
    wave: str

    def __init__(self, key: str, value: T_co, wave: str, *, seal: Seal) -> None:
        if seal is not SEAL:
            raise TypeError("only the release controller makes a Disclosable")
        for name, given in (("key", key), ("value", frozen(value)), ("wave", wave)):
            object.__setattr__(self, name, given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Disclosable is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Disclosable is frozen")

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a Disclosable is not copied or stored; store the ledger and read it with `disclosed`"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Disclosable):
            return NotImplemented
        return (self.key, self.wave, self.value) == (other.key, other.wave, other.value)

    def __hash__(self) -> int:
        return hash((self.key, self.wave))

    def __repr__(self) -> str:
        return f"Disclosable({self.key!r}, wave={self.wave!r})"


def frozen(value: Any) -> Any:
    """JSON values that cannot be changed: dicts become read-only mappings, lists tuples."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(frozen(item) for item in value)
    return value
