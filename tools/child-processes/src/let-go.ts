import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Lets this process end though the child still runs. For a child that ends by itself when its channel to this process
 * closes: a test that fails before it has stopped its servers then keeps neither Jest nor them.
 */
export function letGo(child: ChildProcess): void {
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  child.channel?.unref();
  child.unref();
}
