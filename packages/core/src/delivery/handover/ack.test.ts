import { desiredWith } from '../../__testUtils__/desired';
import { associatedWith, observedWith } from '../../__testUtils__/observed';
import { yamlOf } from '../__testUtils__/readers/files';
import { renderInputOf } from '../input';
import { handOver } from './ack';

const INPUT = renderInputOf(
  desiredWith({ mechanism: 'pod-identity' }),
  observedWith(associatedWith()),
);

it.each([
  ['takes over', handOver.takeOver, 'services.k8s.aws/adoption-policy'],
  ['releases', handOver.release, 'services.k8s.aws/deletion-policy'],
])('%s an association in the region of its cluster', (_, files, mark) => {
  const objects = yamlOf(files(INPUT).files, 'ack.yaml');
  const annotations = Object.fromEntries(
    objects.map(({ kind, metadata }) => [kind, metadata.annotations]),
  );
  expect(annotations.PodIdentityAssociation).toMatchObject({
    'services.k8s.aws/region': 'eu-west-1',
    [mark]: expect.any(String),
  });
  expect(annotations.Role).toEqual(
    expect.not.objectContaining({ 'services.k8s.aws/region': 'eu-west-1' }),
  );
});
