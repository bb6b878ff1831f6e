"""What a view says of its form by Django's `sensitive_post_parameters`, also when the view was not called as far as that.

Django notes the names on the request only when the decorator is called. One that stands further out, such as
`login_required`, may have answered before.
"""

from functools import lru_cache, partial
from types import FunctionType, MethodType

from django.views.decorators import debug

EVERYTHING = "__ALL__"
VIEWS_KEPT = 1_024
LOOKED_AT_MAX = 300
_METHODS = ("dispatch", "get", "post", "put", "patch", "delete")


def sensitive_names(request):
    """The names of the sensitive fields of a request's form, or `EVERYTHING`."""
    noted = getattr(request, "sensitive_post_parameters", None) or ()
    match = request.resolver_match
    declared = () if match is None else _declared_by(match.func)
    if EVERYTHING in (noted, declared):
        return EVERYTHING
    return {*noted, *declared}


def _declared_by(view):
    try:
        return _declared(view)
    except TypeError:
        # An object that cannot be a key.
        return _declared.__wrapped__(view)


@lru_cache(maxsize=VIEWS_KEPT)
def _declared(view):
    """The names that decorators of a view, or of a method of its class, have been given."""
    names, waiting, seen = set(), [view], set()
    while waiting and len(seen) < LOOKED_AT_MAX:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        if not _is_decorator(one):
            waiting += _inside(one)
        elif parameters := _closure(one).get("parameters"):
            names.update(parameters)
        else:
            return EVERYTHING
    return frozenset(names)


def _is_decorator(one):
    """Whether it is Django's decorator with its names, or what that makes of a view."""
    return isinstance(one, FunctionType) and one.__globals__ is vars(debug) and "parameters" in one.__code__.co_freevars


def _closure(function):
    found = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:
            # Not set yet.
            continue
    return found


def _inside(one):
    """What a function calls, as far as it can be told from outside."""
    if isinstance(one, list | tuple):
        return one[:LOOKED_AT_MAX]
    if isinstance(one, partial):
        return [one.func]
    if isinstance(one, MethodType):
        return [one.__func__]
    if not isinstance(one, FunctionType):
        return []
    # The class of a class-based view, of Django's or of the REST framework's.
    classes = [vars(one).get("view_class"), vars(one).get("cls")]
    methods = [getattr(kind, name, None) for kind in classes if kind is not None for name in _METHODS]
    return [vars(one).get("__wrapped__"), *methods, *_closure(one).values()]
