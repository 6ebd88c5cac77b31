/** Lets so much in at once and no more, so that memory stays bounded and waiting senders are told to wait at home. */
export interface Gate {
  /**
   * Returns what to call once it is done with, or why it may not come in: `full`, or `share` if this owner alone has as
   * much inside as one owner may. What is larger than the whole gate may come in when it is empty.
   */
  enter(owner: string, amount: number): (() => void) | 'full' | 'share';
  /** How much is inside. */
  readonly inside: number;
}

export interface GateOptions {
  readonly most: number;
  /** The most of one owner. */
  readonly share: number;
}

export function createGate({ most, share }: GateOptions): Gate {
  let inside = 0;
  const owned = new Map<string, number>();
  return {
    get inside() {
      return inside;
    },
    enter(owner, amount) {
      const own = owned.get(owner) ?? 0;
      if (inside > 0 && inside + amount > most) return 'full';
      if (own > 0 && own + amount > share) return 'share';
      inside += amount;
      owned.set(owner, own + amount);
      let isLeft = false;
      return () => {
        if (isLeft) return;
        isLeft = true;
        inside -= amount;
        const rest = owned.get(owner)! - amount;
        if (rest > 0) owned.set(owner, rest);
        else owned.delete(owner);
      };
    },
  };
}
