import { Link, useSidebarOpenState } from '@backstage/core-components';
import { LogoFull } from './LogoFull';
import { LogoIcon } from './LogoIcon';
import styles from './SidebarLogo.module.css';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={styles.root}>
      <Link to="/" underline="none" aria-label="IRSA for Backstage, home">
        <span className={styles.logo}>
          {isOpen ? <LogoFull /> : <LogoIcon />}
        </span>
      </Link>
    </div>
  );
};
