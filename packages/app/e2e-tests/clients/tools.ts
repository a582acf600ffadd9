import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SANDBOX_DIRECTORY } from '../product';

const execute = promisify(execFile);

/** Empty at first: the clients remember sessions and discovery, and another sandbox may have served them before. */
const HOME = mkdtempSync(path.join(tmpdir(), 'irsa-clients-'));

/** How a client's run ended. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** The variables of a shell file of the sandbox. */
export function readExports(file: string): Record<string, string> {
  return exportsIn(path.join(SANDBOX_DIRECTORY, file));
}

/** The variables of any shell file. */
export function exportsIn(file: string): Record<string, string> {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^export (\w+)=['"]?([^'"\n]*)['"]?$/gm);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

/** Runs Debian's client of that name, or the one on the PATH. */
export async function client(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<Run> {
  // Debian's own where it stands: others of that name may be on the PATH.
  const debian = path.join('/usr/bin', name);
  const command = existsSync(debian) ? debian : name;
  const base = { PATH: process.env.PATH ?? '', HOME };
  try {
    const { stdout, stderr } = await execute(command, args, {
      env: { ...base, ...env },
      // An export of an account with all AWS managed policies is large.
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Run;
    return { code, stdout, stderr };
  }
}

/** The AWS CLI as administrator of the production account, or with the environment given. */
export function aws(args: string[], env = readExports('aws.env')) {
  return client('aws', args, env);
}

/** kubectl as administrator of a cluster. */
export function kubectl(cluster: string, args: string[]) {
  return client('kubectl', ['--context', cluster, ...args], {
    KUBECONFIG: path.join(SANDBOX_DIRECTORY, 'kubeconfig'),
  });
}

/** A command line as a person pastes it into a shell that is set up for the production cluster and, by a file of the
 * sandbox, for an account. */
export function shell(commandLine: string, environment = 'aws.env') {
  return client('sh', ['-c', commandLine], {
    ...readExports(environment),
    KUBECONFIG: path.join(SANDBOX_DIRECTORY, 'kubeconfig'),
    PATH: `/usr/bin:${process.env.PATH}`,
  });
}

/** The JSON that a client printed; its error text when it failed. */
export function json(run: Run) {
  if (run.code !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
