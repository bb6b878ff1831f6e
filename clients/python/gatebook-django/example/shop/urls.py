"""The addresses of the example."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("lamps/<int:number>/", views.lamp, name="lamp"),
    path("account/sign-in/", auth.LoginView.as_view(), name="login"),
    path("account/sign-out/", auth.LogoutView.as_view(), name="logout"),
    path("account/sessions/", include("gatebook_django.urls")),
    path("admin/", admin.site.urls),
]
