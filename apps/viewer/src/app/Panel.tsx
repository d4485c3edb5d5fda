import { Component, Suspense, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import styles from './app.module.css';

interface PanelProps {
  readonly name: string;
  readonly children: ReactNode;
}

/** Around what is loaded for itself: one that fails leaves the others alone, and says so. */
export class Panel extends Component<PanelProps, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { name, children } = this.props;
    const { error } = this.state as { error: Error | null };
    if (error !== null) {
      return (
        <div role="alert" className={styles.notice}>
          <p>
            {name} failed: {error.message}
          </p>
          <Button onClick={() => this.setState({ error: null })}>Try again</Button>
        </div>
      );
    }
    return <Suspense fallback={<PanelLoading name={name} />}>{children}</Suspense>;
  }
}

/** In the place of a panel that is on its way. */
export const PanelLoading = ({ name }: { readonly name: string }) => (
  <p role="status" className={styles.notice}>
    Loading {name} …
  </p>
);
