import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import { evaluate } from '@backstage-irsa/iam-policy';
import { seenWorld } from '../../state/seen';
import type { OidcProvider } from '../../state/account';
import type { World } from '../../state/world';
import { findRole } from '../access/caller';
import { resourceControls } from '../access/controls';
import { namedPolicy } from '../access/policies';
import { ISSUER_THUMBPRINT, providerArn } from '../iam/oidcProviders';
import type { PublicContext } from '../operation';
import { AwsError } from '../protocol/error';
import { optional, text, type InputOf } from '../protocol/fields';
import { publicOperation } from '../query/operation';
import { assumeRoleFields, checkRoleArn } from './fields';
import {
  checkDuration,
  sessionPolicies,
  sessionXml,
  startSession,
  type TrustedRole,
} from './session';
import {
  checkExpiry,
  invalidIdentityToken,
  issuingCluster,
  readClaims,
  type WebIdentity,
  verificationKeyMissing,
  verifySignature,
} from './webIdentity';

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/**
 * Throws `AccessDenied` if the policy of the VPC endpoint does not allow the call. The call is not signed, so only a statement for everyone allows
 * it.
 *
 * Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide; "Troubleshoot access denied error messages", IAM User
 * Guide.
 */
function checkEndpointPolicy(
  { stsEndpointPolicy }: World,
  roleArn: string,
): void {
  if (stsEndpointPolicy === undefined) return;
  const { decision } = evaluate({
    principal: { kind: 'anonymous', arn: '' },
    action: ACTION,
    resource: roleArn,
    resourceAccount: accountIdOf(roleArn),
    identityPolicies: [],
    resourcePolicy: namedPolicy('endpoint policy', stsEndpointPolicy),
  });
  if (decision === 'Allowed') return;
  const why =
    decision === 'ExplicitlyDenied'
      ? 'with an explicit deny in a VPC endpoint policy'
      : `because no VPC endpoint policy allows the ${ACTION} action`;
  throw new AwsError(
    'AccessDenied',
    403,
    `Not authorized to perform ${ACTION} ${why}`,
  );
}

const input = {
  ...assumeRoleFields,
  WebIdentityToken: text({ min: 4, max: 20_000 }),
  ProviderId: optional(text({ min: 4, max: 2048 })),
};

/**
 * Exchanges a token for credentials of a role: the call that a pod with IRSA makes. If there are several faults, the first failed check is reported.
 * The order of the checks follows the observed behavior of AWS: the ARN, the format and claims of the token, the provider in the role's account,
 * audience, expiry, signature, and last the role with its trust policy. The error for the trust policy does not show whether the role exists.
 */
export const assumeRoleWithWebIdentity = publicOperation({
  name: 'AssumeRoleWithWebIdentity',
  write: false,
  input,
  target: ({ RoleArn }) => accountIdOf(RoleArn),
  run: async (wish, context) => {
    const { world, now } = context;
    checkRoleArn(wish.RoleArn);
    const identity = readClaims(wish.WebIdentityToken);
    checkRegion(world, wish.RoleArn, identity.issuer);
    const seen = seenWorld(world, 'trust', now);
    const provider = requireIssuer(seen, wish.RoleArn, identity.issuer);
    const audience = identity.audiences.find(candidate =>
      provider.clientIds.includes(candidate),
    );
    if (audience === undefined) {
      throw invalidIdentityToken('Incorrect token audience');
    }
    checkExpiry(identity.expiresAt, now);
    checkIssuerHost(world, wish.RoleArn, provider);
    await verifySignature(world, wish.WebIdentityToken, identity.issuer);
    const trusted = trustedRole(
      wish,
      { ...context, world: seen },
      provider,
      identity,
      audience,
    );
    checkEndpointPolicy(world, wish.RoleArn);
    checkDuration(trusted.role, wish);
    const policies = sessionPolicies(trusted.account, wish);
    const session = startSession(world, trusted, wish, {
      policies,
      tags: [],
      cluster: issuingCluster(world, identity.issuer)?.name,
    });
    return {
      SubjectFromWebIdentityToken: identity.subject,
      Audience: audience,
      ...sessionXml(session, wish),
      Provider: provider.arn,
    };
  },
});

/**
 * Throws `RegionDisabledException` if AWS STS is deactivated for the role's account in the region of the cluster. The sandbox has one endpoint for
 * all regions, and this call is unsigned, so the region is that of the cluster whose pods make the call.
 */
function checkRegion(world: World, roleArn: string, issuer: string): void {
  const account = world.accounts.get(accountIdOf(roleArn));
  const cluster = issuingCluster(world, issuer);
  if (account && account.inactiveStsRegions.has(cluster?.region ?? '')) {
    throw new AwsError(
      'RegionDisabledException',
      403,
      `STS is not activated in this region for account:${account.id}. Your account administrator can activate STS in this region using the IAM Console.`,
    );
  }
}

function requireIssuer(
  world: World,
  roleArn: string,
  issuer: string,
): OidcProvider {
  const named = world.accounts.get(accountIdOf(roleArn));
  const account =
    named?.partition === parseArn(roleArn)?.partition ? named : undefined;
  const url = issuer.replace(/^https:\/\//, '');
  const provider =
    account && account.oidcProviders.get(providerArn(account, url));
  if (!provider) {
    throw invalidIdentityToken(
      `No OpenIDConnect provider found in your account for ${issuer}`,
    );
  }
  return provider;
}

/** Throws if a planted fault breaks the connection between AWS and the issuer's host: unreachable keys or a wrong thumbprint. */
function checkIssuerHost(
  world: World,
  roleArn: string,
  { thumbprints, thumbprintChecks }: OidcProvider,
): void {
  const role = findRole(world, roleArn)?.role;
  if (role?.keyOutages) {
    role.keyOutages -= 1;
    throw verificationKeyMissing();
  }
  if (
    thumbprintChecks?.has(roleArn) &&
    !thumbprints.includes(ISSUER_THUMBPRINT)
  ) {
    throw invalidIdentityToken(
      "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
    );
  }
}

function trustedRole(
  wish: InputOf<typeof input>,
  { world, now }: PublicContext,
  provider: OidcProvider,
  identity: WebIdentity,
  audience: string,
): TrustedRole {
  const found = findRole(world, wish.RoleArn);
  const result =
    found &&
    evaluate({
      principal: {
        kind: 'federated',
        arn: provider.arn,
        accountId: found.account.id,
      },
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: wish.RoleArn,
      resourceAccount: found.account.id,
      identityPolicies: [],
      resourcePolicy: namedPolicy('trust policy', found.role.trustPolicy),
      resourceControlPolicies: resourceControls(world, found.account.id),
      context: {
        [`${provider.url}:sub`]: identity.subject,
        [`${provider.url}:aud`]: audience,
        'aws:FederatedProvider': provider.arn,
        'sts:RoleSessionName': wish.RoleSessionName,
        'aws:SourceIp': '127.0.0.1',
        'aws:SecureTransport': 'false',
        'aws:CurrentTime': now.toISOString(),
        'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
      },
    });
  if (!found || result?.decision !== 'Allowed') {
    throw new AwsError(
      'AccessDenied',
      403,
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
  }
  return found;
}
