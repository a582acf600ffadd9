import { EKS_ANNOTATIONS } from '../model/annotations';
import { isOptInRegion, partitionOf } from '../arn/partition';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { annotate } from './utils/annotate';
import { fail, pass, undecided, warn } from './utils/answer';
import {
  andOthers,
  containerName,
  containersOf,
  templateName,
  type ContainerInPod,
} from './utils/containers';
import { removeVariables } from './utils/patchTemplate';
import type { Check, CheckAnswer, Remediation } from './types';

const KEY = EKS_ANNOTATIONS.stsRegionalEndpoints;
const VARIABLE = 'AWS_STS_REGIONAL_ENDPOINTS';

/** The values that the webhook reads as false. It uses Go's `strconv.ParseBool`. */
const NO = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * Fails if the global endpoint cannot serve the region, because then every call breaks. Elsewhere it is only farther away and shared by all regions,
 * so it is a warning.
 */
function answerOf(
  { config: { region } }: Observed,
  what: string,
  remediation: Remediation,
): CheckAnswer {
  const { id } = partitionOf(region);
  if (id !== 'aws') {
    return fail(
      `${what} Partition ${id} has no global AWS STS endpoint.`,
      remediation,
      'global-sts',
    );
  }
  return isOptInRegion(region)
    ? fail(
        `${what} Its credentials are not valid in ${region}, an opt-in region.`,
        remediation,
        'global-sts',
      )
    : warn(`${what} All regions share it.`, remediation, 'global-sts');
}

function legacyAnswer(
  observed: Observed,
  legacy: ContainerInPod[],
): CheckAnswer {
  const commands = legacy.map(({ pod, container }) =>
    removeVariables(observed, pod, container, [VARIABLE]),
  );
  const answer = answerOf(
    observed,
    `${containerName(
      legacy[0],
    )} sets ${VARIABLE} to legacy, the global AWS STS endpoint.${andOthers(
      legacy,
    )}`,
    {
      sentence: `Remove ${VARIABLE} from ${templateName(
        legacy[0].pod,
      )}: the webhook sets it to regional.`,
      ...(commands.every(list => list.length > 0) && {
        commands: [...new Set(commands.flat())],
      }),
    },
  );
  return { ...answer, link: 'workload' };
}

/** Checks whether SDKs use the AWS STS endpoint of the region. */
export const check: Check = {
  meta: {
    id: 'sts-endpoint',
    link: 'service-account',
    question: 'Do SDKs use the AWS STS endpoint of the region?',
    symptoms: [
      'SignatureDoesNotMatch: Credential should be scoped to a valid region',
      'InvalidClientTokenId: The security token included in the request is invalid',
    ],
    requiredPermissions: ['get serviceaccounts', 'list pods'],
    faults: ['global-sts'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/sts-endpoint.md',
    needs: ['pods-use-service-account', 'role-annotation'],
    provedByExchange: false,
  },
  run(observed) {
    const account = valueOf(observed.serviceAccount);
    const pods = valueOf(observed.pods);
    if (!account || !pods) {
      return undecided('ServiceAccount or pods are not known.');
    }
    const legacy = containersOf(pods).filter(
      ({ container }) =>
        container.env[VARIABLE]?.toLocaleLowerCase('en-US') === 'legacy',
    );
    const text = account.annotations[KEY];
    if (text !== undefined && NO.includes(text)) {
      return answerOf(
        observed,
        `The annotation ${KEY} is ${JSON.stringify(
          text,
        )}, so older SDKs use the global AWS STS endpoint.`,
        annotate(
          observed,
          { key: KEY, value: 'true' },
          `Set the annotation ${KEY} to true, and restart the pods.`,
        ),
      );
    }
    return legacy.length > 0
      ? legacyAnswer(observed, legacy)
      : pass(`SDKs use the AWS STS endpoint of ${observed.config.region}.`);
  },
};
