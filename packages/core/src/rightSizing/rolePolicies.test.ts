import { observedWith } from '../__testUtils__/observed';
import { found } from '../model/observation';
import { CUT_OFF_POLICY, denyEverything } from '../permissions/cutOffPolicy';
import { rolePolicies } from './rolePolicies';

it('omits only the policy that cuts off the role', () => {
  const document = denyEverything();
  const inline = (name: string) => ({
    name,
    document: { text: JSON.stringify(document), document, errors: [] },
  });
  const observed = observedWith({
    inlinePolicies: found([inline(CUT_OFF_POLICY), inline('somebody-s')]),
  });
  const names = rolePolicies(observed)
    .filter(({ arn }) => arn === undefined)
    .map(({ name }) => name);
  expect(names).toEqual(['somebody-s']);
});
