import { expect, test } from '@playwright/test';
import { runTemplate, signIn, writesOf } from './api';

const good = {
  name: 'refused',
  owner: 'group:default/guests',
  cluster: 'prod-eu',
  namespace: 'shop',
  bucket: 'refused-uploads',
  access: 'read',
} as const;

const wrong = [
  { field: 'name', change: { name: 'Refused' } },
  { field: 'cluster', change: { cluster: 'moon' } },
  { field: 'bucket', change: { bucket: 'my_bucket' } },
  { field: 'namespace', change: { namespace: 'kube-system' } },
  { field: 'owner', change: { owner: '' } },
];

for (const { field, change } of wrong) {
  const [[key, value]] = Object.entries(change);
  test(`${key} "${value}" is refused before the first write, by the template and by the API`, async () => {
    const since = new Date();
    const values = { ...good, ...change };

    const task = await runTemplate(values);
    expect(task.status).not.toBe('completed');
    expect(task.log.toLowerCase()).toContain(field);

    const send = await signIn();
    const answer = await send('PUT', '/api/irsa/v1/service-accounts', {
      spec: {
        entityRef: 'component:default/refused',
        owner: values.owner,
        cluster: values.cluster,
        namespace: values.namespace,
        name: values.name,
        grants: [
          { service: 's3', access: values.access, resource: values.bucket },
        ],
      },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message.toLowerCase()).toContain(field);

    expect(await writesOf(good.name, since)).toEqual([]);
  });
}
