import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1ObjectMeta,
} from '@kubernetes/client-node';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import { describeKubernetesError } from '../observe/kubernetes/errors';
import { annotateServiceAccount } from './annotateServiceAccount';

const ROLE = EKS_ANNOTATIONS.roleArn;
const ARN = 'arn:aws:iam::111122223333:role/irsa/orders';
const namespace = 'production';

describe('annotateServiceAccount', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-annotate-'));
  let sandbox: Sandbox;
  let core: CoreV1Api;

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(join(directory, 'kubeconfig'));
    core = kubeConfig.makeApiClient(CoreV1Api);
  });
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  /** Applies the metadata as Argo CD does from Git. */
  const applied = async (name: string, metadata: V1ObjectMeta) => {
    const body = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, ...metadata },
    };
    const fieldManager = 'argocd-controller';
    const account = await core.patchNamespacedServiceAccount(
      { name, namespace, body, fieldManager, force: true },
      setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
    );
    return { namespace, name, uid: account.metadata?.uid ?? '' };
  };
  const metadataOf = async (name: string) =>
    (await core.readNamespacedServiceAccount({ name, namespace })).metadata;

  it('sets the given annotations, removes its earlier annotations that are omitted, and changes nothing else', async () => {
    const theirs = await applied('charted', {
      annotations: { theirs: 'kept' },
      labels: { app: 'orders' },
    });
    const annotate = (annotations: Record<string, string>) =>
      annotateServiceAccount(
        { ...theirs, annotations },
        { core: async () => core },
      );
    await annotate({ [ROLE]: ARN, [EKS_ANNOTATIONS.tokenExpiration]: '3600' });
    await annotate({ [ROLE]: ARN });
    const metadata = await metadataOf('charted');
    expect(metadata).toMatchObject({
      annotations: { theirs: 'kept', [ROLE]: ARN },
      labels: { app: 'orders' },
    });
    expect(
      metadata?.managedFields?.map(({ manager, operation, fieldsV1 }) => [
        ...[manager, operation, fieldsV1],
      ]),
    ).toContainEqual([
      'backstage-irsa',
      'Apply',
      { 'f:metadata': { 'f:annotations': { [`f:${ROLE}`]: {} } } },
    ]);
    await annotate({ [ROLE]: ARN });
    expect((await metadataOf('charted'))?.resourceVersion).toBe(
      metadata?.resourceVersion,
    );
    await annotate({});
    expect((await metadataOf('charted'))?.annotations).toEqual({
      theirs: 'kept',
    });
  });

  it('names the field manager that holds the annotation with another value', async () => {
    const theirs = await applied('held', { annotations: { [ROLE]: 'old' } });
    const before = await metadataOf('held');
    await expect(
      annotateServiceAccount(
        { ...theirs, annotations: { [ROLE]: ARN } },
        { core: async () => core },
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: `ServiceAccount production/held was not changed: argocd-controller holds .metadata.annotations.${ROLE} with another value. Change or remove the annotation in the source of that manager.`,
    });
    expect(await metadataOf('held')).toEqual(before);
  });

  it('reports what an admission policy of the cluster denies', async () => {
    const theirs = await applied('denied', {});
    const { disturbances } = sandbox.world;
    const service = 'kubernetes';
    const operation = 'patch serviceaccounts';
    disturbances.replace([{ kind: 'admission-policy', service, operation }]);
    const error = await annotateServiceAccount(
      { ...theirs, annotations: { [ROLE]: ARN } },
      { core: async () => core },
    ).catch(refusal => refusal);
    disturbances.replace([]);
    expect(describeKubernetesError(error, 'prod-eu')).toBe(
      `Cluster prod-eu answered 422: serviceaccounts "denied" is forbidden: ValidatingAdmissionPolicy 'sandbox.example.com' with binding 'sandbox-binding.example.com' denied request: the request was disturbed`,
    );
  });

  it.each(['recreated', 'deleted'])(
    'does not change or create a ServiceAccount that was %s',
    async name => {
      const { uid } = await applied(name, {});
      await core.deleteNamespacedServiceAccount({ name, namespace });
      if (name === 'recreated') await applied(name, {});
      await expect(
        annotateServiceAccount(
          { namespace, name, uid, annotations: { [ROLE]: ARN } },
          { core: async () => core },
        ),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: `ServiceAccount production/${name} was recreated or deleted meanwhile and was not changed. Plan again.`,
      });
      const left = await core.listNamespacedServiceAccount({ namespace });
      expect(
        left.items
          .filter(({ metadata }) => metadata?.name === name)
          .map(({ metadata }) => metadata?.annotations),
      ).toEqual(name === 'recreated' ? [undefined] : []);
    },
  );
});
