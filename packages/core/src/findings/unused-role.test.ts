import { roleFacts, roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './unused-role';

governanceTester(check, {
  clean: [
    { name: 'it is used', subject: roleSubject() },
    { name: 'nobody can tell', subject: roleSubject({ unused: 'unknown' }) },
    {
      name: 'nobody has it, which role-without-service-account tells',
      subject: roleSubject({ unused: 'yes', use: 'trust-only', holders: [] }),
    },
  ],
  found: [
    {
      name: 'it was used long ago',
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
      name: 'it was never used',
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
