"""Which names are secret, and what is looked into."""

from django.test import SimpleTestCase, override_settings

from gatebook_django.paths import clean_path
from gatebook_django.redaction import clean_query, clean_text, clean_url, is_secret

from .cases import gatebook


class Names(SimpleTestCase):
    def test_secret_ones(self):
        for name in (
            "password password1 new_password2 userpasswordhash PassWord pwd pass passphrase accessToken X-Access-Token "
            "access_token[] api_key APIKey apikey client_secret csrfmiddlewaretoken sessionid creditCard card-number "
            "cvv pin card-pin user[password] user%5Bpassword%5D"
        ).split():
            self.assertTrue(is_secret(name), name)
        self.assertTrue(is_secret("x" * 1000))

    def test_harmless_ones(self):
        names = "shipping username compass passenger q page spin author cookies colour pinboard ünïcode"
        for name in names.split():
            self.assertFalse(is_secret(name), name)

    def test_the_projects_own(self):
        with gatebook(REDACT=["date_of_birth"]):
            self.assertTrue(is_secret("dateOfBirth"))
            self.assertFalse(is_secret("birthday"))


class Texts(SimpleTestCase):
    def test_a_query_stays_as_it_was_written_but_for_secrets(self):
        for before, after in (
            ("", ""),
            ("q=blue%20lamp&page=2", "q=blue%20lamp&page=2"),
            ("password=a%20b&q=1", "password=[redacted]&q=1"),
            ("pass%77ord=x&password=", "pass%77ord=[redacted]&password="),
            ("next=%2Fa%3Fpage%3D2", "next=%2Fa%3Fpage%3D2"),
            ("next=%2Fa%3Ftoken%3Dx%26b%3D1", "next=/a%3Ftoken%3D[redacted]%26b%3D1"),
            ("a&&=&b", "a&&=&b"),
            ("s=%7B%22pin%22%3A1%7D", "s=%7B%22pin%22:%20%22[redacted]%22%7D"),
        ):
            self.assertEqual(clean_query(before), after)

    def test_urls_json_and_what_is_broken(self):
        self.assertEqual(
            clean_url("https://a.example/b?otp=1#token=2"), "https://a.example/b?otp=[redacted]#token=[redacted]"
        )
        self.assertEqual(clean_text('[{"a": {"secret": [1]}}]'), '[{"a": {"secret": "[redacted]"}}]')
        self.assertEqual(clean_text('{"password": "cut of'), "[redacted]")
        self.assertEqual(clean_url("//a.example/b#token=1?c=2"), "//a.example/b#token=[redacted]")
        self.assertEqual(clean_url("https://me:staple@a.example/b"), "https://me:[redacted]@a.example/b")
        self.assertEqual(clean_url("https://me@a.example/b@c:d"), "https://me@a.example/b@c:d")
        self.assertEqual(clean_text("a=1&token=staple#b?c=2"), "a=1&token=[redacted]#b?c=2")
        self.assertEqual(clean_text('{"token": "staple", "note": "cut of'), "[redacted]")
        self.assertEqual(clean_text("[1] token=staple"), "[1] token=[redacted]")
        self.assertEqual(clean_text("{smile} 1 = 1"), "{smile} 1 = 1")
        self.assertEqual(clean_text("[" * 100_000), "[" * 100_000)


class Paths(SimpleTestCase):
    def test_translated_addresses_and_those_with_a_language(self):
        for path, expected in (
            ("/nl/welkom/staple/", "/nl/welkom/[redacted]/"),
            ("/en/welcome/staple", "/en/welcome/[redacted]"),
            ("/welcome/staple/", "/welcome/[redacted]/"),
            ("/xx/welcome/staple/", "/xx/welcome/staple/"),
            ("/nl/ever/again/staple/", "/nl/ever/again/staple/"),
            ("/converted/staple/", "/converted/[redacted]/"),
        ):
            with override_settings(ROOT_URLCONF="tests.languages", LANGUAGES=[("en", "English"), ("nl", "Dutch")]):
                self.assertEqual(clean_path(path), expected)
