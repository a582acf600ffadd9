import { queryOperation } from '../query/operation';
import { invalidInput } from './errors';
import { boundaryOfInput, policiesOfInput } from './simulatedPolicies';
import { simulationInput, simulationXml } from './simulation';

export const simulateCustomPolicy = queryOperation({
  name: 'SimulateCustomPolicy',
  write: false,
  input: simulationInput,
  access: () => [{ action: 'iam:SimulateCustomPolicy', resource: '*' }],
  run: (input, { caller: { account } }) => {
    if (input.ResourcePolicy !== undefined) {
      throw invalidInput('The sandbox simulates no resource policies.');
    }
    return simulationXml(
      {
        principal: {
          kind: 'user',
          arn:
            input.CallerArn ??
            `arn:${account.partition}:iam::${account.id}:user/simulated`,
        },
        identityPolicies: policiesOfInput(input.PolicyInputList),
        permissionsBoundary: boundaryOfInput(
          input.PermissionsBoundaryPolicyInputList,
        ),
      },
      input,
    );
  },
});
