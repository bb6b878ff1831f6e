from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.export import Export
from ...models.export_to_order import ExportToOrder
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ExportToOrder,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/exports",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Export | Problem | None:
    if response.status_code == 202:
        response_202 = Export.from_dict(response.json())

        return response_202

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
) -> Response[Export | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ExportToOrder,
    idempotency_key: str | Unset = UNSET,
) -> Response[Export | Problem]:
    """Orders an export.

     All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended
    when it was ordered, and
    a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key`
    within 24 hours, the
    same export is answered. At most 50 at a time. Needs the scope `events:read`.

    Args:
        idempotency_key (str | Unset):
        body (ExportToOrder): Events to be written as a file: all that fit. The filters are those
            of `list_events`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Export | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ExportToOrder,
    idempotency_key: str | Unset = UNSET,
) -> Export | Problem | None:
    """Orders an export.

     All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended
    when it was ordered, and
    a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key`
    within 24 hours, the
    same export is answered. At most 50 at a time. Needs the scope `events:read`.

    Args:
        idempotency_key (str | Unset):
        body (ExportToOrder): Events to be written as a file: all that fit. The filters are those
            of `list_events`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Export | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ExportToOrder,
    idempotency_key: str | Unset = UNSET,
) -> Response[Export | Problem]:
    """Orders an export.

     All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended
    when it was ordered, and
    a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key`
    within 24 hours, the
    same export is answered. At most 50 at a time. Needs the scope `events:read`.

    Args:
        idempotency_key (str | Unset):
        body (ExportToOrder): Events to be written as a file: all that fit. The filters are those
            of `list_events`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Export | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ExportToOrder,
    idempotency_key: str | Unset = UNSET,
) -> Export | Problem | None:
    """Orders an export.

     All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended
    when it was ordered, and
    a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key`
    within 24 hours, the
    same export is answered. At most 50 at a time. Needs the scope `events:read`.

    Args:
        idempotency_key (str | Unset):
        body (ExportToOrder): Events to be written as a file: all that fit. The filters are those
            of `list_events`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Export | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
