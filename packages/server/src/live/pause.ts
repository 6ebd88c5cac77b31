/** Waits that can be cut short. */
export interface Pause {
  /** Waits so long, or until `wake` where that counts. Being woken since the last such wait makes it none at all. */
  wait(ms: number, isWakeable: boolean): Promise<void>;
  wake(): void;
  /** Ends every wait, now and from now on. */
  end(): void;
}

export function createPause(): Pause {
  let isWoken = false;
  let isEnded = false;
  let wakeable = false;
  let resume: (() => void) | undefined;
  return {
    wait(ms, isWakeable) {
      if (isEnded || (isWakeable && isWoken)) {
        isWoken = false;
        return Promise.resolve();
      }
      wakeable = isWakeable;
      return new Promise((resolve) => {
        const timer = setTimeout(() => resume?.(), ms);
        resume = () => {
          clearTimeout(timer);
          resume = undefined;
          if (wakeable) isWoken = false;
          resolve();
        };
      });
    },
    wake() {
      isWoken = true;
      if (wakeable) resume?.();
    },
    end() {
      isEnded = true;
      resume?.();
    },
  };
}
