import type {
  CheckResult,
  FaultId,
  Verification,
} from '@backstage-irsa/core/model';
import { expect } from '@playwright/test';
import { signIn } from '../../api';
import { AWS } from '../../product';
import { shell } from '../tools';
import { NAMESPACE, type DrillService } from './service';

const STAGING = '444455556666';

/** Plants a fault in the service. */
export async function plant(
  fault: FaultId,
  service: DrillService,
): Promise<void> {
  const answer = await fetch(`${AWS}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({
      fault,
      service: `${service.cluster}/${NAMESPACE}/${service.name}`,
    }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** Verifies the service with a live proof. After too many requests, retries when the API allows it. */
export async function verify({ id }: DrillService): Promise<Verification> {
  const send = await signIn();
  const path = `/api/irsa/v1/service-accounts/${id}/verifications`;
  for (;;) {
    const { status, body } = await send('POST', path, { live: true });
    if (status !== 429) {
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    }
    const seconds = body.error.retryAfterSeconds;
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  }
}

/** Runs the commands of a remediation in a shell, with credentials for the account that the remediation names. */
export async function runCommands({
  remediation,
  commands = [],
}: CheckResult): Promise<void> {
  const [, account] = /account (\d{12})/.exec(remediation ?? '') ?? [];
  const environment = account === STAGING ? 'aws-staging.env' : 'aws.env';
  for (const command of commands) {
    const run = await shell(command, environment);
    expect(run.code, `${command}\n${run.stderr}`).toBe(0);
  }
}

/** Applies the spec of the service again, like the button on its page. */
export async function applyPlan({ id }: DrillService): Promise<void> {
  const send = await signIn();
  const { body } = await send('GET', `/api/irsa/v1/service-accounts/${id}`);
  const { spec } = body;
  const applied = await send('PUT', '/api/irsa/v1/service-accounts', { spec });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
}
