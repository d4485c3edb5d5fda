import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `plain` for the many beside charts, `main` for the one thing that a page is for. */
  readonly kind?: 'plain' | 'main';
}

/** A button; `aria-pressed` makes it look switched on. */
export function Button({ kind = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={`${styles.button} ${styles[kind] ?? ''} ${className}`} />;
}
