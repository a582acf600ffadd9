import { ATTEMPTS, SECURITY_ATTACKS } from './__testUtils__/attempts';
import { writeReport } from './__testUtils__/report';
import {
  policyGuardrails,
  requestGuardrails,
} from '@backstage-irsa/core/planning';

/** Tried by a test of its own, since nothing of it is refused. */
const OF_ITS_OWN: Record<string, string> = {
  names: 'keeps apart names that are equal once joined',
};
const triedBy = (key: string): string[] => [
  ...ATTEMPTS.filter(({ attack }) => attack === key).map(({ name }) => name),
  ...(OF_ITS_OWN[key] ? [OF_ITS_OWN[key]] : []),
];

describe('the table of attempts', () => {
  it.each([...requestGuardrails, ...policyGuardrails])(
    'tries the guardrail %p',
    guardrail => {
      const tried = ATTEMPTS.filter(row => row.guardrail === guardrail);
      expect(tried.length).toBeGreaterThan(0);
    },
  );

  it.each(Object.keys(SECURITY_ATTACKS))('tries the attack %s', key => {
    expect(triedBy(key).length).toBeGreaterThan(0);
  });

  it('names each attempt once', () => {
    const names = ATTEMPTS.map(({ name }) => name);
    expect(names).toHaveLength(new Set(names).size);
  });

  afterAll(() =>
    writeReport('attacks', [
      ['attack', 'control', 'attempts'],
      ...Object.entries(SECURITY_ATTACKS).map(([key, { attack, control }]) => [
        attack,
        control,
        String(triedBy(key).length),
      ]),
    ]),
  );
});
