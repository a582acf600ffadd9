// Measures the seconds and API calls of one creation, and compares it with the same steps by AWS CLI and kubectl in the same run.
import { choosePorts } from '../../../../scripts/lib/ports.mjs';
import { stopChildren } from '../../../../scripts/lib/processes.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import {
  readExports,
  sandboxDir,
  startHost,
  startSandbox,
} from '../../../../scripts/lib/services.mjs';
import { createByHand } from './byHand.mjs';
import { measure, row } from './measure.mjs';
import { signIn } from '../../../../scripts/lib/signIn.mjs';
import { create } from './product.mjs';

const RUNS = 7;

async function repeat(count, work) {
  const runs = [];
  for (let index = 0; index < count; index += 1) runs.push(await work(index));
  return runs;
}

/** Starts the product on the company of the sandbox, measures creations, and prints the results. */
export async function benchCreation(tools) {
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  try {
    await startSandbox(tools, ports);
    await startHost(tools, ports, { app: false });
    const aws = `http://127.0.0.1:${ports.aws}`;
    const directory = sandboxDir();
    const env = {
      ...process.env,
      ...readExports(`${directory}/aws.env`),
      KUBECONFIG: `${directory}/kubeconfig`,
    };
    const { send } = await signIn(`http://localhost:${ports.backend}`);
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
}
