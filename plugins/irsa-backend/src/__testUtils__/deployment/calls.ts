import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../..');

const IMPORT =
  /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-(ec2|eks|iam|s3)'/g;

/** An operation of a client, as its command or its paginator is called. */
const OPERATION = /\b(?:paginate(\w+)|(\w+)Command)\b/g;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('__') ? [] : sourcesIn(path);
    }
    return /(?<!\.test)\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** The actions of IAM that the code of the backend asks for, by the operations that it imports from the SDK. */
export function actionsOfCode(): string[] {
  const actions = sourcesIn(SOURCES)
    .map(path => readFileSync(path, 'utf8'))
    .flatMap(text => [...text.matchAll(IMPORT)])
    .flatMap(([, names, client]) =>
      [...names.matchAll(OPERATION)].map(
        ([, paginated, sent]) => `${client}:${paginated ?? sent}`,
      ),
    );
  return [...new Set(actions)].sort();
}
