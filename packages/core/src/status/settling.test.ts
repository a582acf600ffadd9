import type { LiveProof } from '../model/types';
import {
  accountWith,
  observedWith,
  podWith,
  UNINJECTED,
} from '../__testUtils__/observed';
import { absent, found } from '../model/observation';
import { timeText } from '../model/timeText';
import { verificationOf } from './verificationOf';

const observed = observedWith({ role: absent() });
const before = new Date(Date.parse(observed.at) - 1).toISOString();
const until = new Date(Date.parse(observed.at) + 60_000).toISOString();
const refused: LiveProof = {
  result: 'refused',
  at: observed.at,
  reason: 'AWS answered AccessDenied: Not authorized',
};

describe('a verification while IAM changes propagate', () => {
  it('reports a missing object as unknown until the end of propagation, without a remediation', () => {
    const { verification } = verificationOf(observed, { settlingUntil: until });
    expect(verification.status).toBe('unknown');
    expect(verification.settling).toEqual({ until });
    const [late] = verification.checks.filter(({ id }) => id === 'role-exists');
    expect(late).toMatchObject({ result: 'unknown', remediation: null });
    expect(late.message).toContain(timeText(until));
    expect(verification.unknown?.reason).toBe(late.message);
  });

  it.each([
    ['settles', [{ service: 's3', access: 'read', resource: 'x' }], 'unknown'],
    ['is degraded', [], 'degraded'],
  ])('%s without policies and with grants %j', (_, grants, status) => {
    const none = { attachedPolicies: found([]), inlinePolicies: found([]) };
    const { verification } = verificationOf(observedWith({ ...none, grants }), {
      settlingUntil: until,
    });
    expect(verification.status).toBe(status);
    expect(Boolean(verification.settling)).toBe(grants.length > 0);
  });

  it('settles while IAM does not return a role that STS already accepts', () => {
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

  it('treats a refusal as a failed live proof', () => {
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
    ['the time of propagation is over', before],
    ['Backstage wrote nothing', undefined],
  ])('is broken when %s', (_, settlingUntil) => {
    const { verification } = verificationOf(observed, { settlingUntil });
    expect(verification.status).toBe('broken');
    expect(verification.settling).toBeUndefined();
  });

  it('is verified when nothing is missing', () => {
    const { verification } = verificationOf(observedWith(), {
      settlingUntil: until,
    });
    expect(verification.status).toBe('verified');
    expect(verification.settling).toBeUndefined();
  });

  it('does not settle for an annotation that is set outside Backstage', () => {
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

  it('does not settle for objects that Backstage does not write', () => {
    const pods = found([podWith({ containers: [UNINJECTED] })]);
    const { verification } = verificationOf(observedWith({ pods }), {
      settlingUntil: until,
    });
    expect(verification.status).toBe('broken');
  });
});
