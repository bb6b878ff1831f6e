"""The pages of the example."""

from django.shortcuts import redirect, render

from gatebook_django import annotate


def home(request):
    """The front page, with what is in the visitor's basket."""
    if request.method == "POST":
        # A visitor who has not signed in has a session from here on.
        request.session["basket"] = [*request.session.get("basket", []), request.POST.get("lamp", "")][-20:]
        return redirect("home")
    return render(request, "shop/home.html", {"basket": request.session.get("basket", []), "lamps": range(1, 5)})


def lamp(request, number):
    """One lamp. Its number is noted in the log beside the path."""
    annotate(request, lamp=number)
    return render(request, "shop/lamp.html", {"number": number})
