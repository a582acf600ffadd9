import type { Plants } from './types';
import { addOidcProvider } from '../iam';
import { switchToPodIdentity } from '../podIdentity';
import { findRunningService, findService, setTrust } from '../service';
import { subjectOf } from '@backstage-irsa/core/model';
import { createHash } from 'node:crypto';

/** The faults of the trust policy. */
export const trustPolicyFaults = {
  'old-issuer'(ref, world) {
    const service = findService(world, ref);
    const { cluster, account } = service;
    const id = createHash('sha256')
      .update(`${cluster.name} before it was made again`)
      .digest('hex')
      .slice(0, 32)
      .toUpperCase();
    const issuer = cluster.issuer.replace(/[^/]+$/, id);
    const { arn, url } = addOidcProvider(account, issuer, cluster.createdAt);
    setTrust(service, { provider: arn, keyPrefix: url });
  },
  'wrong-subject'(ref, world) {
    setTrust(findService(world, ref), {
      sub: subjectOf({ ...ref, namespace: `${ref.namespace}-old` }),
    });
  },
  'wildcard-under-equals'(ref, world) {
    setTrust(findService(world, ref), {
      sub: subjectOf({ ...ref, name: '*' }),
    });
  },
  'arn-prefixed-key'(ref, world) {
    const service = findService(world, ref);
    const { partition, id } = service.account;
    const prefix = `arn:${partition}:iam::${id}:oidc-provider/`;
    const issuer = service.cluster.issuer.replace('https://', '');
    setTrust(service, { keyPrefix: `${prefix}${issuer}` });
  },
  'mistyped-issuer-host'(ref, world) {
    const service = findService(world, ref);
    const { region, issuer } = service.cluster;
    setTrust(service, {
      keyPrefix: issuer
        .replace('https://', '')
        .replace(`oidc.eks.${region}`, `oidc.${region}.eks`),
    });
  },
  /** The service uses EKS Pod Identity, whose sessions carry tags that the trust policy does not allow. */
  'pod-identity-trust'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: ['sts:AssumeRole'],
    });
  },
  'no-subject'(ref, world) {
    setTrust(findService(world, ref), { sub: undefined });
  },
  'more-conditions'(ref, world) {
    setTrust(findService(world, ref), {
      more: { 'sts:RoleSessionName': `${ref.name}-nightly` },
    });
  },
  /** The OIDC provider and trust policy name the cluster's issuer by its dual-stack host, which no token contains. */
  'dual-stack-issuer'(ref, world) {
    const service = findService(world, ref);
    const { region, issuer } = service.cluster;
    const { arn, url } = addOidcProvider(
      service.account,
      issuer.replace(
        `oidc.eks.${region}.amazonaws.com`,
        `oidc-eks.${region}.api.aws`,
      ),
      world.now(),
    );
    setTrust(service, { provider: arn, keyPrefix: url });
  },
} satisfies Plants;
