import { BackSide, BoxGeometry, Color, Mesh, MeshBasicMaterial, Scene, SphereGeometry } from "three";

/** Light sources of the studio: place, size and how bright, in metres round the product. */
const BOXES: readonly [x: number, y: number, z: number, w: number, h: number, d: number, power: number][] = [
  [0, 9.5, 2, 9, 0.2, 7, 6.5],
  [-9, 4, 5, 0.2, 6, 6, 5],
  [9, 3, 4, 0.2, 5, 5, 1.6],
  [0, 3, 10, 8, 4, 0.2, 1.1],
];

/** A pale room with four soft boxes, to be baked into an environment map. */
export function createSoftboxes(): { scene: Scene; dispose: () => void } {
  const scene = new Scene();
  const sphere = new SphereGeometry(12, 32, 16);
  const wall = new MeshBasicMaterial({ color: new Color(0.4, 0.388, 0.37), side: BackSide });
  scene.add(new Mesh(sphere, wall));
  const box = new BoxGeometry(1, 1, 1);
  const lamps = BOXES.map(([x, y, z, w, h, d, power]) => {
    const material = new MeshBasicMaterial({ color: new Color(power, power * 0.985, power * 0.95) });
    const lamp = new Mesh(box, material);
    lamp.position.set(x, y, z);
    lamp.scale.set(w, h, d);
    scene.add(lamp);
    return material;
  });
  return {
    scene,
    dispose() {
      for (const one of [sphere, wall, box, ...lamps]) one.dispose();
    },
  };
}
