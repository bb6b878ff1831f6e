from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.block_reason import BlockReason
from ..models.program_kind import ProgramKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """Whether a request is to be refused, and why.

    Attributes:
        block (bool): Whether it is to be refused.
        reason (BlockReason | Unset): What of a request is blocked.
        rule (str | Unset): The entry of the tenant's setting `blocked` that hit: a network, the name of a program, or a
            kind.
        kind (ProgramKind | Unset): What kind of program a user agent names.
        device (str | Unset): What the user agent claims to be, such as `Safari on iPhone` or `Googlebot`; absent when
            that is not known.
    """

    block: bool
    reason: BlockReason | Unset = UNSET
    rule: str | Unset = UNSET
    kind: ProgramKind | Unset = UNSET
    device: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        block = self.block

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.value

        rule = self.rule

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        device = self.device

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "block": block,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if rule is not UNSET:
            field_dict["rule"] = rule
        if kind is not UNSET:
            field_dict["kind"] = kind
        if device is not UNSET:
            field_dict["device"] = device

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        block = d.pop("block")

        _reason = d.pop("reason", UNSET)
        reason: BlockReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = BlockReason(_reason)

        rule = d.pop("rule", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: ProgramKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = ProgramKind(_kind)

        device = d.pop("device", UNSET)

        decision = cls(
            block=block,
            reason=reason,
            rule=rule,
            kind=kind,
            device=device,
        )

        decision.additional_properties = d
        return decision

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
