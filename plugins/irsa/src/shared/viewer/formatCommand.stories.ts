import { formatCommand } from './formatCommand';

describe('formatCommand', () => {
  it.each([
    [
      'a document',
      `aws iam put-role-policy --policy-document '{"Version":"2012-10-17"}' --role-name a`,
      `aws iam put-role-policy --policy-document '{\n  "Version": "2012-10-17"\n}' --role-name a`,
    ],
    [
      'two documents',
      `a '{"b":1}' '{"c":2}'`,
      `a '{\n  "b": 1\n}' '{\n  "c": 2\n}'`,
    ],
    ['no document', 'kubectl get pods', 'kubectl get pods'],
    ['what is no JSON', `awk '{print $1}'`, `awk '{print $1}'`],
    [
      'a document with an escaped quote',
      `a '{"b":"it'\\''s"}'`,
      `a '{"b":"it'\\''s"}'`,
    ],
  ])('formats %s', (_, command, formatted) => {
    expect(formatCommand(command)).toBe(formatted);
  });
});
