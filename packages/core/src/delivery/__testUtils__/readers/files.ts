import type { RenderedFile } from '../../../model/types';
import { parseAllDocuments } from 'yaml';
import type { ReadSpec } from './types';

/** What a parser gives back: its parts are known once it is validated. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** The text of a file; undefined when it is not there. */
export function contentOf(
  files: RenderedFile[],
  path: string,
): string | undefined {
  return files.find(file => file.path === path)?.content;
}

/** The text of the only Terraform file. */
export function terraformOf(files: RenderedFile[]): string {
  return files.find(({ path }) => path.endsWith('.tf'))?.content ?? '';
}

/** The file as JSON. */
export function jsonOf(files: RenderedFile[], path: string): Parsed {
  const content = contentOf(files, path);
  return content === undefined ? undefined : JSON.parse(content);
}

/** The documents of a YAML file, read as YAML 1.1 as kubectl does; `version` 1.2 reads them as newer parsers do. */
export function yamlOf(
  files: RenderedFile[],
  path: string,
  version: '1.1' | '1.2' = '1.1',
): Parsed[] {
  const content = contentOf(files, path) ?? '';
  return parseAllDocuments(content, { version }).map(document => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** The Kubernetes objects of `service-account.yaml`. */
export function readManifest(
  files: RenderedFile[],
): Pick<ReadSpec, 'serviceAccount' | 'namespaces'> {
  const objects = yamlOf(files, 'service-account.yaml');
  const { metadata } = objects.find(({ kind }) => kind === 'ServiceAccount');
  return {
    serviceAccount: {
      namespace: metadata.namespace,
      name: metadata.name,
      annotations: metadata.annotations ?? {},
      labels: metadata.labels ?? {},
    },
    namespaces: objects
      .filter(({ kind }) => kind === 'Namespace')
      .map(object => object.metadata.name),
  };
}

/** Tags as `Key` and `Value`, or `key` and `value`. */
export function pairsOf(tags: Record<string, string>[] = []) {
  return Object.fromEntries(
    tags.map(tag => [tag.Key ?? tag.key, tag.Value ?? tag.value]),
  );
}

/** Those that are there. */
export function present<T>(...values: (T | undefined)[]): T[] {
  return values.flatMap(value => (value === undefined ? [] : [value]));
}
