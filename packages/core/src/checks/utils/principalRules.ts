import { accountIdOf, parseArn } from '../../arn/arn';
import { letsInAnyAssociation, openNamespaces } from './podIdentityProbes';
import { POD_IDENTITY_SERVICE } from './podIdentityTrust';
import { letsInAll, letsInAnybody, type Probed } from './trustProbes';
import type { TrustRisk } from './trustRisk';

/** A rule about principals other than OIDC providers. */
type Rule = (linted: Probed) => TrustRisk | undefined;

/** Trusts everybody in AWS. */
export const openPrincipal: Rule = linted =>
  linted.statement.others.some(name => name === '*' || name === 'AWS: *') &&
  letsInAnybody(linted)
    ? {
        id: 'open-principal',
        text: 'trusts anybody in AWS',
        advice: 'name the trusted principals',
        fault: 'no-subject',
      }
    : undefined;

/** Returns the principals of other accounts that the statement admits without a further condition. */
function foreignOf(linted: Probed) {
  const own = accountIdOf(linted.roleArn);
  return linted.statement.others
    .filter(name => name.startsWith('AWS: '))
    .map(name => name.slice('AWS: '.length))
    .map(name => {
      const { accountId, resource = 'root' } = parseArn(name) ?? {};
      return { name, id: /^\d{12}$/.test(name) ? name : accountId, resource };
    })
    .filter(({ name, id }) => id && id !== own && letsInAll(linted, name, id));
}

/** Trusts all principals of another account. */
export const foreignAccount: Rule = linted => {
  const foreign = foreignOf(linted).find(({ resource }) => resource === 'root');
  return (
    foreign && {
      id: 'foreign-account',
      text: `trusts account ${foreign.id} without a condition that limits the principals`,
      advice: 'remove the account, or require an external ID',
    }
  );
};

/** Trusts one principal of another account. */
export const foreignPrincipal: Rule = linted => {
  const foreign = foreignOf(linted).find(({ resource }) => resource !== 'root');
  return (
    foreign && {
      id: 'foreign-principal',
      text: `trusts ${foreign.resource} of account ${foreign.id}`,
      advice: `confirm that it needs the role, and require an external ID if account ${foreign.id} belongs to another organization`,
      isDeliberate: true,
    }
  );
};

const trustsPodIdentity = ({ statement }: Probed) =>
  statement.others.includes(`Service: ${POD_IDENTITY_SERVICE}`);

/** Trusts every association of the account. */
export const openPodIdentity: Rule = linted =>
  trustsPodIdentity(linted) &&
  letsInAnyAssociation(linted, POD_IDENTITY_SERVICE)
    ? {
        id: 'open-pod-identity',
        text: 'lets every EKS Pod Identity association of the account use the role',
        advice:
          'add conditions on aws:RequestTag/eks-cluster-arn, aws:RequestTag/kubernetes-namespace and aws:RequestTag/kubernetes-service-account',
        fault: 'no-subject',
      }
    : undefined;

/** Trusts associations of namespaces that it does not name. */
export const openNamespace: Rule = linted => {
  if (!trustsPodIdentity(linted)) return undefined;
  if (letsInAnyAssociation(linted, POD_IDENTITY_SERVICE)) return undefined;
  const open = openNamespaces(linted, POD_IDENTITY_SERVICE);
  return (
    open && {
      id: 'open-namespace',
      text: `lets EKS Pod Identity use the role for associations of ${
        open.pattern === undefined
          ? 'any namespace'
          : `every namespace like ${open.pattern}`
      }`,
      advice:
        'name the namespaces in a condition on aws:RequestTag/kubernetes-namespace',
      fault: 'no-subject',
    }
  );
};
