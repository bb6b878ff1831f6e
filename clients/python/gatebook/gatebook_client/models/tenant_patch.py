from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.settings_patch import SettingsPatch


T = TypeVar("T", bound="TenantPatch")


@_attrs_define
class TenantPatch:
    """Changes of a tenant; what is left out stays.

    Attributes:
        name (str | Unset): Another name for people, 1 to 200 characters.
        settings (SettingsPatch | Unset): Settings to set; those that are left out stay, or begin with their defaults.
    """

    name: str | Unset = UNSET
    settings: SettingsPatch | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        settings: dict[str, Any] | Unset = UNSET
        if not isinstance(self.settings, Unset):
            settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if settings is not UNSET:
            field_dict["settings"] = settings

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.settings_patch import SettingsPatch

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _settings = d.pop("settings", UNSET)
        settings: SettingsPatch | Unset
        if isinstance(_settings, Unset):
            settings = UNSET
        else:
            settings = SettingsPatch.from_dict(_settings)

        tenant_patch = cls(
            name=name,
            settings=settings,
        )

        return tenant_patch
