import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { WrittenPassage } from '../../experiments/experiment';
import { Rich, useStrings } from '../../i18n/react';
import styles from './lab.module.css';

/** What models wrote after the same words, for who wants to judge for themselves. */
export function Passages({ passages }: { passages: readonly WrittenPassage[] }) {
  const words = useStrings().lab.finding.passages;
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {words.button}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ol className={styles.passages}>
          {passages.map(({ prompt, texts }) => (
            <li key={prompt}>
              <p className="small muted">
                <Rich text={words.after(prompt)} prompt={(text: string) => <bdi>{text}</bdi>} />
              </p>
              {texts.map(({ name, tone, text }) => (
                <p key={name} data-tone={tone}>
                  <b>{words.by(name)}</b> <span dir="auto">{text}</span>
                </p>
              ))}
            </li>
          ))}
        </ol>
      </DisclosurePanel>
    </Disclosure>
  );
}
