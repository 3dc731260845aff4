import { render } from 'preact';
import { App } from './app.tsx';
import { listenForInstall } from './device/install.ts';
import { startServiceWorker } from './device/worker.ts';
import { startLanguage } from './i18n/index.ts';
import { startClock } from './state/clock.ts';
import { go, startLive } from './state/live.ts';
import { start } from './state/session.ts';
import { startTheme } from './state/view.ts';
import './ui/css/tokens.css';
import './ui/css/parts.css';
import './ui/css/layout.css';

startTheme();
listenForInstall();
startClock();
const entered = start();
void startLanguage().catch(() => undefined).then(() => render(<App />, document.body));
void entered.then(startLive);
// This module may have finished after `load`, so nothing waits for that event.
startServiceWorker((path) => go.peek()?.(path)).catch((thrown: unknown) => console.warn('no service worker', thrown));
