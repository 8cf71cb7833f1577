import { Component, type ReactNode } from "react";

import { useText } from "../text/use-text.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { Empty } from "./empty.tsx";

interface Props {
  readonly children: ReactNode;
  /** Another value tries anew. */
  readonly resetBy?: string;
}

interface State {
  readonly error?: unknown;
  readonly at?: string | undefined;
}

/** Keeps what fails below it from taking the rest along, and offers a way out. React knows no function that can. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error !== undefined && before.resetBy !== this.props.resetBy) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <WayOut error={this.state.error} onReset={() => this.setState({ error: undefined })} />;
  }
}

function WayOut({ error, onReset }: { readonly error: unknown; readonly onReset: () => void }): ReactNode {
  const text = useText().error;
  return (
    <main className="standing">
      <Empty
        icon="failed"
        level={1}
        title={text.title}
        actions={
          <>
            <ButtonLink look="filled" href="#/" onClick={onReset}>
              {text.toList}
            </ButtonLink>
            <Button look="plain" onClick={() => window.location.reload()}>
              {text.reload}
            </Button>
          </>
        }
      >
        {text.text}
      </Empty>
      <details className="standing-details">
        <summary>{text.details}</summary>
        <pre>{error instanceof Error ? `${error.name}: ${error.message}` : "unknown"}</pre>
      </details>
    </main>
  );
}
