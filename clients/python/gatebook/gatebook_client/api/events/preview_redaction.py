from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.posted_event import PostedEvent
from ...models.problem import Problem
from ...models.redaction_preview import RedactionPreview
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PostedEvent,
    include_static: bool | Unset = False,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["include_static"] = include_static

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/redaction-previews",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RedactionPreview | None:
    if response.status_code == 200:
        response_200 = RedactionPreview.from_dict(response.json())

        return response_200

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
) -> Response[Problem | RedactionPreview]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PostedEvent,
    include_static: bool | Unset = False,
) -> Response[Problem | RedactionPreview]:
    """Shows what would be stored of an event.

     Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.

    Args:
        include_static (bool | Unset):  Default: False.
        body (PostedEvent): A page view as the application saw it. Only `method` and a path
            (`path`, or `url` with one) are required.

            Values that are secret, by the name of their field or by their form, are replaced before
            anything is stored; what
            was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed
            here is refused, so that
            nothing is lost by a typing mistake.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RedactionPreview]
    """

    kwargs = _get_kwargs(
        body=body,
        include_static=include_static,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: PostedEvent,
    include_static: bool | Unset = False,
) -> Problem | RedactionPreview | None:
    """Shows what would be stored of an event.

     Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.

    Args:
        include_static (bool | Unset):  Default: False.
        body (PostedEvent): A page view as the application saw it. Only `method` and a path
            (`path`, or `url` with one) are required.

            Values that are secret, by the name of their field or by their form, are replaced before
            anything is stored; what
            was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed
            here is refused, so that
            nothing is lost by a typing mistake.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RedactionPreview
    """

    return sync_detailed(
        client=client,
        body=body,
        include_static=include_static,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PostedEvent,
    include_static: bool | Unset = False,
) -> Response[Problem | RedactionPreview]:
    """Shows what would be stored of an event.

     Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.

    Args:
        include_static (bool | Unset):  Default: False.
        body (PostedEvent): A page view as the application saw it. Only `method` and a path
            (`path`, or `url` with one) are required.

            Values that are secret, by the name of their field or by their form, are replaced before
            anything is stored; what
            was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed
            here is refused, so that
            nothing is lost by a typing mistake.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RedactionPreview]
    """

    kwargs = _get_kwargs(
        body=body,
        include_static=include_static,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PostedEvent,
    include_static: bool | Unset = False,
) -> Problem | RedactionPreview | None:
    """Shows what would be stored of an event.

     Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.

    Args:
        include_static (bool | Unset):  Default: False.
        body (PostedEvent): A page view as the application saw it. Only `method` and a path
            (`path`, or `url` with one) are required.

            Values that are secret, by the name of their field or by their form, are replaced before
            anything is stored; what
            was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed
            here is refused, so that
            nothing is lost by a typing mistake.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RedactionPreview
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            include_static=include_static,
        )
    ).parsed
