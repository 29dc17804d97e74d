import { Box3, Group, MathUtils, Object3D, Quaternion, Vector3 } from "three";

/** How a part moves when it opens, as the model's extras say it; metres and degrees. */
interface Opening {
  kind: "hinge" | "slide";
  pivot?: [number, number, number];
  axis?: [number, number, number];
  angle?: number;
  travel?: [number, number, number];
}

/** A part as it lies in the shut, assembled product. */
export interface Rest {
  part: string;
  node: Object3D;
  place: Vector3;
  turn: Quaternion;
  /** Where it goes when the product is pulled apart. */
  away: Vector3;
  opening: Opening | null;
}

const APART = 0.55;

/** Reads every part of a model in the place it was made for. */
export function readRest(model: Group): Rest[] {
  model.updateMatrixWorld(true);
  const centre = new Box3().setFromObject(model).getCenter(new Vector3());
  const found: Rest[] = [];
  model.traverse((node) => {
    const part: unknown = node.userData["part"];
    if (typeof part !== "string") return;
    const own = new Box3().setFromObject(node).getCenter(new Vector3());
    found.push({
      part,
      node,
      place: node.position.clone(),
      turn: node.quaternion.clone(),
      away: own.sub(centre).multiplyScalar(APART),
      opening: (node.userData["opening"] as Opening | undefined) ?? null,
    });
  });
  return found;
}

/** Puts every part where it is when opened and pulled apart by these shares. */
export function pose(rest: readonly Rest[], opened: number, exploded: number): void {
  for (const { node, place, turn, away, opening } of rest) {
    node.position.copy(place);
    node.quaternion.copy(turn);
    if (opening !== null && opened > 0) move(node, opening, opened);
    node.position.addScaledVector(away, exploded);
  }
}

function move(node: Object3D, opening: Opening, share: number): void {
  if (opening.kind === "slide") {
    node.position.addScaledVector(new Vector3(...(opening.travel ?? [0, 0, 0])), share);
    return;
  }
  const axis = new Vector3(...(opening.axis ?? [0, 1, 0]));
  const pivot = new Vector3(...(opening.pivot ?? [0, 0, 0]));
  const turn = new Quaternion().setFromAxisAngle(axis, MathUtils.degToRad((opening.angle ?? 0) * share));
  node.position.sub(pivot).applyQuaternion(turn).add(pivot);
  node.quaternion.premultiply(turn);
}
