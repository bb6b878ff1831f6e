"""The pages on which users see their sessions and end them."""

from django.test import Client

from gatebook_django import user_sessions

from .cases import GatebookTestCase, gatebook

LIST = "/account/sessions/"


class ListPage(GatebookTestCase):
    def setUp(self):
        super().setUp()
        self.browser, self.other, self.owner = self.phone(), self.computer(), self.user()
        self.own_id = self.sign_in(self.browser, self.owner)
        self.other_id = self.sign_in(self.other, self.owner)

    def test_it_shows_both_browsers_the_own_one_first(self):
        page = self.browser.get(LIST)
        sessions = page.context["sessions"]
        self.assertEqual(
            [(session.id, session.is_current) for session in sessions], [(self.own_id, True), (self.other_id, False)]
        )
        for words in ("Safari on iPhone", "Chrome on Windows", "Zwolle, The Netherlands", "San Diego, United States"):
            self.assertContains(page, words)
        self.assertContains(page, "This device", count=1)
        self.assertContains(page, '<a href="https://db-ip.com">IP Geolocation by DB-IP</a>')
        self.assertIn("no-store", page["Cache-Control"])
        with gatebook(LOCATION_CREDIT=False):
            self.assertNotContains(self.browser.get(LIST), "DB-IP")

    def test_the_other_browser_is_signed_out_with_its_next_click(self):
        self.assertEqual(self.name_of(self.other), self.owner.username)
        self.assertRedirects(self.browser.post(f"{LIST}{self.other_id}/delete/"), LIST)
        self.assertEqual(self.name_of(self.other), "")
        self.assertRedirects(self.other.get(LIST), f"/account/sign-in/?next={LIST}")
        self.assertEqual(self.session(self.other_id)["ended_by"], self.own_id)
        self.assertEqual(self.name_of(self.browser), self.owner.username)

    def test_the_own_one_signs_out(self):
        self.assertRedirects(self.browser.post(f"{LIST}{self.own_id}/delete/"), "/")
        self.assertEqual(self.name_of(self.browser), "")
        self.assertEqual(self.session(self.own_id)["end_reason"], "signed_out")
        self.assertEqual(self.name_of(self.other), self.owner.username)

    def test_all_others_are_asked_for_once_more(self):
        page = self.browser.get(f"{LIST}others/delete/")
        self.assertContains(page, "Chrome on Windows")
        self.assertNotContains(page, "Safari on iPhone")
        self.assertEqual(self.name_of(self.other), self.owner.username)
        self.assertRedirects(self.browser.post(f"{LIST}others/delete/"), LIST)
        self.assertEqual(self.name_of(self.other), "")
        self.assertEqual([session.id for session in user_sessions(self.owner)], [self.own_id])
        self.assertContains(self.browser.get(f"{LIST}others/delete/"), "You are signed in nowhere else")

    def test_somebody_else_cannot(self):
        stranger = self.phone()
        self.sign_in(stranger, self.user())
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(stranger.post(f"{LIST}{self.other_id}/delete/").status_code, 404)
        self.assertEqual(self.name_of(self.other), self.owner.username)
        visitor = Client()
        self.assertEqual(visitor.get(LIST).status_code, 302)
        self.assertEqual(visitor.post(f"{LIST}{self.other_id}/delete/").status_code, 302)
        self.assertEqual(visitor.post(f"{LIST}others/delete/").status_code, 302)
        self.assertEqual(self.name_of(self.other), self.owner.username)

    def test_a_link_or_another_site_cannot(self):
        strict = self.phone(enforce_csrf_checks=True)
        strict.cookies = self.browser.cookies
        with self.assertLogs("django"):
            self.assertEqual(strict.get(f"{LIST}{self.other_id}/delete/").status_code, 405)
            self.assertEqual(strict.post(f"{LIST}{self.other_id}/delete/").status_code, 403)
            self.assertEqual(strict.post(f"{LIST}others/delete/").status_code, 403)
        self.assertEqual(self.name_of(self.other), self.owner.username)
        token = strict.get(LIST).context["csrf_token"]
        self.assertRedirects(strict.post(f"{LIST}{self.other_id}/delete/", {"csrfmiddlewaretoken": str(token)}), LIST)
        self.assertEqual(self.name_of(self.other), "")
