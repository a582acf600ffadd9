import type { IamServiceAccountSpec, Violation } from '../types';
import { violation } from './violation';

/** The range of a projected token's lifetime, in seconds. @public */
export const TOKEN_EXPIRATION_SECONDS = { min: 600, max: 86_400 } as const;

// A client ID of an OIDC provider. No blanks, no invisible characters, and no characters that a policy treats as a pattern or a variable.
const AUDIENCE = /^[A-Za-z0-9][A-Za-z0-9._:/+=@-]*$/;
const AUDIENCE_LENGTH = 255;

function checkExpiration(seconds: number | undefined): Violation[] {
  const { min, max } = TOKEN_EXPIRATION_SECONDS;
  return seconds === undefined || (seconds >= min && seconds <= max)
    ? []
    : [
        violation(
          'tokenExpirationSeconds',
          'token-expiration-range',
          `A token lifetime of ${seconds} s is outside the range of ${min} to ${max} s.`,
        ),
      ];
}

function checkAudience(audience: string | undefined): Violation[] {
  if (audience === undefined) return [];
  if (audience.length > AUDIENCE_LENGTH) {
    return [
      violation(
        'audience',
        'audience-length',
        `The audience has ${audience.length} characters; IAM allows ${AUDIENCE_LENGTH}. Choose a shorter one.`,
      ),
    ];
  }
  return AUDIENCE.test(audience)
    ? []
    : [
        violation(
          'audience',
          'audience',
          `Invalid audience ${JSON.stringify(
            audience,
          )}. Use letters, digits and ._:/+=@-, beginning with a letter or digit.`,
        ),
      ];
}

/** Checks the lifetime and audience of the projected token. */
export function checkToken(spec: IamServiceAccountSpec): Violation[] {
  return [
    ...checkExpiration(spec.tokenExpirationSeconds),
    ...checkAudience(spec.audience),
  ];
}
