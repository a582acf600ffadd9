import {
  serviceAccountSubject,
  contextWith,
} from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { assess } from './assess';
import { check } from './status-unknown';

const DAY_MS = 24 * 60 * 60 * 1000;
const { now } = contextWith();
const REASON = 'Missing permission: iam:GetRole.';

function unknownSince(
  age: number,
  lastKnown: { status: 'broken'; at: string } | null = null,
  observation: Parameters<typeof serviceAccountSubject>[1] = {},
) {
  const since = new Date(now.getTime() - age).toISOString();
  const subject = serviceAccountSubject({}, observation);
  const unknown = { reason: REASON, since, lastKnown };
  return {
    ...subject,
    verification: {
      ...subject.verification,
      status: 'unknown' as const,
      unknown,
    },
  };
}

governanceTester(check, {
  clean: [
    { name: 'a known status', subject: serviceAccountSubject() },
    {
      name: 'a status that has been unknown for one day',
      subject: unknownSince(DAY_MS),
    },
    {
      name: 'a ServiceAccount with pending delivery',
      subject: unknownSince(9 * DAY_MS, null, {
        delivery: {
          format: 'terraform',
          state: 'pending',
          since: now.toISOString(),
        },
      }),
    },
  ],
  found: [
    {
      name: 'a status that has been unknown for longer than one day',
      subject: unknownSince(DAY_MS + 1, {
        status: 'broken',
        at: '2026-11-01T00:00:00.000Z',
      }),
      findings: [
        {
          severity: 'medium',
          message: REASON,
          remediation: 'Grant the backend the permission',
          facts: {
            'Unknown since': new Date(now.getTime() - DAY_MS - 1).toISOString(),
            'Last known status': 'broken, 2026-11-01T00:00:00.000Z',
          },
        },
      ],
    },
    {
      name: 'a status that was never known',
      subject: unknownSince(2 * DAY_MS),
      findings: [
        {
          severity: 'medium',
          message: REASON,
          facts: { 'Last known status': 'none' },
        },
      ],
    },
  ],
});

it('belongs to the platform team, even if the service has an owner', () => {
  const subject = unknownSince(2 * DAY_MS);
  expect(subject.owners).not.toEqual([]);
  expect(assess(subject, contextWith())).toContainEqual(
    expect.objectContaining({ check: 'status-unknown', owners: [] }),
  );
});
