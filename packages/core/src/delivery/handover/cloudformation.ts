import { clusterArn } from '../../model/awsNames';
import { hashPartsHex } from '../../model/hash';
import {
  renderer,
  resourcesOf,
  templateOf,
  type CloudFormationResources,
} from '../cloudformation';
import { manifestFiles } from '../kubernetes';
import type { RenderInput } from '../types';
import { keepServiceAccount } from './keepServiceAccount';
import { withManagedByTag } from './managedByTag';
import type { HandOver } from './types';

/** The maximum length of a stack name, in characters. Source: "CreateStack", AWS CloudFormation API Reference. */
const LONGEST_STACK_NAME = 128;

/**
 * Adds policies that retain the resources when the stack is deleted or an update replaces them. An import requires a deletion policy. Source: "Import
 * AWS resources into a CloudFormation stack", AWS CloudFormation User Guide.
 */
function retained(resources: CloudFormationResources): CloudFormationResources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id,
      {
        ...resource,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    ]),
  );
}

/** Returns the identifier by which CloudFormation finds an existing resource. */
function identifierOf(
  id: string,
  { role, policy, association }: RenderInput,
): Record<string, string> {
  switch (id) {
    case 'PermissionsPolicy':
      return { PolicyArn: policy!.arn };
    case 'Role':
      return { RoleName: role.name };
    default:
      return { AssociationArn: association!.present!.arn };
  }
}

function resourcesToImport(input: RenderInput): string {
  const entries = Object.entries(resourcesOf(input)).map(([id, { Type }]) => ({
    ResourceType: Type,
    LogicalResourceId: id,
    ResourceIdentifier: identifierOf(id, input),
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** Returns a stack name that is unique to the ServiceAccount: with the name of another stack, `deploy` would replace the role of that one. */
function stackOf({ cluster, role, serviceAccount }: RenderInput): string {
  const { namespace, name } = serviceAccount;
  const parts = [clusterArn(cluster), role.accountId, namespace, name];
  const hash = hashPartsHex(parts).slice(0, 10);
  const like = `irsa-${namespace}-${name.replaceAll('.', '-')}`;
  return `${like.slice(0, LONGEST_STACK_NAME - hash.length - 1)}-${hash}`;
}

/** Takes over by an import into a new stack, and releases by deleting a stack that retains its resources. */
export const handOver: HandOver = {
  takeOver: input => {
    const { files, notes } = renderer.render(input);
    const stack = stackOf(input);
    const { region } = input.cluster;
    return {
      files: [
        {
          path: 'import.template.yaml',
          content: templateOf(
            input,
            retained(resourcesOf(withManagedByTag(input))),
          ),
        },
        { path: 'resources-to-import.json', content: resourcesToImport(input) },
        ...files.map(file =>
          file.path === 'template.yaml'
            ? {
                ...file,
                content: templateOf(input, retained(resourcesOf(input))),
              }
            : file,
        ),
      ],
      notes: [
        ...notes,
        `Import the existing resources: aws cloudformation create-change-set --region ${region} --stack-name ${stack} --change-set-name import --change-set-type IMPORT --resources-to-import file://resources-to-import.json --template-body file://import.template.yaml --capabilities CAPABILITY_NAMED_IAM, then aws cloudformation execute-change-set --region ${region} --stack-name ${stack} --change-set-name import.`,
        `Once that is complete, update the stack to template.yaml: aws cloudformation deploy --region ${region} --stack-name ${stack} --template-file template.yaml --capabilities CAPABILITY_NAMED_IAM.`,
      ],
    };
  },
  release: input => {
    const ours = withManagedByTag(input);
    return {
      files: [
        {
          path: 'template.yaml',
          content: templateOf(ours, retained(resourcesOf(ours))),
        },
        ...manifestFiles(ours),
      ],
      notes: [
        'Update the stack to template.yaml, which retains all resources, and apply service-account.yaml. Then delete the stack: AWS keeps its resources.',
        ...keepServiceAccount(input),
      ],
    };
  },
};
