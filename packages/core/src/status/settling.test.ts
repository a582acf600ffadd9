import type { LiveProof } from '../model/types';
import {
  accountWith,
  observedWith,
  podWith,
  UNINJECTED,
} from '../__testUtils__/observed';
import { absent, found } from '../model/observation';
import { verificationOf } from './verificationOf';

const observed = observedWith({ role: absent() });
const before = new Date(Date.parse(observed.at) - 1).toISOString();
const until = new Date(Date.parse(observed.at) + 60_000).toISOString();
const refused: LiveProof = {
  result: 'refused',
  at: observed.at,
  reason: 'AWS answered AccessDenied: Not authorized',
};

describe('a verification while IAM spreads what was written', () => {
  it('says of what is missing that it may come, and nothing to do', () => {
    const { verification } = verificationOf(observed, { settlingUntil: until });
    expect(verification.status).toBe('unknown');
    expect(verification.settling).toEqual({ until });
    const [late] = verification.checks.filter(({ id }) => id === 'role-exists');
    expect(late).toMatchObject({ result: 'unknown', remediation: null });
    expect(late.message).toContain(until);
    expect(verification.unknown?.reason).toBe(late.message);
  });

  it.each([
    ['settles', [{ service: 's3', access: 'read', resource: 'x' }], 'unknown'],
    ['is as it is', [], 'degraded'],
  ])('%s without policies and with grants %j', (_, grants, status) => {
    const none = { attachedPolicies: found([]), inlinePolicies: found([]) };
    const { verification } = verificationOf(observedWith({ ...none, grants }), {
      settlingUntil: until,
    });
    expect(verification.status).toBe(status);
    expect(Boolean(verification.settling)).toBe(grants.length > 0);
  });

  it('settles while IAM does not show the role that STS knows', () => {
    const liveProof: LiveProof = { result: 'proved', at: observed.at };
    const { verification } = verificationOf(
      observed,
      { settlingUntil: until },
      { liveProof },
    );
    expect(verification).toMatchObject({
      status: 'unknown',
      settling: { until },
    });
  });

  it('takes a refusal for none yet', () => {
    const healthy = observedWith();
    const { verification, proof } = verificationOf(
      healthy,
      { settlingUntil: until },
      { liveProof: refused },
    );
    expect(verification).toMatchObject({
      status: 'unknown',
      settling: { until },
      liveProof: { result: 'failed' },
    });
    expect(proof).toBeNull();
  });

  it.each([
    ['the time is over', before],
    ['nothing was written', undefined],
  ])('is broken when %s', (_, settlingUntil) => {
    const { verification } = verificationOf(observed, { settlingUntil });
    expect(verification.status).toBe('broken');
    expect(verification.settling).toBeUndefined();
  });

  it('is what it is where nothing is missing', () => {
    const { verification } = verificationOf(observedWith(), {
      settlingUntil: until,
    });
    expect(verification.status).toBe('verified');
    expect(verification.settling).toBeUndefined();
  });

  it('does not wait for an annotation that somebody else sets', () => {
    const { verification } = verificationOf(
      observedWith({
        ...{ role: absent(), serviceAccount: accountWith({}), known: {} },
        existing: { accountId: '111122223333', roleName: 'orders' },
      }),
      { settlingUntil: until },
    );
    expect(verification.status).toBe('unknown');
    expect(verification.settling).toBeUndefined();
    expect(verification.unknown?.reason).toMatch(/^Pending delivery/);
  });

  it('does not wait for what we do not write', () => {
    const pods = found([podWith({ containers: [UNINJECTED] })]);
    const { verification } = verificationOf(observedWith({ pods }), {
      settlingUntil: until,
    });
    expect(verification.status).toBe('broken');
  });
});
