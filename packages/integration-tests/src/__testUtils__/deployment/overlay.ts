import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAllYaml, type KubernetesObject } from '@kubernetes/client-node';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { fill } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { PROD, VALUES } from '../iam/files';

/** Of the repository. */
export const ROOT = join(__dirname, '../../../../..');

/** Where Backstage runs. */
export const NAMESPACE = 'backstage';

/** The ServiceAccount, and the role, that it runs as. */
export const BACKEND = 'backstage-irsa';
export const ROLE = `arn:aws:iam::${PROD}:role/${BACKEND}`;

/** The ServiceAccount of live proofs. */
export const TOKEN_REQUESTER = 'backstage-irsa-token-requester';

const OVERLAYS = 'deploy/kubernetes/overlays';

/** Debian's own where it stands: others of that name may be on the PATH. */
export const KUBECTL = existsSync('/usr/bin/kubectl')
  ? '/usr/bin/kubectl'
  : 'kubectl';

/** The objects of an overlay, as Kustomize writes them. */
export function overlay(name: string): KubernetesObject[] {
  const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone'];
  return loadAllYaml(
    execFileSync(KUBECTL, [...args, join(OVERLAYS, name)], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  );
}

/** The objects of one kind. */
export const ofKind = <T extends KubernetesObject>(
  objects: KubernetesObject[],
  kind: string,
): T[] => objects.filter(object => object.kind === kind) as T[];

/** The configuration of the overlay `eks`, with this external ID in it and nothing where other Secrets belong. */
export function eksConfig(
  externalId = '',
): Record<'auth' | 'aws' | 'irsa', JsonObject> {
  const file = join(ROOT, OVERLAYS, 'eks/app-config.eks.yaml');
  const text = fill(readFileSync(file, 'utf8'), {
    IRSA_EXTERNAL_ID: externalId,
    POSTGRES_CA: '',
  });
  return parse(text);
}

/** The trust policy of the role that Backstage runs as, in a cluster of that issuer. */
export function trustPolicyFor(issuer: string): PolicyDocument {
  const text = readFileSync(join(ROOT, 'deploy/aws/trust-policy.json'), 'utf8');
  return JSON.parse(
    fill(text, { ...VALUES, OIDC_PROVIDER: issuer.replace('https://', '') }),
  );
}
