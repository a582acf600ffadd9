import request from 'supertest';
import { API } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { specOf } from '../__testUtils__/core';

/** The maximum depth of a body, which is limited to 100 kB. */
const DEEP = 12_000;
const nested = (open: string, close: string) =>
  `${open.repeat(DEEP)}1${close.repeat(DEEP)}`;

/** Texts with a special meaning in SQL, patterns, or paths. */
const INJECTIONS = [
  `' or '1'='1`,
  `%' escape '%`,
  `"; drop table findings; --`,
  `\\`,
  `%_*?[a-z]`,
  `../../etc/passwd`,
  `__proto__`,
  `\u202e`,
];

describe('a malicious request', () => {
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  beforeAll(async () => {
    host = await startFleetHost(handMadeFleet().rows);
  });
  afterAll(() => host?.stop());

  const spec = JSON.stringify(specOf({ name: 'deep' })).slice(0, -1);
  it.each([
    [
      'deeply nested in the policy document',
      'post',
      '/plans',
      `{"spec":${spec},"policyDocument":${nested('{"a":', '}')}}}`,
    ],
    [
      'deeply nested in the session policy',
      'post',
      '/plans',
      `{"spec":${spec},"mechanism":"pod-identity","sessionPolicyDocument":${nested(
        '{"a":[',
        ']}',
      )}}}`,
    ],
    [
      'deeply nested from the first character',
      'post',
      '/plans',
      nested('[', ']'),
    ],
    [
      'deeply nested in a policy statement',
      'put',
      '/service-accounts',
      `{"spec":${spec},"policyDocument":{"Version":"2012-10-17","Statement":${nested(
        '[',
        ']',
      )}}}}`,
    ],
    [
      'with a very long name',
      'post',
      '/plans',
      JSON.stringify({
        spec: specOf({
          namespace: '-'.repeat(45_000),
          name: 'a'.repeat(45_000),
        }),
      }),
    ],
    [
      'with a very long entity reference',
      'post',
      '/plans',
      JSON.stringify({
        spec: specOf({ entityRef: `component:${'a/'.repeat(45_000)}` }),
      }),
    ],
    [
      'that is too large',
      'post',
      '/plans',
      JSON.stringify({ spec: specOf({ name: 'a'.repeat(200_000) }) }),
    ],
    [
      'with names of JavaScript prototype properties',
      'post',
      '/plans',
      `{"spec":${spec},"tags":{"__proto__":"x","constructor":"y"}},"__proto__":{"polluted":true}}`,
    ],
  ] as const)('%s gets a response', async (_, method, path, body) => {
    const since = host.sandbox.world.calls.count;
    const { status, text } = await request(host.backend.server)
      [method](`${API}${path}`)
      .set('Content-Type', 'application/json')
      .send(body);
    expect([status < 500 || text, text.length < 200_000]).toEqual([true, true]);
    expect(
      host.sandbox.world.calls.since(since).filter(({ write }) => write),
    ).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(
    [
      '/fleet/service-accounts?q=',
      '/fleet/service-accounts?owner=',
      '/fleet/service-accounts?namespace=',
      '/fleet/workloads?cluster=',
      '/findings?check=',
      '/findings?cursor=',
      '/roles?q=',
      '/node-roles?q=',
      '/exports/findings?q=',
      '/service-accounts?owner=',
      '/service-accounts?cursor=',
      '/migrations?cluster=',
      '/access?action=s3:GetObject&resource=',
    ].flatMap(path => INJECTIONS.map(text => [path, text])),
  )('%s%j does not change the query', async (path, text) => {
    const count = async () => (await host.knex('findings')).length;
    const rows = await count();
    const { status, body } = await host.get(
      `${path}${encodeURIComponent(text)}`,
    );
    expect([200, 400]).toContain(status);
    expect(body.items ?? []).toEqual([]);
    expect(await count()).toBe(rows);
  });
});
