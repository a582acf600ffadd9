import type { KmsOperation } from './operation';

export const getKeyPolicy: KmsOperation = {
  name: 'GetKeyPolicy',
  write: false,
  run: ({ key }) => ({ Policy: key.policy, PolicyName: 'default' }),
};
