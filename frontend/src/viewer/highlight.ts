import { EdgesGeometry, Group, LineBasicMaterial, LineSegments, Mesh, Object3D } from "three";
import type { Colours } from "./stage";

export interface Highlight {
  group: Group;
  show(part: Object3D | null): void;
  /** Goes where the part has gone. */
  follow(): void;
  leave(): void;
}

/** The edges of one part in the accent, seen through what is in front of it. */
export function createHighlight(colours: Colours): Highlight {
  const group = new Group();
  let pairs: [LineSegments, Mesh][] = [];

  function leave(): void {
    for (const [lines] of pairs) {
      group.remove(lines);
      lines.geometry.dispose();
    }
    pairs = [];
  }

  function follow(): void {
    for (const [lines, mesh] of pairs) {
      mesh.updateWorldMatrix(true, false);
      lines.matrix.copy(mesh.matrixWorld);
    }
  }

  return {
    group,
    show(part) {
      leave();
      part?.traverse((node) => {
        if (!(node instanceof Mesh)) return;
        const material = new LineBasicMaterial({ color: colours.accent, depthTest: false });
        const lines = new LineSegments(new EdgesGeometry(node.geometry, 30), material);
        lines.matrixAutoUpdate = false;
        lines.renderOrder = 1;
        group.add(lines);
        pairs.push([lines, node]);
      });
      follow();
    },
    follow,
    leave,
  };
}
