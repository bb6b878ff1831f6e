from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.program_kind import ProgramKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="BlockedPatch")


@_attrs_define
class BlockedPatch:
    """Lists to set of whose requests are to be refused; those that are left out stay, or begin empty.

    Attributes:
        networks (list[str] | Unset): Networks (CIDR) and addresses. At most 1,000.
        kinds (list[ProgramKind] | Unset): Kinds of programs. At most 5.
        programs (list[str] | Unset): Names of programs, such as `GPTBot`; case does not matter. At most 200.
    """

    networks: list[str] | Unset = UNSET
    kinds: list[ProgramKind] | Unset = UNSET
    programs: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        networks: list[str] | Unset = UNSET
        if not isinstance(self.networks, Unset):
            networks = self.networks

        kinds: list[str] | Unset = UNSET
        if not isinstance(self.kinds, Unset):
            kinds = []
            for kinds_item_data in self.kinds:
                kinds_item = kinds_item_data.value
                kinds.append(kinds_item)

        programs: list[str] | Unset = UNSET
        if not isinstance(self.programs, Unset):
            programs = self.programs

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if networks is not UNSET:
            field_dict["networks"] = networks
        if kinds is not UNSET:
            field_dict["kinds"] = kinds
        if programs is not UNSET:
            field_dict["programs"] = programs

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        networks = cast(list[str], d.pop("networks", UNSET))

        _kinds = d.pop("kinds", UNSET)
        kinds: list[ProgramKind] | Unset = UNSET
        if _kinds is not UNSET:
            kinds = []
            for kinds_item_data in _kinds:
                kinds_item = ProgramKind(kinds_item_data)

                kinds.append(kinds_item)

        programs = cast(list[str], d.pop("programs", UNSET))

        blocked_patch = cls(
            networks=networks,
            kinds=kinds,
            programs=programs,
        )

        return blocked_patch
