// The policy evaluator by itself; then seconds and API calls of one creation, beside the same done by hand with AWS CLI
// and kubectl in the same run.
import { createByHand } from './bench/byHand.mjs';
import { benchIamPolicy } from './bench/iamPolicy.mjs';
import { measure, row } from './bench/measure.mjs';
import { create, signIn } from './bench/product.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { choosePorts } from './lib/ports.mjs';
import { stopChildren, stopOnSignals } from './lib/processes.mjs';
import { run, say } from './lib/progress.mjs';
import { readExports, startHost, startSandbox } from './lib/services.mjs';

const RUNS = 7;

/** Ports and a folder of its own, so that it runs beside `npm start`. */
const OWN = {
  IRSA_SANDBOX_DIRECTORY: inRoot('.sandbox', 'bench'),
  IRSA_BACKEND_PORT: '7207',
  IRSA_SANDBOX_AWS_PORT: '4766',
  IRSA_SANDBOX_PROD_PORT: '6643',
  IRSA_SANDBOX_STAGING_PORT: '6644',
};

async function repeat(count, work) {
  const runs = [];
  for (let index = 0; index < count; index += 1) runs.push(await work(index));
  return runs;
}

await run(async () => {
  process.env = { ...OWN, ...process.env };
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  const tools = await setup();
  say('Measuring the policy evaluator');
  console.table(benchIamPolicy(tools.node));
  stopOnSignals();
  try {
    await startSandbox(tools, ports);
    await startHost(tools, ports, { app: false });
    const aws = `http://127.0.0.1:${ports.aws}`;
    const directory = process.env.IRSA_SANDBOX_DIRECTORY;
    const env = {
      ...process.env,
      ...readExports(`${directory}/aws.env`),
      KUBECONFIG: `${directory}/kubeconfig`,
    };
    const send = await signIn(`http://localhost:${ports.backend}`);
    await create(send, 'bench-warm-up');

    say(`Measuring, ${RUNS} runs each`);
    const product = await repeat(RUNS, index =>
      measure(aws, () => create(send, `bench-product-${index}`)),
    );
    const again = await repeat(RUNS, index =>
      measure(aws, () => create(send, `bench-product-${index}`)),
    );
    const byHand = await repeat(RUNS, index =>
      measure(aws, () =>
        createByHand({
          env,
          cluster: 'prod-eu',
          namespace: 'production',
          name: `bench-hand-${index}`,
        }),
      ),
    );
    console.table([
      row('one creation, verified, through the API', product),
      row('the same again, nothing to change', again),
      row("the guide's steps by AWS CLI and kubectl", byHand),
    ]);
  } finally {
    await stopChildren();
  }
});
