"""Meshes pattern pieces and drapes them by position-based dynamics."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: ARG002, B905, D400, D403, E401, E501, E731, E741, F401, F841, I001, N803, N805, N806, PERF401, PLC0206, PLC0415, PLR0917, RUF005, RUF017, RUF046
# mypy: ignore-errors

import numpy as np, sys, os
from scipy.spatial import Delaunay, cKDTree


def bez(*p, n=40):
    t = np.linspace(0, 1, n)[:, None]
    p = [np.array(q, float) for q in p]
    if len(p) == 2:
        return p[0] * (1 - t) + p[1] * t
    if len(p) == 3:
        return p[0] * (1 - t) ** 2 + 2 * p[1] * t * (1 - t) + p[2] * t * t
    return (
        p[0] * (1 - t) ** 3
        + 3 * p[1] * t * (1 - t) ** 2
        + 3 * p[2] * t * t * (1 - t)
        + p[3] * t**3
    )


def plen(c):
    return np.linalg.norm(np.diff(c, axis=0), axis=1).sum()


def resample(c, n):
    s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(c, axis=0), axis=1))]
    t = np.linspace(0, s[-1], n + 1)
    return np.c_[np.interp(t, s, c[:, 0]), np.interp(t, s, c[:, 1])]


def inside(poly, P):
    r = np.zeros(len(P), bool)
    a = poly
    b = np.roll(poly, -1, 0)
    for (x1, y1), (x2, y2) in zip(a, b):
        c = ((y1 > P[:, 1]) != (y2 > P[:, 1])) & (
            P[:, 0]
            < (x2 - x1) * (P[:, 1] - y1) / ((y2 - y1) if y2 != y1 else 1e-9) + x1
        )
        r ^= c
    return r


def mesh(edges, h, lines=()):
    """edges: list of (name, curve, n) in CCW or CW order. returns P, T, {name: idx}"""
    pts = []
    names = {}
    for nm, c, n in edges:
        q = resample(c, n)
        i0 = len(pts)
        pts += list(q[:-1])
        names[nm] = list(range(i0, i0 + n + 1))
    nb = len(pts)
    for nm in names:
        names[nm] = [i % nb for i in names[nm]]
    poly = np.array(pts)
    extra = []
    for l in lines:
        n = max(2, int(round(plen(l) / h)))
        extra += list(resample(l, n)[1:-1])
    lo, hi = poly.min(0), poly.max(0)
    g = []
    for j, y in enumerate(np.arange(lo[1], hi[1], h * 0.866)):
        for x in np.arange(lo[0] + (h / 2) * (j % 2), hi[0], h):
            g.append((x, y))
    g = np.array(g)
    g = g[inside(poly, g)]
    near = np.concatenate([poly] + ([np.array(extra)] if extra else []))
    g = g[cKDTree(near).query(g)[0] > 0.7 * h]
    P = np.concatenate([poly] + ([np.array(extra)] if extra else []) + [g])
    T = Delaunay(P).simplices
    c = P[T].mean(1)
    ok = inside(poly, c)
    a = P[T]
    area = 0.5 * (
        (a[:, 1, 0] - a[:, 0, 0]) * (a[:, 2, 1] - a[:, 0, 1])
        - (a[:, 1, 1] - a[:, 0, 1]) * (a[:, 2, 0] - a[:, 0, 0])
    )
    T = T[ok & (np.abs(area) > 0.01 * h * h)]
    area = area[ok & (np.abs(area) > 0.01 * h * h)]
    T[area < 0] = T[area < 0][:, ::-1]
    return P, T, names


def pose(V, F, down):
    """rotate arm about shoulder by `down` degrees towards the body, straighten the elbow."""
    J = lambda n: V[np.unique(sum(F[n], []))].mean(0)
    S, E, H = J("joint-l-shoulder"), J("joint-l-elbow"), J("joint-l-hand")
    out = V.copy()
    for sgn in (1, -1):
        m = np.array([sgn, 1, 1])
        W = out * m
        arm = (W[:, 0] > 0) & (W[:, 1] > 150) | (W[:, 0] > 260) & (W[:, 1] > -50)
        ua = (E - S) / np.linalg.norm(E - S)
        fa = (H - E) / np.linalg.norm(H - E)
        # elbow straightening: rotate forearm towards upper arm direction
        tgt = ua * 0.86 + fa * 0.14 * 1.0
        tgt = ua + 0.22 * np.array([0, 0, 1])
        tgt /= np.linalg.norm(tgt)
        ax = np.cross(fa, tgt)
        sn = np.linalg.norm(ax)
        ang = np.arctan2(sn, fa @ tgt)
        ax /= sn
        d = (W - E) @ ((ua + fa) / np.linalg.norm(ua + fa))
        w = np.clip((d + 25) / 50, 0, 1)
        w = w * w * (3 - 2 * w)
        w = w * (arm & (W[:, 0] > 200))
        W = rot(W, E, ax, ang * w)
        d = (W - S) @ ua
        side = (W[:, 0] - (S[0] - 40)) / 80
        w = np.clip(np.minimum((d + 30) / 90, side * 1.3), 0, 1)
        w = w * w * (3 - 2 * w)
        far = W[:, 0] > 120
        W = rot(W, S, np.array([0, 0, 1.0]), -np.radians(down) * w * far)
        sel = V[:, 0] * sgn > 0
        out[sel] = (W * m)[sel]
    R = lambda p, c, ax, a: rot(p[None], c, ax, np.array([a]))[0]
    H2 = E + (tgt * np.linalg.norm(H - E))
    z = np.array([0, 0, 1.0])
    a = -np.radians(down)
    return out, S, R(E, S, z, a), R(H2, S, z, a)


def rot(P, c, ax, ang):
    q = P - c
    ca = np.cos(ang)[:, None]
    sa = np.sin(ang)[:, None]
    return c + q * ca + np.cross(ax, q) * sa + ax * (q @ ax)[:, None] * (1 - ca)


class SDF:
    def __init__(s, V, T, step=9.0, lo=(-60, -260, -190), hi=(640, 980, 330)):
        for _ in range(1):
            e = [(V[T[:, i]] + V[T[:, j]]) / 2 for i, j in ((0, 1), (1, 2), (2, 0))]
        n = np.zeros_like(V)
        fn = np.cross(V[T[:, 1]] - V[T[:, 0]], V[T[:, 2]] - V[T[:, 0]])
        for i in range(3):
            np.add.at(n, T[:, i], fn)
        n /= np.linalg.norm(n, axis=1)[:, None] + 1e-12
        pts = [V] + e + [V[T].mean(1)]
        ns = (
            [n]
            + [n[T[:, i]] + n[T[:, j]] for i, j in ((0, 1), (1, 2), (2, 0))]
            + [n[T].sum(1)]
        )
        u = np.unique(T)
        pts[0] = V[u]
        ns[0] = n[u]
        P = np.concatenate(pts)
        N = np.concatenate(ns)
        N /= np.linalg.norm(N, axis=1)[:, None] + 1e-9 + 1e-9
        s.lo = np.array(lo, float)
        s.step = step
        s.n = ((np.array(hi) - s.lo) / step).astype(int) + 1
        g = np.stack(
            np.meshgrid(
                *[s.lo[i] + step * np.arange(s.n[i]) for i in range(3)], indexing="ij"
            ),
            -1,
        ).reshape(-1, 3)
        k = cKDTree(P)
        d, i = k.query(g, k=5, workers=2)
        w = 1 / (d + 2) ** 2
        pl = ((g[:, None] - P[i]) * N[i]).sum(2)
        near = (pl * w).sum(1) / w.sum(1)
        v = np.where(d[:, 0] > 30, np.sign(near) * d[:, 0], near)
        s.v = v.reshape(s.n)
        from scipy.ndimage import gaussian_filter

        s.v = gaussian_filter(s.v, 0.6)
        # a dress-form skirt below the waist, so that a hem hangs over no gap between legs
        y = g[:, 1].reshape(s.n)
        q = np.stack(
            [g[:, 0].reshape(s.n) / 182, (g[:, 2].reshape(s.n) - 16) / 112], -1
        )
        r = np.sqrt((q**2).sum(-1)) + 1e-9
        sk = (r - 1) * np.minimum(182, 112 + 70 * np.abs(q[..., 0]) / r)
        sk = np.where(y < 70, sk, sk + (y - 70) * 0.6)
        s.v = np.minimum(s.v, sk)

    def __call__(s, p):
        q = (p - s.lo) / s.step
        q = np.clip(q, 0, s.n - 1.001)
        i = q.astype(int)
        f = q - i
        v = s.v
        x, y, z = i.T
        fx, fy, fz = f.T
        c = [[[v[x + a, y + b, z + c] for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]
        L = lambda A, B_, t: A + (B_ - A) * t
        c00, c01, c10, c11 = [
            L(c[0][b][e], c[1][b][e], fx) for b in (0, 1) for e in (0, 1)
        ]
        d = L(L(c00, c10, fy), L(c01, c11, fy), fz)
        gx = L(L(c[1][0][0], c[1][1][0], fy), L(c[1][0][1], c[1][1][1], fy), fz) - L(
            L(c[0][0][0], c[0][1][0], fy), L(c[0][0][1], c[0][1][1], fy), fz
        )
        gy = L(c10 - c00, c11 - c01, fz)
        gz = L(c01 - c00, c11 - c10, fy)
        G = np.stack([gx, gy, gz], 1)
        G /= np.linalg.norm(G, axis=1)[:, None] + 1e-9
        return d, G


def colour(E, n):
    """greedy edge colouring -> list of arrays"""
    last = {}
    cols = []
    used = [set() for _ in range(n)]
    col = np.zeros(len(E), int)
    for k, (a, b) in enumerate(E):
        c = 0
        while c in used[a] or c in used[b]:
            c += 1
        used[a].add(c)
        used[b].add(c)
        col[k] = c
    return [np.where(col == c)[0] for c in range(col.max() + 1)]


def topo(T):
    e = {}
    for t in T:
        for i in range(3):
            a, b, c = t[i], t[(i + 1) % 3], t[(i + 2) % 3]
            e.setdefault((min(a, b), max(a, b)), []).append(c)
    E = np.array(list(e))
    Bd = np.array([v for v in e.values() if len(v) == 2])
    return E, Bd


class Sim:
    def __init__(s):
        s.P2 = []
        s.X = []
        s.T = []
        s.names = {}
        s.off = {}
        s.pieces = []
        s.h = {}

    def add(s, name, P, T, names, X, bend=0.15, grav=1.0):
        o = sum(map(len, s.X))
        s.off[name] = (o, o + len(P))
        s.pieces.append(name)
        s.P2.append(P)
        s.X.append(X)
        s.T.append(T + o)
        s.h[name] = bend
        for k, v in names.items():
            s.names[name + "." + k] = [i + o for i in v]

    def build(s, stitches, sdf, thick):
        s.P2 = np.concatenate(s.P2)
        s.X = np.concatenate(s.X)
        n = len(s.X)
        s.sdf = sdf
        s.thick = np.full(n, thick)
        s.slip = np.full(n, 0.985)
        if "hood" in s.off:
            s.slip[s.off["hood"][0] : s.off["hood"][1]] = 0.55
        E = []
        Bd = []
        kb = []
        for nm, T in zip(s.pieces, s.T):
            e, b = topo(T)
            E.append(e)
            Bd.append(b)
            kb += [s.h[nm]] * len(b)
        s.E = np.concatenate(E)
        s.Bd = np.concatenate(Bd)
        s.kb = np.array(kb)
        s.L = np.linalg.norm(s.P2[s.E[:, 0]] - s.P2[s.E[:, 1]], axis=1)
        s.LB = np.linalg.norm(s.P2[s.Bd[:, 0]] - s.P2[s.Bd[:, 1]], axis=1)
        s.S = np.array(stitches)
        s.L0 = np.linalg.norm(s.X[s.S[:, 0]] - s.X[s.S[:, 1]], axis=1)
        ch = []
        ck = []
        for nm, c in s.names.items():
            k = 0.8 if nm.split(".")[1] in ("cf", "cb", "hem") else 0.12
            for st_ in (2, 4):
                for a, b in zip(c, c[st_:]):
                    if a != b:
                        ch.append((a, b))
                        ck.append(k)
        ch = np.array(ch)
        s.Bd = np.concatenate([s.Bd, ch])
        s.kb = np.r_[s.kb, ck]
        s.LB = np.r_[s.LB, np.linalg.norm(s.P2[ch[:, 0]] - s.P2[ch[:, 1]], axis=1)]
        s.cE = colour(s.E, n)
        s.cB = colour(s.Bd, n)
        s.cS = colour(s.S, n)
        s.V = np.zeros_like(s.X)

    def sew(s, a, b):
        A, B_ = s.names[a], s.names[b]
        assert len(A) == len(B_), (a, b, len(A), len(B_))
        return list(zip(A, B_))

    def run(s, steps, dt, grav, stitch, damp, fixx, prog=None, pull=None):
        X = s.X
        V = s.V

        def proj(E, L, cols, k):
            for c in cols:
                a, b = E[c, 0], E[c, 1]
                d = X[b] - X[a]
                l = np.linalg.norm(d, axis=1) + 1e-9
                kk = k[c] if isinstance(k, np.ndarray) else k
                m = d * (0.5 * kk * (l - L[c]) / l)[:, None]
                X[a] += m
                X[b] -= m

        for it in range(steps):
            V[:, 1] -= grav * dt
            V *= damp
            sp = np.linalg.norm(V, axis=1)
            f = np.minimum(1, 2500 / (sp + 1e-9))
            V *= f[:, None]
            X0 = X.copy()
            X += V * dt
            t = stitch(it)
            proj(s.S, s.L0 * t, s.cS, 1.0)
            proj(s.E, s.L, s.cE, 1.0)
            proj(s.Bd, s.LB, s.cB, s.kb)
            proj(s.E, s.L, s.cE[::-1], 0.9)
            proj(s.S, s.L0 * t, s.cS[::-1], 1.0)
            X[fixx, 0] = 0
            X[X[:, 0] < 0, 0] = 0
            d, G = s.sdf(X)
            pen = s.thick - d
            m = pen > 0
            X[m] += G[m] * pen[m][:, None]
            V[:] = (X - X0) / dt
            vm = V[m]
            vn = (vm * G[m]).sum(1, keepdims=True) * G[m]
            V[m] = vn * 0.0 + (vm - vn) * s.slip[m][:, None]
        return X
