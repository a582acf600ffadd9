import { desiredWith } from '../../__testUtils__/desired';
import { associatedWith, observedWith } from '../../__testUtils__/observed';
import { absent } from '../../model/observation';
import { yamlOf } from '../__testUtils__/readers/files';
import { EXTERNAL_NAME, WITHOUT_DELETION } from '../crossplane';
import { renderInputOf } from '../input';
import { handOver } from './crossplane';

it.each([
  [
    'the external name of an existing association',
    {},
    { [EXTERNAL_NAME]: 'a-1' },
  ],
  [
    'no external name for a missing association',
    { association: absent<never>() },
    undefined,
  ],
])('releases %s', (_, change, annotations) => {
  const input = renderInputOf(
    desiredWith({ mechanism: 'pod-identity' }),
    observedWith({ ...associatedWith(), ...change }),
  );
  const association = yamlOf(
    handOver.release(input).files,
    'crossplane.yaml',
  ).find(({ kind }) => kind === 'PodIdentityAssociation');
  expect(association?.metadata.annotations).toEqual(annotations);
  expect(association?.spec).toMatchObject({
    managementPolicies: WITHOUT_DELETION,
  });
});
