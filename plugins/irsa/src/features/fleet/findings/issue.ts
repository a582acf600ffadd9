import type { Finding } from '@backstage-irsa/core/model';

/** The maximum number of findings that an issue lists. It links to all of them. Browsers and issue trackers reject long URLs. */
const MOST = 15;

/** Returns the URL that opens a filled-in issue about findings in an issue tracker, from the template in the configuration. */
export function issueUrl(
  template: string,
  issue: { title: string; findings: readonly Finding[]; page: string },
): string {
  const { title, findings, page } = issue;
  const listed = findings
    .slice(0, MOST)
    .map(one => `- ${one.severity}: ${one.title} (${placeOf(one)})`);
  const more = findings.length - listed.length;
  const body = [
    ...listed,
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    page,
  ].join('\n');
  return template
    .replaceAll('{title}', () => encodeURIComponent(title))
    .replaceAll('{body}', () => encodeURIComponent(body));
}

function placeOf({ subject }: Finding): string {
  const { cluster, accountId, name } = subject;
  return [cluster ?? accountId, name].filter(Boolean).join(' ');
}
