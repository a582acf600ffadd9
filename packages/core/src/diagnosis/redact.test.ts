import { redact } from './redact';

/** Invented secrets in real formats. */
const JWT = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl-_x`;
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY12';

it.each([
  ['a token', `token was ${JWT} here`, JWT],
  [
    'the beginning of a token',
    `WebIdentityToken=${JWT.slice(0, 30)}`,
    JWT.slice(0, 30),
  ],
  [
    'a long-term access key ID',
    'key AKIAIOSFODNN7EXAMPLE',
    'AKIAIOSFODNN7EXAMPLE',
  ],
  [
    'a temporary access key ID',
    'ASIAIOSFODNN7EXAMPLE is',
    'ASIAIOSFODNN7EXAMPLE',
  ],
  ['a secret access key', `found ${SECRET} in env`, SECRET],
  [
    'a secret access key without digits',
    'found dluUmfaTFJaA/AFneWIIXPvOQoGUZGaVrNHZpbIw in env',
    'dluUmfaTFJaA/AFneWIIXPvOQoGUZGaVrNHZpbIw',
  ],
  [
    'a secret without digits in an environment variable',
    'AWS_SECRET_ACCESS_KEY=dluUmfaTFJaA/AFneWIIXPvOQoGUZGaVrNHZpbIw',
    'dluUmfaTFJaA/AFneWIIXPvOQoGUZGaVrNHZpbIw',
  ],
  [
    'a secret in an environment variable',
    'AWS_SECRET_ACCESS_KEY=abc123def456',
    'abc123def456',
  ],
  [
    'a secret in a JSON field',
    '{"sessionToken":"abc123def456"}',
    'abc123def456',
  ],
  [
    'an Authorization header',
    'Authorization: Bearer abc123def456',
    'abc123def456',
  ],
])('hides %s', (_, text, secret) => {
  expect(redact(text)).not.toContain(secret);
  expect(redact(text)).toContain('<redacted>');
});

it.each([
  'AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  'Failed to get authorization token: NoCredentialProviders: no valid providers in chain',
  'serviceaccount/token: permission denied',
  'SecretName: EksClusterStackNodegroupDefaultInstanceRoleOfTheTeam',
  'secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-1aBc2D',
  'User: arn:aws:sts::111122223333:assumed-role/EksClusterStackNodegroupDefaultInstanceRole5AB1C234/i-0e5afb93460d609d2',
  'Token expired: current date/time 1624482533 must be before the expiration date/time1624482335',
])('does not change %s', text => {
  expect(redact(text)).toBe(text);
});

// A regular expression with heavy backtracking would never finish.
it('finishes for the longest text that repeats one part, and does not make it longer', () => {
  for (const part of ['token', 'eyJhbGciOi.', 'arn:aws:', 'aA1', 'secret-']) {
    const text = part.repeat(20_000 / part.length);
    expect(redact(text).length).toBeLessThanOrEqual(text.length);
  }
});
