import type { ServiceAccount } from '../objects';
import { defineResource } from './definition';

export const serviceAccounts = defineResource<ServiceAccount>({
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  singular: 'serviceaccount',
  kind: 'ServiceAccount',
  shortNames: ['sa'],
  namespaced: true,
  subresources: ['token'],
  returnsDeleted: true,
  columns: [
    {
      name: 'Secrets',
      type: 'integer',
      cell: account => account.secrets?.length ?? 0,
    },
  ],
});
