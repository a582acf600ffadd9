import {
  PatchStrategy,
  setHeaderOptions,
  type CoreV1Api,
} from '@kubernetes/client-node';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import { TOOLS, type InGit } from '../__testUtils__/gitOpsTools';
import {
  annotateServiceAccount,
  toServiceAccount,
} from '../__testUtils__/internals';

const ROUNDS = 20;
const ROLE = EKS_ANNOTATIONS.roleArn;
const ARN = 'arn:aws:iam::111122223333:role/irsa/charted';
const BY_HAND = 'example.com/by-hand';

/** Returns the state in Git for a round. It changes every tenth round. */
const inGit = (name: string, round: number, namespace: string): InGit => ({
  namespace,
  name,
  labels: { 'app.kubernetes.io/version': `1.${Math.floor(round / 10)}` },
  annotations: { 'example.com/theirs': 'kept' },
});

/** Tests alternating writes by other tools and the plugin to one ServiceAccount on a genuine API server. */
// eslint-disable-next-line jest/no-export -- run on an API server that is started already
export function describeOtherTools(
  getCore: () => CoreV1Api,
  namespace: string,
): void {
  const read = async (name: string) =>
    (await getCore().readNamespacedServiceAccount({ namespace, name }))
      .metadata!;
  /** Returns the annotations that only the plugin owns. */
  const applied = async (name: string) =>
    toServiceAccount(
      await getCore().readNamespacedServiceAccount({ namespace, name }),
    ).applied;
  const annotate = async (name: string, value = ARN) =>
    annotateServiceAccount(
      {
        ...{ namespace, name, annotations: { [ROLE]: value } },
        uid: (await read(name)).uid!,
      },
      { core: async () => getCore() },
    );

  describe.each(Object.entries(TOOLS))('beside %s', (tool, reconcile) => {
    const name = tool.toLowerCase().replace(/[^a-z0-9]+/g, '-');

    it(`keeps the writes of both for ${ROUNDS} rounds, and changes the object only when Git changes`, async () => {
      const versions = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const git = inGit(name, round, namespace);
        await reconcile(getCore(), git);
        await annotate(name);
        const { labels, annotations, resourceVersion } = await read(name);
        expect(labels).toEqual(git.labels);
        expect(annotations).toMatchObject({ ...git.annotations, [ROLE]: ARN });
        versions.add(resourceVersion!);
      }
      expect(versions.size).toBe(ROUNDS / 10);
      expect(await applied(name)).toEqual([ROLE]);
    });

    it('neither overwrites the other if Git has the annotation too', async () => {
      const other = `${name}-too`;
      const git = inGit(other, 0, namespace);
      git.annotations[ROLE] = 'arn:aws:iam::111122223333:role/from-git';
      await reconcile(getCore(), git);
      const { resourceVersion } = await read(other);
      for (let round = 0; round < 3; round += 1) {
        await expect(annotate(other)).rejects.toThrow(
          `holds .metadata.annotations.${ROLE} with another value`,
        );
        await reconcile(getCore(), git);
      }
      expect((await read(other)).resourceVersion).toBe(resourceVersion);
      expect(await applied(other)).toEqual([]);
    });
  });

  it('Flux removes what `kubectl` wrote, and keeps what Backstage wrote, when it takes over', async () => {
    const name = 'by-hand';
    const git = inGit(name, 0, namespace);
    const reconcile = TOOLS["Flux's kustomize-controller"];
    await reconcile(getCore(), git);
    await getCore().patchNamespacedServiceAccount(
      {
        ...{ namespace, name, fieldManager: 'kubectl-annotate' },
        body: { metadata: { annotations: { [BY_HAND]: 'x' } } },
      },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    await annotate(name);
    await reconcile(getCore(), git);
    expect((await read(name)).annotations).toEqual({
      ...git.annotations,
      [ROLE]: ARN,
    });
  });

  it('an upgrade with Helm 4 that sets another value fails and names the Backstage field manager', async () => {
    const name = 'upgraded';
    const git = inGit(name, 0, namespace);
    const reconcile = TOOLS['Helm 4'];
    await reconcile(getCore(), git);
    await annotate(name);
    git.annotations[ROLE] = 'arn:aws:iam::111122223333:role/of-the-chart';
    await expect(reconcile(getCore(), git)).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining('conflict with \\"backstage-irsa\\"'),
    });
    expect((await read(name)).annotations?.[ROLE]).toBe(ARN);
  });
}
