import type { FaultId } from '../../model/faults';

/** Patterns of STS and SDK error messages, and the fault that each means. The first match counts. */
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
 * Returns the fault that an error text of AssumeRoleWithWebIdentity means; undefined if it fits several faults, such as a plain AccessDenied.
 * Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors", and public issue threads.
 */
export function faultOf(text: string): FaultId | undefined {
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}
