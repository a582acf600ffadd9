import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAllYaml, type V1ServiceAccount } from '@kubernetes/client-node';
import { patchKustomization } from '@backstage-irsa/core/delivery';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import { KUBECTL } from '../__testUtils__/deployment/overlay';

const CHANGES = {
  [EKS_ANNOTATIONS.roleArn]: 'arn:aws:iam::111122223333:role/irsa/orders',
  [EKS_ANNOTATIONS.tokenExpiration]: '3600',
};

const ACCOUNT =
  'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n';

const KUSTOMIZATIONS: [string, string, string][] = [
  ['resources only', 'orders', 'resources: [base.yaml]\n'],
  ['a namespace', 'orders', 'namespace: production\nresources:\n- base.yaml\n'],
  ['a name prefix', 'dev-orders', 'namePrefix: dev-\nresources: [base.yaml]\n'],
  [
    'a patch of the ServiceAccount',
    'orders',
    `resources: [base.yaml]
patches:
- patch: |-
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: orders
      labels: {a: b}
`,
  ],
];

describe('Kustomize builds what a patched kustomization describes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-kustomize-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(KUSTOMIZATIONS)('with %s', (_, name, before) => {
    const serviceAccount = { namespace: 'production', name };
    const patched = patchKustomization(before, serviceAccount, CHANGES);
    expect(patched).toEqual({ text: expect.any(String), warnings: [] });
    const text = 'text' in patched ? patched.text : '';
    writeFileSync(join(directory, 'base.yaml'), ACCOUNT);
    writeFileSync(join(directory, 'kustomization.yaml'), text);
    const built = loadAllYaml(
      execFileSync(KUBECTL, ['kustomize', directory], { encoding: 'utf8' }),
    ) as V1ServiceAccount[];
    expect(built.map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({ name, annotations: CHANGES }),
    ]);
  });
});
