"""Colours of drawings."""


def shaded(colour: str, light: float) -> str:
    """Return ``#rrggbb`` made lighter or darker."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{min(255, max(0, round(c * light))):02x}" for c in channels)
