import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { signIn } from '../../api';
import { SANDBOX_DIRECTORY } from '../../product';
import { kubectl } from '../tools';

export const NAMESPACE = 'drills';

/** A service that the drill creates, with pods. */
export interface DrillService {
  /** The ID of its IAM service account. */
  id: string;
  cluster: string;
  name: string;
}

function deployment(name: string) {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }],
        },
      },
    },
  };
}

/** Creates a service: its AWS access by the API, and its pods by kubectl. */
export async function makeHealthyService(
  name: string,
  cluster = 'prod-eu',
): Promise<DrillService> {
  const send = await signIn();
  const spec = {
    entityRef: `component:default/${name}`,
    owner: 'group:default/guests',
    cluster,
    namespace: NAMESPACE,
    name,
    grants: [
      { service: 's3', access: 'read-write', resource: `${name}-files` },
    ],
  };
  const applied = await send('PUT', '/api/irsa/v1/service-accounts', { spec });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);

  const file = path.join(SANDBOX_DIRECTORY, `${name}.json`);
  writeFileSync(file, JSON.stringify(deployment(name)));
  const made = await kubectl(cluster, ['apply', '-f', file]);
  expect(made.code, made.stderr).toBe(0);
  return { id: applied.body.serviceAccount.id, cluster, name };
}
