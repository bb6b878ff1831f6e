from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.item_result import ItemResult


T = TypeVar("T", bound="BatchResult")


@_attrs_define
class BatchResult:
    """What became of a batch.

    Attributes:
        accepted (int): Events that got a position now.
        duplicates (int): Events that were there before.
        ignored (int): Events that an ignore rule dropped.
        rejected (int): Events that do not fit; the others are stored.
        results (list[ItemResult]): One entry for each event that was not plainly accepted, in the order of the batch.
        first_position (int | Unset): The first position that was given now.
        last_position (int | Unset): The last position that was given now; those between are this batch's too.
    """

    accepted: int
    duplicates: int
    ignored: int
    rejected: int
    results: list[ItemResult]
    first_position: int | Unset = UNSET
    last_position: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        accepted = self.accepted

        duplicates = self.duplicates

        ignored = self.ignored

        rejected = self.rejected

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        first_position = self.first_position

        last_position = self.last_position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "accepted": accepted,
                "duplicates": duplicates,
                "ignored": ignored,
                "rejected": rejected,
                "results": results,
            }
        )
        if first_position is not UNSET:
            field_dict["first_position"] = first_position
        if last_position is not UNSET:
            field_dict["last_position"] = last_position

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.item_result import ItemResult

        d = dict(src_dict)
        accepted = d.pop("accepted")

        duplicates = d.pop("duplicates")

        ignored = d.pop("ignored")

        rejected = d.pop("rejected")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = ItemResult.from_dict(results_item_data)

            results.append(results_item)

        first_position = d.pop("first_position", UNSET)

        last_position = d.pop("last_position", UNSET)

        batch_result = cls(
            accepted=accepted,
            duplicates=duplicates,
            ignored=ignored,
            rejected=rejected,
            results=results,
            first_position=first_position,
            last_position=last_position,
        )

        batch_result.additional_properties = d
        return batch_result

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
