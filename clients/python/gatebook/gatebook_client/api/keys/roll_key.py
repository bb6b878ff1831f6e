from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.key_roll import KeyRoll
from ...models.newly_issued_key import NewlyIssuedKey
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    key_id: str,
    *,
    body: KeyRoll,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/keys/{key_id}/roll".format(
            key_id=quote(str(key_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> NewlyIssuedKey | Problem | None:
    if response.status_code == 201:
        response_201 = NewlyIssuedKey.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[NewlyIssuedKey | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: KeyRoll,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewlyIssuedKey | Problem]:
    """Rolls a key.

     Makes a key with the same name, scopes and expiry; the old one is refused after the overlap.
    Repeating with the
    same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.

    Args:
        key_id (str):
        idempotency_key (str | Unset):
        body (KeyRoll): How a key is rolled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NewlyIssuedKey | Problem]
    """

    kwargs = _get_kwargs(
        key_id=key_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: KeyRoll,
    idempotency_key: str | Unset = UNSET,
) -> NewlyIssuedKey | Problem | None:
    """Rolls a key.

     Makes a key with the same name, scopes and expiry; the old one is refused after the overlap.
    Repeating with the
    same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.

    Args:
        key_id (str):
        idempotency_key (str | Unset):
        body (KeyRoll): How a key is rolled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NewlyIssuedKey | Problem
    """

    return sync_detailed(
        key_id=key_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: KeyRoll,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewlyIssuedKey | Problem]:
    """Rolls a key.

     Makes a key with the same name, scopes and expiry; the old one is refused after the overlap.
    Repeating with the
    same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.

    Args:
        key_id (str):
        idempotency_key (str | Unset):
        body (KeyRoll): How a key is rolled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NewlyIssuedKey | Problem]
    """

    kwargs = _get_kwargs(
        key_id=key_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: KeyRoll,
    idempotency_key: str | Unset = UNSET,
) -> NewlyIssuedKey | Problem | None:
    """Rolls a key.

     Makes a key with the same name, scopes and expiry; the old one is refused after the overlap.
    Repeating with the
    same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.

    Args:
        key_id (str):
        idempotency_key (str | Unset):
        body (KeyRoll): How a key is rolled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NewlyIssuedKey | Problem
    """

    return (
        await asyncio_detailed(
            key_id=key_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
