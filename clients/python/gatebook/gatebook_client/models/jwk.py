from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.jwk_algorithm import JwkAlgorithm
from ..models.jwk_curve import JwkCurve
from ..models.jwk_type import JwkType
from ..models.jwk_use import JwkUse

T = TypeVar("T", bound="Jwk")


@_attrs_define
class Jwk:
    """A public key (RFC 7517, RFC 8037).

    Attributes:
        kty (JwkType): The type of a key.
        crv (JwkCurve): The curve of a key.
        alg (JwkAlgorithm): The algorithm of a signature.
        use (JwkUse): What a key is for.
        kid (str): Its name, as in the header of the tokens that it signs.
        x (str): The key itself: 32 bytes in base64url.
    """

    kty: JwkType
    crv: JwkCurve
    alg: JwkAlgorithm
    use: JwkUse
    kid: str
    x: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kty = self.kty.value

        crv = self.crv.value

        alg = self.alg.value

        use = self.use.value

        kid = self.kid

        x = self.x

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kty": kty,
                "crv": crv,
                "alg": alg,
                "use": use,
                "kid": kid,
                "x": x,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kty = JwkType(d.pop("kty"))

        crv = JwkCurve(d.pop("crv"))

        alg = JwkAlgorithm(d.pop("alg"))

        use = JwkUse(d.pop("use"))

        kid = d.pop("kid")

        x = d.pop("x")

        jwk = cls(
            kty=kty,
            crv=crv,
            alg=alg,
            use=use,
            kid=kid,
            x=x,
        )

        jwk.additional_properties = d
        return jwk

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
