import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { followProfile } from '../../i18n/language';
import { type Access, FIRST_NICKNAME, type Listed, type Profile, StoreError } from '../../store';
import { Arriving } from '../shell/Arriving';
import { BareBar } from '../shell/BareBar';
import { Closed } from '../shell/Closed';
import { lazily } from '../shell/lazily';
import { ProfileContext } from '../shell/profile';
import { followProjector } from '../shell/projector';
import { useRoute } from '../shell/route';
import shell from '../shell/shell.module.css';
import { store } from '../shell/store';
import { ChooseProfile } from './ChooseProfile';

/** Of this tab: a reload opens the same profile again. */
const STORAGE_KEY = 'swantham-profile';

/** Where the browser keeps nothing there is nobody to choose from; keeping fails, and says so when it is tried. */
const NOBODY: Profile = { id: 'nobody', nickname: FIRST_NICKNAME, colour: 'leaf', createdAt: 0 };

const HelpScreen = lazily(async () => (await import('../help/HelpScreen')).HelpScreen);
const GlossaryScreen = lazily(async () => (await import('../glossary/GlossaryScreen')).GlossaryScreen);

/** Opens a profile before anything else: without asking where there is only one and it has no passphrase. */
export function ProfileGate({ children }: { children: ReactNode }) {
  const { screen, detail } = useRoute();
  const { listed, failure, read } = useProfiles();
  const [entered, setEntered] = useState<Access | 'ask'>();
  /** What was entered just now may be newer than the list. */
  const [isNew, setIsNew] = useState(false);
  const access = listed && (isNew && entered !== 'ask' ? entered : accessFor(listed, entered));

  const enter = useCallback(
    async (next?: Access) => {
      setEntered(next ?? 'ask');
      remember(next?.profile);
      setIsNew(true);
      await read();
      setIsNew(false);
    },
    [read],
  );
  const shelf = useMemo(() => access && store.open(access), [access]);
  const profile = listed?.items.find(({ id }) => id === access?.profile);
  useEffect(() => void followProfile(profile?.language), [profile?.language]);
  useLayoutEffect(() => followProjector(profile?.projector), [profile?.projector]);
  const context = useMemo(
    () => shelf && profile && { ...shelf, profile, leave: enter },
    [shelf, profile, enter],
  );

  if (!listed) return failure === undefined ? null : <Closed error={failure} onTryAgain={read} />;
  if (!context && (screen === 'help' || screen === 'glossary'))
    return (
      <main className={`${shell.main} stack`}>
        <BareBar />
        <Arriving>{screen === 'help' ? <HelpScreen /> : <GlossaryScreen detail={detail} />}</Arriving>
      </main>
    );
  if (!context) return <ChooseProfile profiles={listed.items} damaged={listed.damaged} onEnter={enter} />;
  // What a screen has in mind of one person is not for the next.
  return (
    <ProfileContext key={context.profile.id} value={context}>
      {children}
    </ProfileContext>
  );
}

const open = new Map<string, Access>();

/** The right with which the page goes on, if it has one: another tab may have deleted the profile, or locked it. */
function accessFor(
  { items: profiles, damaged }: Listed<Profile>,
  entered: Access | 'ask' | undefined,
): Access | undefined {
  if (entered === 'ask') return undefined;
  if (entered && profiles.some(({ id, lock }) => id === entered.profile && lock?.id === entered.lock?.id))
    return entered;
  const last = remembered();
  const usual =
    profiles.find(({ id }) => id === last) ??
    (profiles.length + damaged.length === 1 ? profiles[0] : undefined);
  if (!usual || usual.lock) return undefined;
  // The same object each time, so that nothing is opened twice.
  if (!open.has(usual.id)) open.set(usual.id, { profile: usual.id });
  return open.get(usual.id);
}

/** The profiles of this browser, kept up with changes in this tab and others. */
function useProfiles() {
  const [listed, setListed] = useState<Listed<Profile>>();
  const [failure, setFailure] = useState<unknown>();
  const read = useCallback(async () => {
    try {
      setListed(await store.profiles.look());
    } catch (error) {
      // Where the browser keeps nothing at all, nothing can be lost.
      if (error instanceof StoreError && error.reason === 'unavailable')
        setListed({ items: [NOBODY], damaged: [] });
      else setFailure(error);
    }
  }, []);
  useEffect(() => {
    read();
    return store.profiles.subscribe(read);
  }, [read]);
  return { listed, failure, read };
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function remember(profile: string | undefined): void {
  try {
    if (profile) sessionStorage.setItem(STORAGE_KEY, profile);
    else sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // storage is off: the next reload asks again
  }
}
