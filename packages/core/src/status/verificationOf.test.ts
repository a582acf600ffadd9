import type { LiveProof } from '../model/types';
import {
  accountWith,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { absent, unknown } from '../model/observation';
import type { Observed } from '../model/observed';
import { verificationOf, type LastVerification } from './verificationOf';

const PROVED: LiveProof = {
  result: 'proved',
  at: '2026-11-20T10:00:00.000Z',
  assumedRoleArn: 'arn:aws:sts::111122223333:assumed-role/orders/proof',
};
const REFUSED: LiveProof = {
  result: 'refused',
  at: '2026-11-20T11:00:00.000Z',
  reason: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
};
const FAILED: LiveProof = {
  result: 'failed',
  at: '2026-11-20T12:00:00.000Z',
  reason: 'The cluster gave no token.',
};

/** Returns the last verification after a live proof of the observed state. */
function after(liveProof: LiveProof, observed: Observed): LastVerification {
  const { verification, proof } = verificationOf(observed, {}, { liveProof });
  return { state: verification, ...(proof && { proof }) };
}

const liveProofCheck = ({ checks }: { checks: { id: string }[] }) =>
  checks.find(({ id }) => id === 'live-proof');

describe('a live proof', () => {
  const observed = observedWith();

  it('records the role, trust policy, and ServiceAccount that it was made for', () => {
    const { verification } = verificationOf(
      observed,
      {},
      { liveProof: PROVED },
    );
    expect(verification.liveProof).toEqual({
      ...PROVED,
      madeFor: {
        roleId: 'AROA0123456789ABCDEF',
        trustPolicy: expect.stringMatching(/^[0-9a-f]{64}$/),
        serviceAccountUid: expect.any(String),
      },
    });
  });

  it('is kept with its time by a verification without a new one, and still counts for checks', () => {
    const last = after(PROVED, observed);
    const { verification, proof } = verificationOf(observed, last);
    expect(verification.liveProof).toEqual(last.state && last.proof?.liveProof);
    expect(proof).toEqual(last.proof);
    expect(liveProofCheck(verification)).toMatchObject({ result: 'pass' });
  });

  it.each<[string, Partial<Observed>, string[]]>([
    [
      'the trust policy',
      { role: roleWith(trustOf({ audience: 'vault' })) },
      ['trust-policy'],
    ],
    [
      'the role, which was recreated',
      { role: roleWith(trustOf(), { id: 'AROA2' }) },
      ['role'],
    ],
    [
      'the role annotation of the ServiceAccount',
      {
        serviceAccount: accountWith({
          'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/x',
        }),
      },
      ['service-account'],
    ],
    ['the OIDC provider', { oidcProvider: absent() }, ['oidc-provider']],
    [
      'the role, which was deleted',
      { role: absent() },
      ['trust-policy', 'role'],
    ],
  ])(
    'from before a change of %s is marked as changed, and does not count for checks',
    (_, change, changedSince) => {
      const last = after(PROVED, observed);
      const { verification, proof } = verificationOf(
        observedWith(change),
        last,
      );
      expect(verification.liveProof).toMatchObject({ ...PROVED, changedSince });
      expect(liveProofCheck(verification)).toBeUndefined();
      expect(verification.checks).not.toContainEqual(
        expect.objectContaining({ evidence: 'proved' }),
      );
      // The proof is valid again when the change is reverted.
      const back = verificationOf(observed, {
        ...last,
        proof: proof ?? undefined,
      });
      expect(back.verification.liveProof?.changedSince).toBeUndefined();
    },
  );

  it('is not marked as changed when data could not be read, and does not count for checks', () => {
    const blind = observedWith({ role: unknown('Throttled.') });
    const { verification } = verificationOf(blind, after(PROVED, observed));
    expect(verification.liveProof?.changedSince).toBeUndefined();
    expect(liveProofCheck(verification)).toBeUndefined();
    expect(verification.status).toBe('unknown');
  });

  it('is replaced by a newer refusal, which is kept until a new proof', () => {
    const refused = after(REFUSED, observed);
    expect(refused.state?.status).toBe('broken');
    const { verification } = verificationOf(observed, refused);
    expect(verification).toMatchObject({
      status: 'broken',
      liveProof: REFUSED,
    });
    const proved = verificationOf(observed, refused, { liveProof: PROVED });
    expect(proved.verification).toMatchObject({ liveProof: PROVED });
    expect(proved.verification.status).not.toBe('broken');
  });

  it('that failed is shown once, and does not replace the last proof', () => {
    const last = after(PROVED, observed);
    const { verification, proof } = verificationOf(observed, last, {
      liveProof: FAILED,
    });
    expect(verification.liveProof).toMatchObject(FAILED);
    expect(proof).toEqual(last.proof);
    const next = verificationOf(observed, {
      state: verification,
      ...(proof && { proof }),
    });
    expect(next.verification.liveProof).toMatchObject(PROVED);
  });

  it('is hidden but kept with EKS Pod Identity', () => {
    const last = after(PROVED, observed);
    const moved = verificationOf(
      observedWith({ mechanism: 'pod-identity' }),
      last,
    );
    expect(moved.verification.liveProof).toBeNull();
    expect(moved.proof).toEqual(last.proof);
  });

  it('of a role that was cut off does not count after access is restored', () => {
    const cutOff = {
      at: '2026-11-20T09:00:00.000Z',
      by: 'user:default/a',
      reason: 'An incident.',
    } as Observed['cutOff'];
    const last = after(REFUSED, observedWith({ cutOff }));
    const { verification } = verificationOf(observed, last);
    expect(verification.liveProof?.changedSince).toEqual(['permissions']);
    expect(liveProofCheck(verification)).toBeUndefined();
  });
});

describe('an unknown status', () => {
  const blind = (at: string) =>
    observedWith({ at, role: unknown('AWS throttled iam:GetRole.') });

  it('has a reason, a start time, and the last known status', () => {
    const seen = observedWith({ at: '2026-11-20T08:00:00.000Z' });
    const { verification: known } = verificationOf(seen, {});
    const first = verificationOf(blind('2026-11-20T09:00:00.000Z'), {
      state: known,
    }).verification;
    expect(first).toMatchObject({
      status: 'unknown',
      unknown: {
        reason: expect.stringContaining('AWS throttled iam:GetRole.'),
        since: '2026-11-20T09:00:00.000Z',
        lastKnown: { status: known.status, at: '2026-11-20T08:00:00.000Z' },
      },
    });
    const { verification: second } = verificationOf(
      blind('2026-11-20T10:00:00.000Z'),
      { state: first },
    );
    expect(second.unknown).toEqual(first.unknown);
    const { verification: again } = verificationOf(seen, { state: second });
    expect(again.unknown).toBeUndefined();
  });

  it('has no last known status before the first decided verification', () => {
    const { unknown: state } = verificationOf(blind('now'), {}).verification;
    expect(state).toMatchObject({ since: 'now', lastKnown: null });
  });
});
