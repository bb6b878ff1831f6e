from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ErasureToOrder")


@_attrs_define
class ErasureToOrder:
    """Who is to be erased: a user or an address, one of the two.

    Attributes:
        user_id (str | Unset): The application's name of the user.
        ip (str | Unset): The address.
        dry_run (bool | Unset): Only count what would be erased. Default: False.
    """

    user_id: str | Unset = UNSET
    ip: str | Unset = UNSET
    dry_run: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        ip = self.ip

        dry_run = self.dry_run

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if ip is not UNSET:
            field_dict["ip"] = ip
        if dry_run is not UNSET:
            field_dict["dry_run"] = dry_run

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        ip = d.pop("ip", UNSET)

        dry_run = d.pop("dry_run", UNSET)

        erasure_to_order = cls(
            user_id=user_id,
            ip=ip,
            dry_run=dry_run,
        )

        erasure_to_order.additional_properties = d
        return erasure_to_order

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
