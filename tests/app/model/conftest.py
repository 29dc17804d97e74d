"""The commands as somebody types them, and small models in several formats."""

from pathlib import Path

import pytest

from app.model.commands import model
from tests.app.typing_in import Run, typist


@pytest.fixture
def run() -> Run:
    """Type a command of ``lotone model``."""
    return typist(model)


PHONE = """<feature_model name="Phone">
<feature_tree>
:r Phone (phone)
\t:m Screen (screen)
\t\t:g (kinds) [1,1]
\t\t\t: Basic (basic)
\t\t\t: Colour (colour)
\t\t\t: Sharp (sharp)
\t:o Camera (camera)
\t:o Calls (calls)
\t:o Radio (radio)
\t:o Lamp (lamp)
</feature_tree>
<constraints>
sharp_eyes: ~camera or sharp
always_calls: ~phone or calls
no_radio: ~radio or ~calls
screened: ~camera or screen
</constraints>
</feature_model>
"""


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """Write a feature model with a finding of every kind; it has eight variants."""
    path = tmp_path / "phone.sxfm"
    path.write_text(PHONE)
    return path


CAR = {
    "options.csv": (
        "option,values\nbody,coupe estate van\nengine,petrol diesel steam\n"
        "roof,steel glass\ncolour,red blue white\ncountry,UK\n"
    ),
    "tables/engines.csv": (
        "body,engine\ncoupe,petrol\nestate,petrol\nestate,diesel\nvan,diesel\n"
    ),
    "tables/roofs.csv": "body,roof\ncoupe,\nestate,glass\nestate,steel\nvan,steel\n",
    "tables/colours.csv": "body,colour\nvan,white\ncoupe,red\ncoupe,white\nestate,\n",
}


@pytest.fixture
def car(tmp_path: Path) -> Path:
    """Write a folder of plain tables."""
    return written(tmp_path / "car", CAR)


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
