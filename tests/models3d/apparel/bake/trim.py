"""Step 3, `trim.py shirt`: adds collar, pockets, buttons and writes the template."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: B007, B905, C408, E401, E402, E731, E741, F841, FBT002, I001, N803, N806, PLC3002, PLR0917, PLW0603, RET504, RUF005, RUF007, T201
# mypy: ignore-errors

import numpy as np, sys
from scipy.spatial import cKDTree

st = sys.argv[1]
SH = st == "shirt"
z = np.load(f"{st}_sim.npz")
bz = np.load("bodysdf.npz")
S, E_, H = bz["S"], bz["E"], bz["H"]
S0 = S + np.array([0, 30, 0.0])
from facing import outward

X = z["X"]
P2 = z["P2"]
root = z["root"].copy()
pieces = [str(p) for p in z["pieces"]]
off = dict(zip(pieces, z["off"]))
T = {p: outward(X, z["T_" + p], p) for p in pieces}
edge = lambda k: z["E_" + k]
X[np.abs(X[:, 0]) < 1e-6, 0] = 0
if not SH:  # round the crown
    h0, h1 = off["hood"]
    m = np.zeros(len(X), bool)
    m[h0:h1] = True
    m &= X[:, 1] > 860
    e = T["hood"]
    nb = [set() for _ in X]
    for t in e:
        for a in t:
            nb[a] |= set(t) - {a}
    face = set(edge("hood.face"))
    for _ in range(12):
        Y = X.copy()
        for i in np.where(m)[0]:
            if i in face:
                continue
            q = X[list(nb[i])].mean(0)
            Y[i] = X[i] * 0.5 + q * 0.5
            if X[i, 0] == 0:
                Y[i, 0] = 0
                Y[i, 1] = X[i, 1] * 0.5 + q[1] * 0.5
        X[:] = Y
for k in ("front.hem", "back.hem") if SH else ("rib.bot",):
    c = edge(k)
    for a, b in ((c[0], c[1]), (c[-1], c[-2])):
        if X[a, 0] == 0:
            X[a, 1] = X[b, 1]
N = np.zeros_like(X)
for p in pieces:
    t = T[p]
    fn = np.cross(X[t[:, 1]] - X[t[:, 0]], X[t[:, 2]] - X[t[:, 0]])
    for i in range(3):
        np.add.at(N, root[t[:, i]], fn)
N = N[root]
N[X[:, 0] == 0, 0] = 0
N /= np.linalg.norm(N, axis=1)[:, None] + 1e-9
sm = lambda t: (lambda t: t * t * (3 - 2 * t))(np.clip(t, 0, 1))
ax = np.array([S0, E_, H])
L1 = np.linalg.norm(E_ - S0)
L2 = np.linalg.norm(H - E_)


def arm_s(p):
    d1 = (E_ - S0) / L1
    d2 = (H - E_) / L2
    s1 = (p - S0) @ d1
    s2 = L1 + (p - E_) @ d2
    return np.where(s2 > L1, s2, np.minimum(s1, L1))


class Out:
    pass


V = dict(A=[], O=[], uv=[], w=[], wn=[], hy=[], root=[])
parts = {}
nv = 0


def add(A, uv, w=None, wn=None, hy=None, O=None, rt=None):
    global nv
    n = len(A)
    z1 = np.zeros(n)
    V["A"].append(A)
    V["O"].append(np.zeros((n, 3)) if O is None else O)
    V["uv"].append(uv)
    V["w"].append(z1 if w is None else w)
    if wn is None:
        r = np.hypot(A[:, 0], A[:, 2] - 25)
        wn = (1 - sm((r - 100) / 70)) * sm((A[:, 1] - 540) / 60)
    V["wn"].append(wn)
    V["hy"].append(z1 if hy is None else hy)
    V["root"].append(nv + (np.arange(n) if rt is None else rt))
    nv += n
    return nv - n


if SH:
    hemc = dict(front=P2[edge("front.hem")], back=P2[edge("back.hem")])


def hemdy(piece, q):
    if not SH or piece not in ("front", "back"):
        return np.zeros(len(q))
    c = hemc[piece]
    o = np.argsort(c[:, 0])
    yh = np.interp(q[:, 0], c[o, 0], c[o, 1])
    y3 = X[edge(piece + ".hem")][:, 1]
    yh3 = np.interp(q[:, 0], c[o, 0], y3[o])
    return (-98.0 - yh3) * sm((-470 - q[:, 1]) / (-470 - yh))


w = np.zeros(len(X))
hy = np.zeros(len(X))
for p in ("front", "back"):
    a, b = off[p]
    hy[a:b] = hemdy(p, P2[a:b])
a, b = off["sleeve"]
cap = np.concatenate([edge("sleeve.capf"), edge("sleeve.capb")])
w[a:b] = sm(cKDTree(P2[cap]).query(P2[a:b])[0] / 120)
a, b = off["cuff"]
w[a:b] = 1
r = np.hypot(X[:, 0], X[:, 2] - 25)
wn = (1 - sm((r - 100) / 70)) * sm((X[:, 1] - 540) / 60)
if not SH:
    a, b = off["hood"]
    wn[a:b] = np.maximum(wn[a:b], 1)
# weld attributes along seams
for arr in (w, wn, hy):
    arr[:] = (
        np.bincount(root, arr, minlength=len(X))
        / np.maximum(np.bincount(root, minlength=len(X)), 1)
    )[root]
base = add(X, P2 * 1.0, w, wn, hy, rt=root)
assert base == 0


def part(name, tris, mode, inner=None, rim=(), thick=None):
    parts[name] = dict(
        t=np.asarray(tris),
        mode=mode,
        inner=np.asarray(tris)[inner] if inner is not None else np.zeros((0, 3), int),
        rim=np.array(rim, int).reshape(-1, 2),
        thick=thick or (0.9 if SH else 2.6),
    )


def chain(i):
    return list(zip(i, i[1:]))


allt = lambda t: np.ones(len(t), bool)
cen = lambda t: X[t].mean(1)


def nearneck(t):
    c = cen(t)
    return (c[:, 1] > 455) & (np.abs(c[:, 0]) < 150)


def nearhem(t, e, d):
    k = cKDTree(X[edge(e)])
    return k.query(cen(t))[0] < d


t = T["front"]
part(
    "front",
    t,
    "pair",
    nearneck(t) | (nearhem(t, "front.hem", 55) if SH else False),
    chain(edge("front.hem")) if SH else (),
)
t = T["back"]
cy = P2[t].mean(1)[:, 1]
if SH:
    yk = t[cy > -95]
    bk = t[cy <= -95]
    part("yoke", yk, "both", nearneck(yk))
    part(
        "back",
        bk,
        "both",
        nearneck(bk) | nearhem(bk, "back.hem", 75),
        chain(edge("back.hem")),
    )
    t = T["sleeve"]
    yc = P2[edge("sleeve.capf")][:, 1].min()
    cut = yc - 150
    cy = P2[t].mean(1)[:, 1]
    up = t[cy > cut]
    lo = t[cy <= cut]
    on = [i for i in np.unique(up) if abs(P2[i, 1] - cut) < 1.5]
    on = sorted(on, key=lambda i: P2[i, 0])
    part("sleeve_upper", up, "pair", P2[up].mean(1)[:, 1] < cut + 110, ())
    part("sleeve_lower", lo, "pair")
    part("sleeve_hem", up, "pair")
    del parts["sleeve_hem"]
    parts["sleeve_upper"]["rim"] = np.array(chain(on))
else:
    part("back", t, "both", nearneck(t))
    part("sleeve", T["sleeve"], "pair")
part("cuff", T["cuff"], "pair", allt(T["cuff"]), chain(edge("cuff.bot")))
if not SH:
    part("rib", T["rib"], "both", allt(T["rib"]), chain(edge("rib.bot")))
    part("hood", T["hood"], "both", None, chain(edge("hood.face")), 4.0)
    part("hood_lining", T["hood"], "lining", allt(T["hood"]), (), 4.0)


# ---- samplers on pattern pieces
def sampler(p):
    t = T[p]
    a, b, c = (P2[t[:, i]] for i in range(3))
    det = (b[:, 1] - c[:, 1]) * (a[:, 0] - c[:, 0]) + (c[:, 0] - b[:, 0]) * (
        a[:, 1] - c[:, 1]
    )

    def f(q):
        q = np.asarray(q, float)
        out = []
        nn = []
        for x, y in q:
            l1 = (
                (b[:, 1] - c[:, 1]) * (x - c[:, 0])
                + (c[:, 0] - b[:, 0]) * (y - c[:, 1])
            ) / det
            l2 = (
                (c[:, 1] - a[:, 1]) * (x - c[:, 0])
                + (a[:, 0] - c[:, 0]) * (y - c[:, 1])
            ) / det
            l3 = 1 - l1 - l2
            k = np.argmax(np.minimum(np.minimum(l1, l2), l3))
            l = np.array([l1[k], l2[k], l3[k]])
            out.append(l @ X[t[k]])
            m = l @ N[t[k]]
            nn.append(m / np.linalg.norm(m))
        return np.array(out), np.array(nn)

    return f


sf = sampler("front")
sb = sampler("back")


def grid_tris(nr, nc, o, flip=False):
    i = np.arange(nr - 1)[:, None] * nc + np.arange(nc - 1)
    a = i.ravel() + o
    t = np.concatenate([np.c_[a, a + 1, a + nc], np.c_[a + 1, a + nc + 1, a + nc]])
    return t[:, ::-1] if flip else t


def face_out(t, A, nrm):
    fn = np.cross(A[t[:, 1]] - A[t[:, 0]], A[t[:, 2]] - A[t[:, 0]])
    return t if (fn * nrm[t].sum(1)).sum() > 0 else t[:, ::-1]


def patch(name, piece, Q, offs, mode, zero_x=False):
    """Q (nr,nc,2) pattern points, offs (nr,nc) offsets along normal."""
    nr, nc = Q.shape[:2]
    q = Q.reshape(-1, 2)
    p, n = (sampler(piece))(q)
    n[q[:, 0] < 0.01, 0] = 0
    n /= np.linalg.norm(n, axis=1)[:, None]
    p = p + n * offs.reshape(-1, 1)
    p[q[:, 0] < 0.01, 0] = 0
    o = add(p, q, hy=hemdy(piece, q))
    t = face_out(grid_tris(nr, nc, 0), p, n) + o
    if name in parts:
        parts[name]["t"] = np.concatenate([parts[name]["t"], t])
    else:
        part(name, t, mode)


def ribbon(name, piece, pts, width, lift, mode):
    pts = np.asarray(pts, float)
    d = np.gradient(pts, axis=0)
    d /= np.linalg.norm(d, axis=1)[:, None]
    nn = np.c_[-d[:, 1], d[:, 0]] * width / 2
    patch(
        name,
        piece,
        np.stack([pts - nn, pts + nn], 1),
        np.full((len(pts), 2), lift),
        mode,
    )


def lathe(name, centre, n, profile, seg, mode, w=0.0, up=(0, 1, 0), wn=None):
    n = n / np.linalg.norm(n)
    u = np.cross(up, n)
    u /= np.linalg.norm(u)
    v = np.cross(n, u)
    a = np.arange(seg) / seg * 2 * np.pi
    O = np.concatenate(
        [
            r * (np.cos(a)[:, None] * u + np.sin(a)[:, None] * v) + h * n
            for r, h in profile
        ]
    )
    nr = len(profile)
    A = np.repeat(centre[None], len(O), 0)
    o = add(
        A,
        O[:, :2] * 1.0,
        O=O,
        w=np.full(len(O), float(w)),
        wn=None if wn is None else np.full(len(O), wn),
    )
    i = np.arange(nr - 1)[:, None] * seg + np.arange(seg)
    j = np.arange(nr - 1)[:, None] * seg + (np.arange(seg) + 1) % seg
    t = np.concatenate(
        [
            np.c_[i.ravel(), i.ravel() + seg, j.ravel()],
            np.c_[j.ravel(), i.ravel() + seg, j.ravel() + seg],
        ]
    )
    P = O
    cc = P[t].mean(1) - n * profile[-1][1] * 0.0
    fn = np.cross(P[t[:, 1]] - P[t[:, 0]], P[t[:, 2]] - P[t[:, 0]])
    if (fn @ n).sum() < 0:
        t = t[:, ::-1]
    t = t + o
    if name in parts:
        parts[name]["t"] = np.concatenate([parts[name]["t"], t])
    else:
        part(name, t, mode)


BTN = [(0.01, 1.3), (3.4, 1.3), (4.1, 2.1), (5.3, 2.1), (5.8, 1.2), (5.8, 0.0)]
ys0 = P2[edge("front.neck")][:, 1].min()
ysb = P2[edge("front.hem")][:, 1].min()
nl_b = edge("back.neck")
nl_f = edge("front.neck")
nl_b = nl_b[np.argsort(P2[nl_b, 0])]
nl_f = nl_f[np.argsort(-P2[nl_f, 0])]
loop = np.concatenate([X[nl_b], X[nl_f][1:]])


def resmooth(c, n, k=30):
    s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(c, axis=0), axis=1))]
    u = np.linspace(0, s[-1], n)
    q = np.stack([np.interp(u, s, c[:, i]) for i in range(3)], 1)
    for _ in range(k):
        m = q.copy()
        m[1:-1] = (q[:-2] + 2 * q[1:-1] + q[2:]) / 4
        m[0] = (2 * q[0] + 2 * q[1]) / 4
        m[0, 0] = 0
        m[-1] = (2 * q[-1] + 2 * q[-2]) / 4
        m[-1, 0] = 0
        q = m
    return q, s[-1]


NC = 26
lp, halfneck = resmooth(loop, NC, 4)
u = np.linspace(0, 1, NC)
axis = np.array([0, 0, 25.0])
o = (lp - axis) * [1, 0, 1]
o /= np.linalg.norm(o, axis=1)[:, None]
wall = np.ones


def coll(name, rows, mode="both", thick=1.6, inner=True, orient=None):
    A = np.stack(rows, 0)
    nr = len(rows)
    q = A.reshape(-1, 3)
    q[np.tile(np.arange(NC), nr) == 0, 0] = 0
    uv = np.stack([np.tile(u * halfneck, nr), np.repeat(np.arange(nr) * 9.0, NC)], 1)
    oo = add(q, uv, wn=np.ones(len(q)))
    t = grid_tris(nr, NC, 0)
    t = face_out(t, q, np.tile(o, (nr, 1)) if orient is None else orient)
    part(name, t + oo, mode, allt(t) if inner else None, (), thick)
    idx = np.arange(nr * NC).reshape(nr, NC) + oo
    return idx


tree = cKDTree(X)


def pushout(p, d):
    for _ in range(3):
        _, i = tree.query(p, k=4)
        dist = ((p[:, None] - X[i]) * N[i]).sum(2).mean(1)
        m = dist < d
        p = p + np.where(m, d - dist, 0)[:, None] * N[i[:, 0]]
    return p


dirv = np.array([0, 0.955, 0.3])
dirv /= np.linalg.norm(dirv)
if SH:
    hs = (36 - 8 * sm((u - 0.5) / 0.5))[:, None]
    lowp = lp + o * 1.2 - dirv * 3
    mid = lp + dirv * hs * 0.5 - o * 1.5
    top = lp + dirv * hs - o * 4.5
    idx = coll("collar_stand", [lowp, lp + o * 1.6 + dirv * 4, mid + o * 1.6, top])
    parts["collar_stand"]["rim"] = np.array(chain(idx[3]))
    for nm, (tx, ty, fl, sp) in dict(
        kent=(46, ys0 - 62, 46, 0.5),
        cutaway=(92, ys0 - 30, 46, 0.42),
        button_down=(44, ys0 - 70, 45, 0.5),
    ).items():
        tip, tn = sf([(tx, ty)])
        tip = tip[0] + tn[0] * (5 if nm != "button_down" else 3.5)
        beta = np.radians(24 + 14 * np.sin(np.pi * u))[:, None]
        roll = top + dirv * 4 + o * 3.5
        edge_ = top + (-dirv * np.cos(beta) + o * np.sin(beta)) * fl + o * 6 + dirv * 3
        k = (sm((u - sp) / (1 - sp)) ** 1.5)[:, None]
        edge_ = edge_ * (1 - k) + tip * k
        start = top + dirv * 0.5 - o * 0.6
        start[-1] = top[-1]
        gap = np.clip((u - 0.9) / 0.1, 0, 1)[:, None]
        rollc = roll + np.array([4.0, 0, 0]) * gap
        rows = [start, top + dirv * 3.4 + o * 0.4, rollc]
        for v in (0.2, 0.4, 0.6, 0.8, 1.0):
            q = rollc * (1 - v) + edge_ * v + o * (9 * v * (1 - v))
            if v >= 0.4:
                q = pushout(q, 3.0 + 2 * (1 - v))
            rows.append(q)
        idx = coll(
            "collar_" + nm,
            rows,
            orient=np.concatenate(
                [np.tile(dirv, (NC * 2, 1)), np.tile(o + dirv * 0.4, (NC * 6, 1))]
            ),
            thick=1.8,
        )
        parts["collar_" + nm]["rim"] = np.array(chain(idx[-1]) + chain(idx[::-1, -1]))
        # stitched edge
        if nm == "button_down":
            bp, bn = sf([(tx + 1, ty + 9)])
            lathe(
                "collar_buttons",
                bp[0] + bn[0] * 8.0,
                bn[0],
                [(r * 0.8, h * 0.8) for r, h in BTN],
                12,
                "both",
                wn=1.0,
            )
    # placket
    yy = np.linspace(ys0 + 1, ysb + 1, 40)
    xs = np.array([0, 9, 16.2, 17.0])
    patch(
        "placket",
        "front",
        np.stack(np.broadcast_arrays(xs[None, :], yy[:, None]), -1),
        np.broadcast_to(np.array([1.9, 1.9, 1.7, 0.1]), (40, 4)),
        "both",
    )
    for x in (12.0,):
        ribbon("stitch_placket", "front", np.c_[np.full(40, x), yy], 1.1, 2.15, "both")
    hc = hemc["front"]
    hc = hc[np.argsort(hc[:, 0])]
    ribbon(
        "stitch_hem", "front", np.c_[hc[:, 0] * 0.985, hc[:, 1] + 9], 1.1, 0.5, "both"
    )
    hc = hemc["back"]
    hc = hc[np.argsort(hc[:, 0])]
    ribbon(
        "stitch_hem", "back", np.c_[hc[:, 0] * 0.985, hc[:, 1] + 9], 1.1, 0.5, "both"
    )
    ax_ = P2[edge("back.arm")]
    xe = (
        np.interp(-97, ax_[::-1, 1], ax_[::-1, 0])
        if ax_[0, 1] > ax_[-1, 1]
        else np.interp(-97, ax_[:, 1], ax_[:, 0])
    )
    ribbon(
        "stitch_yoke",
        "back",
        np.c_[np.linspace(0, xe - 3, 16), np.full(16, -99.0)],
        1.1,
        0.6,
        "both",
    )
    for nb in (7, 8):
        for y in np.linspace(ys0 - 58, -640 if nb == 7 else -655, nb - 1):
            p, n = sf([(0, y)])
            n = n[0] * [0, 1, 1]
            lathe(f"buttons_{nb}", p[0] * [0, 1, 1] + n * 1.9, n, BTN, 12, "one")
        q = (lp[-1] + top[-1]) / 2
        lathe(
            f"buttons_{nb}",
            q + np.array([0, 0, 3.0]),
            np.array([0, 0.1, 1.0]),
            BTN,
            12,
            "one",
        )
    # pocket
    yt = -205.0
    hgt = 128.0
    wd = 112.0
    x0 = 62.0
    rows = np.r_[0, 0.02, 0.16, 0.33, 0.5, 0.66, 0.82, 0.98, 1.0]
    cols = np.r_[0, 0.02, 0.25, 0.5, 0.75, 0.98, 1.0]
    Q = np.zeros((9, 7, 2))
    O_ = np.full((9, 7), 1.5)
    for i, v in enumerate(rows):
        for j, c in enumerate(cols):
            Q[i, j] = (
                x0 + wd * c,
                yt
                - hgt * v
                - (14 * (1 - abs(2 * c - 1))) * sm((v - 0.5) / 0.5)
                - 3 * c * 0,
            )
            if v in (0, 1.0) or c in (0, 1.0):
                O_[i, j] = 0.1
    O_[0] = 1.2
    patch("pocket", "front", Q, O_, "pair")
    path = (
        [(x0 + 5, yt)]
        + [(x0 + 5, yt - hgt * v) for v in np.linspace(0.1, 0.93, 7)]
        + [(x0 + wd / 2, yt - hgt - 9)]
        + [(x0 + wd - 5, yt - hgt * v) for v in np.linspace(0.93, 0.1, 7)]
        + [(x0 + wd - 5, yt)]
    )
    ribbon("stitch_pocket", "front", path, 1.1, 1.8, "pair")
    F = np.zeros((5, 7, 2))
    FO = np.full((5, 7), 3.4)
    for i, v in enumerate([0, 0.05, 0.5, 0.95, 1.0]):
        for j, c in enumerate(cols):
            F[i, j] = (
                x0 - 2 + (wd + 4) * c,
                yt + 7 - (38 + 12 * (1 - abs(2 * c - 1))) * v,
            )
            if v in (0, 1.0) or c in (0, 1.0):
                FO[i, j] = 1.0
    patch("pocket_flap", "front", F, FO, "pair")
    p, n = sf([(x0 + wd / 2, yt + 7 - 40)])
    lathe("pocket_button", p[0] + n[0] * 3.4, n[0], BTN, 12, "pair")
    # back pleat and darts
    yb = np.linspace(-97, P2[edge("back.hem")][:, 1].min() + 1, 34)
    xs = np.array([0, 8, 17, 18.0])
    patch(
        "pleat",
        "back",
        np.stack(np.broadcast_arrays(xs[None, :] * np.ones((34, 1)), yb[:, None]), -1),
        np.linspace(4.5, 1.4, 34)[:, None] * np.array([1, 1, 1, 0.02]),
        "both",
    )
    yd = np.linspace(-250, -600, 18)
    ribbon(
        "stitch_darts",
        "back",
        np.c_[118 - 10 * np.sin(np.linspace(0, np.pi, 18)), yd],
        1.6,
        0.7,
        "both",
    )
    # cuffs: fold of a double cuff, buttons
    a, b = off["cuff"]
    ct = T["cuff"]
    o2 = add(X[a:b] + N[a:b] * 3.2, P2[a:b], w=np.ones(b - a))
    part("cuff_fold", ct - a + o2, "pair", None)
    e1 = edge("cuff.bot")
    cb = edge("cuff.r")
    sc = sampler("cuff")
    cl = -P2[edge("cuff.bot")][:, 1].max()
    x_b = P2[a:b, 0].min() * 0.72
    for nm, ysb_ in (
        ("cuff_buttons_1", (-cl * 0.5,)),
        ("cuff_buttons_2", (-cl * 0.3, -cl * 0.7)),
    ):
        for y in ysb_:
            p, n = sc([(x_b, y)])
            lathe(nm, p[0] + n[0] * 0.8, n[0], BTN, 12, "pair", 1.0)
    p, n = sc([(x_b, -cl * 0.5)])
    lathe(
        "cufflinks",
        p[0] + n[0] * 4,
        n[0],
        [(0.01, 3.5), (4, 3.2), (6.5, 2.2), (7.5, 1), (7.5, 0)],
        14,
        "pair",
        1.0,
    )
    patches = dict(
        chest=("front", (84, 150), (-196, -172)),
        tail=("front", (60, 125), (-668, -640)),
        cuff=("cuff", (-30, 30), (-cl * 0.66, -cl * 0.34)),
    )
else:
    # kangaroo pocket
    yt, yb_ = -425.0, -634.0
    rows = np.r_[0, 0.02, np.linspace(0.12, 0.9, 8), 0.985, 1.0]
    cols = np.r_[0, 0.2, 0.4, 0.6, 0.8, 0.97, 1.0]
    Q = np.zeros((len(rows), 7, 2))
    O_ = np.full((len(rows), 7), 4.0)
    for i, v in enumerate(rows):
        xm = 98 + 60 * sm(v / 0.58)
        for j, c in enumerate(cols):
            Q[i, j] = (xm * c, yt + (yb_ - yt) * v)
            if v in (0, 1.0) or c == 1.0:
                O_[i, j] = 0.3
    patch("kangaroo", "front", Q, O_, "both")
    ribbon(
        "stitch_kangaroo",
        "front",
        [(x, yt - 6) for x in np.linspace(0, 90, 6)],
        1.3,
        4.4,
        "both",
    )
    ribbon(
        "stitch_kangaroo",
        "front",
        [
            (98 + 60 * sm(v / 0.58) - 8, yt + (yb_ - yt) * v)
            for v in np.linspace(0.04, 0.97, 14)
        ],
        1.3,
        4.3,
        "both",
    )
    for sx in (62.0, 68.0):
        pass
    # zip
    yy = np.linspace(ys0 + 2, ysb + 1, 40)
    patch(
        "zip_tape",
        "front",
        np.stack(
            np.broadcast_arrays(np.array([0, 7, 13, 13.6])[None, :], yy[:, None]), -1
        ),
        np.broadcast_to(np.array([4.9, 4.9, 4.7, 0.1]), (40, 4)),
        "both",
    )
    patch(
        "zip_teeth",
        "front",
        np.stack(
            np.broadcast_arrays(np.array([0, 2.2, 3.0])[None, :], yy[:, None]), -1
        ),
        np.broadcast_to(np.array([6.6, 6.4, 4.9]), (40, 3)),
        "both",
    )
    sr = P2[edge("rib.top")]
    yr = np.linspace(0, P2[edge("rib.bot")][:, 1].min(), 5)
    patch(
        "zip_tape",
        "rib",
        np.stack(
            np.broadcast_arrays(np.array([0, 7, 13, 13.6])[None, :], yr[:, None]), -1
        ),
        np.broadcast_to(np.array([4.9, 4.9, 4.7, 0.1]), (5, 4)),
        "both",
    )
    patch(
        "zip_teeth",
        "rib",
        np.stack(
            np.broadcast_arrays(np.array([0, 2.2, 3.0])[None, :], yr[:, None]), -1
        ),
        np.broadcast_to(np.array([6.6, 6.4, 4.9]), (5, 3)),
        "both",
    )
    p, n = sf([(0, ys0 - 14)])
    lathe(
        "zip_teeth",
        p[0] * [0, 1, 1] + n[0] * [0, 3, 3],
        n[0] * [0, 1, 1],
        [(0.01, 6.4), (3.5, 6.0), (4.4, 3)],
        10,
        "both",
    )

    # cords
    def cord(name, rx, rz, seg):
        ys = np.linspace(ys0 + 6, ys0 - 235, 24)
        xs = 30 - 6 * np.linspace(0, 1, 24)
        p, n = sf(np.c_[xs, ys])
        for _ in range(12):
            p[1:-1] = (p[:-2] + 2 * p[1:-1] + p[2:]) / 4
        p = p + n * (rz + 1.5)
        d = np.gradient(p, axis=0)
        d /= np.linalg.norm(d, axis=1)[:, None]
        sd = np.cross(d, n)
        sd /= np.linalg.norm(sd, axis=1)[:, None]
        n2 = np.cross(sd, d)
        a = np.arange(seg) / seg * 2 * np.pi
        k = np.ones(24)
        k[-4:] = 1.45
        k[-1] = 0.3
        k[0] = 0.5
        A = (
            p[:, None]
            + (
                np.cos(a)[None, :, None] * sd[:, None] * rx
                + np.sin(a)[None, :, None] * n2[:, None] * rz
            )
            * k[:, None, None]
        ).reshape(-1, 3)
        o = add(A, np.c_[np.tile(a * rx, 24), np.repeat(ys, seg)])
        i = np.arange(23)[:, None] * seg + np.arange(seg)
        j = np.arange(23)[:, None] * seg + (np.arange(seg) + 1) % seg
        t = np.concatenate(
            [
                np.c_[i.ravel(), i.ravel() + seg, j.ravel()],
                np.c_[j.ravel(), i.ravel() + seg, j.ravel() + seg],
            ]
        )
        t = face_out(t, A, np.repeat(0 * p, seg, 0) + (A - np.repeat(p, seg, 0)))
        part(name, t + o, "both")

    cord("cord_round", 3.1, 3.1, 6)
    cord("cord_flat", 5.0, 1.4, 6)
    p, n = sf([(30, ys0 + 6)])
    lathe(
        "eyelets",
        p[0] + n[0] * 0.4,
        n[0],
        [(2.6, 1.0), (3.4, 2.0), (5.2, 1.9), (6.4, 0.6), (6.4, 0)],
        14,
        "both",
    )
    k_ = 22.0
    low = (
        lp
        + o * 2.6
        - dirv * (3 + 10 * sm((u - 0.6) / 0.4) + 22 * sm((u - 0.82) / 0.18))[:, None]
        + np.array([0, 0, 4.0]) * sm((u - 0.82) / 0.18)[:, None]
    )
    coll(
        "crew_rib",
        [
            low,
            lp + o * 3.4 + dirv * 5,
            lp + o * 1.5 + dirv * 14,
            lp - o * 2 + dirv * k_,
        ],
        thick=3.0,
    )
    parts["crew_rib"]["rim"] = np.array(
        chain(list(range(V["root"][-1][0] + 3 * NC, V["root"][-1][0] + 4 * NC)))
    )
    patches = dict(
        chest=("front", (-150, 150), (-215, -150)),
        back=("back", (-170, 170), (-250, -176)),
        hem=("front", (90, 170), (-590, -560)),
    )
# lettering patches
pt = {}
for nm, (pc, (xa, xb), (ya, yb)) in patches.items():
    nx, ny = 25, 5
    gx, gy = np.meshgrid(np.linspace(xa, xb, nx), np.linspace(ya, yb, ny))
    q = np.c_[
        np.abs(gx.ravel()) if xa == -xb and pc != "cuff" else gx.ravel(), gy.ravel()
    ]
    p, n = sampler(pc)(q)
    if xa == -xb and pc != "cuff":
        sg = np.where(gx.ravel() < 0, -1, 1)[:, None] * [1]
        p[:, 0] *= sg[:, 0]
        n[:, 0] *= sg[:, 0]
    p = p + n * (1.2 if pc != "cuff" else 1.5)
    pt[nm] = (p, np.hypot(xb - xa, 0), yb - ya, pc)
for nm, (p, _, _, pc) in pt.items():
    o = add(
        p,
        p[:, :2],
        w=np.full(len(p), 1.0 if pc == "cuff" else 0.0),
        wn=np.zeros(len(p)) if st == "shirt" else None,
    )
    pt[nm] = (o,) + pt[nm][1:3]


# stitched overlap of open sleeve etc. measures of the rest garment
def ring(parts_, y):
    segs = []
    for p in parts_:
        t = T[p]
        d = X[t][:, :, 1] - y
        for tri, dd in zip(X[t], d):
            pts = []
            for i in range(3):
                j = (i + 1) % 3
                if dd[i] * dd[j] < 0:
                    pts.append(tri[i] + (tri[j] - tri[i]) * dd[i] / (dd[i] - dd[j]))
            if len(pts) == 2:
                segs.append(np.linalg.norm(pts[0] - pts[1]))
    return 2 * sum(segs)


Y = dict(
    top=652.0, chest=652 - 295.0, waist=652 - 430.0, hip=652 - (640 if SH else 600.0)
)
cbi = edge("back.cb")
cbp = X[cbi]
clen = np.linalg.norm(np.diff(cbp[np.argsort(-cbp[:, 1])], axis=0), axis=1).sum() + (
    0 if SH else 70
)
meas = dict(
    chest=ring(("front", "back"), Y["chest"]),
    waist=ring(("front", "back"), Y["waist"]),
    hip=ring(("front", "back"), Y["hip"]),
    neck=465.0 if SH else 420.0,
    shoulder=2 * X[edge("front.sh")][:, 0].max(),
    length=clen,
    upper_arm=float(np.ptp(P2[off["sleeve"][0] : off["sleeve"][1], 0])),
    cuff=float(np.ptp(P2[off["cuff"][0] : off["cuff"][1], 0])),
    sleeve=598.0 if SH else 585.0,
    head=570.0,
)
print(meas, "verts", nv, {k: len(v["t"]) for k, v in parts.items()})
A = np.concatenate(V["A"])
O = np.concatenate(V["O"])
uv = np.concatenate(V["uv"])
w = np.concatenate(V["w"])
wn = np.concatenate(V["wn"])
hy = np.concatenate(V["hy"])
rt = np.concatenate(V["root"])
out = dict(
    anchor=np.round(A * 20).astype(np.int16),
    offset=np.round(O * 100).astype(np.int16),
    uv=np.round(uv * 10).astype(np.int16),
    arm=np.round(w * 255).astype(np.uint8),
    neck=np.round(wn * 255).astype(np.uint8),
    hem=np.round(hy * 20).astype(np.int16),
    weld=rt.astype(np.uint16),
    axis=np.array([S0, E_, H]),
    levels=np.array([Y[k] for k in ("top", "chest", "waist", "hip")]),
    measure_names=np.array(list(meas)),
    measures=np.array(list(meas.values())),
)
names = []
for k, p in parts.items():
    names.append(k + ":" + p["mode"])
    out["t_" + k] = p["t"].astype(np.uint16)
    # Cloth is drawn from both faces: only a lining needs an inside of its own.
    if p["mode"] == "lining":
        out["i_" + k] = p["inner"].astype(np.uint16)
    if len(p["rim"]):
        out["r_" + k] = p["rim"].astype(np.uint16)
out["parts"] = np.array(names)
out["thick"] = np.array([p["thick"] for p in parts.values()])
out["patches"] = np.array([f"{k}:{v[0]}:{v[1]:.0f}:{v[2]:.0f}" for k, v in pt.items()])
np.savez_compressed(f"{st}.npz", **out)
