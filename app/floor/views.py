"""Pages of the floor: the board, what-if plans, published plans, lists, terminals."""

from collections.abc import Callable
from datetime import datetime

from app.base.errors import NotFound
from app.base.http import Api
from app.base.islands import embedded, island_words
from app.base.pages import render
from app.floor import present
from app.floor.api import api, site_lines, site_of
from app.floor.hook_api import hook_api
from app.floor.planner_api import planner_api, revision, revisions
from app.floor.scenario_api import scenario_api
from app.identity.access import Role
from app.identity.context import Context
from app.planning.words import local_words
from app.production.dispatch import job_list
from scheduling.sentences import span_words

pages = Api("floor_pages", prefix="/floor")
__all__ = ["api", "hook_api", "pages", "planner_api", "scenario_api"]

_WORDS = {
    "floor": ("frontend/src/floor/words.ts",),
    "terminal": ("frontend/src/floor/terminal/words.ts",),
    "what-if": (
        "frontend/src/floor/words.ts",
        "frontend/src/floor/what-if/words.ts",
    ),
}


@pages.page("", role=Role.OPERATOR)
def floor(context: Context) -> str:
    """Show the first site: its board to a planner, its terminals to an operator."""
    return _site_page(context, "")


@pages.page("/<site>", role=Role.OPERATOR)
def site_page(context: Context, site: str) -> str:
    """Show a site: its board to a planner, its terminals to an operator."""
    return _site_page(context, site)


@pages.page("/<site>/what-if", role=Role.PLANNER)
def what_if(context: Context, site: str) -> str:
    """Show a site's what-if plans."""
    data = {
        **_island_data(context, "what-if"),
        "site": present.site_line(site_of(context, site)).model_dump(mode="json"),
    }
    return render("what_if.html", data=embedded(data))


@pages.page("/<site>/plans", role=Role.PLANNER)
def plans(context: Context, site: str) -> str:
    """Show the published plans of a site, the newest first."""
    found = revisions(context, site)
    return render(
        "plans.html",
        site=present.site_line(site_of(context, site)),
        revisions=found.revisions,
        local=_local(context, site),
    )


@pages.page("/<site>/plans/<int:number>", role=Role.PLANNER)
def plan(context: Context, site: str, number: int) -> str:
    """Show what a plan moved, by how much, why, and how it was found."""
    return render(
        "plan.html",
        site=present.site_line(site_of(context, site)),
        plan=revision(context, site, number),
        local=_local(context, site),
        span=lambda minutes: span_words(minutes)[context.language],
    )


@pages.page("/<site>/lists", role=Role.OPERATOR)
def lists(context: Context, site: str) -> str:
    """Show the work centres of a site with what comes next at each."""
    found = site_of(context, site)
    clock = context.clock
    shown = [
        present.job_list_body(job_list(context.session, clock, site, one.id, 3), found)
        for one in found.work_centres
    ]
    return render(
        "lists.html",
        site=present.site_line(found),
        lists=shown,
        local=_local(context, site),
    )


@pages.page("/<site>/lists/<work_centre>", role=Role.OPERATOR)
def list_(context: Context, site: str, work_centre: str) -> str:
    """Show the whole job list of a work centre, to read and to print."""
    jobs = job_list(context.session, context.clock, site, work_centre)
    found = site_of(context, site)
    return render(
        "list.html",
        site=present.site_line(found),
        list=present.job_list_body(jobs, found),
        local=_local(context, site),
    )


def _local(context: Context, site: str) -> Callable[[datetime], str]:
    zone = site_of(context, site).tzinfo
    return lambda at: local_words(at, zone)[context.language]


@pages.page("/<site>/<work_centre>", role=Role.OPERATOR)
def terminal(context: Context, site: str, work_centre: str) -> str:
    """Show the terminal of a work centre."""
    jobs = job_list(context.session, context.clock, site, work_centre)
    body = present.job_list_body(jobs, site_of(context, site))
    data = {
        **_island_data(context, "terminal"),
        "list": body.model_dump(mode="json"),
        "user": context.user.name if context.user else "",
    }
    return render(
        "terminal.html",
        data=embedded(data),
        centre=body.work_centre_name[context.language],
    )


def _site_page(context: Context, code: str) -> str:
    sites = site_lines(context)
    known = {one.id: one for one in sites}
    if code and code not in known:
        raise NotFound("unknown_site", f"There is no site “{code}”.")
    if not context.may(Role.PLANNER):
        shown = [known[code]] if code else sites
        return render("floor_terminals.html", sites=shown)
    data = {
        **_island_data(context, "floor"),
        "sites": [one.model_dump(mode="json") for one in sites],
        "site": code or (sites[0].id if sites else ""),
    }
    return render("floor.html", data=embedded(data))


def _island_data(context: Context, page: str) -> dict[str, object]:
    words: dict[str, str] = {}
    for source in _WORDS[page]:
        words |= island_words(context.language, source)
    return {"language": context.language, "words": words}
