import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isMap, parseAllDocuments } from 'yaml';
import { patchHelmValues, patchKustomization, patchManifest } from '../patches';
import { ORDERS, type Patch } from '../patches/__testUtils__/tried';

/** The folder with one folder of files for each public repository. The files are not part of this repository. */
const FOLDER = process.env.PUBLIC_REPOSITORIES;

/** A file to annotate, and the patch that does it. */
export interface PublicFile {
  path: string;
  text: string;
  /** The place of the annotation, such as `Helm values at controller.serviceAccount.annotations`. */
  place: string;
  patch: Patch;
}

/** A public repository. */
export interface PublicRepository {
  name: string;
  files: PublicFile[];
  /** Each folder with Terraform files: the text of all these files, and the names of all files. */
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

/** Returns the paths at which values configure ServiceAccounts; the usual path if they configure none. */
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

/** Returns the ServiceAccounts of a manifest. */
function serviceAccountsIn(text: string) {
  return documentsOf(text).flatMap(document => {
    if (document.errors.length > 0 || document.get('kind') !== 'ServiceAccount')
      return [];
    const { name, namespace = 'production' } = document.toJS().metadata ?? {};
    return typeof name === 'string' ? [{ name, namespace }] : [];
  });
}

/** Returns the ways to annotate a file, by its name. */
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

/** Returns the repositories in the folder that PUBLIC_REPOSITORIES names; empty if it is not set. */
export function publicRepositories(): PublicRepository[] {
  return FOLDER ? readdirSync(FOLDER).sort().map(readRepository) : [];
}
