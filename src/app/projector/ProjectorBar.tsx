import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useProjectorStrings } from '../../i18n/projector';
import { Alarm } from '../shell/Alarm';
import { LINKS } from '../shell/Header';
import { useProfile } from '../shell/profile';
import { forgetAddress } from '../shell/projector';
import { href, type Screen } from '../shell/route';
import { store } from '../shell/store';
import { KeysDialog } from './KeysDialog';
import { actionOf, isTaken, KEYS } from './keys';
import styles from './projector.module.css';

/** The screens by their keys: those of the menu in its order, and then those that a teacher shows. */
const KEYED = [...LINKS, ...(['lesson', 'counting', 'class', 'worksheet', 'glossary'] as const)].slice(0, 9);
export type KeyedScreen = (typeof KEYED)[number];

/** What projector mode adds to every screen: its keys, and the way out. */
export function ProjectorBar() {
  const words = useProjectorStrings();
  const { profile } = useProfile();
  const [isOpen, setOpen] = useState(false);
  /** Where the last key went; a new object each time. */
  const [gone, setGone] = useState<{ screen: Screen }>();
  const [failure, setFailure] = useState<unknown>();
  const bar = useRef<HTMLElement>(null);
  const dialog = useRef<HTMLDivElement>(null);

  const leave = useCallback(() => {
    if (profile.projector) store.profiles.change(profile.id, { projector: false }).catch(setFailure);
    const isHere = [bar, dialog].some(({ current }) => current?.contains(document.activeElement));
    // At once, whether or not it can be kept.
    forgetAddress(false);
    if (isHere) requestAnimationFrame(() => focusMenu());
  }, [profile]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (!action || isTaken(event.target, dialog.current)) return;
      if (action === 'show') setOpen((was) => !was);
      else if (action === 'leave') leave();
      else if (action.go <= KEYED.length) {
        const screen = KEYED[action.go - 1];
        location.hash = href(screen);
        setOpen(false);
        setGone({ screen });
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [leave]);

  useEffect(() => gone && focusMenu(gone.screen), [gone]);

  return (
    <section ref={bar} className={`row spread ${styles.bar}`} aria-label={words.bar} data-testid="projector">
      <strong>{words.bar}</strong>
      <div className="row">
        <Button onPress={() => setOpen(true)}>
          {words.show} <kbd>{KEYS.show}</kbd>
        </Button>
        <Button onPress={leave}>
          {words.leave} <kbd>{KEYS.leave}</kbd>
        </Button>
      </div>
      <Alarm error={failure} />
      <KeysDialog screens={KEYED} isOpen={isOpen} onOpenChange={setOpen} place={dialog} />
    </section>
  );
}

/** What had the focus may be gone with its screen. The menu stays, and the next Tab goes on from there. */
function focusMenu(screen?: Screen): void {
  const menu = document.querySelector('header');
  const link = screen && menu?.querySelector<HTMLElement>(`nav a[href="${href(screen)}"]`);
  (link ?? menu?.querySelector<HTMLElement>('a'))?.focus({ preventScroll: true });
}
