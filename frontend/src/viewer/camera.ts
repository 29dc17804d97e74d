import { Box3, MathUtils, PerspectiveCamera, Spherical, Vector3 } from "three";

export type Preset = "front" | "corner" | "inside";

/** Degrees round the product and above the floor, and how much room is left about it. */
const PRESETS: Record<Preset, { azimuth: number; elevation: number; margin: number }> = {
  front: { azimuth: 0, elevation: 3, margin: 1.16 },
  corner: { azimuth: 33, elevation: 11, margin: 1.1 },
  inside: { azimuth: 5, elevation: 7, margin: 0.96 },
};
const FIELD_DEG = 26;
const GLIDE_MS = 520;
const LOWEST_DEG = -4;
const HIGHEST_DEG = 80;
const ZOOM_RANGE = [0.35, 1.6] as const;

interface Eye {
  azimuth: number;
  elevation: number;
  /** Of the distance that just fits. */
  zoom: number;
}

export interface OrbitCamera {
  view: PerspectiveCamera;
  frame(bounds: Box3, isFirst: boolean): void;
  preset(preset: Preset): void;
  turn(azimuth: number, elevation: number): void;
  zoom(factor: number): void;
  resize(aspect: number): void;
  step(now: number): boolean;
  dispose(): void;
}

/** A camera that walks round the product: drag, pinch, arrow keys by the caller. */
export function createCamera(
  canvas: HTMLCanvasElement,
  { isStill, onChange }: { isStill: boolean; onChange: () => void },
): OrbitCamera {
  const view = new PerspectiveCamera(FIELD_DEG, 1, 0.01, 100);
  const bounds = new Box3(new Vector3(-0.5, 0, -0.5), new Vector3(0.5, 1, 0.5));
  let eye: Eye = toEye("corner");
  let from: Eye = eye;
  let goal: Eye = eye;
  let started: number | null = null;
  let isGliding = false;

  function place(): void {
    const target = bounds.getCenter(new Vector3());
    const angle = new Spherical(1, MathUtils.degToRad(90 - eye.elevation), MathUtils.degToRad(eye.azimuth));
    const direction = new Vector3().setFromSpherical(angle);
    const distance = fit(bounds, target, direction, view) * eye.zoom;
    view.position.copy(target).addScaledVector(direction, distance);
    view.near = distance / 50;
    view.far = distance * 30;
    view.lookAt(target);
    view.updateProjectionMatrix();
  }

  function set(next: Eye): void {
    eye = goal = clamp(next);
    isGliding = false;
    place();
    onChange();
  }

  const fingers = new Map<number, { x: number; y: number }>();
  let spread = 0;

  function down(event: PointerEvent): void {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    spread = gap(fingers);
    if (event.pointerType !== "touch") canvas.setPointerCapture(event.pointerId);
  }

  function move(event: PointerEvent): void {
    const last = fingers.get(event.pointerId);
    if (last === undefined) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) {
      const now = gap(fingers);
      if (spread > 0 && now > 0) set({ ...eye, zoom: (eye.zoom * spread) / now });
      spread = now;
      return;
    }
    const scale = 180 / Math.max(320, canvas.clientWidth);
    set({
      ...eye,
      azimuth: eye.azimuth - (event.clientX - last.x) * scale,
      elevation: eye.elevation + (event.clientY - last.y) * scale * 0.7,
    });
  }

  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId);
    spread = gap(fingers);
  }

  /** A pinch on a trackpad arrives as a wheel with Ctrl; a plain wheel scrolls the page. */
  function wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    set({ ...eye, zoom: eye.zoom * Math.exp(event.deltaY * 0.01) });
  }

  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const) canvas.addEventListener(end, up);
  canvas.addEventListener("wheel", wheel, { passive: false });

  return {
    view,
    frame(next, isFirst) {
      bounds.copy(next);
      if (isFirst) eye = goal = toEye("corner");
      place();
    },
    preset(preset) {
      from = { ...eye, azimuth: MathUtils.euclideanModulo(eye.azimuth + 180, 360) - 180 };
      goal = toEye(preset);
      started = null;
      isGliding = true;
    },
    turn: (azimuth, elevation) =>
      set({ ...eye, azimuth: eye.azimuth + azimuth, elevation: eye.elevation + elevation }),
    zoom: (factor) => set({ ...eye, zoom: eye.zoom / factor }),
    resize(aspect) {
      view.aspect = aspect;
      place();
    },
    step(now) {
      if (!isGliding) return false;
      started ??= now;
      const share = isStill ? 1 : Math.min(1, (now - started) / GLIDE_MS);
      const ease = share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
      eye = {
        azimuth: MathUtils.lerp(from.azimuth, goal.azimuth, ease),
        elevation: MathUtils.lerp(from.elevation, goal.elevation, ease),
        zoom: MathUtils.lerp(from.zoom, goal.zoom, ease),
      };
      place();
      isGliding = share < 1;
      return isGliding;
    },
    dispose() {
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const)
        canvas.removeEventListener(end, up);
      canvas.removeEventListener("wheel", wheel);
    },
  };
}

function toEye(preset: Preset): Eye {
  const { azimuth, elevation, margin } = PRESETS[preset];
  return { azimuth, elevation, zoom: margin };
}

function clamp(eye: Eye): Eye {
  return {
    azimuth: eye.azimuth,
    elevation: MathUtils.clamp(eye.elevation, LOWEST_DEG, HIGHEST_DEG),
    zoom: MathUtils.clamp(eye.zoom, ...ZOOM_RANGE),
  };
}

function gap(fingers: ReadonlyMap<number, { x: number; y: number }>): number {
  const [one, two] = [...fingers.values()];
  return one === undefined || two === undefined ? 0 : Math.hypot(one.x - two.x, one.y - two.y);
}

/** The distance at which every corner of the box is inside the picture. */
export function fit(bounds: Box3, target: Vector3, direction: Vector3, view: PerspectiveCamera): number {
  const right = new Vector3(0, 1, 0).cross(direction).normalize();
  const upwards = direction.clone().cross(right);
  const tall = Math.tan(MathUtils.degToRad(view.fov) / 2);
  let distance = 0.1;
  for (const x of [bounds.min.x, bounds.max.x])
    for (const y of [bounds.min.y, bounds.max.y])
      for (const z of [bounds.min.z, bounds.max.z]) {
        const corner = new Vector3(x, y, z).sub(target);
        const across = Math.abs(corner.dot(right)) / (tall * view.aspect);
        const along = Math.abs(corner.dot(upwards)) / tall;
        distance = Math.max(distance, corner.dot(direction) + Math.max(across, along));
      }
  return distance;
}
