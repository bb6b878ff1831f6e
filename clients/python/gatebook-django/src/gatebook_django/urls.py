"""The pages about sessions: `path("account/sessions/", include("gatebook_django.urls"))`."""

from django.urls import path

from . import views

app_name = "gatebook"

urlpatterns = [
    path("", views.session_list, name="session_list"),
    path("others/delete/", views.session_delete_other, name="session_delete_other"),
    path("<slug:session_id>/delete/", views.session_delete, name="session_delete"),
]
