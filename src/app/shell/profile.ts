import { createContext, useContext } from 'react';
import type { Access, Profile, Shelf } from '../../store';

/** The profile that is open in this page, and what it keeps. */
export interface OpenProfile extends Shelf {
  profile: Profile;
  /** Closes it and opens another one, or lets choose one. */
  leave(access?: Access): void;
}

export const ProfileContext = createContext<OpenProfile | undefined>(undefined);

/** What screens work with: they stand behind `ProfileGate`, which opens a profile first. */
export function useProfile(): OpenProfile {
  const open = useContext(ProfileContext);
  if (!open) throw new Error('no profile is open');
  return open;
}
