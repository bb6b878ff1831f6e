from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatsValue")


@_attrs_define
class StatsValue:
    """A value of a dimension.

    Attributes:
        value (str): The value.
        hits (int): Page views with it.
        share (float): The part of all page views that these are, 0 to 1.
        visitors (int): Different visitors.
        errors (int): Page views with a status from 400 on.
    """

    value: str
    hits: int
    share: float
    visitors: int
    errors: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        hits = self.hits

        share = self.share

        visitors = self.visitors

        errors = self.errors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "hits": hits,
                "share": share,
                "visitors": visitors,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        hits = d.pop("hits")

        share = d.pop("share")

        visitors = d.pop("visitors")

        errors = d.pop("errors")

        stats_value = cls(
            value=value,
            hits=hits,
            share=share,
            visitors=visitors,
            errors=errors,
        )

        stats_value.additional_properties = d
        return stats_value

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
