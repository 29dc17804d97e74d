const DURATION_MS = 700;

export interface Tween {
  readonly value: number;
  to(target: number): void;
  /** Moves on to `now`; whether it is still under way. */
  step(now: number): boolean;
}

/** A share between 0 and 1 that glides to its target as a door does. */
export function createTween(isStill: boolean, onChange: () => void): Tween {
  let value = 0;
  let from = 0;
  let target = 0;
  let started: number | null = null;
  let isMoving = false;
  return {
    get value() {
      return value;
    },
    to(next) {
      from = value;
      target = Math.min(1, Math.max(0, next));
      started = null;
      isMoving = true;
    },
    step(now) {
      if (!isMoving) return false;
      started ??= now;
      const share = isStill ? 1 : Math.min(1, (now - started) / DURATION_MS);
      value = from + (target - from) * (1 - (1 - share) ** 3);
      isMoving = share < 1;
      onChange();
      return isMoving;
    },
  };
}
