import { spawn } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Stop } from './progress.mjs';

const children = new Set();
let stopping = false;

/** Sends a signal to a child and to everything that it started. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends every child; those that do not go within five seconds are killed. */
export async function stopChildren() {
  stopping = true;
  const running = [...children];
  for (const child of running) {
    child.isStopped = true;
    signalGroup(child, 'SIGTERM');
  }
  const ended = Promise.all(running.map(child => child.ended));
  await Promise.race([ended, setTimeout(5_000, undefined, { ref: false })]);
  for (const child of children) signalGroup(child, 'SIGKILL');
  await ended;
  stopping = false;
}

/** Ctrl-C, or the end of the terminal, stops all that was started. */
export function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (stopping) return;
      process.stdout.write('\nStopping …\n');
      await stopChildren();
      process.exit(0);
    });
  }
}

/** The last lines of a log file. */
function tail(file, count = 30) {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-count)
    .join('\n');
}

/** Settles once the pattern finds something in the log of a program that runs, or the program has ended. */
async function printed(child, file, pattern) {
  const wait = () => setTimeout(500, undefined, { ref: false });
  for (let read = 0; children.has(child); await wait()) {
    for await (const chunk of createReadStream(file, { start: read })) {
      if (pattern.test(chunk)) return;
      read += chunk.length;
    }
  }
}

/** Starts a program that prints into a file, not into a pipe: Backstage logs for ever, and ever faster, that it cannot write into a pipe nobody reads. */
function spawnInto(file, command, args, options) {
  mkdirSync(path.dirname(file), { recursive: true });
  const log = openSync(file, 'w');
  try {
    return spawn(command, args, { ...options, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

/**
 * Starts a program that is to run until the end, or until `stop`, its output in a file. `failed` rejects when it ends by itself,
 * or prints what `failure` finds: a development server outlives the program that it watches.
 */
export function startService({
  name,
  command,
  args,
  cwd,
  env,
  logFile,
  failure,
}) {
  const child = spawnInto(logFile, command, args, {
    cwd,
    env,
    detached: true,
  });
  children.add(child);
  child.ended = new Promise(resolve => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).finally(() => children.delete(child));

  const gone = child.ended.then(code => `${name} ended (${code})`);
  const ends = failure
    ? [
        gone,
        printed(child, logFile, failure).then(() => `${name} did not start`),
      ]
    : [gone];
  const failed = Promise.race(ends).then(what => {
    if (child.isStopped) return new Promise(() => {});
    throw new Stop(`${what}. The last lines of ${logFile}:\n${tail(logFile)}`);
  });
  failed.catch(() => {});
  const stop = async () => {
    child.isStopped = true;
    signalGroup(child, 'SIGTERM');
    await child.ended;
  };
  return { child, failed, stop };
}

/** Runs a program to its end with its output on the terminal, or in a file; throws a {@link Stop} when it fails. `onStart` gets its process. */
export function runToEnd({
  command,
  args,
  cwd,
  env,
  logFile,
  what,
  onStart = () => {},
}) {
  return new Promise((resolve, reject) => {
    const child = logFile
      ? spawnInto(logFile, command, args, { cwd, env })
      : spawn(command, args, { cwd, env, stdio: 'inherit' });
    child.once('spawn', () => onStart(child));
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve();
      else {
        const lines = logFile ? `\n${tail(logFile)}` : '';
        reject(new Stop(`${what} failed (exit code ${code}).${lines}`));
      }
    });
  });
}
