"""Turns the triangles of a draped piece outwards."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: F841, N803, N806
# mypy: ignore-errors

import numpy as np


def outward(X, T, p):
    c = X[T].mean(1)
    fn = np.cross(X[T[:, 1]] - X[T[:, 0]], X[T[:, 2]] - X[T[:, 0]])
    if p in ("sleeve", "cuff"):
        bz = np.load("bodysdf.npz")
        S, E, H = bz["S"], bz["E"], bz["H"]
        d = (H - S) / np.linalg.norm(H - S)
        r = c - S
        r = r - (r @ d)[:, None] * d
    elif p == "hood":
        r = c - np.array([0, 760, 30.0])
    else:
        r = (c - np.array([0, 0, 15.0])) * [1, 0, 1]
    return T if (fn * r).sum() > 0 else T[:, ::-1]
