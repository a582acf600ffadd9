import type { RightSizeProposal } from '../model/types';
import { specOf } from '../__testUtils__/specs';
import { brokenWay } from './way';

describe('why a proposal cannot be carried out by our plan', () => {
  it.each<[Partial<RightSizeProposal>, unknown[]]>([
    [{ way: 'plan', spec: specOf() }, []],
    [
      { way: 'plan' },
      [
        expect.objectContaining({
          field: 'drop',
          rule: 'nothing-to-take-away',
        }),
      ],
    ],
    [
      { way: 'manual', spec: specOf(), methodReason: 'Terraform made it.' },
      [
        {
          field: 'id',
          rule: 'no-automatic-plan',
          message: 'Terraform made it.',
        },
      ],
    ],
    [
      { way: 'none' },
      [expect.objectContaining({ field: 'id', rule: 'no-automatic-plan' })],
    ],
  ])('%j', (proposal, violations) => {
    expect(brokenWay(proposal as RightSizeProposal)).toEqual(violations);
  });
});
