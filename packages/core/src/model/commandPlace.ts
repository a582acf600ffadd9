import { shellQuote } from './shell';

/** Where commands run. @public */
export interface CommandPlace {
  /** The kubectl context, which is named as the cluster is. */
  context?: string;
  region?: string;
  /** The account of the cluster. */
  clusterAccountId?: string;
  /** The account of the role, and of all else that is no cluster's. */
  roleAccountId?: string;
}

/** A program where a command begins: at first, or where another hands over to it or takes what it prints. */
const PROGRAM =
  /(^|\| |\| xargs -n1 |"\$\()(?:aws (\w[\w-]*)|kubectl(?! --context)) /g;

/** What belongs to a cluster stands in its account. */
const OF_CLUSTERS = ['eks', 'ec2'];

const HAS_REGION = /(^| )--region /;

/**
 * The same command line, which also says where it runs: `--context` for kubectl; `--region`, and `--profile` named after the account, for the AWS CLI.
 * What is not known is left out.
 *
 * @public
 */
export function completeCommand(line: string, place: CommandPlace): string {
  const { context, region, clusterAccountId, roleAccountId } = place;
  const regionOf =
    region && !HAS_REGION.test(line) ? [`--region ${region}`] : [];
  return line.replace(
    PROGRAM,
    (whole, before: string, service: string | undefined) => {
      if (service === undefined) {
        if (context === undefined) return whole;
        return `${before}kubectl --context ${shellQuote(context)} `;
      }
      const account = OF_CLUSTERS.includes(service)
        ? clusterAccountId
        : roleAccountId;
      const words = [
        ...(account ? [`--profile ${account}`] : []),
        ...regionOf,
        service,
      ];
      return `${before}aws ${words.join(' ')} `;
    },
  );
}
