import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** CPU milliseconds that a process has used so far, all its threads together (Linux: nanoseconds, by the scheduler). */
export function cpuMs(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** The most memory that a process has had resident, in megabytes (Linux: VmHWM). */
export function peakMemoryMb(pid: number): number {
  return memoryField(pid, 'VmHWM');
}

/** The memory that a process has resident now, in megabytes. */
export function memoryMb(pid: number): number {
  return memoryField(pid, 'VmRSS');
}

/** The sockets that a process has open. */
export function openSockets(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`, { withFileTypes: true }).filter((entry) => isSocket(pid, entry.name)).length;
}

function isSocket(pid: number, descriptor: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`).startsWith('socket:');
  } catch {
    return false;
  }
}

function memoryField(pid: number, field: string): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return (Number(line?.[1]) * 1024) / 1e6;
}
