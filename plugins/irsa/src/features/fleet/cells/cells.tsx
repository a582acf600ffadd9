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

/** What is not there, in a word. */
export function Nothing() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return <span className={styles.minor}>{t('cell.none')}</span>;
}

/** A name that goes on in the next line between its words rather than within one. */
function Breaking({ text }: { text: string }) {
  return nameParts(text).map((part, index) => (
    // eslint-disable-next-line react/no-array-index-key -- the same part may come twice
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** A name, what is to know beside it, and a button that copies it. */
export function NameCell(props: {
  name: string;
  /** What is copied, where that is more than the name. */
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

/** What is wrong in a few words, and below it what was found. */
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

/** A text, or what stands for it, and a button that copies it. */
export function Copied(props: {
  text: string;
  /** What is copied, in words. */
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

/** The ARN of a role, in full or, where there is little room, by the name in it. */
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

/** A role by its name; the whole ARN is what is copied. */
export function RoleCell({ arn }: { arn: string | null }) {
  return arn ? <RoleArn arn={arn} isShort /> : <Nothing />;
}

/** An entity of the catalog. */
export function EntityCell({ entityRef }: { entityRef: string | null }) {
  return entityRef ? <EntityRef text={entityRef} /> : <Nothing />;
}

/** Those who own something, by the catalog. */
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

/** A number, in columns under each other. */
export function NumberCell({ value }: { value: number }) {
  const { number } = useFormats();
  return <span className={styles.number}>{number(value)}</span>;
}

/** Names under each other. */
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
