import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  DEFAULT_AUDIENCE,
  EKS_ANNOTATIONS,
  readTrustPolicy,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed, ObservedOidcProvider } from '../observe/types';
import { fail, pass, undecided } from './answer';
import { command } from './shell';
import { claimsOf, type TokenClaims } from './trust';
import { restartAll } from './restart';
import type { Check, Remedy } from './types';

/** The audiences that the trust policy wants of this provider; undefined when it asks for none in some statement. */
function trustedAudiences(
  document: PolicyDocument,
  claims: TokenClaims,
): string[] | undefined {
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
      .flatMap(({ values }) => values),
  );
  return wanted.some(values => values.length === 0) ? undefined : wanted.flat();
}

function asPattern(text: string): RegExp {
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function checkTrust(observed: Observed, claims: TokenClaims) {
  const role = valueOf(observed.role);
  const document = role?.trust.document;
  const wanted = document && trustedAudiences(document, claims);
  if (!role || !wanted || wanted.length === 0) return undefined;
  if (wanted.some(value => asPattern(value).test(claims.audience))) {
    return undefined;
  }
  return fail(
    `The trust policy of role ${role.name} asks for audience ${wanted
      .map(value => JSON.stringify(value))
      .join(' or ')}, and tokens carry ${JSON.stringify(claims.audience)}.`,
    {
      sentence: `In the trust policy of ${role.arn} set "${claims.issuer}:aud" to "${claims.audience}".`,
    },
    7,
  );
}

/** An annotation of its own is the stranger; without one the provider lacks AWS's. */
function providerRemedy(
  observed: Observed,
  provider: ObservedOidcProvider,
  audience: string,
): Remedy {
  if (audience !== DEFAULT_AUDIENCE) {
    return {
      sentence: `Take the annotation ${EKS_ANNOTATIONS.audience} away, so that tokens carry ${DEFAULT_AUDIENCE}, and make the pods again.`,
      commands: [
        command(
          'kubectl',
          'annotate',
          'serviceaccount',
          observed.ref.name,
          '-n',
          observed.ref.namespace,
          `${EKS_ANNOTATIONS.audience}-`,
        ),
        ...restartAll(observed),
      ],
    };
  }
  return {
    sentence: `Let the OIDC provider take the audience ${audience}.`,
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

/** Whether ServiceAccount, OIDC provider and trust policy speak of one audience. */
export const check: Check = {
  meta: {
    id: 'audience',
    link: 'oidc-provider',
    question:
      'Do ServiceAccount, OIDC provider and trust policy speak of one audience?',
    symptoms: ['InvalidIdentityToken: Incorrect token audience'],
    reads: ['iam:GetOpenIDConnectProvider', 'iam:GetRole'],
    faults: [7, 30],
    mechanisms: ['irsa'],
    docs: 'docs/checks/audience.md',
    needs: ['provider-exists'],
    provedByExchange: true,
  },
  run(observed) {
    const claims = claimsOf(observed);
    const provider = valueOf(observed.oidcProvider);
    if (!claims || !provider) {
      return undecided('The OIDC provider is not known.');
    }
    if (!provider.clientIds.includes(claims.audience)) {
      const present = provider.clientIds.map(id => JSON.stringify(id));
      return fail(
        `The OIDC provider takes audience ${
          present.join(', ') || 'none'
        }, and tokens carry ${JSON.stringify(claims.audience)}.`,
        providerRemedy(observed, provider, claims.audience),
        claims.audience === DEFAULT_AUDIENCE ? 30 : 7,
      );
    }
    return (
      checkTrust(observed, claims) ??
      pass(`All speak of audience ${claims.audience}.`)
    );
  },
};
