from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.item_code import ItemCode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.problem_place import ProblemPlace


T = TypeVar("T", bound="ItemResult")


@_attrs_define
class ItemResult:
    """What became of an event that was not plainly accepted.

    Attributes:
        index (int): Its place in the batch, from 0; of lines, blank ones are not counted.
        code (ItemCode): What became of an event of a batch.
        errors (list[ProblemPlace]): What does not fit, by JSON pointer into the event; empty for an event that was
            there before or is ignored.
        retryable (bool): Whether the same event may be taken later.
        position (int | Unset): The position that it has had before, of a duplicate.
    """

    index: int
    code: ItemCode
    errors: list[ProblemPlace]
    retryable: bool
    position: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        index = self.index

        code = self.code.value

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        retryable = self.retryable

        position = self.position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "code": code,
                "errors": errors,
                "retryable": retryable,
            }
        )
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.problem_place import ProblemPlace

        d = dict(src_dict)
        index = d.pop("index")

        code = ItemCode(d.pop("code"))

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = ProblemPlace.from_dict(errors_item_data)

            errors.append(errors_item)

        retryable = d.pop("retryable")

        position = d.pop("position", UNSET)

        item_result = cls(
            index=index,
            code=code,
            errors=errors,
            retryable=retryable,
            position=position,
        )

        item_result.additional_properties = d
        return item_result

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
