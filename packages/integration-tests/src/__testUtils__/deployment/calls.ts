import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../../../../../plugins/irsa-backend/src');

/** STS is left out: the SDK itself calls it for credentials, and the live proof with a token, which takes no right. */
const IMPORT =
  /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-(?!sts')([\w-]+)'/g;

/** The client of EC2 is loaded when it is first asked for: its operations are called on what that gives. */
const LOADED = /\bloadEc2\(\)\.(\w+)/g;

/** An operation of a client, as its command or its paginator is called. */
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

/** What is called without a client, by its IAM prefix. */
const WITHOUT_CLIENT =
  /\baws\.(?:json|query)\(\s*'([a-z]+)',[^']*?(?:Action: )?'([A-Z]\w+)'/g;

/** Of a REST API the path is asked for, which the readers name beside the permission that it takes. */
const BY_PATH = /policyIn\('(lambda):(\w+)'/g;

/** Operations whose action has another name. Source: "Actions, resources, and condition keys for Amazon S3", Service Authorization Reference. */
const OTHER_NAMES: Record<string, string> = {
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
};

/** What a source takes from the clients of the SDK: the names in it, and the client. */
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

/** The actions of IAM that the code of the backend asks for, by the operations that it takes from the SDK. */
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
