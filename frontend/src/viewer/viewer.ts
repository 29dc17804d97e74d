import { Box3, Color, Group, Mesh, MeshStandardMaterial, Object3D, Raycaster, Vector2 } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { createCamera, type Preset } from "./camera";
import { createDimensions } from "./dimensions";
import { createHighlight } from "./highlight";
import { pose, readRest, type Rest } from "./pose";
import { createStage, type Foot } from "./stage";
import { createTween } from "./tween";

// What reaches into the lowest twelfth of the height throws a shadow at its foot.
const NEAR_FLOOR = 0.08;

export type { Preset } from "./camera";

/** What a part may be told without a new model. */
export interface PartPatch {
  visible?: boolean;
}

/** What the model says of a part. */
export interface PickedPart {
  id: string;
  /** By language. */
  name: Readonly<Record<string, string>>;
  /** Width, height and depth in millimetres. */
  size: readonly number[];
}

/** How a surface looks; what is left out stays. */
export interface Surface {
  /** sRGB as `#rrggbb`. */
  colour?: string;
  roughness?: number;
  metalness?: number;
}

export interface ViewerOptions {
  /** Nothing glides; every change is there at once. */
  isStill?: boolean;
  /** The part under a click, or null beside every part. */
  onPick?: (part: PickedPart | null) => void;
  /** After each new model is in place. */
  onModel?: (model: ModelFacts) => void;
}

/** What a page may offer to do with a model. */
export interface ModelFacts {
  /** It has doors or drawers. */
  opens: boolean;
}

export interface Viewer {
  /** Replaces the model when the new one is complete; until then the old one stays. */
  show(glb: string | ArrayBuffer): Promise<void>;
  /** Changes parts by their name in the model. */
  patch(parts: Readonly<Record<string, PartPatch>>): void;
  /** Changes the surface of every part of a material slot. */
  setMaterial(slot: string, surface: Surface): void;
  /** Draws the edges of one part in the accent; null ends it. */
  highlight(part: string | null): void;
  /** Opens doors and drawers: 0 shut, 1 wide open. */
  open(share: number): void;
  /** Pulls the parts away from the middle: 0 together, 1 apart. */
  explode(share: number): void;
  /** Width, height and depth as on a drawing. */
  dimensions(isOn: boolean): void;
  camera(preset: Preset): void;
  /** Turns by degrees. */
  turn(azimuth: number, elevation: number): void;
  /** Nearer above 1, farther below. */
  zoom(factor: number): void;
  snapshot(): string;
  dispose(): void;
}

/**
 * A viewer on `canvas`; it knows models and nothing of the shop.
 *
 * Throws where the browser has no WebGL: the caller keeps its poster.
 */
