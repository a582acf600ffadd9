import { fuzz, retexted } from '@backstage-irsa/fuzz';
import type {
  Finding,
  FleetRole,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import {
  findingDocument,
  roleDocument,
  serviceAccountDocument,
} from '../documents';

const ACCOUNT = {
  id: 'a',
  cluster: 'prod-eu',
  namespace: 'payments',
  name: 'ledger',
  roleArn: 'arn:aws:iam::111122223333:role/ledger',
  status: 'verified',
  entityRef: 'component:default/ledger',
  owners: ['group:default/team'],
};
const ROLE = {
  id: 'r',
  name: 'ledger',
  arn: 'arn:aws:iam::111122223333:role/ledger',
  accountId: '111122223333',
  serviceAccounts: 1,
  risk: 'high',
  owners: ['group:default/team'],
};
const FINDING = {
  id: 'f',
  severity: 'high',
  title: 'A title',
  subject: { id: 's', name: 'payments/ledger', cluster: 'prod-eu' },
  message: 'A message.',
  remediation: 'A remediation.',
  check: 'unused-role',
  owners: ['group:default/team'],
};

const HOST = 'https://backstage.test';

describe('fuzz: search documents', () => {
  fuzz(
    'documents of the search',
    retexted({ account: ACCOUNT, role: ROLE, finding: FINDING }),
    input => {
      const { account, role, finding } = input as {
        account: FleetServiceAccount;
        role: FleetRole;
        finding: Finding;
      };
      for (const make of [
        () => serviceAccountDocument(account),
        () => roleDocument(role, account),
        () => findingDocument(finding, account),
      ]) {
        const { location, title, text } = make();
        expect([typeof title, typeof text]).toEqual(['string', 'string']);
        // No name can lead to another host.
        const url = new URL(location, HOST);
        expect(url.origin).toBe(HOST);
        expect(url.pathname).toMatch(/^\/(catalog|irsa)\//);
      }
    },
  );
});
