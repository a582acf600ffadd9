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
    { name: 'no spec was judged', subject: serviceAccountSubject() },
    {
      name: 'its spec breaks none',
      subject: serviceAccountSubject({ reportOnly: [] }),
    },
  ],
  found: [
    {
      name: 'one finding for each rule',
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
