import { completeCommand } from './commandPlace';

const PLACE = {
  context: 'prod-eu',
  region: 'eu-west-1',
  clusterAccountId: '111122223333',
  roleAccountId: '444455556666',
};

describe('completeCommand', () => {
  it.each([
    ['kubectl get pods -n shop', 'kubectl --context prod-eu get pods -n shop'],
    [
      "printf %s '{}' | kubectl apply -f -",
      "printf %s '{}' | kubectl --context prod-eu apply -f -",
    ],
    ['kubectl --context blue get pods', 'kubectl --context blue get pods'],
    [
      'aws iam get-role --role-name a',
      'aws --profile 444455556666 --region eu-west-1 iam get-role --role-name a',
    ],
    [
      'aws eks describe-cluster --name a --region eu-central-1',
      'aws --profile 111122223333 eks describe-cluster --name a --region eu-central-1',
    ],
    [
      'aws ec2 describe-instances --region eu-west-1 | xargs -n1 aws ec2 modify-instance-metadata-options --region eu-west-1',
      'aws --profile 111122223333 ec2 describe-instances --region eu-west-1 | xargs -n1 aws --profile 111122223333 ec2 modify-instance-metadata-options --region eu-west-1',
    ],
    [
      'aws iam create-open-id-connect-provider --url "$(aws eks describe-cluster --name a --region eu-west-1)"',
      'aws --profile 444455556666 iam create-open-id-connect-provider --url "$(aws --profile 111122223333 eks describe-cluster --name a --region eu-west-1)"',
    ],
    ['echo aws iam', 'echo aws iam'],
  ])('completes %s', (line, complete) => {
    expect(completeCommand(line, PLACE)).toBe(complete);
    expect(completeCommand(complete, PLACE)).toBe(complete);
  });

  it('omits unknown options and quotes names', () => {
    const place = { context: "it's" };
    expect(completeCommand('aws iam get-role', place)).toBe('aws iam get-role');
    expect(completeCommand('kubectl get pods', place)).toBe(
      "kubectl --context 'it'\\''s' get pods",
    );
    const account = { roleAccountId: '444455556666' };
    expect(completeCommand('kubectl get pods', account)).toBe(
      'kubectl get pods',
    );
  });

  it('does not change documents in arguments', () => {
    const line = `kubectl patch pod a -p '{"a":"b"}'`;
    expect(completeCommand(line, PLACE)).toBe(
      `kubectl --context prod-eu patch pod a -p '{"a":"b"}'`,
    );
  });
});
