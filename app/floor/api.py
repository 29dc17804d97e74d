"""The floor's API: plan a site, read its board and lists, take its reports."""

from werkzeug.wrappers import Response

from app.base.errors import Conflicting
from app.base.http import Api
from app.floor import present
from app.floor.problems import open_problems, tell_problem
from app.floor.schemas import (
    BoardQuery,
    FloorFigures,
    FloorReport,
    FloorSite,
    FloorSites,
    JobDetail,
    JobListBody,
    LateOrders,
    PlanningBoard,
    PlanTask,
    PlanWish,
    ProblemReport,
    ReportAnswer,
)
from app.floor.traveller import traveller
from app.identity.access import Role
from app.identity.context import Context
from app.planning.current import current_plan
from app.planning.request import request_plan
from app.planning.site import Site
from app.planning.sites import load_site, site_codes, site_head
from app.production.board import board, late_orders
from app.production.dispatch import JobList, job_list
from app.production.exports import as_csv, as_json, as_pdf
from app.production.figures import figures
from app.production.picture import picture_of
from app.production.report import Report, report
from app.production.states import Event, Ignored, Refused

api = Api("floor", prefix="/api/floor")

_JOBS = "/sites/<site>/work-centres/<work_centre>/jobs"


def site_of(context: Context, code: str) -> Site:
    """Return a site by its code."""
    return load_site(context.session, site_head(context.session, code))


def site_lines(context: Context) -> list[FloorSite]:
    """Return the sites, the one with the most work centres first."""
    found = [site_of(context, code) for code in site_codes(context.session)]
    found.sort(key=lambda site: -len(site.work_centres))
    return [present.site_line(site) for site in found]


@api.get("/sites", role=Role.OPERATOR, summary="Factories and their work centres")
def sites(context: Context) -> FloorSites:
    """List the tenant's factories."""
    return FloorSites(sites=site_lines(context))


@api.post("/sites/<site>/plan", role=Role.PLANNER, summary="Plan a site now")
def plan_now(context: Context, site: str, body: PlanWish) -> PlanTask:
    """Want a plan; a run that waits already is the one."""
    task = request_plan(context.session, site, seconds=body.seconds, reason="planner")
    return PlanTask(task=task)


@api.get("/sites/<site>/board", role=Role.PLANNER, summary="The planning board")
def planning_board(context: Context, site: str, query: BoardQuery) -> PlanningBoard:
    """Answer resources with their bars, and orders against their promises."""
    shown = board(context.session, context.clock, site, days=query.days)
    plan = current_plan(context.session, site, context.clock())
    return present.board_body(shown, open_problems(context.session, plan))


@api.get("/sites/<site>/late", role=Role.PLANNER, summary="Late and at-risk orders")
def late(context: Context, site: str) -> LateOrders:
    """Answer the orders a planner has to look at, with the reason in words."""
    lines = late_orders(context.session, context.clock, site)
    return LateOrders(orders=[present.order_line(line) for line in lines])


@api.get("/sites/<site>/figures", role=Role.PLANNER, summary="Key figures of a site")
def site_figures(context: Context, site: str) -> FloorFigures:
    """Answer punctuality, utilisation and setup share of the next two weeks."""
    found = figures(context.session, context.clock, site)
    return FloorFigures.model_validate(found, from_attributes=True)


@api.get(_JOBS, role=Role.OPERATOR, summary="Job list of a work centre")
def jobs(context: Context, site: str, work_centre: str) -> JobListBody:
    """Answer what the work centre does next, in sequence."""
    return present.job_list_body(
        _jobs(context, site, work_centre), site_of(context, site)
    )


@api.get(f"{_JOBS}.csv", role=Role.OPERATOR, summary="Job list as CSV")
def jobs_csv(context: Context, site: str, work_centre: str) -> Response:
    """Answer the job list as a table; times are the site's."""
    text = as_csv(_jobs(context, site, work_centre), context.language)
    # Excel takes a file without the mark for the machine's old code page.
    return _file(b"\xef\xbb\xbf" + text.encode(), "text/csv", f"{work_centre}.csv")


@api.get(f"{_JOBS}.json", role=Role.OPERATOR, summary="Job list as a JSON file")
def jobs_json(context: Context, site: str, work_centre: str) -> Response:
    """Answer the job list as ``lotone jobs --format json`` writes it."""
    text = as_json(_jobs(context, site, work_centre))
    return _file(text.encode(), "application/json", f"{work_centre}.json")


@api.get(f"{_JOBS}.pdf", role=Role.OPERATOR, summary="Job list for the wall")
def jobs_pdf(context: Context, site: str, work_centre: str) -> Response:
    """Answer the job list as an A4 page."""
    content = as_pdf(_jobs(context, site, work_centre))
    return _file(content, "application/pdf", f"{work_centre}.pdf")


def _jobs(context: Context, site: str, work_centre: str) -> JobList:
    return job_list(context.session, context.clock, site, work_centre)


def _file(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@api.get("/jobs/<reservation_id>", role=Role.OPERATOR, summary="A job and its chain")
def job(context: Context, reservation_id: str) -> JobDetail:
    """Answer what was chosen, what it uses and where it goes."""
    return traveller(context, reservation_id)


@api.get("/pictures/<reservation_id>.svg", role=Role.OPERATOR, summary="Its drawing")
def picture(context: Context, reservation_id: str) -> Response:
    """Draw what a job makes, by the version its order was placed with."""
    content = picture_of(context.session, reservation_id)
    response = Response(content, mimetype="image/svg+xml")
    # What was ordered never changes: a terminal asks once and has it when offline.
    response.headers["Cache-Control"] = "private, max-age=2592000, immutable"
    # An SVG opened by itself is a document: nothing in it may run.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    response.headers["Content-Security-Policy"] = policy
    return response


@api.post(
    "/jobs/<reservation_id>/operations/<operation>/reports",
    role=Role.OPERATOR,
    summary="Report start, finish or scrap",
)
def report_operation(
    context: Context, reservation_id: str, operation: str, body: FloorReport
) -> ReportAnswer:
    """Take a report; the plan and the customer's order page follow."""
    said = Report(
        reservation_id=reservation_id,
        operation=operation,
        event=Event(body.event),
        key=body.key,
        by=context.user.name if context.user else "",
        resource=body.resource,
        scrapped=body.scrapped,
        reason=body.reason,
    )
    match report(context.session, context.clock, said):
        case Refused() as refused:
            raise Conflicting(refused.code, refused.sentences[context.language])
        case Ignored():
            return ReportAnswer(state=None, is_known=True)
        case state:
            return ReportAnswer(state=state.value, is_known=False)


@api.post(
    "/jobs/<reservation_id>/operations/<operation>/problems",
    role=Role.OPERATOR,
    summary="Tell a problem",
)
def report_problem(
    context: Context, reservation_id: str, operation: str, body: ProblemReport
) -> ReportAnswer:
    """Write down what keeps somebody from working; the planner sees it at once."""
    is_news = tell_problem(context, reservation_id, operation, body)
    return ReportAnswer(state=None, is_known=not is_news)
