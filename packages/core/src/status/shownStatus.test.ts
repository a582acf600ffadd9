import type { LiveProof } from '../model/types';
import { shownStatus } from './shownStatus';

const proof = (
  result: LiveProof['result'],
  changedSince?: LiveProof['changedSince'],
): LiveProof => ({ result, at: '2026-11-20T10:00:00.000Z', changedSince });

it.each([
  ['verified', 'verified', proof('proved')],
  ['checksPass', 'verified', null],
  ['checksPass', 'verified', proof('failed')],
  ['checksPass', 'verified', proof('refused', ['trust-policy'])],
  ['provedBefore', 'verified', proof('proved', ['role'])],
  ['degraded', 'degraded', proof('proved')],
  ['broken', 'broken', proof('refused')],
  ['unknown', 'unknown', proof('proved')],
] as const)('is %s for %s checks and proof %j', (shown, status, liveProof) => {
  expect(shownStatus({ status, liveProof })).toBe(shown);
});

it.each([
  ['settling', 'unknown'],
  // Broken for a reason that propagation cannot fix.
  ['broken', 'broken'],
] as const)('is %s for %s checks right after a write', (shown, status) => {
  const settling = { until: '2026-11-20T10:02:00.000Z' };
  expect(shownStatus({ status, liveProof: null, settling })).toBe(shown);
});
