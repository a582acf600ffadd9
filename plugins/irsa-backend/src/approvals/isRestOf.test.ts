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
    ['what was not done', [rest, planned(), operation('failed', ['role'])]],
    [
      'what was not done by a process that is gone',
      [rest, planned(), operation('running', ['role'])],
    ],
    ['all of it', [planned(), planned(), operation('failed')]],
  ])('includes %s', (_, asked) => {
    expect(isRestOf(...asked)).toBe(true);
  });

  it.each<[string, Parameters<typeof isRestOf>]>([
    ['of one that succeeded', [rest, planned(), operation('succeeded')]],
    [
      'a step that was done',
      [planned(), planned(), operation('failed', ['role'])],
    ],
    [
      'another step',
      [
        planned({ effects: [effect('attach'), effect('tag')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a step that does something else',
      [
        planned({ effects: [effect('attach', 'another')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'a second step of the same id',
      [
        planned({ effects: [effect('attach'), effect('attach', 'another')] }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'for another spec',
      [
        planned({ spec: specOf({ grants: [] }) }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'for another entity',
      [
        planned({ entityRef: 'component:default/b' }),
        planned(),
        operation('failed'),
      ],
    ],
    [
      'for another owner',
      [planned({ owner: 'group:default/b' }), planned(), operation('failed')],
    ],
  ])('excludes: %s', (_, asked) => {
    expect(isRestOf(...asked)).toBe(false);
  });
});
