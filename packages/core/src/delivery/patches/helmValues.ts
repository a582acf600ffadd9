import { isMap, isScalar } from 'yaml';
import { answer, changeAll, orderedChanges, type Locate } from './changes';
import { isUnset, onlyDocument, type YamlDocument } from './documents';
import { PatchRefusal, type AnnotationChanges, type FilePatch } from './types';

/** Matches names that need no quotes: readers of every YAML version parse them as text. */
const NAME = /^(?!(y|n|yes|no|on|off|true|false|null)$)[a-z_][\w-]*$/i;

function keysOf(path: string): string[] {
  const keys = path.split('.');
  if (keys.every(key => NAME.test(key))) return keys;
  throw new PatchRefusal(
    `\`${path}\` is not a path of keys. Write it as \`serviceAccount.annotations\`.`,
  );
}

function locateIn(keys: string[]): Locate {
  return documents => {
    const document = onlyDocument(documents);
    const { contents } = document ?? {};
    if (isMap(contents)) return { document, map: contents, keys };
    if (isUnset(contents)) return { document, map: undefined, keys };
    throw new PatchRefusal(
      'The file is not a map of values. Use a Helm values file.',
    );
  };
}

/** Checks whether the values tell the chart not to create the ServiceAccount. */
function isNotCreated([document]: YamlDocument[], keys: string[]): boolean {
  const contents: unknown = document?.contents;
  const create: unknown = isMap(contents)
    ? contents.getIn([...keys.slice(0, -1), 'create'], true)
    : undefined;
  return (
    isScalar(create) &&
    create.type === 'PLAIN' &&
    /^(false|no|off|n)$/i.test(`${create.value}`)
  );
}

/**
 * Changes annotations in the values of a Helm chart, at a path such as `serviceAccount.annotations` or `controller.serviceAccount.annotations`. A
 * path into a HelmRelease of Flux or an Application of Argo CD works the same.
 *
 * Every other byte stays. Running it again changes nothing, and removing what it added restores the file. Refuses anchors and merge keys on the path,
 * a value that is not a map, and invalid YAML.
 *
 * @public
 */
export function patchHelmValues(
  text: string,
  path: string,
  changes: AnnotationChanges,
): FilePatch {
  return answer(text, () => {
    const keys = keysOf(path);
    const locate = locateIn(keys);
    const ordered = orderedChanges(changes);
    const patched = changeAll(text, locate, ordered);
    const isIgnored =
      ordered.some(([, value]) => value !== null) &&
      isNotCreated(patched.documents, keys);
    const holder = keys.slice(0, -1).join('.');
    return {
      text: patched.text,
      warnings: isIgnored
        ? [
            `\`${holder}.create\` is false: the chart creates no ServiceAccount and ignores its annotations. Annotate the ServiceAccount where it is defined.`,
          ]
        : [],
    };
  });
}
