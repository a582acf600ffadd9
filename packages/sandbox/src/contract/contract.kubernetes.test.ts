import { nameOf } from './__testUtils__/aspects';
import { KUBERNETES_CASES } from './__testUtils__/kubernetes/cases';
import type { KubernetesCounterpart } from './__testUtils__/kubernetes/counterpart';
import { runCase } from './__testUtils__/kubernetes/runCase';
import { startSandboxCluster } from './__testUtils__/kubernetes/sandbox';
import { Wire } from './__testUtils__/kubernetes/wire';

jest.setTimeout(60_000);

describe('the Kubernetes API of the sandbox', () => {
  let counterpart: KubernetesCounterpart;
  let wire: Wire;

  beforeAll(async () => {
    counterpart = await startSandboxCluster();
    wire = new Wire(counterpart);
  });
  afterAll(async () => {
    wire?.close();
    await counterpart?.stop();
  });

  it.each(
    KUBERNETES_CASES.map(
      (one, index) => [nameOf(one), one, `contract-${index}`] as const,
    ),
  )('%s', async (_, one, namespace) => {
    expect(await runCase(wire, one, namespace)).toEqual(expect.any(Array));
  });
});
