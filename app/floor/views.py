"""Pages of the floor: the planner's board, the list of terminals, a terminal."""

from app.base.errors import NotFound
from app.base.http import Api
from app.base.islands import embedded, island_words
from app.base.pages import render
from app.floor import present
from app.floor.api import api, site_lines, site_of
from app.floor.hook_api import hook_api
from app.floor.planner_api import planner_api
from app.floor.scenario_api import scenario_api
from app.identity.access import Role
from app.identity.context import Context
from app.production.dispatch import job_list

pages = Api("floor_pages", prefix="/floor")
__all__ = ["api", "hook_api", "pages", "planner_api", "scenario_api"]

_WORDS = {
    "floor": "frontend/src/floor/words.ts",
    "terminal": "frontend/src/floor/terminal/words.ts",
}


@pages.page("", role=Role.OPERATOR)
def floor(context: Context) -> str:
    """Show the first site: its board to a planner, its terminals to an operator."""
    return _site_page(context, "")


@pages.page("/<site>", role=Role.OPERATOR)
def site_page(context: Context, site: str) -> str:
    """Show a site: its board to a planner, its terminals to an operator."""
    return _site_page(context, site)


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
    words = island_words(context.language, _WORDS[page])
    return {"language": context.language, "words": words}
