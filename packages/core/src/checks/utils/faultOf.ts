import type { FaultId } from '../../model/faults';

/** What STS and the SDKs say, and the fault that it means. The first that fits counts. */
const TEXTS: [RegExp, FaultId][] = [
  [/service control policy|resource control policy/i, 'organization-denies'],
  [/no openidconnect provider found/i, 'no-oidc-provider'],
  [/doesn't match configured thumbprint/i, 'thumbprint'],
  [
    /couldn't retrieve verification key|IDPCommunicationError/i,
    'keys-unreachable',
  ],
  [/incorrect token audience|token audience/i, 'audience-differs'],
  [/ExpiredToken|token (is |has )?expired/i, 'expired-token'],
  [/requested DurationSeconds exceeds/i, 'session-too-long'],
  [
    /request arn is invalid|is invalid for arn|member must satisfy .*arn/i,
    'malformed-arn',
  ],
  [
    /RegionDisabled|is not activated in (the|this) region/i,
    'sts-region-inactive',
  ],
  [/scoped to a valid region/i, 'global-sts'],
  [/partition|unknown endpoint|ENOTFOUND sts\./i, 'wrong-partition'],
  [/issuer/i, 'old-issuer'],
];

/**
 * The fault that an error of AssumeRoleWithWebIdentity means, by its text; undefined for one that fits several, such as a plain AccessDenied.
 * Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors", and public issue threads.
 */
export function faultOf(text: string): FaultId | undefined {
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}
