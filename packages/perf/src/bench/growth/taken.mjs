import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second. Source: proc_pid_stat(5). */
const TICKS = 100;

/** The CPU time that a process has taken, all of its threads. */
function cpuSeconds(pid) {
  // The name, in parentheses, may hold spaces.
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / TICKS;
}

/** The most memory that a process has had resident, in MB. */
export function peakMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
}

/** Does the work, which answers scopes as they were scanned. Answers the time, CPU time of the process and calls that it took. */
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
