import {
  Box3,
  BufferGeometry,
  CanvasTexture,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  Sprite,
  SpriteMaterial,
  Vector3,
} from "three";
import type { Colours } from "./stage";

export interface Dimensions {
  group: Group;
  /** Draws the three lines for a product of that size. */
  measure(bounds: Box3): void;
  dispose(): void;
}

/** Dimension lines as on a workshop drawing: ticks at the ends, millimetres between. */
export function createDimensions(colours: Colours): Dimensions {
  const group = new Group();
  group.visible = false;

  function clear(): void {
    for (const child of [...group.children]) {
      group.remove(child);
      if (child instanceof LineSegments) child.geometry.dispose();
      if (child instanceof Sprite) {
        child.material.map?.dispose();
        child.material.dispose();
      }
    }
  }

  function line(from: Vector3, to: Vector3, across: Vector3): void {
    const tick = across.clone().multiplyScalar(0.6);
    const points = [
      [from, to],
      [from.clone().sub(tick), from.clone().add(tick)],
      [to.clone().sub(tick), to.clone().add(tick)],
    ].flat();
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new Float32BufferAttribute(points.flatMap((p) => p.toArray()), 3));
    group.add(new LineSegments(geometry, new LineBasicMaterial({ color: colours.ink })));
    const label = text(`${Math.round(from.distanceTo(to) * 1000)}`, colours);
    label.position.copy(from).lerp(to, 0.5).addScaledVector(across, 1.6);
    group.add(label);
  }

  return {
    group,
    measure(bounds) {
      clear();
      // The product's own footprint is centred: what stands out in front are handles.
      const width = Math.min(-bounds.min.x, bounds.max.x);
      const front = Math.min(-bounds.min.z, bounds.max.z);
      const { y: low } = bounds.min;
      const { y: high } = bounds.max;
      const gap = Math.max(width * 2, high - low) * 0.04;
      const down = new Vector3(0, -gap, 0);
      const right = new Vector3(gap, 0, 0);
      line(new Vector3(-width, low, front + gap), new Vector3(width, low, front + gap), down);
      line(new Vector3(-width - gap, low, front), new Vector3(-width - gap, high, front), right.clone().negate());
      line(new Vector3(width + gap, low, -front), new Vector3(width + gap, low, front), right);
    },
    dispose: clear,
  };
}

function text(words: string, colours: Colours): Sprite {
  const picture = document.createElement("canvas");
  picture.width = 160;
  picture.height = 56;
  const brush = picture.getContext("2d");
  if (brush !== null) {
    brush.font = '500 38px "Instrument Sans Variable", sans-serif';
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillStyle = `#${colours.ink.getHexString()}`;
    brush.fillText(words, 80, 28);
  }
  const map = new CanvasTexture(picture);
  map.colorSpace = "srgb";
  const material = new SpriteMaterial({ map, sizeAttenuation: false, depthTest: false, toneMapped: false });
  const sprite = new Sprite(material);
  sprite.scale.set(0.05, 0.0175, 1);
  sprite.renderOrder = 2;
  return sprite;
}
