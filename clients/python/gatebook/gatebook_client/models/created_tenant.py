from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.newly_issued_key import NewlyIssuedKey
    from ..models.tenant import Tenant


T = TypeVar("T", bound="CreatedTenant")


@_attrs_define
class CreatedTenant:
    """A tenant that was just created, with its first key.

    Attributes:
        tenant (Tenant): A tenant: a customer of the installation, with one log.
        first_key (NewlyIssuedKey): A key that was just made: the only time that it is shown.
    """

    tenant: Tenant
    first_key: NewlyIssuedKey
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tenant = self.tenant.to_dict()

        first_key = self.first_key.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tenant": tenant,
                "first_key": first_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.newly_issued_key import NewlyIssuedKey
        from ..models.tenant import Tenant

        d = dict(src_dict)
        tenant = Tenant.from_dict(d.pop("tenant"))

        first_key = NewlyIssuedKey.from_dict(d.pop("first_key"))

        created_tenant = cls(
            tenant=tenant,
            first_key=first_key,
        )

        created_tenant.additional_properties = d
        return created_tenant

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
