import {
  Box3,
  BufferGeometry,
  CanvasTexture,
  Color,
  DirectionalLight,
  Float32BufferAttribute,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  NeutralToneMapping,
  VSMShadowMap,
  PerspectiveCamera,
  PlaneGeometry,
  PMREMGenerator,
  Scene,
  ShadowMaterial,
  Vector3,
  WebGLRenderer,
} from "three";
import { createSoftboxes } from "./softboxes";

/** The page's colours, read from its custom properties so that dark pages stay dark. */
export interface Colours {
  line: Color;
  ink: Color;
  accent: Color;
  isDark: boolean;
}

/** The part of a product that stands on the floor: where, and how much of that it covers. */
export interface Foot {
  bounds: Box3;
  share: number;
}

export interface Stage {
  scene: Scene;
  colours: Colours;
  /** Puts floor, shadow and light under a product; `foot` is what of it stands there. */
  ground(bounds: Box3, foot: Foot): void;
  render(camera: PerspectiveCamera): void;
  resize(width: number, height: number): void;
  recolour(): void;
  dispose(): void;
}

const MAX_PIXEL_RATIO = 2;

/** A photographer's studio: paper behind, soft boxes around, a shadow where it stands. */
export function createStage(canvas: HTMLCanvasElement): Stage {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "high-performance" });
  renderer.setClearColor(0x000000, 0);
  renderer.toneMapping = NeutralToneMapping;
  renderer.toneMappingExposure = 1.05;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = VSMShadowMap;

  const scene = new Scene();
  const colours = readColours(canvas);
  const maker = new PMREMGenerator(renderer);
  const room = createSoftboxes();
  const light = maker.fromScene(room.scene, 0.035);
  scene.environment = light.texture;
  room.dispose();
  maker.dispose();

  const key = new DirectionalLight(0xfff4e6, 1.7);
  key.castShadow = true;
  key.shadow.mapSize.set(1024, 1024);
  key.shadow.radius = 9;
  key.shadow.blurSamples = 16;
  key.shadow.normalBias = 0.012;
  key.shadow.bias = -0.0004;
  scene.add(key, key.target);

  const floor = new Mesh(new PlaneGeometry(1, 1), new ShadowMaterial({ opacity: 0.13 }));
  floor.rotation.x = -Math.PI / 2;
  floor.receiveShadow = true;
  const contact = new Mesh(
    new PlaneGeometry(1, 1),
    new MeshBasicMaterial({ map: softRectangle(), transparent: true, depthWrite: false, toneMapped: false }),
  );
  contact.rotation.x = -Math.PI / 2;
  const skirting = new Line(
    new BufferGeometry().setAttribute("position", new Float32BufferAttribute([-0.5, 0, 0, 0.5, 0, 0], 3)),
    new LineBasicMaterial({ color: colours.line }),
  );
  scene.add(floor, contact, skirting);
  let touches = 1;
  tone();

  function tone(): void {
    scene.environmentIntensity = colours.isDark ? 0.72 : 0.92;
    key.intensity = colours.isDark ? 1.3 : 1.7;
    contact.material.opacity = (colours.isDark ? 0.6 : 0.26) * touches;
    floor.material.opacity = colours.isDark ? 0.26 : 0.09;
    skirting.material.color.copy(colours.line);
  }

  return {
    scene,
    colours,
    ground(bounds, foot) {
      touches = foot.share;
      tone();
      const stand = foot.bounds.getSize(new Vector3());
      const under = foot.bounds.getCenter(new Vector3());
      const size = bounds.getSize(new Vector3());
      const middle = bounds.getCenter(new Vector3());
      const reach = Math.max(size.x, size.y, size.z, 0.1);
      floor.scale.set(reach * 8, reach * 8, 1);
      floor.position.y = bounds.min.y - 0.0005;
      // A hand's breadth of penumbra round the footprint: half of the picture is blur.
      contact.scale.set(stand.x + stand.z * 0.7, stand.z * 1.7, 1);
      contact.position.set(under.x, bounds.min.y + 0.0004, under.z);
      skirting.scale.x = reach * 30;
      skirting.position.set(middle.x, bounds.min.y, bounds.min.z);
      key.target.position.copy(middle);
      key.position.set(middle.x - reach * 0.55, bounds.max.y + reach * 2, bounds.max.z + reach * 1.1);
      const view = key.shadow.camera;
      view.left = view.bottom = -reach * 1.1;
      view.right = view.top = reach * 1.1;
      view.near = reach * 0.1;
      view.far = reach * 6;
      view.updateProjectionMatrix();
    },
    render: (camera) => renderer.render(scene, camera),
    resize(width, height) {
      renderer.setPixelRatio(Math.min(devicePixelRatio, MAX_PIXEL_RATIO));
      renderer.setSize(width, height, false);
    },
    recolour() {
      Object.assign(colours, readColours(canvas));
      tone();
    },
    dispose() {
      light.dispose();
      contact.material.map?.dispose();
      for (const one of [floor, contact, skirting]) {
        one.geometry.dispose();
        one.material.dispose();
      }
      renderer.dispose();
    },
  };
}

function readColours(canvas: HTMLCanvasElement): Colours {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    line: property(canvas, "--line"),
    ink: property(canvas, "--ink"),
    accent: property(canvas, "--accent"),
    isDark,
  };
}

/** A custom property as the browser paints it: three does not read OKLCH, canvases do. */
function property(element: HTMLElement, name: string): Color {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (brush === null) return new Color(0x808080);
  brush.fillStyle = getComputedStyle(element).getPropertyValue(name).trim() || "gray";
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return new Color().setRGB(red / 255, green / 255, blue / 255, "srgb");
}

/** The shadow of something that touches the floor: dark in the middle, gone at the rim. */
function softRectangle(): CanvasTexture {
  const side = 256;
  const picture = document.createElement("canvas");
  picture.width = picture.height = side;
  const brush = picture.getContext("2d");
  if (brush !== null) {
    const image = brush.createImageData(side, side);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) image.data[(y * side + x) * 4 + 3] = 255 * fade(x / side) * fade(y / side);
    brush.putImageData(image, 0, 0);
  }
  return new CanvasTexture(picture);
}

function fade(share: number): number {
  const t = Math.min(1, Math.max(0, (1 - Math.abs(share * 2 - 1)) / 0.62));
  return t * t * (3 - 2 * t);
}
