import type { Config } from '@backstage/config';
import { readAuditReaderGroups } from './groups';
import { readPositive } from './positive';

/** The `irsa.audit` section. */
export interface AuditConfig {
  /** For how long changes are kept. */
  retentionDays: number;
  /** Groups whose members read all changes and the access review; full references in lower case. */
  readerGroups: string[];
  /** Key of the pseudonyms of users; names are kept when absent. */
  pseudonymSecret?: string;
}

const RETENTION_DAYS = 400;

/** As many characters as SHA-256 has bytes. Source: RFC 2104, section 3, on the length of keys. */
const SECRET_LENGTH = 32;

/**
 * Reads and checks the section.
 *
 * @throws Error - that names the key and the rule, and never the secret.
 */
export function readAudit(config: Config | undefined): AuditConfig {
  const pseudonymSecret = config?.getOptionalString('audit.pseudonymSecret');
  if (pseudonymSecret !== undefined && pseudonymSecret.length < SECRET_LENGTH) {
    throw new Error(
      `irsa.audit.pseudonymSecret has ${pseudonymSecret.length} characters: it must have at least ${SECRET_LENGTH}. Generate one with: openssl rand -hex 32`,
    );
  }
  return {
    retentionDays: readPositive(config, 'audit.retentionDays', RETENTION_DAYS),
    readerGroups: readAuditReaderGroups(config),
    ...(pseudonymSecret !== undefined && { pseudonymSecret }),
  };
}
