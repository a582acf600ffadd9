import { roleFacts, roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './unused-role';

governanceTester(check, {
  clean: [
    { name: 'a used role', subject: roleSubject() },
    {
      name: 'a role whose use is unknown',
      subject: roleSubject({ unused: 'unknown' }),
    },
    {
      name: 'a role without a ServiceAccount, which role-without-service-account reports',
      subject: roleSubject({ unused: 'yes', use: 'trust-only', holders: [] }),
    },
  ],
  found: [
    {
      name: 'a role that was last used long ago',
      subject: roleSubject({
        unused: 'yes',
        facts: roleFacts(
          {},
          {
            lastUsedAt: '2026-01-05T10:00:00.000Z',
            lastUsedRegion: 'eu-west-1',
          },
        ),
      }),
      findings: [
        {
          severity: 'low',
          message:
            'was last used on 2026-01-05 in eu-west-1. The limit is 90 days',
        },
      ],
    },
    {
      name: 'a role that was never used',
      subject: roleSubject({
        unused: 'yes',
        facts: roleFacts({}, { lastUsedAt: undefined }),
      }),
      findings: [
        { severity: 'low', message: 'never', facts: { 'Last used': 'never' } },
      ],
    },
  ],
});
