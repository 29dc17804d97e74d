"""The drawing of what a job makes."""

from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.catalogue.picture import drawing_svg, tenant_materials
from app.catalogue.scalars import from_json
from app.catalogue.specify import specify_complete
from app.catalogue.versions import get_version_as_written
from app.orders.models import OrderItemRow, OrderRow
from app.planning.models import ReservationRow
from models3d.evaluate import Unmakeable


def picture_of(session: Session, reservation_id: str) -> str:
    """
    Draw what a job makes, by the version its order was placed with, as SVG.

    Raises
    ------
    NotFound
        When there is no such job, or its order is not one of ours.
    """
    row = session.get(ReservationRow, reservation_id)
    item = session.get(OrderItemRow, row.reference) if row is not None else None
    if item is None:
        raise NotFound("picture_unknown", "There is no such picture.")
    version = get_version_as_written(session, item.version_id)
    order = session.get_one(OrderRow, item.order_id)
    configuration = from_json(version.model, item.configuration)
    found = specify_complete(version, configuration, currency=order.currency)
    if isinstance(found, Unmakeable):
        raise NotFound("picture_unknown", "There is no such picture.")
    return drawing_svg(found, tenant_materials(session))
