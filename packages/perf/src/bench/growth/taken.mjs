import { readFileSync } from 'node:fs';

/** The number of CPU time ticks per second on Linux. Source: proc_pid_stat(5). */
const TICKS = 100;

/** Returns the CPU time of a process with all of its threads, in seconds. */
function cpuSeconds(pid) {
  // The process name, in parentheses, can contain spaces.
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / TICKS;
}

/** Returns the peak resident memory of a process, in MB. */
export function peakMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
}

/** Runs the work, which returns the scanned scopes. Returns the elapsed time, the CPU time of the process, and the number of calls. */
export async function takenBy(pid, work) {
  const start = performance.now();
  const before = cpuSeconds(pid);
  const scopes = await work();
  const sum = key =>
    scopes.reduce((total, scope) => total + (scope[key] ?? 0), 0);
  return {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: cpuSeconds(pid) - before,
    aws: sum('awsCalls'),
    kubernetes: sum('kubernetesCalls'),
  };
}
