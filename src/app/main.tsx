import '@fontsource/manjari/400.css';
import '@fontsource/manjari/700.css';
import '@fontsource-variable/noto-sans-malayalam/wght.css';
import './styles/tokens.css';
import './styles/elements.css';
import './styles/controls.css';
import './styles/projector.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { restoreLanguage } from '../i18n/language';
import { guardInput } from './shell/guard-input';
import { leaveForLocalhost } from './shell/localhost';
import { followProjector } from './shell/projector';

/** `public/old-browser.js` has shown its sentence instead. */
const isTooOld = document.getElementById('too-old')?.hidden === false;

/** The command lines open `/?cli`: no screens, only the functions that the screens are made of. */
if (new URLSearchParams(location.search).has('cli')) {
  await import('../cli/main');
} else if (!isTooOld && !(await leaveForLocalhost())) {
  guardInput();
  followProjector();
  await restoreLanguage();
  const App = isSecureContext ? (await import('./App')).App : (await import('./shell/Insecure')).Insecure;
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
