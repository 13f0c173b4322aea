import { useState } from 'react';
import { useProfile } from '../shell/profile';
import { store } from '../shell/store';

/** How the student wants to write, kept with the profile; where the browser keeps nothing, as long as the page is open. */
export function useWishes() {
  const { profile } = useProfile();
  const [{ off = false, besideBase = false }, setWishes] = useState(profile.suggestions ?? {});
  const change = (suggestions: { off: boolean; besideBase: boolean }) => {
    setWishes(suggestions);
    store.profiles.change(profile.id, { suggestions }).catch(() => {});
  };
  return {
    ...{ suggest: !off, besideBase },
    setSuggest: (suggest: boolean) => change({ off: !suggest, besideBase }),
    setBesideBase: (wanted: boolean) => change({ off, besideBase: wanted }),
  };
}
