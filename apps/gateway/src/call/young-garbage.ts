import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects what has become garbage lately. */
export type CollectYoung = () => void;

/** The first bytes of a record leave no more behind than its request does. */
const FIRST_BYTES = 1_048_576;
/** Bytes of long records between two collections. */
const BETWEEN_BYTES = 8_388_608;

/**
 * Sees to it that memory stays flat while long records pass. The buffers that a connection is read into lie outside of V8's
 * heap, and V8 counts the small objects that hold them: by itself it would let 64 MB of them gather before it looked
 * (docs/performance-notes.md).
 *
 * @returns what makes a watch for one record, which is told of the length of each plain chunk
 */
export function createLongRecordWatch(collect: CollectYoung = youngCollection()): () => (bytes: number) => void {
  let left = BETWEEN_BYTES;
  return () => {
    let come = 0;
    return (bytes) => {
      come += bytes;
      if (come <= FIRST_BYTES) return;
      left -= bytes;
      if (left > 0) return;
      left = BETWEEN_BYTES;
      collect();
    };
  };
}

/** V8 gives its collector to contexts that are made while the flag is set. */
function youngCollection(): CollectYoung {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect !== 'function') throw new TypeError('V8 gives no collector');
  return () => {
    Reflect.apply(collect, undefined, [{ type: 'minor' }]);
  };
}
