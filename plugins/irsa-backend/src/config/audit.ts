import type { Config } from '@backstage/config';
import { readAuditReaderGroups } from './groups';
import { MOST_DAYS, readPositive } from './positive';

/** The `irsa.audit` section. */
export interface AuditConfig {
  /** How long changes are kept, in days. */
  retentionDays: number;
  /** The groups whose members read all changes and the access review, as full references in lowercase. */
  readerGroups: string[];
  /** The secret key for the pseudonyms of users. Without it, records contain their names. */
  pseudonymSecret?: string;
}

const RETENTION_DAYS = 400;

/** The minimum length of the secret in characters: as many as SHA-256 has bytes. Source: RFC 2104, section 3, on the length of keys. */
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
    retentionDays: readPositive(
      config,
      'audit.retentionDays',
      RETENTION_DAYS,
      MOST_DAYS,
    ),
    readerGroups: readAuditReaderGroups(config),
    ...(pseudonymSecret !== undefined && { pseudonymSecret }),
  };
}
