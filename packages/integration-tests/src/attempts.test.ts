import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTEMPTS, SECURITY_ATTACKS } from './__testUtils__/attempts';
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

  it('stands in docs/attacks.md', () => {
    const text = readFileSync(
      join(__dirname, '../../../docs/attacks.md'),
      'utf8',
    );
    const rows = text
      .split('\n')
      .filter(line => line.startsWith('|'))
      .map(line => line.split('|').slice(1, -1))
      .map(cells => cells.map(cell => cell.trim()));
    const [, , ...documented] = rows;
    expect(documented).toEqual(
      Object.entries(SECURITY_ATTACKS).map(([key, { attack, control }]) => [
        attack,
        control,
        String(triedBy(key).length),
      ]),
    );
  });
});
