import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SANDBOX_DIRECTORY } from '../product';

const execute = promisify(execFile);

/** A new home folder for the clients. They cache sessions and discovery data, which can come from another sandbox. */
const HOME = mkdtempSync(path.join(tmpdir(), 'irsa-clients-'));

/** The result of a client run. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Reads the exported variables of a shell file of the sandbox. */
export function readExports(file: string): Record<string, string> {
  return exportsIn(path.join(SANDBOX_DIRECTORY, file));
}

/** Reads the exported variables of any shell file. */
export function exportsIn(file: string): Record<string, string> {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^export (\w+)=['"]?([^'"\n]*)['"]?$/gm);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

/** Runs the client from /usr/bin, or else from the PATH. */
export async function client(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<Run> {
  // Prefers the Debian package, because other programs with this name can be on the PATH.
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

/** Runs the AWS CLI, by default as administrator of the production account. */
export function aws(args: string[], env = readExports('aws.env')) {
  return client('aws', args, env);
}

/** Runs kubectl as administrator of a cluster. */
export function kubectl(cluster: string, args: string[]) {
  return client('kubectl', ['--context', cluster, ...args], {
    KUBECONFIG: path.join(SANDBOX_DIRECTORY, 'kubeconfig'),
  });
}

/** Runs a command line in a shell that has access to the clusters of the sandbox and, by a shell file of the sandbox, to
 * an account. */
export function shell(commandLine: string, environment = 'aws.env') {
  return client('sh', ['-c', commandLine], {
    ...readExports(environment),
    KUBECONFIG: path.join(SANDBOX_DIRECTORY, 'kubeconfig'),
    PATH: `/usr/bin:${process.env.PATH}`,
  });
}

/** Parses the JSON output of a client. Throws an error with the error output if the client failed. */
export function json(run: Run) {
  if (run.code !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
