import { formatCommand } from './formatCommand';

describe('formatCommand', () => {
  it.each([
    [
      'a command with a JSON document',
      `aws iam put-role-policy --policy-document '{"Version":"2012-10-17"}' --role-name a`,
      `aws iam put-role-policy --policy-document '{\n  "Version": "2012-10-17"\n}' --role-name a`,
    ],
    [
      'a command with two JSON documents',
      `a '{"b":1}' '{"c":2}'`,
      `a '{\n  "b": 1\n}' '{\n  "c": 2\n}'`,
    ],
    ['a command without a document', 'kubectl get pods', 'kubectl get pods'],
    [
      'a command with an argument that is not JSON',
      `awk '{print $1}'`,
      `awk '{print $1}'`,
    ],
    [
      'a command with an escaped quote in the document',
      `a '{"b":"it'\\''s"}'`,
      `a '{"b":"it'\\''s"}'`,
    ],
  ])('formats %s', (_, command, formatted) => {
    expect(formatCommand(command)).toBe(formatted);
  });
});
