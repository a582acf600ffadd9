import fc from 'fast-check';
import {
  consentHash,
  consentIn,
  consentOf,
  consentProblem,
} from './adoptionConsent';

const REF = { cluster: 'prod-eu', namespace: 'production', name: 'ledger' };
const NOW = new Date('2026-11-27T12:00:00Z');
const inHours = (hours: number) =>
  new Date(NOW.getTime() + hours * 60 * 60 * 1000);

describe('a consent to an adoption', () => {
  it('contains the SHA-256 hash of the ServiceAccount and its expiry', () => {
    // printf %s prod-eu/production/ledger | sha256sum | cut -c1-32
    expect(consentOf(REF, inHours(24))).toBe(
      'v1:19f5cb4a8aa21c35c2c78b58fe647a0f:2026-11-28T12:00:00Z',
    );
  });

  it.each([
    ['until its expiry', 1],
    ['for 7 days', 7 * 24],
  ])('is valid %s', (_, end) => {
    const consent = consentOf(REF, inHours(end));
    expect(consentProblem(consent, REF, NOW)).toBeUndefined();
  });

  it.each([
    ['is rejected after its expiry', consentOf(REF, inHours(0)), 'expired'],
    [
      'is rejected for more than 7 days',
      consentOf(REF, inHours(7 * 24 + 1)),
      '7 days',
    ],
    [
      'is rejected in another namespace',
      consentOf({ ...REF, namespace: 'evil' }, inHours(1)),
      'another ServiceAccount',
    ],
    [
      'is rejected in another cluster',
      consentOf({ ...REF, cluster: 'prod-us' }, inHours(1)),
      'another ServiceAccount',
    ],
    ['is rejected if it is only the word "allowed"', 'allowed', 'malformed'],
    [
      'is rejected with a trailing space',
      `${consentOf(REF, inHours(1))} `,
      'malformed',
    ],
    [
      'is rejected in uppercase',
      consentOf(REF, inHours(1)).toUpperCase(),
      'malformed',
    ],
    [
      'is rejected with a time that does not exist',
      `v1:${consentHash(REF)}:2026-11-31T25:00:00Z`,
      'malformed',
    ],
  ])('%s', (_, consent, problem) => {
    expect(consentProblem(consent, REF, NOW)).toContain(problem);
  });

  it('is rejected if a character of its version or hash differs', () => {
    const valid = consentOf(REF, inHours(1));
    fc.assert(
      fc.property(
        fc.nat(valid.indexOf(':2026')),
        fc.stringMatching(/^[0-9a-fv:]$/),
        (at, character) => {
          const text = valid.slice(0, at) + character + valid.slice(at + 1);
          expect(consentProblem(text, REF, NOW) === undefined).toBe(
            text === valid,
          );
        },
      ),
    );
  });

  it('is not read from an inherited property', () => {
    const proto = { 'backstage-irsa.dev/adopt': 'x' };
    expect(consentIn({})).toBeUndefined();
    expect(consentIn(Object.create(proto))).toBeUndefined();
  });
});
