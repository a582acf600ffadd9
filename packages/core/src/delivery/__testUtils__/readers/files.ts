import type { RenderedFile } from '../../../model/types';
import { parseAllDocuments } from 'yaml';
import type { ReadSpec } from './types';

/** The untyped result of a parser. Validation checks its parts. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** Returns the text of a file; undefined if the file does not exist. */
export function contentOf(
  files: RenderedFile[],
  path: string,
): string | undefined {
  return files.find(file => file.path === path)?.content;
}

/** Returns the text of the only Terraform file. */
export function terraformOf(files: RenderedFile[]): string {
  return files.find(({ path }) => path.endsWith('.tf'))?.content ?? '';
}

/** Parses a file as JSON. */
export function jsonOf(files: RenderedFile[], path: string): Parsed {
  const content = contentOf(files, path);
  return content === undefined ? undefined : JSON.parse(content);
}

/** Parses the documents of a YAML file as YAML 1.1, like kubectl. With `version` 1.2, parses them like newer parsers. */
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

/** Reads the Kubernetes objects of `service-account.yaml`. */
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

/** Converts tags with `Key` and `Value`, or `key` and `value`, to pairs. */
export function pairsOf(tags: Record<string, string>[] = []) {
  return Object.fromEntries(
    tags.map(tag => [tag.Key ?? tag.key, tag.Value ?? tag.value]),
  );
}

/** Returns the values that are defined. */
export function present<T>(...values: (T | undefined)[]): T[] {
  return values.flatMap(value => (value === undefined ? [] : [value]));
}
