from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.program_kind import ProgramKind

T = TypeVar("T", bound="Blocked")


@_attrs_define
class Blocked:
    """Whose requests are to be refused.

    Attributes:
        networks (list[str]): Those from these networks (CIDR). At most 1,000.
        kinds (list[ProgramKind]): Those of programs of these kinds.
        programs (list[str]): Those of these programs. At most 200.
    """

    networks: list[str]
    kinds: list[ProgramKind]
    programs: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        networks = self.networks

        kinds = []
        for kinds_item_data in self.kinds:
            kinds_item = kinds_item_data.value
            kinds.append(kinds_item)

        programs = self.programs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "networks": networks,
                "kinds": kinds,
                "programs": programs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        networks = cast(list[str], d.pop("networks"))

        kinds = []
        _kinds = d.pop("kinds")
        for kinds_item_data in _kinds:
            kinds_item = ProgramKind(kinds_item_data)

            kinds.append(kinds_item)

        programs = cast(list[str], d.pop("programs"))

        blocked = cls(
            networks=networks,
            kinds=kinds,
            programs=programs,
        )

        blocked.additional_properties = d
        return blocked

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
