import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
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
  const timer = setTimeout(() => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  }, 5_000);
  await Promise.all(running.map(child => child.ended));
  clearTimeout(timer);
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

/** Settles with the first thing that the program prints and the pattern finds. */
function printed(child, pattern) {
  return new Promise(resolve => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        if (pattern.test(chunk)) resolve();
      });
    }
  });
}

/** Sends what a program prints into a file. */
function logInto(file, child) {
  mkdirSync(path.dirname(file), { recursive: true });
  const log = createWriteStream(file);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
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
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  logInto(logFile, child);
  children.add(child);
  child.ended = new Promise(resolve => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).finally(() => children.delete(child));

  const gone = child.ended.then(code => `${name} ended (${code})`);
  const ends = failure
    ? [gone, printed(child, failure).then(() => `${name} did not start`)]
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
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: logFile ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    if (logFile) logInto(logFile, child);
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
