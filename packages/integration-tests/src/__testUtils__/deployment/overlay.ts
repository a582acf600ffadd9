import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAllYaml, type KubernetesObject } from '@kubernetes/client-node';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { fill } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { PROD, VALUES } from '../iam/files';

/** The root folder of the repository. */
export const ROOT = join(__dirname, '../../../../..');

/** The namespace that Backstage runs in. */
export const NAMESPACE = 'backstage';

/** The ServiceAccount and role that Backstage runs as. */
export const BACKEND = 'backstage-irsa';
export const ROLE = `arn:aws:iam::${PROD}:role/${BACKEND}`;

/** The ServiceAccount for live proofs. */
export const TOKEN_REQUESTER = 'backstage-irsa-token-requester';

const OVERLAYS = 'deploy/kubernetes/overlays';

/** Debian's own kubectl if it is installed, because the PATH can contain others. */
export const KUBECTL = existsSync('/usr/bin/kubectl')
  ? '/usr/bin/kubectl'
  : 'kubectl';

/** Returns the objects of an overlay as Kustomize renders them. */
export function overlay(name: string): KubernetesObject[] {
  const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone'];
  return loadAllYaml(
    execFileSync(KUBECTL, [...args, join(OVERLAYS, name)], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  );
}

/** Returns the objects of one kind. */
export const ofKind = <T extends KubernetesObject>(
  objects: KubernetesObject[],
  kind: string,
): T[] => objects.filter(object => object.kind === kind) as T[];

/** Returns the configuration of the overlay `eks`, with this external ID and with empty values for other Secrets. */
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

/** Returns the trust policy of the role that Backstage runs as, for a cluster with that issuer. */
export function trustPolicyFor(issuer: string): PolicyDocument {
  const text = readFileSync(join(ROOT, 'deploy/aws/trust-policy.json'), 'utf8');
  return JSON.parse(
    fill(text, { ...VALUES, OIDC_PROVIDER: issuer.replace('https://', '') }),
  );
}
