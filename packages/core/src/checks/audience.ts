import { matchPattern, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../model/annotations';
import { readTrustPolicy } from '../trust/read';
import { valueOf } from '../model/observation';
import type { Observed, ObservedOidcProvider } from '../model/observed';
import { annotate } from './utils/annotate';
import { fail, pass, undecided, isFailure } from './utils/answer';
import { fixTrustPolicy } from './utils/fixTrustPolicy';
import { command } from '../model/shell';
import { claimsOf, type TokenClaims } from './utils/trust';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, Remediation } from './types';

/** An audience that a condition of the trust policy requires. */
interface WantedAudience {
  value: string;
  ignoreCase: boolean;
}

/** Returns the audiences that the trust policy requires for this OIDC provider; undefined if a matching statement requires none. */
function trustedAudiences(
  document: PolicyDocument,
  claims: TokenClaims,
): WantedAudience[] | undefined {
  const key = `${claims.issuer}:aud`.toLocaleLowerCase('en-US');
  const statements = readTrustPolicy(document).filter(
    ({ effect, federated }) =>
      effect === 'Allow' && federated.includes(claims.providerArn),
  );
  const wanted = statements.map(({ conditions }) =>
    conditions
      .filter(
        condition =>
          condition.key.toLocaleLowerCase('en-US') === key &&
          !/Not|Null/.test(condition.operator),
      )
      .flatMap(({ operator, values }) =>
        values.map(value => ({
          value,
          ignoreCase: operator.includes('IgnoreCase'),
        })),
      ),
  );
  return wanted.some(values => values.length === 0) ? undefined : wanted.flat();
}

/** Quotes the text and escapes invisible characters. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cf}\p{Zl}\p{Zp}\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Removes white space and invisible characters. */
function bare(text: string): string {
  return text.replace(/[\s\p{Cf}]/gu, '');
}

function checkTrust(observed: Observed, claims: TokenClaims) {
  const role = valueOf(observed.role);
  const document = role?.trust.document;
  const wanted = document && trustedAudiences(document, claims);
  if (!role || !document || !wanted || wanted.length === 0) return undefined;
  const isMet = wanted.some(({ value, ignoreCase }) =>
    matchPattern(value, claims.audience, { ignoreCase }),
  );
  if (isMet) return undefined;
  const answer = fail(
    `The trust policy of role ${role.name} requires audience ${wanted
      .map(({ value }) => quoted(value))
      .join(' or ')}, but tokens have ${quoted(claims.audience)}.`,
    trustPolicyRemediation(
      role,
      fixTrustPolicy(document, claims),
      `In the trust policy of role ${role.name}, require "${claims.issuer}:aud" = "${claims.audience}".`,
    ),
    'audience-differs',
  );
  return { ...answer, link: 'trust-policy' as const };
}

/** Recommends removing a custom audience annotation. Without one, recommends adding the AWS default audience to the OIDC provider. */
function providerRemediation(
  observed: Observed,
  provider: ObservedOidcProvider,
  audience: string,
): Remediation {
  if (audience !== DEFAULT_AUDIENCE) {
    return annotate(
      observed,
      { key: EKS_ANNOTATIONS.audience, value: undefined },
      `Remove the annotation ${EKS_ANNOTATIONS.audience} so that tokens have audience ${DEFAULT_AUDIENCE}, and restart the pods.`,
    );
  }
  return {
    sentence: `Add audience ${audience} to the OIDC provider.`,
    commands: [
      command(
        'aws',
        'iam',
        'add-client-id-to-open-id-connect-provider',
        '--open-id-connect-provider-arn',
        provider.arn,
        '--client-id',
        audience,
      ),
    ],
  };
}

/** Checks whether ServiceAccount, OIDC provider, and trust policy use the same audience. A failure is reported at the link that must change. */
export const check: Check = {
  meta: {
    id: 'audience',
    link: 'oidc-provider',
    question:
      'Do ServiceAccount, OIDC provider and trust policy use the same audience?',
    symptoms: ['InvalidIdentityToken: Incorrect token audience'],
    requiredPermissions: ['iam:GetOpenIDConnectProvider', 'iam:GetRole'],
    faults: ['audience-differs', 'client-id-missing'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/audience.md',
    needs: ['oidc-provider-exists'],
    provedByExchange: true,
  },
  settles: isFailure,
  run(observed) {
    const claims = claimsOf(observed);
    const provider = valueOf(observed.oidcProvider);
    if (!claims || !provider) {
      return undecided('The OIDC provider is not known.');
    }
    if (!provider.clientIds.includes(claims.audience)) {
      const { clientIds } = provider;
      const nearly = clientIds.some(id => bare(id) === claims.audience);
      const answer = fail(
        `The OIDC provider accepts audience ${
          clientIds.map(quoted).join(', ') || 'none'
        }, but tokens have ${quoted(claims.audience)}.`,
        providerRemediation(observed, provider, claims.audience),
        claims.audience === DEFAULT_AUDIENCE && !nearly
          ? 'client-id-missing'
          : 'audience-differs',
      );
      return claims.audience === DEFAULT_AUDIENCE
        ? answer
        : { ...answer, link: 'service-account' };
    }
    return (
      checkTrust(observed, claims) ??
      pass(
        `ServiceAccount, OIDC provider and trust policy use audience ${claims.audience}.`,
      )
    );
  },
};
