import type { ApprovalGate } from '@backstage-irsa/plugin-irsa-node';
import { GROUP_GATE, Gates } from './Gates';

const gateOf = (id: string): ApprovalGate => ({
  id,
  decide: async () => ({ decision: 'pending' }),
});
const ruleOf = (gate?: string) => ({ name: 'a', approvers: [], gate });

describe('approval gates', () => {
  it('are selected by rule: the gate that it names, or the group gate', () => {
    const [groups, tickets] = [gateOf(GROUP_GATE), gateOf('tickets')];
    const gates = new Gates([groups, tickets], [ruleOf('tickets'), ruleOf()]);
    expect(gates.of(ruleOf())).toBe(groups);
    expect(gates.of(ruleOf('tickets'))).toBe(tickets);
  });

  it('prevent startup when a rule names an unknown gate or 2 gates have the same ID', () => {
    const groups = gateOf(GROUP_GATE);
    expect(() => new Gates([groups], [ruleOf('tickets')])).toThrow(
      'The rule "a" of irsa.approvals names the gate "tickets", which no backend module adds.',
    );
    expect(() => new Gates([groups, gateOf(GROUP_GATE)], [])).toThrow(
      'the same id',
    );
  });
});