export function createViewer(canvas: HTMLCanvasElement, options: ViewerOptions = {}): Viewer {
  const stage = createStage(canvas);
  const camera = createCamera(canvas, { isStill: options.isStill ?? false, onChange: requestDraw });
  const marks = createDimensions(stage.colours);
  const edges = createHighlight(stage.colours);
  const loader = new GLTFLoader();
  stage.scene.add(marks.group, edges.group);

  let model: Group | null = null;
  let rest: Rest[] = [];
  let wanted = 0;
  let request = 0;
  let isGone = false;
  const opening = createTween(options.isStill ?? false, settle);
  const exploding = createTween(options.isStill ?? false, settle);

  function requestDraw(): void {
    if (request === 0 && !isGone) request = requestAnimationFrame(draw);
  }

  function draw(now: number): void {
    request = 0;
    const isMoving = [opening.step(now), exploding.step(now), camera.step(now)].some(Boolean);
    stage.render(camera.view);
    if (isMoving) requestDraw();
  }

  function settle(): void {
    pose(rest, opening.value, exploding.value);
    edges.follow();
    requestDraw();
  }

  function resize(): void {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    stage.resize(clientWidth, clientHeight);
    camera.resize(clientWidth / clientHeight);
    requestDraw();
  }

  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const recolour = (): void => {
    stage.recolour();
    requestDraw();
  };
  scheme.addEventListener("change", recolour);

  function replace(next: Group): void {
    const isFirst = model === null;
    if (model !== null) {
      stage.scene.remove(model);
      discard(model);
    }
    model = next;
    rest = readRest(next);
    pose(rest, 0, 0);
    next.updateMatrixWorld(true);
    const bounds = new Box3().setFromObject(next);
    next.traverse((node) => {
      if (node instanceof Mesh) {
        node.castShadow = true;
        node.receiveShadow = true;
      }
    });
    stage.scene.add(next);
    stage.ground(bounds, footOf(bounds, rest));
    marks.measure(bounds);
    edges.leave();
    camera.frame(bounds, isFirst);
    settle();
  }

  const pressed = new Vector2();
  function down(event: PointerEvent): void {
    pressed.set(event.clientX, event.clientY);
  }
  function up(event: PointerEvent): void {
    const isDrag = pressed.distanceTo(new Vector2(event.clientX, event.clientY)) > 5;
    if (!isDrag && options.onPick !== undefined) options.onPick(partAt(event));
  }
  function partAt(event: PointerEvent): PickedPart | null {
    if (model === null) return null;
    const box = canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = 1 - ((event.clientY - box.top) / box.height) * 2;
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2(x, y), camera.view);
    const hit = ray.intersectObject(model, true)[0];
    return hit === undefined ? null : partOf(hit.object);
  }
  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointerup", up);
  resize();

  return {
    async show(glb) {
      const ticket = ++wanted;
      const bytes = typeof glb === "string" ? await download(glb) : glb;
      const loaded = await loader.parseAsync(bytes, "");
      // A later wish has overtaken this one, or nobody looks any more.
      if (ticket !== wanted || isGone) return discard(loaded.scene);
      replace(loaded.scene);
      const facts = { opens: rest.some((one) => one.opening !== null) };
      requestAnimationFrame(() => options.onModel?.(facts));
    },
    patch(parts) {
      for (const { node, part } of rest) {
        const change = parts[part];
        if (change?.visible !== undefined) node.visible = change.visible;
      }
      requestDraw();
    },
    setMaterial(slot, surface) {
      const done = new Set<MeshStandardMaterial>();
      for (const { node } of rest) {
        if (node.userData["slot"] !== slot) continue;
        for (const material of materialsOf(node)) if (!done.has(material)) done.add(paint(material, surface));
      }
      requestDraw();
    },
    highlight(part) {
      edges.show(rest.find((one) => one.part === part)?.node ?? null);
      requestDraw();
    },
    open(share) {
      opening.to(share);
      requestDraw();
    },
    explode(share) {
      exploding.to(share);
      requestDraw();
    },
    dimensions(isOn) {
      marks.group.visible = isOn;
      requestDraw();
    },
    camera(preset) {
      camera.preset(preset);
      requestDraw();
    },
    turn: camera.turn,
    zoom: camera.zoom,
    snapshot() {
      stage.render(camera.view);
      return canvas.toDataURL("image/png");
    },
    dispose() {
      isGone = true;
      cancelAnimationFrame(request);
      observer.disconnect();
      scheme.removeEventListener("change", recolour);
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointerup", up);
      if (model !== null) discard(model);
      camera.dispose();
      marks.dispose();
      edges.leave();
      stage.dispose();
    },
  };
}

async function download(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

function partOf(object: Object3D): PickedPart | null {
  for (let node: Object3D | null = object; node !== null; node = node.parent) {
    const { part, name, size } = node.userData;
    if (typeof part === "string") return { id: part, name: name ?? {}, size: size ?? [] };
  }
  return null;
}

function materialsOf(node: Object3D): MeshStandardMaterial[] {
  const found: MeshStandardMaterial[] = [];
  node.traverse((child) => {
    if (child instanceof Mesh && child.material instanceof MeshStandardMaterial) found.push(child.material);
  });
  return found;
}

function paint(material: MeshStandardMaterial, surface: Surface): MeshStandardMaterial {
  if (surface.colour !== undefined) material.color = new Color(surface.colour);
  if (surface.roughness !== undefined) material.roughness = surface.roughness;
  if (surface.metalness !== undefined) material.metalness = surface.metalness;
  return material;
}

/** What stands on the floor: a plinth covers all of its box, four legs little of theirs. */
function footOf(bounds: Box3, rest: readonly Rest[]): Foot {
  const reach = bounds.min.y + NEAR_FLOOR * (bounds.max.y - bounds.min.y);
  const standing = rest.map(({ node }) => new Box3().setFromObject(node)).filter((box) => box.min.y < reach);
  const foot = standing.reduce((all, box) => all.union(box), new Box3());
  if (foot.isEmpty()) return { bounds, share: 1 };
  const covered = standing.reduce((sum, box) => sum + areaOf(box), 0);
  return { bounds: foot, share: Math.min(1, 0.12 + (2 * covered) / Math.max(1e-6, areaOf(foot))) };
}

function areaOf(box: Box3): number {
  return (box.max.x - box.min.x) * (box.max.z - box.min.z);
}

function discard(group: Group): void {
  group.traverse((node) => {
    if (!(node instanceof Mesh)) return;
    node.geometry.dispose();
    for (const material of [node.material].flat()) {
      if (material instanceof MeshStandardMaterial) material.map?.dispose();
      material.dispose();
    }
  });
}
