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

/** Sends a signal to a child process and to all of its descendants. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Stops all child processes. Kills processes that do not exit within 5 seconds. */
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

/** Stops all child processes on Ctrl-C or when the terminal closes. */
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

/** Returns the last lines of a log file. */
function tail(file, count = 30) {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-count)
    .join('\n');
}

/** Settles when the log of a running program matches the pattern, or when the program has ended. */
async function printed(child, file, pattern) {
  const wait = () => setTimeout(500, undefined, { ref: false });
  for (let read = 0; children.has(child); await wait()) {
    for await (const chunk of createReadStream(file, { start: read })) {
      if (pattern.test(chunk)) return;
      read += chunk.length;
    }
  }
}

/** Starts a program with its output in a file. Without a reader for a pipe, Backstage would log write errors endlessly. */
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
 * Starts a program that runs until `stop` is called or all child processes are stopped, with its output in a file. `failed` rejects if the program
 * exits by itself, or if its output matches `failure`: a development server keeps running when the program that it watches fails.
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

/** Runs a program to its end, with output to the terminal or a file. Throws a {@link Stop} if it fails. `onStart` gets the child process. */
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
