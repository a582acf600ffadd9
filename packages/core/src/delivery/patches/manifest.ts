import { isMap, isSeq, visit, type YAMLMap } from 'yaml';
import { answer, changeAll, orderedChanges, type Locate } from './changes';
import { refuseTemplate, textAt, type YamlDocument } from './documents';
import {
  PatchRefusal,
  type AnnotationChanges,
  type FilePatch,
  type PatchedServiceAccount,
} from './types';

const KEYS = ['metadata', 'annotations'];

interface Candidate {
  document: YamlDocument;
  map: YAMLMap;
}

/** Returns the ServiceAccounts of that name, including those in lists. */
function candidates(
  documents: YamlDocument[],
  { namespace, name }: PatchedServiceAccount,
): Candidate[] {
  const named = documents.flatMap(document => {
    const { contents } = document;
    const items: unknown = isMap(contents) ? contents.get('items') : undefined;
    const objects: unknown[] = isSeq(items) ? items.items : [contents];
    return objects
      .filter(isMap)
      .filter(
        map =>
          textAt(map, 'kind') === 'ServiceAccount' &&
          textAt(map.get('metadata'), 'name') === name,
      )
      .map(map => ({ document, map }));
  });
  const inNamespace = (expected: string | undefined) =>
    named.filter(
      ({ map }) => textAt(map.get('metadata'), 'namespace') === expected,
    );
  const exact = inNamespace(namespace);
  return exact.length > 0 ? exact : inNamespace(undefined);
}

function refuseBraces({ map }: Candidate): void {
  visit(map, {
    Scalar(_, { type, value }) {
      const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
      if (isBlock || !`${value}`.includes('{{')) return;
      throw new PatchRefusal(
        'The file is a template, not a manifest. Change the values that it is rendered with.',
      );
    },
  });
}

/** Finds the annotations of a ServiceAccount among the documents of a manifest. */
function locateServiceAccount(serviceAccount: PatchedServiceAccount): Locate {
  return documents => {
    documents.forEach(refuseTemplate);
    const [found, second] = candidates(documents, serviceAccount);
    const { namespace, name } = serviceAccount;
    if (!found) {
      throw new PatchRefusal(
        `The file has no ServiceAccount ${namespace}/${name}. Use the file that contains it.`,
      );
    }
    if (second) {
      throw new PatchRefusal(
        `The file has ServiceAccount ${namespace}/${name} twice. Keep only one.`,
      );
    }
    refuseBraces(found);
    return { ...found, keys: KEYS };
  };
}

/**
 * Changes annotations of a ServiceAccount in a manifest of one or more documents. If no ServiceAccount has the namespace, one without a namespace
 * matches, because `kubectl`, Kustomize, and Argo CD fill it in.
 *
 * Every other byte stays. Running it again changes nothing, and removing what it added restores the file. Refuses Helm templates, anchors and merge
 * keys on the path, and invalid YAML.
 *
 * @public
 */
export function patchManifest(
  text: string,
  serviceAccount: PatchedServiceAccount,
  changes: AnnotationChanges,
): FilePatch {
  const locate = locateServiceAccount(serviceAccount);
  return answer(text, () => {
    const patched = changeAll(text, locate, orderedChanges(changes));
    return { text: patched.text, warnings: [] };
  });
}
