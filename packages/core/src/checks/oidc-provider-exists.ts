import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../model/annotations';
import { parseRoleArn } from '../arn/arn';
import { readTrustPolicy } from '../trust/read';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { fail, pass, undecided, unreadable, isFailure } from './utils/answer';
import { command } from '../model/shell';
import { isDualStack } from './utils/trustKeys';
import type { Check } from './types';

/** Returns the account that must contain the OIDC provider: the role's account. */
function accountOf({ serviceAccount, config }: Observed): string {
  const arn = valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
  return parseRoleArn(arn ?? '')?.accountId ?? config.accountId;
}

/** Explains why a provider for the dual-stack host does not help, if the trust policy names one. */
function dualStackNote({ role }: Observed, issuer: string): string {
  const document = valueOf(role)?.trust.document;
  const named = document
    ? readTrustPolicy(document).flatMap(({ issuers }) => issuers)
    : [];
  return named.some(other => isDualStack(other, issuer))
    ? ' A provider for its dual-stack host, which the trust policy names, does not help: no token has that issuer.'
    : '';
}

/** Checks whether the role's account has an OIDC provider for the cluster's issuer. */
export const check: Check = {
  meta: {
    id: 'oidc-provider-exists',
    link: 'oidc-provider',
    question: "Does the role's account have an OIDC provider for the cluster?",
    symptoms: [
      'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks…',
    ],
    requiredPermissions: ['iam:GetOpenIDConnectProvider'],
    faults: ['no-oidc-provider'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/oidc-provider-exists.md',
    needs: ['cluster-reachable', 'role-annotation'],
    provedByExchange: true,
  },
  settles: isFailure,
  run(observed) {
    const { oidcProvider } = observed;
    const issuer = valueOf(observed.cluster)?.issuer;
    if (issuer === undefined) return undecided('The issuer is not known.');
    const account = accountOf(observed);
    if (oidcProvider.state === 'unknown') {
      return unreadable(
        `The OIDC provider in account ${account}`,
        oidcProvider,
      );
    }
    if (oidcProvider.state === 'absent') {
      return fail(
        `Account ${account} has no OIDC provider for ${issuer}.${dualStackNote(
          observed,
          issuer,
        )}`,
        {
          sentence: `Create the OIDC provider in account ${account}.`,
          commands: [
            command(
              'aws',
              'iam',
              'create-open-id-connect-provider',
              '--url',
              issuer,
              '--client-id-list',
              DEFAULT_AUDIENCE,
            ),
          ],
        },
        'no-oidc-provider',
      );
    }
    return pass(`Account ${account} has an OIDC provider for ${issuer}.`);
  },
};
