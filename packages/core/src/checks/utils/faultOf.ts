/** What STS and the SDKs say, and the fault of the table that it means. The first that fits counts. */
const TEXTS: [RegExp, number][] = [
  [/service control policy|resource control policy/i, 35],
  [/no openidconnect provider found/i, 1],
  [/doesn't match configured thumbprint/i, 9],
  [/couldn't retrieve verification key|IDPCommunicationError/i, 10],
  [/incorrect token audience|token audience/i, 7],
  [/ExpiredToken|token (is |has )?expired/i, 11],
  [/requested DurationSeconds exceeds/i, 32],
  [/request arn is invalid|is invalid for arn|member must satisfy .*arn/i, 15],
  [/RegionDisabled|is not activated in (the|this) region/i, 50],
  [/scoped to a valid region/i, 24],
  [/partition|unknown endpoint|ENOTFOUND sts\./i, 23],
  [/issuer/i, 2],
];

/**
 * The fault that an error of AssumeRoleWithWebIdentity means, by its text; undefined for one that fits several, such as a plain AccessDenied.
 * Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors", and public issue threads.
 */
export function faultOf(text: string): number | undefined {
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}
