"""The sign-in page, signing out, and who am I."""

from flask import Response, current_app, redirect, request
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response as AnyResponse

from app.base.http import Api
from app.base.language import translate
from app.base.pages import render
from app.identity.access import Role
from app.identity.context import Context
from app.identity.edge import SESSION_COOKIE, RequestEdge, session_cookie
from app.identity.progress import tasks
from app.identity.signin import sign_in, sign_out

api = Api("identity")
__all__ = ["api", "tasks"]

_DO_NOT_FIT = "This email and password do not fit. Check both and try again."
_HOME = {
    Role.ADMIN: "/studio",
    Role.MERCHANDISER: "/studio",
    Role.PLANNER: "/floor",
    Role.OPERATOR: "/floor",
}


class SignInQuery(BaseModel):
    """Where to go afterwards."""

    next: str = ""


class SignInForm(BaseModel):
    """What the sign-in page sends."""

    email: str = Field(max_length=200)
    password: str = Field(max_length=200)
    next: str = ""


class Me(BaseModel):
    """The signed-in user, or nobody."""

    email: str | None
    name: str | None
    roles: list[str]
    language: str
    csrf_token: str


@api.page("/sign-in", role=Role.PUBLIC)
def sign_in_page(_context: Context, query: SignInQuery) -> str:
    """Show the form."""
    return render("sign-in.html", next=query.next, email="", problem="")


@api.page("/sign-in", role=Role.PUBLIC, method="POST")
def sign_in_submit(context: Context, body: SignInForm) -> AnyResponse:
    """Sign in and go where one wanted to go."""
    token = sign_in(context.session, body.email, body.password, context.clock())
    if token is None:
        problem = translate(context.language, _DO_NOT_FIT)
        html = render("sign-in.html", next=body.next, email=body.email, problem=problem)
        return Response(html, 403)
    response = redirect(_safe(body.next) or "/sign-in/done", 303)
    session_cookie(_edge(), response, token)
    return response


@api.page("/sign-in/done", role=Role.PUBLIC)
def signed_in(context: Context) -> AnyResponse:
    """Everybody to the page of their trade."""
    for role, home in _HOME.items():
        if context.user and role.value in context.user.roles:
            return redirect(home, 303)
    return redirect("/", 303)


@api.page("/sign-out", role=Role.PUBLIC, method="POST")
def sign_out_submit(context: Context) -> AnyResponse:
    """Forget the session."""
    sign_out(context.session, request.cookies.get(SESSION_COOKIE, ""))
    response = redirect("/", 303)
    response.delete_cookie(SESSION_COOKIE)
    return response


@api.get("/api/me", role=Role.PUBLIC, summary="Who is signed in")
def me(context: Context) -> Me:
    """Answer for scripts."""
    user = context.user
    return Me(
        email=user.email if user else None,
        name=user.name if user else None,
        roles=sorted(user.roles) if user else [],
        language=context.language,
        csrf_token=context.csrf_token,
    )


def _safe(address: str) -> str:
    """Only our own paths: never ``//elsewhere`` or a scheme."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else ""


def _edge() -> RequestEdge:
    edge = current_app.extensions["lotone_edge"]
    assert isinstance(edge, RequestEdge)  # noqa: S101 - the factory put it there
    return edge
