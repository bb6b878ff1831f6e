"""The SESSION_ENGINE: any engine of Django's keeps the data, Gatebook says who it is and whether the session lives.

The cookie holds the key of the data engine, as ever. The data has a binding: Gatebook's id and token of the session, and the
user for whom they were given. It is made when the session is saved, changed at sign-in, asked about when the session is
loaded, and ended when the session is flushed. So a browser never sees the token, a session that exists already goes on with
the cookie that it has, and one that begins while Gatebook is away is made known later.
"""

import logging
from contextlib import suppress
from importlib import import_module

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import SynchronousOnlyOperation

from . import identity
from .capture import known
from .conf import configuration
from .errors import Refused, Unavailable
from .identity import DATA_KEY, Binding, Liveness

logger = logging.getLogger("gatebook_django")

CLEARED_AT_A_TIME = 500


class GatebookSession:
    """What is added to an engine. Its data methods are those of the engine, before and after which Gatebook is asked."""

    _binding = None
    _admitted = False
    # Loaded without a binding: another request may have made one since. It is made by the one that claims it.
    _unbound = False
    _claimed = False
    _loaded_user_id = None
    _cycling = False
    # Started or bound in this request, and not saved yet.
    gatebook_unsaved = False
    _ended = None

    @property
    def gatebook_id(self):
        """Gatebook's id of the session (`ses_…`), or None as long as it is not known there."""
        self._get_session()
        return self._binding.id if self._binding else None

    @property
    def gatebook_token(self):
        """The token with which the session's own user may ask Gatebook (`/v1/me/sessions`), or None. A secret."""
        self._get_session()
        return self._binding.token if self._binding else None

    @property
    def gatebook_known_id(self):
        """The id, also of a session that has ended in this request, without loading anything."""
        binding = self._binding or self._ended
        return binding.id if binding else None

    def gatebook_register(self):
        """Makes the session known to Gatebook now, rather than when it is saved. Raises `Refused` when that may not be."""
        self._register(self._session, raising=True)

    def gatebook_abandon(self):
        """Ends what was started for a session that the request did not save."""
        if self.gatebook_unsaved and self._binding is not None:
            self.gatebook_unsaved = False
            identity.sign_out(self._binding)

    # Loading

    def load(self):
        data = super().load()
        if self._admit(data):
            return data
        super().delete(self.session_key)
        return self._without_session()

    async def aload(self):
        data = await super().aload()
        if await sync_to_async(self._admit)(data):
            return data
        await super().adelete(self.session_key)
        return self._without_session()

    def _without_session(self):
        self._session_key = None
        self._ended, self._binding = self._binding, None
        return {}

    def _admit(self, data):
        """Whether a session that was loaded may be used."""
        if self._admitted or not data or not configuration().ready:
            return True
        self._admitted = True
        self._binding = Binding.of(data)
        user_id = _user_id(data)
        if self._binding is None or self._binding.user_id != user_id:
            self._unbound = self._binding is None
            self._loaded_user_id = user_id
            if (user_id is not None or configuration().ANONYMOUS_SESSIONS) and identity.may_adopt(self.session_key):
                self.modified = self._claimed = True
            if self._binding is None:
                return True
        liveness = identity.check(self._binding)
        if liveness is Liveness.ENDED or (
            liveness is Liveness.NOT_KNOWN and not identity.is_served_in_outage(self._binding)
        ):
            known.forget(self.session_key)
            self.modified = False
            return False
        known.put(self.session_key, (user_id, self._binding.id))
        return True

    # Saving

    def save(self, must_create=False):
        data = self._get_session(no_load=must_create)
        if not self._cycling:
            self._register(data)
        self._write_binding(data)
        super().save(must_create)
        self.gatebook_unsaved = self.gatebook_unsaved and self._cycling

    async def asave(self, must_create=False):
        data = await self._aget_session(no_load=must_create)
        if not self._cycling:
            await sync_to_async(self._register)(data)
        self._write_binding(data)
        await super().asave(must_create)
        self.gatebook_unsaved = self.gatebook_unsaved and self._cycling

    def _write_binding(self, data):
        if self._binding is not None:
            data[DATA_KEY] = self._binding.stored()
        else:
            data.pop(DATA_KEY, None)

    def _register(self, data, raising=False):
        """Makes Gatebook know the session as it is now: a visitor's, or its user's."""
        if not configuration().ready:
            return
        user_id = _user_id(data)
        binding = self._binding
        if binding is None and self._unbound and self.session_key:
            self._unbound = False
            binding = self._binding = self._stored_binding(self.session_key)
            if binding is None and not self._claimed and user_id == self._loaded_user_id:
                return
        if binding is not None and binding.user_id == user_id:
            return
        if binding is not None and binding.user_id is not None:
            # Somebody else's by now.
            identity.sign_out(binding)
            binding = self._binding = None
        if binding is None and not self._is_worth_knowing(data, user_id):
            return
        try:
            self._binding = identity.start(user_id) if binding is None else identity.bind(binding, user_id)
            self.gatebook_unsaved = True
        except Unavailable:
            # Goes on by itself, and is made known later. A visitor's binding says nothing about the user.
            self._binding = None
        except Refused as error:
            self._binding = None
            if raising:
                raise
            logger.error("a session goes on without Gatebook: %s", error)

    def _is_worth_knowing(self, data, user_id):
        if user_id is not None:
            return True
        return configuration().ANONYMOUS_SESSIONS and any(name != DATA_KEY for name in data)

    # Ending

    def cycle_key(self):
        self._get_session()
        self._cycling = True
        try:
            super().cycle_key()
        finally:
            self._cycling = False

    async def acycle_key(self):
        await self._aget_session()
        self._cycling = True
        try:
            await super().acycle_key()
        finally:
            self._cycling = False

    def clear(self):
        # What is about to be forgotten may be a user's session: saving it, or deleting it, ends that.
        if self._is_unread():
            # In an async view nothing can be read here; `aflush` has done so before.
            with suppress(SynchronousOnlyOperation):
                self._binding = self._stored_binding(self.session_key)
        super().clear()

    async def aflush(self):
        if self._is_unread():
            self._binding = await sync_to_async(self._stored_binding)(self.session_key)
        await super().aflush()

    def _is_unread(self):
        return self._binding is None and self.session_key and not hasattr(self, "_session_cache")

    def delete(self, session_key=None):
        binding = self._take_binding(session_key)
        super().delete(session_key)
        if binding is not None:
            identity.sign_out(binding)

    async def adelete(self, session_key=None):
        binding = await sync_to_async(self._take_binding)(session_key)
        await super().adelete(session_key)
        if binding is not None:
            await sync_to_async(identity.sign_out)(binding)

    def _take_binding(self, session_key):
        """The binding that ends with a key, once."""
        if self._cycling or not configuration().ready:
            return None
        own = session_key is None or session_key == self.session_key
        if own and hasattr(self, "_session_cache"):
            binding, self._binding = self._binding, None
            self._ended = binding or self._ended
            return binding
        session_key = session_key or self.session_key
        return self._stored_binding(session_key) if session_key else None

    def _stored_binding(self, session_key):
        """The binding in the data of a key, without asking whether it lives."""
        store = type(self)(session_key)
        return Binding.of(super(GatebookSession, store).load())

    @classmethod
    def clear_expired(cls):
        """Removes the data of sessions that are over: those whose time is over, and those that have ended at Gatebook."""
        super().clear_expired()
        cls._clear_ended()

    @classmethod
    async def aclear_expired(cls):
        await sync_to_async(cls.clear_expired)()

    @classmethod
    def _clear_ended(cls):
        if not configuration().ready or not hasattr(cls, "get_model_class"):
            return
        after = ""
        while True:
            rows = cls.get_model_class().objects.filter(session_key__gt=after).order_by("session_key")
            page = list(rows[:CLEARED_AT_A_TIME])
            for row in page:
                store = cls(row.session_key)
                binding = Binding.of(store.decode(row.session_data))
                if binding is None:
                    continue
                liveness = identity.check(binding)
                if liveness is Liveness.NOT_KNOWN:
                    logger.warning("data of sessions that have ended stays for now: Gatebook gives no answer")
                    return
                if liveness is Liveness.ENDED:
                    super(GatebookSession, store).delete(row.session_key)
            if len(page) < CLEARED_AT_A_TIME:
                return
            after = page[-1].session_key


def _user_id(data):
    user_id = data.get(SESSION_KEY)
    return None if user_id is None else str(user_id)


def store_class(engine):
    """The class `SessionStore` over an engine, named by its module."""
    kept = import_module(engine).SessionStore
    # Django signs data with the name of the class: the same name reads the data that is there.
    return type(
        kept.__name__,
        (GatebookSession, kept),
        {"__module__": __name__, "__qualname__": kept.__qualname__, "__doc__": f"{engine}, with Gatebook."},
    )


SessionStore = store_class(configuration().SESSION_DATA_ENGINE)
