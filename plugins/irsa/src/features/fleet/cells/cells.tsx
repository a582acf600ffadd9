import { parseRoleArn } from '@backstage-irsa/core/arn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Fragment, type ReactNode } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { nameParts } from './nameParts';
import { irsaTranslationRef } from '../../../translation';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { EntityRef } from '../../../shared/ui/EntityRef';
import { WithCode } from '../../../shared/ui/WithCode';
import styles from './Badge.module.css';

/** The text for a missing value. */
export function Nothing() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return <span className={styles.minor}>{t('cell.none')}</span>;
}

/** A name that wraps between its words and not within them. */
function Breaking({ text }: { text: string }) {
  return nameParts(text).map((part, index) => (
    // eslint-disable-next-line react/no-array-index-key -- the same part may come twice
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** A name with a copy button and an optional second line. */
export function NameCell(props: {
  name: string;
  /** The text to copy, if it differs from the name. */
  copies?: string;
  minor?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, copies = name, minor } = props;
  return (
    <div className={styles.name}>
      <span className={styles.lines}>
        <Text as="span" variant="body-small" weight="bold">
          <Breaking text={name} />
        </Text>
        {minor && <span className={styles.minor}>{minor}</span>}
      </span>
      <CopyButton
        text={copies}
        label={t('account.copyName', { name: copies })}
      />
    </div>
  );
}

/** The title of a finding, with its message below. */
export function FoundCell(props: { title: string; message: string }) {
  return (
    <span className={styles.lines}>
      <Text as="span" variant="body-small" weight="bold">
        {props.title}
      </Text>
      <span className={`${styles.minor} ${styles.message}`}>
        <WithCode text={props.message} />
      </span>
    </span>
  );
}

/** A text, or the content that represents it, with a copy button. */
export function Copied(props: {
  text: string;
  /** The label of the copy button. */
  label: string;
  children?: ReactNode;
}) {
  const { text, label, children = text } = props;
  return (
    <div className={styles.name}>
      <span>{children}</span>
      <CopyButton text={text} label={label} />
    </div>
  );
}

/** The ARN of a role. If `isShort` is true, shows only the role's name. */
export function RoleArn(props: {
  arn: string;
  isShort?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { arn, isShort } = props;
  const role = parseRoleArn(arn)?.name ?? arn;
  return (
    <Copied text={arn} label={t('role.copyArn', { role })}>
      {props.children ?? (isShort ? role : arn)}
    </Copied>
  );
}

/** The name of a role, with a button that copies the whole ARN. */
export function RoleCell({ arn }: { arn: string | null }) {
  return arn ? <RoleArn arn={arn} isShort /> : <Nothing />;
}

/** A link to a catalog entity. */
export function EntityCell({ entityRef }: { entityRef: string | null }) {
  return entityRef ? <EntityRef text={entityRef} /> : <Nothing />;
}

/** The owners from the catalog. */
export function OwnersCell({ owners }: { owners: readonly string[] }) {
  if (owners.length === 0) return <Nothing />;
  return (
    <span className={styles.lines}>
      {owners.map(owner => (
        <EntityRef key={owner} text={owner} />
      ))}
    </span>
  );
}

/** A number, aligned for columns. */
export function NumberCell({ value }: { value: number }) {
  const { number } = useFormats();
  return <span className={styles.number}>{number(value)}</span>;
}

/** A list of names, one below the other. */
export function NamesCell({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <Nothing />;
  return (
    <span className={styles.lines}>
      {names.map(name => (
        <span key={name}>
          <Breaking text={name} />
        </span>
      ))}
    </span>
  );
}
