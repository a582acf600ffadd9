import type { Finding } from '@backstage-irsa/core/model';

/** Findings that an issue lists; it links to all. Browsers and trackers refuse long addresses. */
const MOST = 15;

/** The address at which a tracker has an issue about findings written, by the template of the configuration. */
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
