/**
 * After an update a host no longer has the old version's files, and a page that it sent before may ask for one. The
 * page then offers a reload, once, and leaves the moment to the student: what is typed survives it, a run would not.
 * It is apart from the app, since the app itself may be what is missing.
 */
addEventListener('vite:preloadError', () => {
  if (document.getElementById(NOTICE)) return;
  const notice = document.createElement('p');
  notice.id = NOTICE;
  notice.className = 'notice';
  notice.role = 'alert';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Reload';
  button.addEventListener('click', () => location.reload());
  notice.append('The app was updated and a part of this page is gone, so please reload it. ', button);
  document.body.prepend(notice);
});

const NOTICE = 'vanished';
