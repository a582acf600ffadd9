import { serviceControls } from '../access/controls';
import { text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { invalidInput } from './errors';
import {
  boundaryOfInput,
  boundaryOfSource,
  policiesOfInput,
  policiesOfSource,
  requireSource,
} from './simulatedPolicies';
import { simulationInput, simulationXml } from './simulation';

export const simulatePrincipalPolicy = queryOperation({
  name: 'SimulatePrincipalPolicy',
  write: false,
  input: {
    PolicySourceArn: text({ min: 20, max: 2048 }),
    ...simulationInput,
  },
  access: ({ PolicySourceArn }) => [
    { action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn },
  ],
  run: (input, { world, caller: { account } }) => {
    const source = requireSource(world, account, input.PolicySourceArn);
    const { entity } = input.CallerArn
      ? requireSource(world, account, input.CallerArn)
      : source;
    const kind = 'trustPolicy' in entity ? 'role' : 'user';
    if (input.ResourcePolicy !== undefined) {
      throw invalidInput(
        'The sandbox simulates no resource policies; AWS does not for roles either.',
      );
    }
    const controls = serviceControls(world, account);
    return simulationXml(
      {
        principal: { kind, arn: entity.arn },
        identityPolicies: [
          ...policiesOfSource(source),
          ...policiesOfInput(input.PolicyInputList),
        ],
        permissionsBoundary:
          boundaryOfInput(input.PermissionsBoundaryPolicyInputList) ??
          boundaryOfSource(source),
        serviceControlPolicies: controls.length > 0 ? controls : undefined,
      },
      input,
    );
  },
});
