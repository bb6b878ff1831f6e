from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AppendedEvent")


@_attrs_define
class AppendedEvent:
    """An event that was taken.

    Attributes:
        duplicate (bool): Whether it was there before: the position is that of the first time.
        ignored (bool): Whether an ignore rule of the tenant dropped it.
        redacted (list[str]): JSON pointers into the posted event, of every value that was replaced.
        id (str | Unset): The event's id (`evt_…`); absent when an ignore rule dropped it.
        position (int | Unset): Its position in the tenant's log, from 1; absent when an ignore rule dropped it.
    """

    duplicate: bool
    ignored: bool
    redacted: list[str]
    id: str | Unset = UNSET
    position: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        duplicate = self.duplicate

        ignored = self.ignored

        redacted = self.redacted

        id = self.id

        position = self.position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "duplicate": duplicate,
                "ignored": ignored,
                "redacted": redacted,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        duplicate = d.pop("duplicate")

        ignored = d.pop("ignored")

        redacted = cast(list[str], d.pop("redacted"))

        id = d.pop("id", UNSET)

        position = d.pop("position", UNSET)

        appended_event = cls(
            duplicate=duplicate,
            ignored=ignored,
            redacted=redacted,
            id=id,
            position=position,
        )

        appended_event.additional_properties = d
        return appended_event

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
