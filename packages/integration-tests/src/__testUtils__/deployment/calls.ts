import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../../../../../plugins/irsa-backend/src');

/**
 * Matches imports of SDK clients. Excludes STS: the SDK itself calls it for credentials, and the live proof calls it with a token, which needs no
 * permission.
 */
const IMPORT =
  /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-(?!sts')([\w-]+)'/g;

/** Matches EC2 calls. The EC2 client is loaded lazily, and its operations are called on the result. */
const LOADED = /\bloadEc2\(\)\.(\w+)/g;

/** Matches the command or paginator of an operation. */
const OPERATION = /\b(?:paginate(\w+)|(\w+)Command)\b/g;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('__') ? [] : sourcesIn(path);
    }
    return /(?<!\.(test|stories))\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** Matches calls without an SDK client, by IAM prefix. */
const WITHOUT_CLIENT =
  /\baws\.(?:json|query)\(\s*'([a-z]+)',[^']*?(?:Action: )?'([A-Z]\w+)'/g;

/** Matches REST calls, for which the readers name the required permission next to the path. */
const BY_PATH = /policyIn\('(lambda):(\w+)'/g;

/**
 * The operations whose IAM action has another name. Source: "Actions, resources, and condition keys for Amazon S3", Service Authorization Reference.
 */
const OTHER_NAMES: Record<string, string> = {
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
};

/** Returns the names that a source file uses from SDK clients, with the client. */
function takenFrom(source: string): [names: string, client: string][] {
  return [
    ...[...source.matchAll(IMPORT)].map(
      ([, names, client]): [string, string] => [names, client],
    ),
    ...[...source.matchAll(LOADED)].map(([, name]): [string, string] => [
      name,
      'ec2',
    ]),
    ...[WITHOUT_CLIENT, BY_PATH].flatMap(pattern =>
      [...source.matchAll(pattern)].map(
        ([, service, name]): [string, string] => [`${name}Command`, service],
      ),
    ),
  ];
}

/** Returns the IAM actions that the backend's code requires, derived from the SDK operations that it uses. */
export function actionsOfCode(): string[] {
  const actions = sourcesIn(SOURCES)
    .flatMap(path => takenFrom(readFileSync(path, 'utf8')))
    .flatMap(([names, client]) =>
      [...names.matchAll(OPERATION)].map(
        ([, paginated, sent]) => `${client}:${paginated ?? sent}`,
      ),
    );
  return [
    ...new Set(actions.map(action => OTHER_NAMES[action] ?? action)),
  ].sort();
}
