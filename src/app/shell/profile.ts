import { createContext, useContext } from 'react';
import type { FirstStrings } from '../../i18n/en';
import { type Access, FIRST_NICKNAME, type Profile, type Shelf } from '../../store';

/** The profile that is open in this page, and what it keeps. */
export interface OpenProfile extends Shelf {
  profile: Profile;
  /** Closes it and opens another one, or lets choose one. */
  leave(access?: Access): void;
}

export const ProfileContext = createContext<OpenProfile | undefined>(undefined);

/** What screens work with: they are shown behind `ProfileGate`, which opens a profile first. */
export function useProfile(): OpenProfile {
  const open = useContext(ProfileContext);
  if (!open) throw new Error('no profile is open');
  return open;
}

/** What a profile is called on the screen; the one that a browser begins with, in the language of the moment. */
export const nicknameOf = ({ nickname }: Pick<Profile, 'nickname'>, t: FirstStrings): string =>
  nickname === FIRST_NICKNAME ? t.profile.form.first : nickname;
