import { render } from 'preact';
import { App } from './app.tsx';
import { listenForInstall } from './device/install.ts';
import { startServiceWorker } from './device/worker.ts';
import { startLanguage } from './i18n/index.ts';
import { startClock } from './state/clock.ts';
import { answered, refused, sayKept } from './state/act.ts';
import { startLive } from './state/live.ts';
import { startOutbox } from './state/outbox.ts';
import { start } from './state/session.ts';
import { go } from './state/toast.ts';
import { startTheme } from './state/view.ts';
import { startLater } from './ui/later.tsx';
import { calm } from './ui/update.tsx';
import './ui/css/tokens.css';
import './ui/css/parts.css';
import './ui/css/layout.css';
import './ui/css/phone.css';

startTheme();
listenForInstall();
startClock();
const entered = start();
void startLanguage().catch(() => undefined).then(() => render(<App />, document.body));
void entered.then(() => { startOutbox({ answered, refused, kept: sayKept }); startLive(); startLater(); });
// This module may have finished after `load`, so nothing waits for that event.
startServiceWorker((path) => go.peek()?.(path), calm).catch((thrown: unknown) => console.warn('no service worker', thrown));
