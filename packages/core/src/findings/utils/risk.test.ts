import type { Risk } from '../../model/types';
import { worstRisk } from './risk';

const risk = (id: string, severity: Risk['severity']): Risk => ({
  id,
  severity,
  message: '',
});

describe('worstRisk', () => {
  it.each([
    [[], undefined],
    [[risk('service-wildcard', 'low')], 'low'],
    [[risk('a', 'low'), risk('b', 'high'), risk('c', 'medium')], 'high'],
    [[risk('a', 'high'), risk('admin-equivalent', 'high')], 'critical'],
    [[risk('privilege-escalation-self', 'high')], 'critical'],
    [[risk('privilege-escalation-self', 'medium')], 'medium'],
    [[risk('privilege-escalation-roles', 'high')], 'high'],
  ])('returns for %j the severity %s', (risks, worst) => {
    expect(worstRisk(risks)).toBe(worst);
  });
});
