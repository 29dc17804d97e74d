"""
What looks unused to vulture and is not; each group says who uses it.

A name that nobody uses any more leaves the code and this list.
"""

from collections.abc import Callable
from typing import Any

_: Any = object()


def used(_by: str, _names: Callable[[], object]) -> None:
    """Nothing happens: vulture reads the names."""


used(
    "Flask, logging, Celery, SQLAlchemy, PyYAML, OR-Tools, numba, sockets, and a log.",
    lambda: (
        _.handlers,
        _.jinja_loader,
        _.broker_transport_options,
        _.isolation_level,
        _.impl,
        _.cache_ok,
        _.process_bind_param,
        _.process_result_value,
        _.type_annotation_map,
        _.ignore_aliases,
        _.model_config,
        _.max_time_in_seconds,
        _.max_deterministic_time,
        _.num_workers,
        _.cp_model_probing_level,
        _.symmetry_level,
        _.random_seed,
        _.linearization_level,
        _.best_bound_callback,
        _.on_solution_callback,
        _._source_stamp,  # noqa: SLF001 - numba reads it
        _.sock,
        _.tenant_slug,
    ),
)
used(
    "The XML parser calls its handler, and openpyxl writes what is set.",
    lambda: (
        _.startElement,
        _.endElement,
        _.characters,
        _.startDocument,
        _.endDocument,
        _.setDocumentLocator,
        _.ignorableWhitespace,
        _.processingInstruction,
        _.skippedEntity,
        _.freeze_panes,
        _.number_format,
    ),
)
used(
    "The library turns tables from CSV to spreadsheets and back for its users.",
    lambda: (_.csv_of_lines, _.sheet_of_csv),
)
used(
    "lark calls the transformer's methods by the names of the rules.",
    lambda: (
        _.true,
        _.false,
        _.call,
        _.bracket,
        _.negative,
        _.negation,
        _.conditional,
        _.arithmetic,
        _.comparison,
        _.not_among,
        _.backquoted,
        _.not_member,
        _.implied,
        _.mutual,
    ),
)
used(
    "Named by part trees, registered by a decorator.",
    lambda: (
        _.bow,
        _.knob,
        _.leather,
        _.tapered,
        _.leaning,
    ),
)
used(
    "Read by the frontend and by programs: app.floor, app.storefront, app.studio.",
    lambda: (
        _.completion_shift_min,
        _.moved_operations,
        _.moved_jobs,
        _.at_risk,
        _.on_time_pct,
        _.in_progress,
        _.setup_pct,
        _.utilisation_pct,
        _.bottleneck,
        _.is_known,
        _.ready_on,
        _.zone_name,
        _.is_blocked,
        _.is_more,
        _.tests_passed,
        _.products,
        _.published_number,
        _.draft_number,
        _.received,
        _.webhooks,
        _.disturbances,
        _.scenarios,
        _.earlier_min,
        _.keeps_promise,
        _.is_current,
        _.bottleneck_pct,
        _.last_end_at,
        _.was_slack_min,
        _.in_full_pct,
        _.in_progress_average,
        _.energy_wh_per_piece,
        _.asked_at,
    ),
)
used(
    "Shown by templates.",
    lambda: (
        _.was_day,
        _.was_total,
        _.was,
        _.can_be_ordered,
        _.is_paid,
        _.can_pay,
        _.can_cancel,
        _.pay_until,
        _.phone,
        _.street,
        _.postcode,
        _.city,
    ),
)
used(
    "Written for whoever asks later who did what, and when.",
    lambda: (
        _.edited_by,
        _.published_by,
        _.promised_ready_at,
        _.provider,
        _.received_at,
        _.site_number,
        _.lead_days,
    ),
)
used(
    "Public results and entries; the shell does not use every one of them yet.",
    lambda: (
        _.optimise,
        _.overlap_count,
        _.dead_values,
        _.false_choices,
        _.redundant_rules,
        _.contradiction,
        _.subject,
        _.scalar_of,
        _.doubts,
        _.pieces_of,
        _.generate,
        _.STYLES,
        _.depth_dmm,
        _.by_dmm,
        _.width_dmm,
        _.cut_length_dmm,
        _.cut_width_dmm,
        _.has_grain,
        _.cut_list,
        _.write_event,
        _.read_fjsp,
        _.utilisation_share,
        _.insert_jobs,
        _.with_end,
        _.with_breakdown,
        _.explore,
        _.find_conflict,
        _.is_offered,
        _.of_resource,
        _.setup_cost,
        _.weighted_tardiness_min,
        _.in_progress_min,
        _.makespan_min,
        _.MAKESPAN,
        _.lower_bound,
    ),
)
used(
    "Proves that an order's state follows from its events alone.",
    lambda: (_.replay,),
)
