import { currentStrings } from '../i18n/language';

/**
 * After an update a host no longer has the old version's files, and a page that it sent before may ask for one. The
 * page then offers a reload, once, and leaves the moment to the student: what is typed survives it, a run would not.
 * It is a script of its own beside the app, since the app itself may be what is missing.
 */
addEventListener('vite:preloadError', () => {
  if (document.getElementById(NOTICE)) return;
  const words = currentStrings().shell;
  const notice = document.createElement('p');
  notice.id = NOTICE;
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words.reload;
  button.addEventListener('click', () => location.reload());
  notice.append(`${words.offline.stale} `, button);
  document.body.prepend(notice);
});

const NOTICE = 'stale-assets';
