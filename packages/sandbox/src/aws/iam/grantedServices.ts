import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';

/** The prefixes of the services that Allow statements name, all services for those that leave some out. */
export function grantedServices(
  documents: PolicyDocument[],
  catalogue: ActionCatalogue,
): string[] {
  const patterns = documents
    .flatMap(({ Statement }) => [Statement].flat())
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, NotAction }) =>
      NotAction === undefined ? [Action ?? []].flat() : ['*'],
    )
    .map(action => prefixPattern(action.split(':')[0]));
  return catalogue
    .prefixes()
    .filter(prefix => patterns.some(pattern => pattern.test(prefix)));
}

function prefixPattern(prefix: string): RegExp {
  const source = prefix
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i');
}
