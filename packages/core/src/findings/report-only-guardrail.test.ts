import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './report-only-guardrail';

const tag = (key: string) => ({
  field: `tags.${key}`,
  rule: 'required-tag',
  message: `Report-only: Tag "${key}" is required.`,
});
const denied = {
  field: 'policyDocument',
  rule: 'denied-actions',
  message: 'Report-only: Statement 1 allows s3:DeleteBucket.',
};

governanceTester(check, {
  clean: [
    {
      name: 'a ServiceAccount whose spec was not checked',
      subject: serviceAccountSubject(),
    },
    {
      name: 'a spec without violations',
      subject: serviceAccountSubject({ reportOnly: [] }),
    },
  ],
  found: [
    {
      name: 'a spec with violations, as one finding for each rule',
      subject: serviceAccountSubject({
        reportOnly: [tag('team'), denied, tag('env')],
      }),
      findings: [
        {
          key: 'required-tag',
          severity: 'low',
          message:
            'Report-only: Tag "team" is required. Report-only: Tag "env" is required.',
          remediation: 'before the guardrail is enforced',
        },
        { key: 'denied-actions', severity: 'low', message: 's3:DeleteBucket' },
      ],
    },
  ],
});
