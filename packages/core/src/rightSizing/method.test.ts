import type { RightSizeProposal } from '../model/types';
import { specOf } from '../__testUtils__/specs';
import { brokenMethod } from './method';

describe('brokenMethod', () => {
  it.each<[Partial<RightSizeProposal>, unknown[]]>([
    [{ method: 'plan', spec: specOf() }, []],
    [
      { method: 'plan' },
      [
        expect.objectContaining({
          field: 'drop',
          rule: 'nothing-to-remove',
        }),
      ],
    ],
    [
      { method: 'manual', spec: specOf(), methodReason: 'Terraform made it.' },
      [
        {
          field: 'id',
          rule: 'no-automatic-plan',
          message: 'Terraform made it.',
        },
      ],
    ],
    [
      { method: 'none' },
      [expect.objectContaining({ field: 'id', rule: 'no-automatic-plan' })],
    ],
  ])('returns the violations of %j', (proposal, violations) => {
    expect(brokenMethod(proposal as RightSizeProposal)).toEqual(violations);
  });
});
