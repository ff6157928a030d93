/** From there on a disk counts as slow: longer than any that is well takes, and not yet long for those who wait meanwhile. */
const SLOW_MS = 100;

/** Whether a disk answers so quickly that the whole process may wait for it. */
export interface DiskTrust {
  readonly isTrusted: () => boolean;
  /** Runs a write that holds up the process: a slow one is the last for now. */
  readonly write: (write: () => number) => number;
  /** Follows what a thread asks of the disk. While that is overdue the disk is slow; how long it took decides what follows. */
  readonly follow: (work: () => Promise<void>) => Promise<void>;
}

/** Trusts a disk until it is slow, and again once it has been quick. It goes by what is asked of the disk anyway. */
export function createDiskTrust(now: () => number = () => performance.now()): DiskTrust {
  let wasSlow = false;
  let askedAt: number | undefined;
  const isLongAgo = (start: number) => now() - start > SLOW_MS;
  return {
    isTrusted: () => !wasSlow && (askedAt === undefined || !isLongAgo(askedAt)),
    write: (write) => {
      const start = now();
      const count = write();
      wasSlow = isLongAgo(start);
      return count;
    },
    follow: async (work) => {
      const start = now();
      askedAt = start;
      try {
        await work();
      } finally {
        askedAt = undefined;
        wasSlow = isLongAgo(start);
      }
    },
  };
}
