import { nameOf } from './__testUtils__/aspects';
import { startApiserver } from './__testUtils__/kubernetes/apiserver';
import { KUBERNETES_CASES } from './__testUtils__/kubernetes/cases';
import { compare, type Difference } from './__testUtils__/kubernetes/compare';
import type { KubernetesCounterpart } from './__testUtils__/kubernetes/counterpart';
import { KNOWN_DIFFERENCES } from './__testUtils__/kubernetes/differences';
import { runCase } from './__testUtils__/kubernetes/runCase';
import { startSandboxCluster } from './__testUtils__/kubernetes/sandbox';
import { Wire } from './__testUtils__/kubernetes/wire';

jest.setTimeout(120_000);

const isKnown = ({ where }: Difference) =>
  KNOWN_DIFFERENCES.some(known => known.where.test(where));

describe('a real kube-apiserver', () => {
  const counterparts: KubernetesCounterpart[] = [];
  const seen: Difference[] = [];
  let sandbox: Wire;
  let genuine: Wire;

  beforeAll(async () => {
    const ours = await startSandboxCluster();
    counterparts.push(ours, await startApiserver(ours.cluster));
    [sandbox, genuine] = counterparts.map(one => new Wire(one));
  });
  afterAll(async () => {
    [sandbox, genuine].forEach(wire => wire?.close());
    await Promise.all(counterparts.map(one => one.stop()));
  });

  it.each(
    KUBERNETES_CASES.map(
      (one, index) => [nameOf(one), one, `contract-${index}`] as const,
    ),
  )('%s, and the sandbox behaves the same', async (_, one, namespace) => {
    const said = await runCase(genuine, one, namespace);
    const differences = compare(
      await runCase(sandbox, one, namespace),
      said,
      nameOf(one),
    );
    seen.push(...differences);
    expect(differences.filter(difference => !isKnown(difference))).toEqual([]);
  });

  it.each(KNOWN_DIFFERENCES.map(known => [known.reason, known] as const))(
    'still differs: %s',
    (_, { where }) => {
      expect(seen.some(difference => where.test(difference.where))).toBe(true);
    },
  );
});
