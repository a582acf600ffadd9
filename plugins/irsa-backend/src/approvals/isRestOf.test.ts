import { specOf } from '../__testUtils__/core';
import { isRestOf } from './isRestOf';

const effect = (step: string, digest = `of ${step}`) => ({ step, digest });
const planned = (change: Partial<Parameters<typeof isRestOf>[0]> = {}) => ({
  spec: specOf(),
  entityRef: 'component:default/uploads',
  owner: 'group:default/team',
  effects: [effect('role'), effect('attach')],
  ...change,
});
const operation = (
  status: 'failed' | 'succeeded' | 'running',
  done: string[] = [],
): Parameters<typeof isRestOf>[2] => ({
  status,
  steps: done.map(id => ({
    ...{ id, action: 'create', status: 'succeeded', summary: '', diff: [] },
    target: { kind: 'role', name: id },
  })),
});
const rest = planned({ effects: [effect('attach')] });

describe('the rest of an approved plan', () => {
  it.each<[string, Parameters<typeof isRestOf>]>([
    [
      'the steps that the failed operation did not do',
      [rest, planned(), operation('failed', ['role'])],
    ],
    [
      'the steps that an interrupted operation did not do',
      [rest, planned(), operation('running', ['role'])],
    ],
    [
      'all steps if the failed operation did none',
      [planned(), planned(), operation('failed')],
    ],
  ])('includes %s', (_, asked) => {
    expect(isRestOf(...asked)).toBe(true);
  });

  it.each<[string, Parameters<typeof isRestOf>]>([
    [
      'the steps of an operation that succeeded',
      [rest, planned(), operation('succeeded')],
    ],
    [
      'a step that already succeeded',
      [planned(), planned(), operation('failed', ['role'])],
    ],
    [
      'a step that was not approved',
      [
        planned({ effects: [effect('attach'), effect('tag')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a step with another effect than the approved one',
      [
        planned({ effects: [effect('attach', 'another')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a second step with the same ID',
      [
        planned({ effects: [effect('attach'), effect('attach', 'another')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a plan for another spec',
      [
        planned({ spec: specOf({ grants: [] }) }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a plan for another entity',
      [
        planned({ entityRef: 'component:default/b' }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a plan for another owner',
      [planned({ owner: 'group:default/b' }), planned(), operation('failed')],
    ],
  ])('excludes: %s', (_, asked) => {
    expect(isRestOf(...asked)).toBe(false);
  });
});
