import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AdministratorKeys, Sandbox } from '@backstage-irsa/sandbox';
import { ROOT } from './overlay';

const page = readFileSync(join(ROOT, 'docs/how-to/deploy-on-eks.md'), 'utf8');

/** Returns the commands under a heading of the page. */
export function commandsUnder(heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`);
  const [own] = section.split('\n## ');
  return [...own.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, commands]) => commands)
    .join('\n');
}

/** Returns the policy files that the page attaches to the role that Backstage runs as. */
export function attachedFiles(): string[] {
  const commands = commandsUnder('2. Give Backstage its AWS identity');
  const [, parts] = /^for part in (.+); do$/m.exec(commands)!;
  return parts.split(' ').map(part => `iam-policy.${part}.json`);
}

/** Returns the Secret names in the table of the page. */
export function secretsOfPage(): string[] {
  const [, table] = page.split('\n| Secret ');
  const [own] = table.split('\n\n');
  return [...own.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
}

/** The PATH with Debian's own AWS CLI first if it is installed. */
const PATH = existsSync('/usr/bin/aws')
  ? `/usr/bin:${process.env.PATH}`
  : process.env.PATH;

/** Runs commands in the root of the repository as the administrator of a sandbox account. Throws if one fails. */
export async function runAs(
  { accessKeyId, secretAccessKey }: AdministratorKeys,
  { awsEndpoint }: Sandbox,
  commands: string,
): Promise<void> {
  await promisify(execFile)('sh', ['-eu', '-c', commands], {
    cwd: ROOT,
    env: {
      PATH,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: awsEndpoint,
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: '/dev/null',
    },
  });
}
