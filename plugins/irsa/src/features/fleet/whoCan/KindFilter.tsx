import type { AccessHolder, AccessList } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import styles from './WhoCan.module.css';
import { HOLDER_KINDS } from './useAccessQuestion';

const ALL = 'all';

/** The filter for the kind of holder, with the number of each kind. */
export function KindFilter(props: {
  kinds: AccessList['kinds'];
  kind?: AccessHolder['kind'];
  onChange: (kind?: AccessHolder['kind']) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kinds, kind, onChange } = props;
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.kinds}>
      <ToggleButtonGroup
        aria-label={t('access.kinds')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind ?? ALL]}
        onSelectionChange={([key]) =>
          onChange(HOLDER_KINDS.find(one => one === key))
        }
      >
        <ToggleButton id={ALL}>
          {t('access.kindCount', { kind: t('access.all'), count: all })}
        </ToggleButton>
        {kinds.map(one => (
          <ToggleButton key={one.kind} id={one.kind}>
            {t('access.kindCount', {
              kind: t(`access.kind.${one.kind}`),
              count: one.count,
            })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
