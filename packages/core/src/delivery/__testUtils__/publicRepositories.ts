import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isMap, parseAllDocuments } from 'yaml';
import { patchHelmValues, patchKustomization, patchManifest } from '../patches';
import { ORDERS, type Patch } from '../patches/__testUtils__/tried';

/** A folder with a folder of the files of each public repository: none of them is part of this one. */
const FOLDER = process.env.PUBLIC_REPOSITORIES;

/** A file that somebody may want the annotation in, and how it gets there. */
export interface PublicFile {
  path: string;
  text: string;
  /** Such as `Helm values at controller.serviceAccount.annotations`. */
  place: string;
  patch: Patch;
}

/** A public repository. */
export interface PublicRepository {
  name: string;
  files: PublicFile[];
  /** The text of all Terraform files of each folder that has any, and the names of all its files. */
  terraform: { folder: string; names: string[]; text: string }[];
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && !/(^|\/)\.git(\/|$)/.test(entry.parentPath),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

const documentsOf = (text: string) => [
  ...parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' }),
];

/** Where values configure ServiceAccounts; the usual place where they say nothing of any. */
function placesIn(text: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown, path: string[]): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const here = [...path, String(key)];
      if (/^serviceAccount$/i.test(String(key))) {
        found.add([...here, 'annotations'].join('.'));
      }
      visit(value, here);
    }
  };
  for (const { contents } of documentsOf(text)) visit(contents, []);
  return found.size > 0 ? [...found] : ['serviceAccount.annotations'];
}

/** The ServiceAccounts of a manifest. */
function serviceAccountsIn(text: string) {
  return documentsOf(text).flatMap(document => {
    if (document.errors.length > 0 || document.get('kind') !== 'ServiceAccount')
      return [];
    const { name, namespace = 'production' } = document.toJS().metadata ?? {};
    return typeof name === 'string' ? [{ name, namespace }] : [];
  });
}

/** The ways to annotate in a file, by its name. */
function waysIn(
  path: string,
  text: string,
): Pick<PublicFile, 'place' | 'patch'>[] {
  const name = basename(path);
  if (/^values[^/]*\.ya?ml$/.test(name)) {
    return placesIn(text).map(place => ({
      place: `Helm values at ${place}`,
      patch: (before, changes) => patchHelmValues(before, place, changes),
    }));
  }
  if (/^kustomization\.ya?ml$/.test(name)) {
    const [, namespace = ORDERS.namespace] =
      /^namespace: *["']?([\w-]+)/m.exec(text) ?? [];
    const orders = { ...ORDERS, namespace };
    return [
      {
        place: 'kustomization',
        patch: (before, changes) => patchKustomization(before, orders, changes),
      },
    ];
  }
  if (!/service-?account.*\.ya?ml$/i.test(name)) return [];
  return serviceAccountsIn(text).map(account => ({
    place: `manifest of ${account.name}`,
    patch: (before, changes) => patchManifest(before, account, changes),
  }));
}

function readRepository(name: string): PublicRepository {
  const root = join(FOLDER!, name);
  const paths = pathsIn(root);
  const read = (path: string) => readFileSync(path, 'utf8');
  const folders = new Set(
    paths.filter(path => path.endsWith('.tf')).map(dirname),
  );
  return {
    name,
    files: paths
      .filter(path => /\.ya?ml$/.test(path))
      .flatMap(path => {
        const text = read(path);
        return waysIn(path, text).map(way => ({
          ...way,
          ...{ path: relative(root, path), text },
        }));
      }),
    terraform: [...folders].map(folder => {
      const within = paths.filter(path => dirname(path) === folder);
      const files = within.filter(path => path.endsWith('.tf'));
      return {
        folder: relative(root, folder) || '.',
        names: within.map(path => basename(path)),
        text: files.map(read).join('\n'),
      };
    }),
  };
}

/** Those of the folder that PUBLIC_REPOSITORIES names; none without. */
export function publicRepositories(): PublicRepository[] {
  return FOLDER ? readdirSync(FOLDER).sort().map(readRepository) : [];
}
