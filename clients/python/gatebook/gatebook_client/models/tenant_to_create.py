from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.settings_patch import SettingsPatch


T = TypeVar("T", bound="TenantToCreate")


@_attrs_define
class TenantToCreate:
    """A tenant to create.

    Attributes:
        slug (str): Its name in URLs: 1 to 63 of a-z, 0-9 and -, unique in the installation.
        name (str): Its name for people, 1 to 200 characters.
        settings (SettingsPatch | Unset): Settings to set; those that are left out stay, or begin with their defaults.
    """

    slug: str
    name: str
    settings: SettingsPatch | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        name = self.name

        settings: dict[str, Any] | Unset = UNSET
        if not isinstance(self.settings, Unset):
            settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "name": name,
            }
        )
        if settings is not UNSET:
            field_dict["settings"] = settings

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.settings_patch import SettingsPatch

        d = dict(src_dict)
        slug = d.pop("slug")

        name = d.pop("name")

        _settings = d.pop("settings", UNSET)
        settings: SettingsPatch | Unset
        if isinstance(_settings, Unset):
            settings = UNSET
        else:
            settings = SettingsPatch.from_dict(_settings)

        tenant_to_create = cls(
            slug=slug,
            name=name,
            settings=settings,
        )

        return tenant_to_create
